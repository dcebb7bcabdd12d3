import CountryPacks
import Foundation
import Quantities

/// The pack's tables as numbers by their labels, read without the model.
struct BrazilTables {
  /// The columns between the labels and the numbers' status are not labels.
  private static let notLabels: Set<String> = ["value", "status", "source", "note", "unit"]
  private let folders: [URL]

  init() throws { folders = try BrazilModel.pack().tableFolders(aggregation: "20") }

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
    for folder in folders {
      let file = folder.appendingPathComponent("\(name).csv")
      if let text = try? String(contentsOf: file, encoding: .utf8) {
        return try CSVTable(text: text, source: file.path)
      }
    }
    throw CountryPackError.missing(file: "\(name).csv")
  }
}
