import CountryPacks
import Foundation
import Quantities

/// The pack's tables as numbers by their labels, read without the model.
struct BrazilTables {
  /// The columns between the labels and the numbers' status are not labels.
  private static let notLabels: Set<String> = ["value", "status", "source", "note", "unit"]
  private let tables: PackTables

  init(aggregation: String = "20") throws {
    tables = try BrazilModel.pack().tables(aggregation: aggregation)
  }

  /// A table's values by their labels joined by commas; cells that are not there are zero.
  func values(_ name: String) throws -> [String: Double] {
    let table = try self.table(name)
    let labels = table.header.indices.filter { !Self.notLabels.contains(table.header[$0]) }
    let value = try table.column("value")
    return Dictionary(
      uniqueKeysWithValues: try table.rows.indices.map { row in
        (
          labels.map { table.rows[row][$0] }.joined(separator: ","),
          try table.number(row: row, column: value)
        )
      })
  }

  /// The elements of a set, in order.
  func elements(_ name: String) throws -> [String] {
    let table = try self.table(name)
    return table.rows.map { $0[0] }
  }

  private func table(_ name: String) throws -> CSVTable {
    guard let table = try tables.table(name) else {
      throw CountryPackError.missing(file: "\(name).csv")
    }
    return table
  }
}
