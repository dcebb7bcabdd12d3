import Testing

@testable import SocialAccounting

@Suite("Balancing by cross-entropy and least squares")
struct BalancingTests {
  /// Compares with an independent optimiser, relative to the largest cell.
  private func expect(
    _ result: BalancingResult, case name: String, within tolerance: Double
  ) throws {
    let cells = try BalancingReferences.cells(of: name)
    let size = cells.map(\.value.magnitude).max() ?? 1
    #expect(!cells.isEmpty)
    for cell in cells {
      let found = try result.matrix.value(cell.row, cell.column)
      #expect(
        (found - cell.value).magnitude <= tolerance * size,
        "\(cell.row), \(cell.column): \(found) instead of \(cell.value)")
    }
    #expect(result.status == .balanced)
    #expect(result.largestGap <= 1e-12)
  }

  private func totals(
    _ name: String, rows: [Double], columns: [Double]
  ) throws -> BalancingProblem {
    BalancingProblem(
      prior: try BalancingReferences.prior(of: BalancingReferences.cells(of: name)),
      rowTotals: rows, columnTotals: columns)
  }

  @Test(
    "Miller and Blair's example has one answer by RAS, GRAS and cross-entropy: SciPy's",
    arguments: [BalancingMethod.ras, .gras, .crossEntropy])
  func millerBlair(method: BalancingMethod) throws {
    let problem = try totals("miller-blair", rows: [245, 136, 159], columns: [251, 107, 182])
    try expect(problem.balanced(by: method), case: "miller-blair", within: 1e-9)
  }

  @Test(
    "Junius and Oosterhaven's example has one answer by GRAS and cross-entropy: SciPy's",
    arguments: [BalancingMethod.gras, .crossEntropy])
  func juniusOosterhaven(method: BalancingMethod) throws {
    let problem = try totals(
      "junius-oosterhaven", rows: [15, 26, -1], columns: [9, 16, 17, -2])
    try expect(problem.balanced(by: method), case: "junius-oosterhaven", within: 1e-9)
  }

  @Test("Mozambique's SAM is balanced as by SciPy: by cross-entropy and by least squares")
  func mozambique() throws {
    let problem = BalancingProblem(try BalancingReferences.mozambique())
    try expect(
      problem.balanced(by: .crossEntropy), case: "mozambique-entropy", within: 1e-9)
    try expect(
      problem.balanced(by: .leastSquares(keepingSigns: false)), case: "mozambique-squares",
      within: 1e-9)
  }

  @Test("Errors, locked cells, aggregates and uncertain totals enter as in SciPy's optimum")
  func controlled() throws {
    let problem = try BalancingReferences.controlledMozambique()
    let entropy = try problem.balanced(by: .crossEntropy)
    try expect(entropy, case: "mozambique-controlled-entropy", within: 1e-8)
    let squares = try problem.balanced(by: .leastSquares(keepingSigns: false))
    try expect(squares, case: "mozambique-controlled-squares", within: 1e-9)
    for result in [entropy, squares] {
      #expect(try result.matrix.value("ROW", "COM") == 5573.815)
      #expect(try result.matrix.value("CAP", "ROW") == 2163.857)
      let product = try #require(
        result.sums.first { $0.constraint == .aggregate("gross domestic product") })
      #expect((product.after - 10950).magnitude < 1e-8)
      let valueAdded = try #require(
        result.sums.first { $0.constraint == .aggregate("value added") })
      #expect(valueAdded.after != 9900 && (valueAdded.after - 9900).magnitude < 100)
    }
  }

  @Test("Least squares says where signs flip, and with signs kept stops those cells at zero")
  func signs() throws {
    let problem = try totals("signs-flip", rows: [1, 43, 30], columns: [20, 21, 33])
    let free = try problem.balanced(by: .leastSquares(keepingSigns: false))
    try expect(free, case: "signs-flip", within: 1e-9)
    #expect(free.signFlips == [.init(row: "x", column: "a")])
    let kept = try problem.balanced(by: .leastSquares(keepingSigns: true))
    try expect(kept, case: "signs-kept", within: 1e-9)
    #expect(kept.signFlips.isEmpty)
    #expect(kept.zeroed == [.init(row: "x", column: "a")])
  }

  @Test("Where no sign flips, keeping signs changes nothing")
  func signsFree() throws {
    let problem = try totals("signs-free", rows: [12, 20, 42], columns: [6, 21, 47])
    for keeping in [true, false] {
      try expect(
        problem.balanced(by: .leastSquares(keepingSigns: keeping)), case: "signs-free",
        within: 1e-9)
    }
  }

  @Test("Cross-entropy without errors and aggregates is GRAS")
  func entropyIsGRAS() throws {
    let problem = RandomTables(seed: 3).problem(rows: 30, columns: 20, negative: 0.1)
    let scaled = try problem.balanced(by: .gras)
    let entropy = try problem.balanced(by: .crossEntropy)
    for (first, second) in zip(scaled.matrix.values, entropy.matrix.values) {
      #expect((first - second).magnitude <= 1e-9 * max(1, second.magnitude))
    }
  }

  @Test(
    "Signs and zeros are kept by every method that promises it",
    arguments: [BalancingMethod.gras, .crossEntropy, .leastSquares(keepingSigns: true)])
  func pattern(method: BalancingMethod) throws {
    let problem = RandomTables(seed: 11).problem(rows: 25, columns: 25, negative: 0.05)
    let result = try problem.balanced(by: method)
    for (before, after) in zip(problem.prior.values, result.matrix.values) {
      if before == 0 { #expect(after == 0) }
      #expect(before * after >= 0)
    }
    #expect(result.largestGap <= 1e-12)
  }

  @Test(
    "Balancing twice changes nothing beyond rounding",
    arguments: [
      BalancingMethod.gras, .crossEntropy, .leastSquares(keepingSigns: true),
      .leastSquares(keepingSigns: false),
    ])
  func idempotent(method: BalancingMethod) throws {
    let problem = RandomTables(seed: 5).problem(rows: 40, columns: 30, negative: 0.1)
    let once = try problem.balanced(by: method).matrix
    let again = BalancingProblem(
      prior: once, rowTotals: problem.rowTargets.map { $0?.value ?? 0 },
      columnTotals: problem.columnTargets.map { $0?.value ?? 0 })
    let twice = try again.balanced(by: method)
    for (first, second) in zip(once.values, twice.matrix.values) {
      #expect((first - second).magnitude <= 1e-12 * max(1, first.magnitude))
    }
    // A SAM, likewise.
    let matrix = RandomTables(seed: 6).matrix(accounts: 30)
    let balanced = try BalancingProblem(matrix).balanced(
      by: method == .gras ? .crossEntropy : method)
    var same = BalancingProblem(
      prior: balanced.matrix, rowTotals: matrix.accounts.map { _ in 0 },
      columnTotals: matrix.accounts.map { _ in 0 })
    same.rowTargets = same.rowTargets.map { _ in nil }
    same.columnTargets = same.columnTargets.map { _ in nil }
    same.accountsBalance = true
    #expect(
      try same.balanced(by: method == .gras ? .crossEntropy : method).matrix == balanced.matrix)
  }

  @Test(
    "The order of accounts does not matter, nor does the unit",
    arguments: [
      BalancingMethod.crossEntropy, .leastSquares(keepingSigns: true),
      .leastSquares(keepingSigns: false),
    ])
  func invariance(method: BalancingMethod) throws {
    let plain = RandomTables(seed: 8).matrix(accounts: 40)
    let result = try BalancingProblem(plain).balanced(by: method).matrix
    for unit in [1e6, 1e-6, 1] {
      let order = plain.accounts.sorted { $0.hash(7) < $1.hash(7) }
      var moved = try SocialAccountingMatrix(accounts: order)
      for row in plain.accounts {
        for column in plain.accounts {
          try moved.pay(unit * plain.payment(from: column, to: row), from: column, to: row)
        }
      }
      let other = try BalancingProblem(moved).balanced(by: method).matrix
      for row in plain.accounts {
        for column in plain.accounts {
          let (first, second) = try (
            result.value(row, column), other.value(row, column) / unit
          )
          #expect((first - second).magnitude <= 1e-12 * max(1, first.magnitude))
        }
      }
    }
  }

  @Test("An uncertain total is met the better, the smaller its error")
  func uncertainTotal() throws {
    var distances: [Double] = []
    for error in [1, 0.1, 0.01, 0.001] {
      var problem = BalancingProblem(try BalancingReferences.mozambique())
      problem.rowTargets[1] = BalancingTarget(30_000, error: error)
      let result = try problem.balanced(by: .crossEntropy)
      let sum = try #require(result.sums.first { $0.constraint == .row("COM") })
      distances.append((sum.after - 30_000).magnitude)
    }
    #expect(distances == distances.sorted(by: >))
    #expect(distances[3] < 30)
  }

  @Test("A cell takes the more of the adjustment, the larger its error")
  func reliability() throws {
    let matrix = try LabelledMatrix(
      rows: ["x", "y"], columns: ["a", "b"], values: [10, 10, 10, 10])
    for method in [BalancingMethod.crossEntropy, .leastSquares(keepingSigns: false)] {
      var problem = BalancingProblem(
        prior: matrix, rowTotals: [22, 20], columnTotals: [0, 0])
      problem.columnTargets = [nil, nil]
      problem.setError(0.1, row: 0, column: 0)
      let result = try problem.balanced(by: method).matrix
      #expect(result[0, 0] < 10.1 && result[0, 1] > 11.9)
      #expect(result[1, 0] == 10)
    }
  }

  @Test("Adjustments are ranked by their share of all changes, and the shares add up to one")
  func adjustments() throws {
    let matrix = try BalancingReferences.mozambique()
    let result = try BalancingProblem(matrix).balanced(by: .crossEntropy)
    let adjustments = result.adjustments(of: matrix.payments)
    #expect(adjustments.count == 28)
    #expect((adjustments.reduce(0) { $0 + $1.share } - 1).magnitude < 1e-12)
    #expect(adjustments.map(\.share) == adjustments.map(\.share).sorted(by: >))
    let first = try #require(adjustments.first)
    #expect(try first.after == result.matrix.value(first.cell.row, first.cell.column))
    #expect(first.relativeChange == (first.after - first.before) / first.before.magnitude)
  }

  @Test("The account that does not fit with the rest has the largest multiplier")
  func multipliers() throws {
    var matrix = try SocialAccountingMatrix(accounts: ["a", "b", "c", "d", "e"])
    for payer in matrix.accounts {
      for receiver in matrix.accounts where payer != receiver {
        try matrix.pay(10, from: payer, to: receiver)
      }
    }
    try matrix.pay(30, from: "b", to: "d")
    let result = try BalancingProblem(matrix).balanced(by: .crossEntropy)
    let ranked = result.sums.sorted { $0.multiplier.magnitude > $1.multiplier.magnitude }
    #expect(Set(ranked.prefix(2).map(\.constraint.label)) == ["b", "d"])
  }

  @Test("A SAM of 2,000 accounts is balanced by conjugate gradients as well")
  func large() throws {
    let matrix = RandomTables(seed: 21).matrix(accounts: 2_000, density: 0.01)
    #expect(matrix.accounts.count > NormalEquations.largestDense)
    let result = try BalancingProblem(matrix).balanced(by: .crossEntropy)
    #expect(result.largestGap <= 1e-12)
    #expect(result.status == .balanced)
  }
}

extension String {
  /// An arbitrary order that does not change from run to run.
  fileprivate func hash(_ seed: UInt64) -> UInt64 {
    utf8.reduce(seed) {
      ($0 &* 6_364_136_223_846_793_005) &+ UInt64($1) &+ 1_442_695_040_888_963_407
    }
  }
}
