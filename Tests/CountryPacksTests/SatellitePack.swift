import CountryPacks
import Foundation
import Quantities
import Testing

/// The built tables of the Brazil pack, read as numbers.
enum SatellitePack {
  static let folder = BrazilPack.folder

  /// A table of the pack, as it was built.
  static func table(_ path: String) throws -> CSVTable {
    try #require(try BrazilPack.built.get().first { $0.path == path }).parsed()
  }

  /// A table as numbers under its labels.
  static func cells(_ path: String, value: String = "value") throws -> [Cell] {
    let table = try table(path)
    let column = try table.column(value)
    return try table.rows.indices.map { row in
      Cell(
        labels: Dictionary(uniqueKeysWithValues: zip(table.header, table.rows[row])),
        value: try table.number(row: row, column: column))
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

  /// A file of the pack's folder, as it is committed.
  static func raw(_ path: String) throws -> CSVTable {
    try CSVTable(
      text: String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8), source: path)
  }

  /// Sector of each industry, read from the classification, not from the builder.
  static func sectors() throws -> [String: String] {
    let classes = try raw("classification/industries20.csv")
    let (code, name) = (try classes.column("code"), try classes.column("sector"))
    return Dictionary(uniqueKeysWithValues: classes.rows.map { ($0[code], $0[name]) })
  }

  /// Purchases by product and user, read from the raw use table, not from the builder: by sector, or by
  /// industry with products named for the first four digits of their code.
  static func purchases(bySector: Bool) throws -> [String: Double] {
    let sectors = try sectors()
    func name(_ code: String) throws -> String {
      let sector = try #require(sectors[code])
      return bySector ? sector : code
    }
    var sums: [String: Double] = [:]
    let uses = try raw("raw/ibge_tru/tru68_make_use_2019.csv")
    let columns = try ["table", "product", "industry", "value"].map { try uses.column($0) }
    for row in uses.rows where row[columns[0]] == "use" {
      let key = try "\(name(String(row[columns[1]].prefix(4))))|\(name(row[columns[2]]))"
      sums[key, default: 0] += try #require(Double(row[columns[3]]))
    }
    let flows = try raw("raw/ibge_tru/tru68_product_flows_2019.csv")
    let parts = try ["product", "flow", "value"].map { try flows.column($0) }
    for row in flows.rows
    where ["household_consumption", "npish_consumption"].contains(row[parts[1]]) {
      let key = try "\(name(String(row[parts[0]].prefix(4))))|household"
      sums[key, default: 0] += try #require(Double(row[parts[2]]))
    }
    return sums
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
