import CountryPacks
import Foundation
import Quantities
import Testing

/// The Brazil pack of this checkout, built once for all tests.
enum SatellitePack {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Packs/brazil")

  static let accounts = Result {
    try SatelliteBuilder(recipe: folder.appendingPathComponent("recipe-satellites.yaml")).build()
  }

  /// A table as numbers under its labels.
  static func cells(_ path: String, value: String = "value") throws -> [Cell] {
    let table = try #require(try accounts.get()[path])
    let column = try #require(table.columns.firstIndex(of: value))
    return try table.rows.map { row in
      Cell(
        labels: Dictionary(uniqueKeysWithValues: zip(table.columns, row)),
        value: try #require(Double(row[column])))
    }
  }

  /// The values of a table with a year.
  static func path(_ symbol: String) throws -> [Int: Double] {
    Dictionary(
      uniqueKeysWithValues: try cells("tables/\(symbol).csv").map {
        (try #require(Int($0["year"])), $0.value)
      })
  }

  /// A number of a table with names.
  static func scalar(_ name: String, in path: String) throws -> Double {
    try #require(try cells(path).first { $0["name"] == name }).value
  }

  /// The sum of a table's values.
  static func total(_ path: String) throws -> Double {
    try cells(path).reduce(0) { $0 + $1.value }
  }

  struct Cell {
    let labels: [String: String]
    let value: Double
    subscript(_ name: String) -> String { labels[name] ?? "" }
  }
}

/// Whether two numbers agree within a share of the second.
func agrees(_ left: Double, _ right: Double, within share: Double = 1e-12) -> Bool {
  (left - right).magnitude <= share * right.magnitude
}
