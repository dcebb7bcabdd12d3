import CountryPacks
import Foundation
import Quantities
import Testing

@Suite("Energy and carbon of the satellite accounts")
struct SatelliteEnergyTests {
  @Test("Every carrier sums to the energy balance within its rounding")
  func carrierTotals() throws {
    let lines = try SatellitePack.cells("tables/reconciliation-satellites.csv", value: "pack")
    let energy = lines.filter { $0["unit"] == "TJ" }
    #expect(energy.count == 19)
    for line in energy {
      let published = try #require(Double(line["published"]))
      #expect(agrees(line.value, published, within: 1e-4), "\(line["item"])")
    }
  }

  @Test("Carriers are fuel, electricity or feedstock, and the first two are sets of their own")
  func carrierSets() throws {
    let carriers = try SatellitePack.table("tables/carrier.csv")
    let (name, kind) = (try carriers.column("carrier"), try carriers.column("kind"))
    for (set, wanted) in [("fuelCarrier", "fuel"), ("electricityCarrier", "electricity")] {
      let subset = try SatellitePack.table("tables/\(set).csv")
      let column = try subset.column(set)
      #expect(
        subset.rows.map { $0[column] }
          == carriers.rows.filter { $0[kind] == wanted }.map { $0[name] })
    }
  }

  @Test("Energy without power-station inputs and grid losses is consumption and own use, 10.11 EJ")
  func eachJouleOnce() throws {
    func sum(_ path: String) throws -> Double {
      try SatellitePack.cells(path).filter { !["crude", "nonEnergy"].contains($0["carrier"]) }
        .reduce(0) { $0 + $1.value }
    }
    let losses = try #require(
      try SatellitePack.cells("tables/20/ownEnergy0.csv")
        .first { $0["carrier"] == "electricity" && $0["user"] == "power-gas" }
    ).value
    let net =
      try sum("tables/20/fuelEnergy0.csv") + sum("tables/20/ownEnergy0.csv")
      - sum("tables/20/powerInput0.csv") - losses
    let line = try #require(
      try SatellitePack.cells("tables/reconciliation-satellites.csv", value: "pack")
        .first { $0["item"].hasPrefix("energy used, each joule once") })
    #expect(agrees(net, line.value))
    #expect(agrees(net, 10_114e3, within: 1e-3))
  }

  @Test(
    "All energy a user buys hangs on a positive purchase in the base-year use table",
    arguments: [("20", 150), ("68", 500)])
  func positivePurchases(aggregation: String, atLeast: Int) throws {
    let purchases = try SatellitePack.purchases(bySector: aggregation == "20")
    let cells = try SatellitePack.cells("tables/\(aggregation)/fuelEnergy0.csv")
    #expect(cells.count > atLeast)
    for cell in cells {
      #expect(cell.value > 0)
      let purchase = purchases["\(cell["product"])|\(cell["user"])"] ?? 0
      #expect(purchase > 0, "\(cell["carrier"]): \(cell["user"]) buys no \(cell["product"])")
    }
  }

  @Test(
    "No fuel weighs out of proportion to its purchase: 160 a tonne never doubles it, but for coal power",
    arguments: ["20", "68"])
  func proportion(aggregation: String) throws {
    let purchases = try SatellitePack.purchases(bySector: aggregation == "20")
    var carbon: [String: Double] = [:]
    for cell in try SatellitePack.cells("tables/\(aggregation)/taxedFuelCO20.csv") {
      carbon["\(cell["product"])|\(cell["user"])", default: 0] += cell.value
    }
    let dear = carbon.filter { $0.value * 160 > (purchases[$0.key] ?? 0) }.map(\.key)
    #expect(dear == [aggregation == "20" ? "mining|power-gas" : "0580|3500"])
  }

  @Test("Fuel burnt in power stations is part of the energy of the same carrier and user")
  func powerInputs() throws {
    let bought = try SatellitePack.cells("tables/20/fuelEnergy0.csv")
    let own = try SatellitePack.cells("tables/20/ownEnergy0.csv")
    for input in try SatellitePack.cells("tables/20/powerInput0.csv") {
      let whole = (bought + own).filter {
        $0["carrier"] == input["carrier"] && $0["user"] == input["user"]
      }.reduce(0) { $0 + $1.value }
      #expect(input.value <= whole * (1 + 1e-12), "\(input["carrier"]) \(input["user"])")
    }
  }

  @Test("Households buy 88 % of gasoline and land transport half of diesel")
  func whoBuysRoadFuel() throws {
    let cells = try SatellitePack.cells("tables/20/fuelEnergy0.csv")
    func share(_ carrier: String, _ user: String) -> Double {
      let all = cells.filter { $0["carrier"] == carrier }
      return all.filter { $0["user"] == user }.reduce(0) { $0 + $1.value }
        / all.reduce(0) { $0 + $1.value }
    }
    #expect((share("gasoline", "household") - 0.877).magnitude < 0.001)
    #expect((share("diesel", "transport") - 0.5).magnitude < 0.05)
  }

  @Test("Combustion CO2, bought and own, is the inventory's 1.A")
  func combustion() throws {
    let sum =
      try SatellitePack.total("tables/20/fuelCO20.csv")
      + SatellitePack.total("tables/20/ownFuelCO20.csv")
    #expect(agrees(sum, 370.763))
  }

  @Test("Reducing agents of steel carry no combustion CO2, and processes sum to 91.6 Mt")
  func processes() throws {
    let coke = try SatellitePack.cells("tables/20/fuelCO20.csv").filter {
      $0["carrier"] == "coalProducts" && $0["product"] == "mining"
    }
    #expect(coke.isEmpty)
    #expect(agrees(try SatellitePack.total("tables/20/processCO20.csv"), 91.59934))
    #expect(agrees(try SatellitePack.total("tables/20/taxedProcessCO20.csv"), 91.59934))
  }

  @Test("Taxed cells are emissions; refineries' purchases, crude and materials are not among them")
  func taxCoverage() throws {
    func keys(_ path: String) throws -> [String: Double] {
      Dictionary(
        uniqueKeysWithValues: try SatellitePack.cells(path).map {
          ("\($0["carrier"])|\($0["product"])|\($0["user"])", $0.value)
        })
    }
    let all = try keys("tables/20/fuelCO20.csv")
    for (key, value) in try keys("tables/20/taxedFuelCO20.csv") {
      #expect(all[key] == value)
      #expect(!key.hasSuffix("|refining"))
      #expect(!key.hasPrefix("crude") && !key.hasPrefix("nonEnergy"))
      #expect(!key.hasPrefix("liquidBiofuels") && !key.hasPrefix("biomass"))
    }
  }
}
