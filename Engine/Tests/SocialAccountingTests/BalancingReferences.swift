import Foundation
import Quantities
import SocialAccounting

/// Matrices and the answers of an independent optimiser: `References/balancing.csv`, made by the script
/// beside it.
enum BalancingReferences {
  /// One cell of a case.
  struct Cell {
    let row: String
    let column: String
    let prior: Double
    let value: Double
  }

  /// The cells of a case, in the order of the file; locked cells are left out.
  static func cells(of name: String) throws -> [Cell] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "References/balancing.csv")
    let table = try CSVTable(
      text: String(contentsOf: file, encoding: .utf8), source: "balancing.csv")
    return try table.rows.indices.filter { table.rows[$0][0] == name }.map { row in
      Cell(
        row: table.rows[row][1], column: table.rows[row][2],
        prior: try table.number(row: row, column: 3), value: try table.number(row: row, column: 4))
    }
  }

  /// The prior of a case with rows and columns in the order of their first cells.
  static func prior(of cells: [Cell]) throws -> LabelledMatrix {
    func inOrder(_ labels: [String]) -> [String] {
      labels.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    var matrix = try LabelledMatrix(
      rows: inOrder(cells.map(\.row)), columns: inOrder(cells.map(\.column)))
    for cell in cells { try matrix.add(cell.prior, row: cell.row, column: cell.column) }
    return matrix
  }

  /// The macro SAM of Mozambique for 1994 that Robinson, Cattaneo and El-Said (2001), *Economic Systems
  /// Research* 13(1), balance; it does not balance, and has three negative cells.
  static func mozambique() throws -> SocialAccountingMatrix {
    var matrix = try SocialAccountingMatrix(
      accounts: ["ACT", "COM", "FAC", "ENT", "HOU", "GRE", "GIN", "CAP", "ROW"])
    for cell in try cells(of: "mozambique-entropy") {
      try matrix.pay(cell.prior, from: cell.column, to: cell.row)
    }
    return matrix
  }

  /// The same with errors, locked cells, gross domestic product, value added and the receipts of
  /// households: the problem of the cases `mozambique-controlled-…`.
  static func controlledMozambique() throws -> BalancingProblem {
    var problem = BalancingProblem(try mozambique())
    for (row, column, error) in [
      ("COM", "GIN", 2.0), ("CAP", "GRE", 0.5), ("COM", "HOU", 0.3), ("FAC", "ACT", 0.1),
    ] {
      try problem.setError(error, row: row, column: column)
    }
    try problem.lock(row: "ROW", column: "COM")
    try problem.lock(row: "CAP", column: "ROW")
    problem.rowTargets[4] = BalancingTarget(9700, error: 0.02)
    problem.aggregates = [
      BalancingAggregate(
        name: "value added", terms: [.init(row: "FAC", column: "ACT")],
        target: BalancingTarget(9900, error: 0.05)),
      BalancingAggregate(
        name: "gross domestic product",
        terms: [
          .init(row: "FAC", column: "ACT"), .init(row: "GRE", column: "ACT"),
          .init(row: "ACT", column: "GRE", coefficient: -1), .init(row: "GRE", column: "COM"),
        ], target: BalancingTarget(10950)),
    ]
    return problem
  }
}
