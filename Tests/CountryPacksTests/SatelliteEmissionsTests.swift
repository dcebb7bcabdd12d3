import CountryPacks
import Foundation
import Quantities
import Testing

@Suite("Greenhouse gases of the satellite accounts")
struct SatelliteEmissionsTests {
  /// Mt CO2e by source, all tables together.
  private func bySource() throws -> [String: Double] {
    var sums: [String: Double] = [:]
    for cell in try SatellitePack.cells("tables/20/activityEmissions0.csv") {
      sums[cell["source"], default: 0] += cell.value
    }
    sums["combustion", default: 0] +=
      try SatellitePack.total("tables/20/fuelCO20.csv")
      + SatellitePack.total("tables/20/ownFuelCO20.csv")
    sums["processes", default: 0] += try SatellitePack.total("tables/20/processCO20.csv")
    sums["landUse"] = try SatellitePack.total("tables/landUseEmissions0.csv")
    return sums
  }

  @Test(
    "IPCC sectors sum to the published Gg CO2e, within the inventory's six printed digits",
    arguments: [
      (["combustion", "fugitive"], 411.009), (["processes"], 101.764),
      (["agriculture"], 547.218), (["landUse"], 563.709), (["waste"], 88.5145),
    ])
  func sectors(sources: [String], published: Double) throws {
    let sums = try bySource()
    let found = sources.reduce(0) { $0 + (sums[$1] ?? 0) }
    #expect((found - published).magnitude < 0.0005, "\(sources): \(found)")
  }

  @Test("The national total is 1 712 214 Gg")
  func nationalTotal() throws {
    let total = try bySource().values.reduce(0, +)
    #expect((total - 1712.2145).magnitude < 0.001)
  }

  @Test(
    "Each gas of a source is the mass of its categories times its potential, to rounding",
    arguments: [
      ("CH4", "combustion", 28.0, ["1.A.1", "1.A.2", "1.A.3", "1.A.4", "1.A.5"], 1e-5),
      ("CO2", "fugitive", 1.0, ["1.B.2"], 1e-12),
      ("CH4", "fugitive", 28.0, ["1.B.1", "1.B.2"], 1e-12),
      ("CH4", "processes", 28.0, ["2.B", "2.C"], 1e-12),
      ("CO2", "agriculture", 1.0, ["3.G", "3.H"], 1e-12),
      ("CH4", "agriculture", 28.0, ["3.A", "3.B", "3.C", "3.F"], 1e-12),
      ("N2O", "agriculture", 265.0, ["3.B", "3.D", "3.F"], 1e-12),
      ("CH4", "waste", 28.0, ["5.A", "5.B", "5.C", "5.D.1", "5.D.2"], 1e-12),
      ("N2O", "waste", 265.0, ["5.B", "5.C", "5.D"], 1e-12),
    ])
  func gasesOfSources(
    gas: String, source: String, potential: Double, codes: [String], rounding: Double
  ) throws {
    let found = try SatellitePack.cells("tables/20/activityEmissions0.csv")
      .filter { $0["gas"] == gas && $0["source"] == source }.reduce(0) { $0 + $1.value }
    let mass = try codes.reduce(0) { try $0 + inventory(code: $1, gas: gas) }
    #expect(agrees(found, mass * potential / 1000, within: rounding), "\(gas) \(source) \(found)")
  }

  /// Gg of one category and gas, read from the raw table, not from the builder.
  private func inventory(code: String, gas: String) throws -> Double {
    let path = "raw/satellites/mcti_inventory_2019.csv"
    let url = SatellitePack.folder.appendingPathComponent(path)
    let table = try CSVTable(text: String(contentsOf: url, encoding: .utf8), source: path)
    let columns = try ["code", "gas", "value_Gg", "file"].map { try table.column($0) }
    let row = try #require(
      table.rows.first {
        $0[columns[0]] == code && $0[columns[1]] == gas && $0[columns[3]] != "total"
      })
    return try #require(Double(row[columns[2]]))
  }

  @Test("Livestock causes most methane, and every emission is positive")
  func livestock() throws {
    let cells = try SatellitePack.cells("tables/20/activityEmissions0.csv")
    #expect(cells.allSatisfy { $0.value > 0 })
    let methane = cells.filter { $0["gas"] == "CH4" }
    let livestock = methane.filter { $0["user"] == "livestock" }.reduce(0) { $0 + $1.value }
    #expect(livestock > 0.7 * methane.reduce(0) { $0 + $1.value })
  }
}
