import Testing

@testable import SocialAccounting

@Suite("What cannot be balanced is explained")
struct BalancingInfeasibilityTests {
  static let methods: [BalancingMethod] = [
    .ras, .gras, .crossEntropy, .leastSquares(keepingSigns: true),
  ]

  private func problem(
    _ values: [Double], rows: [Double], columns: [Double]
  ) throws -> BalancingProblem {
    let names = ["x", "y", "z", "w"]
    return BalancingProblem(
      prior: try LabelledMatrix(
        rows: Array(names.prefix(rows.count)),
        columns: ["a", "b", "c", "d"].prefix(columns.count).map { $0 },
        values: values), rowTotals: rows, columnTotals: columns)
  }

  private func error(
    _ problem: BalancingProblem, _ method: BalancingMethod
  ) -> BalancingError? {
    do {
      _ = try problem.balanced(by: method)
      return nil
    } catch {
      return error
    }
  }

  @Test("Totals that add up to different sums", arguments: methods)
  func sums(method: BalancingMethod) throws {
    let found = error(try problem([1, 2, 3, 4], rows: [3, 7], columns: [4, 7]), method)
    #expect(found == .inconsistentTotals(rows: 10, columns: 11))
  }

  @Test("A row of zeros with a total", arguments: methods)
  func emptyLine(method: BalancingMethod) throws {
    let found = error(try problem([1, 2, 0, 0], rows: [3, 7], columns: [4, 6]), method)
    #expect(found == .emptyLine(label: "y", total: 7))
  }

  @Test("Rows whose only columns are to add up to less: Hall's condition", arguments: methods)
  func hall(method: BalancingMethod) throws {
    // x and y have cells only in a.
    let found = error(
      try problem([5, 0, 0, 4, 0, 0, 3, 2, 1], rows: [5, 4, 6], columns: [8, 4, 3]), method)
    #expect(
      found == .shortage(rows: ["x", "y"], columns: ["a"], rowsNeed: 9, columnsNeed: 8))
    #expect(found?.isInfeasibility == true)
    #expect(
      found?.description.contains("rows x, y must add up to 9.0 and have cells only in") == true)
  }

  @Test("Columns that leave rows outside them too much", arguments: methods)
  func hallColumns(method: BalancingMethod) throws {
    let found = error(
      try problem([5, 4, 3, 0, 0, 2, 0, 0, 1], rows: [8, 4, 3], columns: [5, 4, 6]), method)
    #expect(
      found == .shortage(rows: ["y", "z"], columns: ["c"], rowsNeed: 7, columnsNeed: 6))
  }

  @Test("Locked cells beyond a total", arguments: methods)
  func locked(method: BalancingMethod) throws {
    var stated = try problem([6, 2, 3, 4], rows: [5, 10], columns: [9, 6])
    try stated.lock(row: "x", column: "a")
    #expect(error(stated, method) == .outOfReach(.row("x"), target: 5, fixed: 6))
  }

  @Test("Locked cells that leave others too little", arguments: methods)
  func lockedTogether(method: BalancingMethod) throws {
    var stated = try problem([3, 2, 0, 1, 1, 1, 0, 1, 2], rows: [5, 3, 4], columns: [4, 4, 4])
    try stated.lock(row: "z", column: "c")
    try stated.lock(row: "x", column: "a")
    // x needs 2 more and z 2 more from b, which has 4, so that y gets nothing in b; y then has a 1, c 2.
    #expect(try stated.balanced(by: .crossEntropy).status == .boundary)
    stated.rowTargets[1] = BalancingTarget(2)
    stated.rowTargets[2] = BalancingTarget(5)
    let found = error(stated, method)
    #expect(
      found == .shortage(rows: ["x", "z"], columns: ["b"], rowsNeed: 5, columnsNeed: 4))
  }

  @Test("An account that receives and never pays")
  func oneSided() throws {
    var matrix = try SocialAccountingMatrix(accounts: ["a", "b", "c"])
    try matrix.pay(10, from: "a", to: "b")
    try matrix.pay(8, from: "b", to: "a")
    try matrix.pay(2, from: "b", to: "c")
    let stated = BalancingProblem(matrix)
    for method in [BalancingMethod.crossEntropy, .leastSquares(keepingSigns: true)] {
      let found = error(stated, method)
      #expect(found == .oneSided(account: "c", receipts: 2, outlays: 0))
      #expect(found?.description.contains("Record where the money goes") == true)
    }
  }

  @Test("Two groups of accounts with payments one way only lie on the boundary")
  func oneWay() throws {
    var matrix = try SocialAccountingMatrix(accounts: ["a", "b", "c", "d"])
    for (payer, receiver) in [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("a", "c")] {
      try matrix.pay(10, from: payer, to: receiver)
    }
    let result = try BalancingProblem(matrix).balanced(by: .crossEntropy)
    #expect(result.status == .boundary)
    #expect(result.zeroed == [.init(row: "c", column: "a")])
    #expect(result.largestGap <= 1e-12)
  }

  @Test("Aggregates that contradict each other are named, and others are not")
  func aggregates() throws {
    var stated = BalancingProblem(try BalancingReferences.mozambique())
    func sum(_ name: String, _ cells: [(String, String)], _ target: Double) -> BalancingAggregate {
      BalancingAggregate(
        name: name, terms: cells.map { .init(row: $0.0, column: $0.1) },
        target: BalancingTarget(target))
    }
    stated.aggregates = [
      sum("exports", [("ACT", "ROW")], 1500),
      sum("value added", [("FAC", "ACT")], 9800),
      sum("product", [("FAC", "ACT"), ("GRE", "ACT")], 9000),
    ]
    for method in [BalancingMethod.crossEntropy, .leastSquares(keepingSigns: true)] {
      guard case .contradiction(let named)? = error(stated, method) else {
        Issue.record("\(String(describing: error(stated, method)))")
        continue
      }
      #expect(Set(named) == [.aggregate("value added"), .aggregate("product")])
    }
    // Without kept signs the taxes may be negative, and say so.
    let free = try stated.balanced(by: .leastSquares(keepingSigns: false))
    #expect(free.signFlips.contains(.init(row: "GRE", column: "ACT")))
    stated.aggregates[2].target = BalancingTarget(10_500)
    #expect(try stated.balanced(by: .crossEntropy).status == .balanced)
  }

  @Test("One sum that is given twice with two values is a contradiction by every method")
  func sameSum() throws {
    var stated = BalancingProblem(try BalancingReferences.mozambique())
    for (name, target) in [("exports", 1500.0), ("sales abroad", 1600)] {
      stated.aggregates.append(
        BalancingAggregate(
          name: name, terms: [.init(row: "ACT", column: "ROW")], target: BalancingTarget(target)))
    }
    for method in [
      BalancingMethod.crossEntropy, .leastSquares(keepingSigns: true),
      .leastSquares(keepingSigns: false),
    ] {
      #expect(
        error(stated, method)
          == .contradiction([.aggregate("exports"), .aggregate("sales abroad")]))
    }
    stated.aggregates[1].target.error = 0.1
    #expect(try stated.balanced(by: .crossEntropy).largestGap <= 1e-12)
  }

  @Test("Locked cells and an aggregate that contradict each other name one account, not all")
  func lockedAccount() throws {
    var matrix = try SocialAccountingMatrix(accounts: ["home", "firms", "state", "abroad"])
    for (payer, receiver, value) in [
      ("firms", "home", 100.0), ("state", "home", 20), ("home", "firms", 90),
      ("state", "firms", 25), ("home", "state", 25), ("firms", "state", 10), ("home", "abroad", 8),
      ("firms", "abroad", 22), ("abroad", "firms", 30), ("abroad", "home", 5),
    ] {
      try matrix.pay(value, from: payer, to: receiver)
    }
    var stated = BalancingProblem(matrix)
    try stated.lock(row: "abroad", column: "home")
    try stated.lock(row: "abroad", column: "firms")
    stated.aggregates = [
      BalancingAggregate(
        name: "exports", terms: [.init(row: "firms", column: "abroad")],
        target: BalancingTarget(32))
    ]
    // Imports are locked at 30, so that exports of 32 leave the rest of the world out of balance.
    for method in [BalancingMethod.crossEntropy, .leastSquares(keepingSigns: true)] {
      #expect(
        error(stated, method) == .contradiction([.aggregate("exports"), .account("abroad")]))
    }
  }

  @Test("An aggregate beyond the totals that bound it is named")
  func beyondTotals() throws {
    var stated = try problem([6, 2, 3, 4], rows: [8, 7], columns: [9, 6])
    stated.aggregates = [
      BalancingAggregate(
        name: "exports", terms: [.init(row: "x", column: "a"), .init(row: "y", column: "a")],
        target: BalancingTarget(10))
    ]
    guard case .contradiction(let named)? = error(stated, .crossEntropy) else {
      Issue.record("a column of 9 cannot hold 10")
      return
    }
    #expect(named.first == .aggregate("exports"))
    #expect(named.contains(.column("a")))
    #expect(named.count == 2)
  }

  @Test("The boundary, where scaling converges like 1/k, is told apart", arguments: methods)
  func boundary(method: BalancingMethod) throws {
    // y has only a cell in a, and both have the total 1: x's cell in a has to vanish.
    let stated = try problem([1, 1, 1, 0], rows: [1, 1], columns: [1, 1])
    let result = try stated.balanced(by: method)
    #expect(result.zeroed == [.init(row: "x", column: "a")])
    #expect(result.matrix.values == [0, 1, 1, 0])
    if method != .leastSquares(keepingSigns: true) { #expect(result.status == .boundary) }
  }

  @Test("Rows and columns with the total zero are zeros, and no boundary", arguments: methods)
  func zeroTotal(method: BalancingMethod) throws {
    let result = try problem([1, 2, 3, 4], rows: [0, 7], columns: [4, 3]).balanced(by: method)
    #expect(result.status == .balanced)
    #expect(result.matrix[0, 0] == 0 && result.matrix[0, 1] == 0)
    #expect((result.matrix[1, 0] - 4).magnitude < 1e-12)
    #expect(result.zeroed.count == 2)
  }

  @Test("What a method cannot take account of is refused, with a way out")
  func unsupported() throws {
    var stated = try problem([1, 2, 3, 4], rows: [3, 7], columns: [4, 6])
    stated.setError(0.5, row: 0, column: 0)
    #expect(error(stated, .ras) == .unsupported(method: .ras, what: "errors of cells"))
    stated = try problem([1, -2, 3, 4], rows: [3, 7], columns: [4, 6])
    #expect(error(stated, .ras) == .negativeCell(row: "x", column: "b", value: -2))
    stated = try problem([1, 2, 3, 4], rows: [-3, 7], columns: [-2, 6])
    #expect(error(stated, .ras) == .negativeTotal(label: "x", value: -3))
    let matrix = BalancingProblem(try BalancingReferences.mozambique())
    let found = error(matrix, .gras)
    #expect(found == .missingTotal(.gras))
    #expect(found?.description.contains("balance by cross-entropy") == true)
    #expect(found?.isInfeasibility == false)
  }

  @Test("What is no number is refused by name")
  func notANumber() throws {
    var stated = try problem([1, .nan, 3, 4], rows: [3, 7], columns: [4, 6])
    guard case .notFinite(row: "x", column: "b", _)? = error(stated, .crossEntropy) else {
      Issue.record("a cell without a number")
      return
    }
    stated = try problem([1, 2, 3, 4], rows: [3, .infinity], columns: [4, 6])
    #expect(
      error(stated, .crossEntropy) == .targetNotFinite(.row("y"), value: .infinity))
    stated = try problem([1, 2, 3, 4], rows: [3, 7], columns: [4, 6])
    stated.columnTargets[1]?.error = -1
    #expect(error(stated, .crossEntropy) == .invalidError(.column("b"), error: -1))
    stated.columnTargets[1]?.error = 0
    let exports = BalancingAggregate(
      name: "exports", terms: [.init(row: "x", column: "abroad")], target: BalancingTarget(1))
    stated.aggregates = [exports]
    guard case .unknownTerm("exports", _)? = error(stated, .crossEntropy) else {
      Issue.record("a column that does not exist")
      return
    }
    stated.aggregates = [exports, exports]
    #expect(error(stated, .crossEntropy) == .repeatedAggregate("exports"))
    stated.aggregates = []
    stated.accountsBalance = true
    #expect(error(stated, .crossEntropy) == .notSquare(odd: "a"))
  }

  @Test("A table of 400 accounts that violates Hall's condition is explained within two seconds")
  func large() throws {
    var values = [Double](repeating: 1, count: 400 * 400)
    for row in 0..<200 {
      for column in 150..<400 { values[row * 400 + column] = 0 }
    }
    let stated = BalancingProblem(
      prior: try LabelledMatrix(
        rows: (0..<400).map { "r\($0)" }, columns: (0..<400).map { "c\($0)" }, values: values),
      rowTotals: Array(repeating: 1, count: 400), columnTotals: Array(repeating: 1, count: 400))
    let clock = ContinuousClock()
    for method in Self.methods {
      let start = clock.now
      guard case .shortage(let rows, let columns, _, _)? = error(stated, method) else {
        Issue.record("200 rows cannot be met by 150 columns")
        continue
      }
      #expect(rows.count == 200 && columns.count == 150)
      #expect(clock.now - start < .seconds(2))
    }
  }
}
