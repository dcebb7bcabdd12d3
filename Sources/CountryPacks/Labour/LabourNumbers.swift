import Quantities

/// Numbers of a raw table under the texts of some of its columns; what is not there is an error.
struct LabourNumbers: Sendable {
  private let source: String
  private let values: [[String]: Double]

  /// Reads a table.
  /// - Throws: `CSVError`, or ``PackError`` when two rows have the same key.
  init(_ table: CSVTable, keys: [String], value: String) throws {
    let positions = try keys.map { try table.column($0) }
    let column = try table.column(value)
    var values: [[String]: Double] = [:]
    for (row, fields) in table.rows.enumerated() {
      let key = positions.map { fields[$0] }
      let number = try table.number(row: row, column: column)
      guard values.updateValue(number, forKey: key) == nil else {
        throw PackError.missing(
          what: "single value for \(key.joined(separator: ", "))", table: table.source)
      }
    }
    source = table.source
    self.values = values
  }

  subscript(_ key: String...) -> Double {
    get throws { try value(key) }
  }

  /// The number under a key.
  func value(_ key: [String]) throws(PackError) -> Double {
    guard let value = values[key] else {
      throw PackError.missing(what: "value for \(key.joined(separator: ", "))", table: source)
    }
    return value
  }
}
