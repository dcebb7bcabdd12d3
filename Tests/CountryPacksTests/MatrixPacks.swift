import Foundation
import Quantities
import SocialAccounting
import Testing

@testable import CountryPacks

/// A pack of this repository whose accounts start from a social accounting matrix.
struct MatrixPack: Sendable, CustomTestStringConvertible {
  let name: String
  /// The product of the matrix's own year as its publisher's table adds up, million of currency.
  let ownProduct: Double

  static let all = [
    MatrixPack(name: "south-africa", ownProduct: 4_051_420),
    MatrixPack(name: "thailand", ownProduct: 6_909_727.5),
    // Million USD of 2015, at 64.152 INR: value added, taxes of industries and of final users.
    MatrixPack(name: "india", ownProduct: 2_118_887.9 * 64.152),
  ]

  var testDescription: String { name }
  var folder: URL {
    BrazilPack.folder.deletingLastPathComponent().appendingPathComponent(name)
  }
  var recipe: URL { folder.appendingPathComponent("recipe.yaml") }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  func table(_ path: String) throws -> CSVTable { try CSVTable(text: text(path), source: path) }

  /// The sum of a table's values.
  func total(_ path: String) throws -> Double {
    let table = try table(path)
    let value = try table.column("value")
    return try table.rows.indices.reduce(0) { try $0 + table.number(row: $1, column: value) }
  }

  func scalar(_ wanted: String) throws -> Double {
    let table = try table("tables/parameters.csv")
    let (name, value) = (try table.column("name"), try table.column("value"))
    let row = try #require(table.rows.firstIndex { $0[name] == wanted })
    return try table.number(row: row, column: value)
  }
}

@Suite("Packs from a social accounting matrix", .serialized)
struct MatrixPackTests {
  /// With `UPDATE_PACK=1` in the environment the committed tables are written first.
  @Test("Building the pack gives the committed tables, byte for byte", arguments: MatrixPack.all)
  func committed(_ pack: MatrixPack) throws {
    let builder = PackBuilder(recipe: pack.recipe)
    if ProcessInfo.processInfo.environment["UPDATE_PACK"] == "1" { try builder.build() }
    let tables = try builder.tables()
    #expect(tables.count > 100)
    for table in tables {
      #expect(try pack.text(table.path) == table.text, "\(table.path) differs")
    }
    let committed = try FileManager.default.subpathsOfDirectory(
      atPath: pack.folder.appendingPathComponent("tables").path
    ).filter { $0.hasSuffix(".csv") }.map { "tables/\($0)" }
    #expect(Set(committed).subtracting(tables.map(\.path)).isEmpty)
  }

  @Test("Nothing is wrong with the pack", arguments: MatrixPack.all)
  func check(_ pack: MatrixPack) throws {
    #expect(try PackCheck(CountryPack(folder: pack.folder)).findings.map(\.message) == [])
  }

  @Test("Every account of the matrix receives what it pays", arguments: MatrixPack.all)
  func balanced(_ pack: MatrixPack) throws {
    let opened = try CountryPack(folder: pack.folder)
    for folder in opened.aggregations.values {
      let sam = try SocialAccountingMatrix(csv: pack.table("\(folder)/sam.csv"))
      try sam.checkBalanced(tolerance: 1e-9)
      #expect(sam.accounts.count > 50)
    }
  }

  @Test("The accounts reach the published totals of the base year", arguments: MatrixPack.all)
  func totals(_ pack: MatrixPack) throws {
    let table = try pack.table("tables/reconciliation-accounts.csv")
    let item = try table.column("item")
    let (published, difference) = (try table.column("published"), try table.column("difference"))
    var met: Set<String> = []
    for row in table.rows.indices {
      let value = try table.number(row: row, column: published)
      let gap = try table.number(row: row, column: difference)
      if gap.magnitude <= max(1e-9 * value.magnitude, 1e-5) { met.insert(table.rows[row][item]) }
    }
    for wanted in [
      "gross domestic product", "exports", "imports", "gross capital formation",
      "current account", "income less expenditure", "saving less investment",
    ] {
      #expect(met.contains(wanted), "\(wanted)")
    }
  }

  @Test(
    "The matrix is read whole: its product is the one its publisher's table has",
    arguments: MatrixPack.all)
  func ownProduct(_ pack: MatrixPack) throws {
    let table = try pack.table("tables/reconciliation-accounts.csv")
    let (item, value) = (try table.column("item"), try table.column("pack"))
    let row = try #require(
      table.rows.firstIndex { $0[item] == "gross domestic product of the matrix" })
    let product = try table.number(row: row, column: value)
    #expect((product / pack.ownProduct - 1).magnitude < 1e-6)
  }

  @Test("Emissions by source are those of the inventory", arguments: MatrixPack.all)
  func emissions(_ pack: MatrixPack) throws {
    let detail = try CountryPack(folder: pack.folder).detail
    let inventory = try pack.table("raw/satellites/inventory.csv")
    let value = try inventory.column("value_Gg")
    let printed = try inventory.rows.indices.reduce(0) {
      try $0 + inventory.number(row: $1, column: value)
    }
    let folder = "tables/\(detail)"
    let others =
      try pack.total("\(folder)/activityEmissions0.csv") + pack.total("\(folder)/processCO20.csv")
      + pack.total("tables/landUseEmissions0.csv")
    #expect(others.isFinite && (others - printed / 1000).magnitude < 1e-9 * others)
  }

  @Test("Jobs are whole, and by schooling they add up to the jobs of every industry")
  func education() throws {
    let pack = MatrixPack.all[0]
    let groups = try pack.table("tables/37/jobsByEducation0.csv")
    var sums: [String: Double] = [:]
    for row in groups.rows.indices {
      sums[groups.rows[row][0], default: 0] += try groups.number(row: row, column: 2)
    }
    let jobs = try pack.table("tables/37/jobs0.csv")
    for row in jobs.rows.indices {
      let number = try jobs.number(row: row, column: 1)
      #expect(number.rounded() == number && sums[jobs.rows[row][0]] == number)
    }
    // Published: 15.147 million persons in 2015; the pack has them grown and scaled to 18.1.
    let total = try pack.total("tables/37/jobs0.csv")
    #expect((total / 18_089_235 - 1).magnitude < 1e-6)
  }
}
