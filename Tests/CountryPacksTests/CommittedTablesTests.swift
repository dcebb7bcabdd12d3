import CountryPacks
import Foundation
import Testing

@Suite("Committed tables", .serialized)
struct CommittedTablesTests {
  /// With `UPDATE_PACK=1` in the environment the committed tables are written first.
  @Test("Building the Brazil pack gives the committed tables, byte for byte")
  func committed() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pack-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let builder = PackBuilder(recipe: BrazilPack.recipe)
    if ProcessInfo.processInfo.environment["UPDATE_PACK"] == "1" { try builder.build() }
    let tables = try builder.build(into: folder)
    #expect(!tables.isEmpty)
    for table in tables {
      let built = try Data(contentsOf: folder.appendingPathComponent(table.path))
      let committed = try Data(contentsOf: BrazilPack.folder.appendingPathComponent(table.path))
      #expect(built == committed, "\(table.path) differs; run UPDATE_PACK=1 swift test and review")
    }
  }

  @Test("No table is left over from an earlier build")
  func leftOver() throws {
    let built = Set(try BrazilPack.built.get().map(\.path))
    let folder = BrazilPack.folder.appendingPathComponent("tables")
    let committed = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.map { "tables/\($0)" }
    #expect(Set(committed).subtracting(built).isEmpty)
  }

  @Test("The committed pack opens, with its years, its aggregation and its records")
  func opens() throws {
    let pack = try CountryPack(folder: BrazilPack.folder)
    #expect(pack.name == "brazil" && pack.title == "Brazil" && pack.version == "0.1.0")
    #expect(pack.baseYear == 2019 && pack.lastYear == 2050 && pack.currency == "BRL")
    #expect(
      pack.tables == "tables" && pack.aggregations == ["20": "tables/20", "68": "tables/68"]
        && pack.detail == "68")
    let tables = try pack.tables(aggregation: "20")
    #expect(try tables.table("sam") != nil && tables.table("fuelCarrier") != nil)
    #expect(tables.count > 60 && !tables.isAdded)
    let sources = try pack.records("sources")
    #expect(sources.rows.count > 20 && sources.header.contains("creditLine"))
    let reconciliation = try pack.records("reconciliation")
    let difference = try reconciliation.column("difference")
    for row in reconciliation.rows.indices {
      _ = try reconciliation.number(row: row, column: difference)
    }
    #expect(reconciliation.rows.count > 70)
  }

  @Test("The parameters of every stage stand in one table, where models look for them")
  func parameters() throws {
    let table = try SatellitePack.table("tables/parameters.csv")
    let name = try table.column("name")
    let names = table.rows.map { $0[name] }
    for wanted in ["gdp0", "population0", "steadyProductivityGrowth", "debtFeedback"] {
      #expect(names.contains(wanted))
    }
    #expect(names.count > 60 && Set(names).count == names.count)
  }
}
