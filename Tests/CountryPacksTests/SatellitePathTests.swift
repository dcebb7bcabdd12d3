import CountryPacks
import Foundation
import Quantities
import Testing

@Suite("People, macro paths and parameters of the satellite accounts")
struct SatellitePathTests {
  private let people = "tables/parameters.csv"

  @Test("One less employed over labour force is the unemployment rate, exactly")
  func unemploymentIdentity() throws {
    let employed = try SatellitePack.scalar("employmentPersons0", in: people)
    let force = try SatellitePack.scalar("labourForce0", in: people)
    let rate = try #require(try SatellitePack.path("unemploymentReference")[2019])
    #expect((1 - employed / force - rate).magnitude < 1e-15)
    #expect((rate - 0.11936).magnitude < 5e-6, "ILO prints 11.936 %")
  }

  @Test(
    "Employed persons are the rate times persons of 15 and over; jobs stay those of the accounts")
  func employment() throws {
    let adults = try #require(try SatellitePack.path("workingAgePopulation")[2019])
    let employed = try SatellitePack.scalar("employmentPersons0", in: people)
    let force = try SatellitePack.scalar("labourForce0", in: people)
    let participation = try #require(try SatellitePack.path("participationTrend")[2019])
    #expect(agrees(employed, 0.57142 * adults))
    #expect(agrees(force, participation * adults))
    let jobs = try SatellitePack.scalar("jobsPerPerson0", in: people) * employed
    #expect(agrees(jobs, 105_995_759))
    #expect((adults / 163.8e6 - 1).magnitude < 0.001)
  }

  @Test("Sexes and ages sum to the population of every year")
  func sexesAndAges() throws {
    let population = try SatellitePack.path("population")
    var sums: [Int: Double] = [:]
    for cell in try SatellitePack.cells("tables/populationBySexAge.csv") {
      let year = try #require(Int(cell["year"]))
      sums[year, default: 0] += cell.value
    }
    #expect(population.count == 32)
    for (year, persons) in population { #expect(agrees(sums[year] ?? 0, persons), "\(year)") }
    #expect(try SatellitePack.scalar("population0", in: people) == population[2019])
    #expect((try #require(population[2019]) / 207.447e6 - 1).magnitude < 1e-5)
  }

  @Test("GDP grows 2.10 % a year over 2025-2040 and 2.05 % over 2025-2050, compounded")
  func growthAverages() throws {
    let growth = try SatellitePack.path("gdpGrowth")
    func average(_ years: ClosedRange<Int>) throws -> Double {
      let product = try years.reduce(1.0) { try $0 * (1 + #require(growth[$1])) }
      return pow(product, 1 / Double(years.count)) - 1
    }
    #expect((try average(2025...2040) - 0.0210).magnitude < 1e-12)
    #expect((try average(2025...2050) - 0.0205).magnitude < 1e-12)
    #expect((try #require(growth[2020]) + 0.03277).magnitude < 1e-5)
  }

  @Test("The primary balance after the outlook keeps the debt ratio where it is")
  func debtIsStable() throws {
    let balance = try #require(try SatellitePack.path("primaryBalanceTarget")[2040])
    let ratio = try #require(try SatellitePack.path("debtRatioTarget")[2040])
    let interest = try #require(try SatellitePack.path("interestRate")[2040])
    let growth = try #require(try SatellitePack.path("nominalTrendGrowth")[2040])
    #expect(agrees(ratio * (1 + interest) / (1 + growth) - balance, ratio))
    #expect(
      agrees(try #require(try SatellitePack.path("interestRate")[2019]), 347028 / 3_669_958.0))
  }

  @Test(
    "Targets of public finance begin a year after the base year, which the model computes itself",
    arguments: ["primaryBalanceTarget", "debtRatioTarget"])
  func targets(symbol: String) throws {
    #expect(try SatellitePack.path(symbol).keys.sorted() == Array(2020...2050))
  }

  @Test(
    "Paths hold every year to 2050",
    arguments: [
      "gdpGrowth", "exportsGrowth", "governmentConsumptionGrowth", "worldInflation",
      "primaryBalanceTarget", "debtRatioTarget", "interestRate", "participationTrend",
      "unemploymentReference", "population", "workingAgePopulation",
    ])
  func complete(symbol: String) throws {
    let path = try SatellitePack.path(symbol)
    for year in 2020...2050 { #expect(path[year] != nil, "\(symbol) \(year)") }
  }

  @Test("Weights of the adjustments and of price indexation sum to one, and names are unique")
  func parameters() throws {
    let path = "tables/parameters.csv"
    for name in ["price", "wage", "consumption", "employment"] {
      let sum = try ["Inertia", "Momentum", "Notional"].reduce(0) {
        try $0 + SatellitePack.scalar(name + $1, in: path)
      }
      #expect(agrees(sum, 1), "\(name)")
    }
    let indexation =
      try SatellitePack.scalar("priceIndexationCurrent", in: path)
      + SatellitePack.scalar("priceIndexationExpected", in: path)
    #expect(indexation == 1)
    let cells = try SatellitePack.cells(path)
    #expect(Set(cells.map { $0["name"] }).count == cells.count)
    for cell in cells { #expect(Status(rawValue: cell["status"]) != nil, "\(cell["name"])") }
  }

  @Test("Every raw table of the recipe has a publisher, a licence and a credit line")
  func provenance() throws {
    let table = try SatellitePack.table("sources-satellites.csv")
    let credited = Set(table.rows.map { $0[0] })
    let url = SatellitePack.folder.appendingPathComponent("raw/satellites")
    for file in try FileManager.default.contentsOfDirectory(atPath: url.path)
    where file.hasSuffix(".csv") {
      #expect(credited.contains(String(file.dropLast(4))), "\(file)")
    }
    #expect(table.rows.allSatisfy { row in row.allSatisfy { !$0.isEmpty } })
  }
}
