import Quantities

/// A table of the pack in memory: where it goes, its columns, its rows as text.
public struct SatelliteTable: Sendable, Equatable {
  /// The path inside the pack, such as `tables/20/fuelEnergy0.csv`.
  public let path: String
  /// The column names.
  public let columns: [String]
  /// The rows, each as long as the columns.
  public private(set) var rows: [[String]] = []

  init(_ path: String, columns: [String]) {
    self.path = path
    self.columns = columns
  }

  /// Adds a row of labels, a number and its status.
  mutating func add(_ labels: [String], _ value: Double, _ status: Status) {
    rows.append(labels + [CSVWriter.number(value), status.rawValue])
  }

  /// Adds a row of text.
  mutating func add(_ fields: [String]) { rows.append(fields) }

  /// The table as comma-separated text with a header.
  public var text: String {
    ([columns] + rows).map(CSVWriter.line).joined()
  }
}

/// One line of the reconciliation between published totals and the pack.
struct SatelliteReconciliation: Sendable {
  let item: String
  let unit: String
  let published: Double
  let source: String
  let pack: Double

  var fields: [String] {
    [
      item, unit, CSVWriter.number(published), source, CSVWriter.number(pack),
      CSVWriter.number(pack - published),
    ]
  }
}
