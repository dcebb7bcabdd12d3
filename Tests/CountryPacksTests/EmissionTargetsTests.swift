import CountryPacks
import Foundation
import Quantities
import Testing

@Suite("Emission targets of the pack")
struct EmissionTargetsTests {
  private let path = "tables/emissionTargets.csv"

  @Test("Targets are the stated percentages of the inventory's own 2005, lower end first")
  func shares() throws {
    let rows = try SatellitePack.cells(path, value: "lower")
    #expect(rows.map { $0["year"] } == ["2025", "2030", "2035", "2050"])
    let most = [0.484, 0.531, 0.67, 1]
    let least = [0.484, 0.531, 0.59, 1]
    for (position, row) in rows.enumerated() {
      // 2005, Gg CO2e AR5: total of the 6th inventory.
      #expect((row.value - 2566.41 * (1 - most[position])).magnitude < 1e-9)
      let upper = try #require(Double(row["upper"]))
      #expect((upper - 2566.41 * (1 - least[position])).magnitude < 1e-9)
      #expect(row.value <= upper && row["baseYear"] == "2005" && row["unit"] == "Mt CO2e AR5")
      #expect(Status(rawValue: row["status"]) != nil && !row["source"].isEmpty)
    }
  }

  @Test(
    "What the country states is within two per cent of what this inventory gives, and kept apart")
  func stated() throws {
    for row in try SatellitePack.cells(path, value: "statedUpper") where row.value > 0 {
      let upper = try #require(Double(row["upper"]))
      #expect(agrees(row.value, upper, within: 0.02) && row.value != upper)
      #expect(row["note"].contains("Inventories differ"))
    }
  }
}
