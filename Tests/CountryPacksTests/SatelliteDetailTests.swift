import Foundation
import Quantities
import Testing

@testable import CountryPacks

@Suite("Satellite accounts by industry and by sector")
struct SatelliteDetailTests {
  static let names = [
    "fuelEnergy0", "ownEnergy0", "powerInput0", "fuelCO20", "taxedFuelCO20", "ownFuelCO20",
    "taxedOwnFuelCO20", "processCO20", "taxedProcessCO20", "activityEmissions0",
  ]
  static let purchases = ["feedstockValue0", "energyValue0", "regulatedEnergyValue0"]

  /// Values and statuses of a table under their labels, with industries named by `name`.
  private func sums(
    _ path: String, naming name: (String) -> String = { $0 }
  ) throws -> [String: (value: Double, status: Status)] {
    let header = try SatellitePack.table(path).header.filter { !["value", "status"].contains($0) }
    var sums: [String: (value: Double, status: Status)] = [:]
    for cell in try SatellitePack.cells(path) {
      let key = header.map { column in
        ["sector", "product", "user"].contains(column) ? name(cell[column]) : cell[column]
      }.joined(separator: " ")
      let status = try #require(Status(rawValue: cell["status"]))
      let sum = sums[key] ?? (0, status)
      sums[key] = (sum.value + cell.value, max(sum.status, status))
    }
    return sums
  }

  @Test(
    "A table by industry adds up to the table by sector, which keeps the worst status",
    arguments: names + purchases)
  func addsUp(table: String) throws {
    let sectors = try SatellitePack.sectors()
    let fine = try sums("tables/68/\(table).csv") { sectors[$0] ?? $0 }
    let coarse = try sums("tables/20/\(table).csv")
    #expect(Set(fine.keys) == Set(coarse.keys))
    for (key, sum) in coarse {
      #expect(agrees(sum.value, fine[key]?.value ?? 0), "\(table) \(key)")
      #expect(sum.status == fine[key]?.status, "\(table) \(key)")
    }
    #expect(try SatellitePack.cells("tables/68/\(table).csv").count >= coarse.count)
  }

  /// Cells that differ from those of the accounts by 20 sectors which came before the detail. Coal of
  /// mines is own fuel now; textiles, with a category of their own, have no part in 1.A.2.g.
  static let moved: Set<String> = [
    "fuelEnergy0 coal mining mining", "ownEnergy0 coal mining", "fuelCO20 coal mining mining",
    "taxedFuelCO20 coal mining mining", "ownFuelCO20 coal mining", "taxedOwnFuelCO20 coal mining",
    "activityEmissions0 CH4 combustion light-industry",
    "activityEmissions0 CH4 combustion machinery",
    "activityEmissions0 CH4 combustion construction",
    "activityEmissions0 N2O combustion light-industry",
    "activityEmissions0 N2O combustion machinery",
    "activityEmissions0 N2O combustion construction",
  ]

  @Test("By sector nothing moved when the detail came, but for the cells listed")
  func earlierTables() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/satellites-by-sector.csv")
    let golden = try CSVTable(
      text: String(contentsOf: file, encoding: .utf8), source: file.lastPathComponent)
    var earlier: [String: Double] = [:]
    for (index, row) in golden.rows.enumerated() {
      earlier["\(row[0]) \(row[1])"] = try golden.number(row: index, column: 2)
    }
    var found: [String: Double] = [:]
    for table in Self.names {
      for (key, sum) in try sums("tables/20/\(table).csv") { found["\(table) \(key)"] = sum.value }
    }
    let differing = Set(earlier.keys).union(found.keys).filter { key in
      guard let before = earlier[key], let now = found[key] else { return true }
      return !agrees(now, before, within: 1e-9)
    }
    #expect(Set(differing) == Self.moved)
  }

  @Test("What moved went from one user to another: coal and each gas keep their sums")
  func movedWithinTotals() throws {
    let coal =
      try SatellitePack.cells("tables/20/fuelEnergy0.csv")
      + SatellitePack.cells("tables/20/ownEnergy0.csv")
    let sum = coal.filter { $0["carrier"] == "coal" }.reduce(0) { $0 + $1.value }
    #expect(agrees(sum, 363_057.6))
    let gases = try SatellitePack.cells("tables/20/activityEmissions0.csv")
      .filter { ["light-industry", "machinery", "construction"].contains($0["user"]) }
    for (gas, before) in [("CH4", 0.058877783287), ("N2O", 0.203267561430)] {
      let now = gases.filter { $0["gas"] == gas && $0["source"] == "combustion" }
      #expect(agrees(now.reduce(0) { $0 + $1.value }, before, within: 1e-9), "\(gas)")
    }
  }

  @Test("The inventory's own categories go to the industries they name")
  func namedCategories() throws {
    let processes = try sums("tables/68/processCO20.csv")
    #expect(Set(processes.keys) == ["2300", "2091", "2491", "2492"])
    // 2.C.1 and 2.C.2, in Mt; what 2.C leaves is aluminium and other non-ferrous metals.
    #expect(agrees(processes["2491"]?.value ?? 0, 50.41 + 0.882237))
    #expect(agrees(processes["2492"]?.value ?? 0, 3.141147, within: 1e-5))
    let activities = try sums("tables/68/activityEmissions0.csv")
    #expect(activities["PFC processes 2491"] == nil && activities["PFC processes 2492"] != nil)
    #expect(activities["SF6 processes 3500"]?.value ?? 0 > 0.3)
    // Rice, 3.C, and residues, 3.F, are crops; nothing of them is on planted forests.
    let rice = (406.303 + 9.81413) * 28 / 1000
    #expect(agrees(activities["CH4 agriculture 0191"]?.value ?? 0, rice))
    #expect(activities["CH4 agriculture 0280"] == nil)
    #expect(agrees(activities["CH4 fugitive 0580"]?.value ?? 0, 48.3912 * 28 / 1000))
  }

  @Test("What the allocation by activity splits is no better than estimated")
  func splitsSayHowGoodTheyAre() throws {
    let activities = try sums("tables/68/activityEmissions0.csv")
    for user in ["0191", "0280", "1600", "2800", "4180", "4680", "8591"] {
      let status = try #require(activities["N2O combustion \(user)"]?.status)
      #expect(status >= .estimated, "\(user)")
    }
    #expect(activities["N2O agriculture 0280"]?.status == .estimated)
    #expect(activities["CO2 agriculture 0280"]?.status == .illustrative)
    #expect(activities["CH4 agriculture 0192"]?.status == .derived)
  }

  @Test("What industries buy of energy products is feedstock or energy, never both or neither")
  func feedstockOrEnergy() throws {
    let feedstock = try sums("tables/68/feedstockValue0.csv").mapValues(\.value)
    let energy = try sums("tables/68/energyValue0.csv").mapValues(\.value)
    #expect(Set(feedstock.keys).isDisjoint(with: energy.keys))
    let purchases = try SatellitePack.purchases(bySector: false)
    let products = ["0680", "1991", "1992", "3500"]
    var wanted: [String: Double] = [:]
    for (key, value) in purchases where value != 0 && !key.hasSuffix("household") {
      let parts = key.split(separator: "|").map(String.init)
      if products.contains(parts[0]) || parts == ["0580", "3500"] {
        wanted[parts.joined(separator: " ")] = value
      }
    }
    #expect(feedstock.merging(energy) { first, _ in first } == wanted)
    #expect(wanted.values.allSatisfy { $0 > 0 })
    let users = Set(feedstock.keys.map { String($0.suffix(4)) })
    #expect(users == ["0680", "1991", "1992", "2091", "3500"])
    #expect(feedstock["1991 2091"] == 23_197 && energy["1991 2092"] ?? 0 > 0)
  }

  @Test("Energy under a standard is all the energy of the seven energy-intensive industries")
  func regulated() throws {
    let industries = ["0791", "0792", "1700", "2091", "2300", "2491", "2492"]
    let regulated = try sums("tables/68/regulatedEnergyValue0.csv").mapValues(\.value)
    var wanted: [String: Double] = [:]
    for (key, sum) in try sums("tables/68/energyValue0.csv") {
      let industry = String(key.suffix(4))
      if industries.contains(industry) { wanted[industry, default: 0] += sum.value }
    }
    #expect(wanted.count == 7 && regulated == wanted)
  }

  @Test(
    "The industries with a role of their own are sets, by industry and by sector",
    arguments: [
      ("publicSector", ["8400", "8591", "8691"], "public"),
      ("dwellingSector", ["6800"], "services"),
      ("powerSector", ["3500"], "power-gas"),
    ])
  func roles(set: String, industries: [String], sector: String) throws {
    for (aggregation, wanted) in [("68", industries), ("20", [sector])] {
      let table = try SatellitePack.table("tables/\(aggregation)/\(set).csv")
      #expect(table.header == [set, "name"])
      #expect(table.rows.map { $0[0] } == wanted)
      #expect(table.rows.allSatisfy { !$0[1].isEmpty && $0[1] != $0[0] })
    }
  }
}
