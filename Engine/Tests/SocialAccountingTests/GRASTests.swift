import Testing

@testable import SocialAccounting

@Suite("GRAS and RAS")
struct GRASTests {
  /// The table of Junius and Oosterhaven (2003): goods, services and net taxes by four users.
  static let seed: [Double] = [7, 3, 5, -3, 2, 9, 8, 0, -2, 0, 2, 0]
  static let rows = ["goods", "services", "taxes"]
  static let columns = ["a", "b", "c", "d"]
  static let rowTotals: [Double] = [15, 26, -1]
  static let columnTotals: [Double] = [9, 16, 17, -2]

  private func matrix(_ values: [Double]) throws -> LabelledMatrix {
    try LabelledMatrix(rows: Self.rows, columns: Self.columns, values: values)
  }

  @Test("The example of Junius and Oosterhaven is reproduced")
  func literature() throws {
    let result = try matrix(Self.seed).balancedByGRAS(
      rowTotals: Self.rowTotals, columnTotals: Self.columnTotals)
    let expected = [
      8.4243, 3.3752, 5.2004, -2, 3.0010, 12.6248, 10.3742, 0, -2.4253, 0, 1.4253, 0,
    ]
    for (value, wanted) in zip(result.matrix.values, expected) {
      #expect((value - wanted).magnitude < 2e-4)
    }
  }

  @Test("Totals are met, signs are kept and zeros stay zero")
  func totals() throws {
    let result = try matrix([7, 3, 5, -3, 2, 9, 8, 1, -2, 0, 2, 1]).balancedByGRAS(
      rowTotals: Self.rowTotals, columnTotals: Self.columnTotals)
    for row in 0..<3 {
      #expect((result.matrix.rowTotal(row) - Self.rowTotals[row]).magnitude < 1e-10)
    }
    for column in 0..<4 {
      #expect((result.matrix.columnTotal(column) - Self.columnTotals[column]).magnitude < 1e-10)
    }
    #expect(result.matrix[2, 1] == 0)
    #expect(result.matrix[0, 3] < 0 && result.matrix[2, 0] < 0)
    #expect(result.largestGap <= 1e-11)
  }

  @Test(
    "Cells of a balanced matrix are the old ones times row and column factors, inverted if negative"
  )
  func factors() throws {
    let old = try matrix([7, 3, 5, -3, 2, 9, 8, 1, -2, 0, 2, 1])
    let new = try old.balancedByGRAS(
      rowTotals: Self.rowTotals, columnTotals: Self.columnTotals
    ).matrix
    func factor(_ row: Int, _ column: Int) -> Double {
      old[row, column] > 0
        ? new[row, column] / old[row, column] : old[row, column] / new[row, column]
    }
    // Any two rows differ by one factor in all columns where both have a cell.
    for (first, second, columns) in [(0, 1, [0, 1, 2, 3]), (0, 2, [0, 2, 3])] {
      let ratios = columns.map { factor(first, $0) / factor(second, $0) }
      for ratio in ratios { #expect((ratio / ratios[0] - 1).magnitude < 1e-9) }
    }
  }

  @Test("A matrix that meets its totals is left as it is")
  func idempotent() throws {
    let once = try matrix(Self.seed).balancedByGRAS(
      rowTotals: Self.rowTotals, columnTotals: Self.columnTotals
    ).matrix
    let twice = try once.balancedByGRAS(
      rowTotals: Self.rowTotals, columnTotals: Self.columnTotals
    ).matrix
    for (first, second) in zip(once.values, twice.values) {
      #expect((first - second).magnitude < 1e-10)
    }
  }

  @Test("The order of rows and columns and the unit do not matter")
  func invariance() throws {
    let plain = try matrix(Self.seed).balancedByGRAS(
      rowTotals: Self.rowTotals, columnTotals: Self.columnTotals
    ).matrix
    let rowOrder = [2, 0, 1]
    let columnOrder = [3, 1, 0, 2]
    var values: [Double] = []
    for row in rowOrder {
      for column in columnOrder { values.append(Self.seed[row * 4 + column] * 1000) }
    }
    let moved = try LabelledMatrix(
      rows: rowOrder.map { Self.rows[$0] }, columns: columnOrder.map { Self.columns[$0] },
      values: values
    ).balancedByGRAS(
      rowTotals: rowOrder.map { Self.rowTotals[$0] * 1000 },
      columnTotals: columnOrder.map { Self.columnTotals[$0] * 1000 }
    ).matrix
    for row in Self.rows {
      for column in Self.columns {
        let difference = try moved.value(row, column) / 1000 - plain.value(row, column)
        #expect(difference.magnitude < 1e-9)
      }
    }
  }

  @Test("Rows of negative cells only, and rows of zeros, are handled")
  func negativeRow() throws {
    let result = try matrix([5, 5, 5, 5, -1, -1, -1, -1, 0, 0, 0, 0]).balancedByGRAS(
      rowTotals: [24, -8, 0], columnTotals: [4, 4, 4, 4])
    for column in 0..<4 {
      #expect((result.matrix[0, column] - 6).magnitude < 1e-10)
      #expect((result.matrix[1, column] + 2).magnitude < 1e-10)
      #expect(result.matrix[2, column] == 0)
    }
  }

  @Test("Without negative cells GRAS is RAS")
  func sameAsRAS() throws {
    let seed = try matrix([7, 3, 5, 3, 2, 9, 8, 1, 2, 0, 2, 1])
    let totals = ([15.0, 26, 4], [9.0, 16, 17, 3])
    let gras = try seed.balancedByGRAS(rowTotals: totals.0, columnTotals: totals.1).matrix
    let ras = try seed.balancedByRAS(rowTotals: totals.0, columnTotals: totals.1).matrix
    #expect(gras == ras)
    // A cross-product ratio of cells is what scaling never changes.
    let before = seed[0, 0] * seed[1, 1] / (seed[0, 1] * seed[1, 0])
    let after = ras[0, 0] * ras[1, 1] / (ras[0, 1] * ras[1, 0])
    #expect((after / before - 1).magnitude < 1e-9)
  }

  @Test("Totals that cannot be reached are named")
  func infeasible() throws {
    let seed = try matrix(Self.seed)
    #expect(throws: BalancingError.negativeCell(row: "goods", column: "d", value: -3)) {
      try seed.balancedByRAS(rowTotals: Self.rowTotals, columnTotals: Self.columnTotals)
    }
    #expect(throws: BalancingError.inconsistentTotals(rows: 41, columns: 40)) {
      try seed.balancedByGRAS(rowTotals: [16, 26, -1], columnTotals: Self.columnTotals)
    }
    #expect(throws: BalancingError.wrongSign(label: "services", total: -1)) {
      try seed.balancedByGRAS(rowTotals: [15, -1, 26], columnTotals: Self.columnTotals)
    }
    #expect(throws: BalancingError.emptyLine(label: "taxes", total: 1)) {
      try matrix([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]).balancedByGRAS(
        rowTotals: [2, 1, 1], columnTotals: [1, 1, 1, 1])
    }
    let part = BalancingError.separatePart(
      labels: ["taxes", "d"], rows: 2, columns: 1)
    #expect(throws: part) {
      try matrix([1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1]).balancedByGRAS(
        rowTotals: [1, 1, 2], columnTotals: [1, 1, 1, 1])
    }
  }

  @Test("Zeros that rule totals out without cutting the matrix are reported after the last sweep")
  func notReached() throws {
    // The second row has only the cell of column a, whose total is smaller than the row's.
    let seed = try LabelledMatrix(rows: ["x", "y"], columns: ["a", "b"], values: [1, 1, 1, 0])
    do {
      _ = try seed.balancedByRAS(rowTotals: [1, 3], columnTotals: [2, 2], maximumSweeps: 200)
      Issue.record("the totals cannot be met")
    } catch {
      guard case .notReached(_, _, _, let sweeps) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(sweeps == 200)
      #expect(error.description.contains("after 200 sweeps"))
    }
  }
}
