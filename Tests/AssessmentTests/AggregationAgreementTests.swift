import Assessment
import CountryPacks
import Foundation
import Quantities
import Results
import Testing

/// The same model with 68 industries and with 20 groups of them: what must be equal, and how far
/// the rest may differ. The tolerances are those of Documentation/Results/brazil-detail.md.
@Suite("20 and 68 industries")
struct AggregationAgreementTests {
  private static let detailed = ModelSettings(aggregation: "68")

  /// A scenario that ships, solved with all 68 industries after its ancestors.
  private static func solveDetailed(_ lineage: String...) async throws -> SolvedScenario {
    let texts = try lineage.map { name in
      try String(
        contentsOf: BrazilModel.home.appendingPathComponent("Scenarios/brazil/\(name).yaml"),
        encoding: .utf8)
    }
    return try await BrazilModel.laboratory.solve(chain: texts, detailed)
  }

  /// Relative difference of two totals.
  private static func distance(_ first: Double, _ second: Double) -> Double {
    (first - second).magnitude / max(first.magnitude, second.magnitude, 1)
  }

  /// The sum of a variable's cells in the base year, which is data and not solved.
  private static func baseTotal(of variable: String, _ solved: SolvedScenario) -> Double {
    let cells = solved.run.series.filter { $0.variable == variable }
    let total = cells.first(where: \.dimensions.pairs.isEmpty).map { [$0] } ?? cells
    return total.isEmpty ? .nan : total.reduce(0) { $0 + ($1.value(in: 2019) ?? .nan) }
  }

  @Test("Totals of the base year are the same numbers")
  func baseYear() async throws {
    let coarse = try await BrazilModel.shared.solve("baseline")
    let fine = try await Self.solveDetailed("baseline")
    for variable in [
      "gdpReal", "gdpNominal", "outputReal", "importsReal", "exportsReal", "consumptionReal",
      "totalInvestment", "employmentJobs", "wageBill", "mixedIncome", "operatingSurplus",
      "officialContributions", "productTax", "energyUse", "energyFinal", "emissionsCO2Fuel",
      "emissionsGross", "emissionsNet", "governmentDebt", "primaryBalance", "currentAccount",
      "disposableIncome",
    ] {
      let difference = Self.distance(
        Self.baseTotal(of: variable, coarse), Self.baseTotal(of: variable, fine))
      #expect(difference <= 1e-9, "\(variable): \(difference)")
    }
  }

  @Test("The outputs and jobs of 2019 of 68 industries add up to those of their 20 sectors")
  func sectors() throws {
    let classification = try CSVTable(
      text: String(
        contentsOf: BrazilModel.home.appendingPathComponent(
          "Packs/brazil/classification/industries20.csv"), encoding: .utf8),
      source: "industries20.csv")
    let code = try classification.column("code")
    let sector = try classification.column("sector")
    let coarse = try BrazilTables()
    let fine = try BrazilTables(aggregation: "68")
    for table in ["output0", "jobs0", "wages0", "operatingSurplus0", "investmentBySector0"] {
      let industries = try fine.values(table)
      var sums: [String: Double] = [:]
      for row in classification.rows {
        sums[row[sector], default: 0] += industries[row[code]] ?? 0
      }
      #expect(sums.count == 20)
      for (name, value) in try coarse.values(table) {
        #expect(Self.distance(sums[name] ?? .nan, value) <= 1e-9, "\(table), \(name)")
      }
    }
  }

  @Test("What the baseline is steered to is the same in every year, and its prices are not")
  func baseline() async throws {
    let coarse = try await BrazilModel.shared.solve("baseline")
    let fine = try await Self.solveDetailed("baseline")
    for year in 2020...2050 {
      for variable in [
        "gdpReal", "unemploymentRate", "employmentPersons", "employmentJobs", "labourForce",
        "worldPrice", "governmentVolume", "governmentReal",
      ] {
        let difference = Self.distance(
          coarse.total(of: variable, in: year), fine.total(of: variable, in: year))
        #expect(difference <= 1e-9, "\(variable) in \(year): \(difference)")
      }
    }
    let prices = Self.distance(
      coarse.value(of: "consumerPrice", in: 2050), fine.value(of: "consumerPrice", in: 2050))
    #expect(prices > 1e-4 && prices < 5e-3, "\(prices)")
  }

  @Test("An economy that grows evenly is the same at both sizes, prices and debt with it")
  func steadyGrowth() async throws {
    let text = try SteadyEconomy.baseline(until: 2025)
    let settings = try SteadyEconomy.settings("wage-setting")
    var fineSettings = settings
    fineSettings.aggregation = "68"
    let coarse = try await BrazilModel.laboratory.solve(chain: [text], settings)
    let fine = try await BrazilModel.laboratory.solve(chain: [text], fineSettings)
    for variable in [
      "gdpReal", "outputReal", "employmentPersons", "consumerPrice", "governmentDebt",
      "currentAccount", "emissionsNet",
    ] {
      let difference = Self.distance(
        coarse.total(of: variable, in: 2025), fine.total(of: variable, in: 2025))
      #expect(difference <= 1e-8, "\(variable): \(difference)")
    }
  }

  @Test("Every check holds in every year of the package with 68 industries")
  func checks() async throws {
    let path = try await Self.solveDetailed("baseline", "carbon-tax-transfer", "package")
    #expect(path.solution.checks.count >= 19)
    for check in path.solution.checks { #expect(check.residual <= 1e-9, "\(check)") }
  }

  /// Largest difference between the effects at both sizes, in percentage points.
  private static let tolerances = [
    (variable: "gdpReal", points: 0.25), (variable: "employmentPersons", points: 0.3),
    (variable: "consumerPrice", points: 0.25), (variable: "debtRatio", points: 0.9),
    (variable: "currentAccountRatio", points: 0.05), (variable: "emissionsCO2Fuel", points: 0.15),
    (variable: "emissionsNet", points: 0.1),
  ]

  /// Effect in per cent, or in points for a share of gross domestic product.
  private static func effect(
    _ variable: String, _ scenario: SolvedScenario, _ baseline: SolvedScenario, _ year: Int
  ) -> Double {
    let value = scenario.total(of: variable, in: year)
    let before = baseline.total(of: variable, in: year)
    return 100 * (variable.hasSuffix("Ratio") ? value - before : value / before - 1)
  }

  @Test(
    "Effects of a policy at 20 and at 68 industries differ by no more than is stated",
    arguments: [["carbon-tax-transfer"], ["carbon-tax-transfer", "package"]])
  func effects(ancestors: [String]) async throws {
    let name = try #require(ancestors.last)
    let coarse = try await BrazilModel.shared.solve(name)
    let coarseBaseline = try await BrazilModel.shared.solve("baseline")
    let fineBaseline = try await Self.solveDetailed("baseline")
    let fine =
      ancestors.count == 1
      ? try await Self.solveDetailed("baseline", "carbon-tax-transfer")
      : try await Self.solveDetailed("baseline", "carbon-tax-transfer", "package")
    for (variable, points) in Self.tolerances {
      var largest = 0.0
      for year in 2026...2050 {
        let atTwenty = Self.effect(variable, coarse, coarseBaseline, year)
        let inDetail = Self.effect(variable, fine, fineBaseline, year)
        largest = max(largest, (atTwenty - inDetail).magnitude)
        if min(atTwenty.magnitude, inDetail.magnitude) > points {
          #expect(atTwenty.sign == inDetail.sign, "\(name): \(variable) in \(year)")
        }
      }
      #expect(largest <= points, "\(name): \(variable) differs by \(largest)")
    }
    // The two sizes are two models: a comparison of one with itself would pass all of the above.
    #expect(
      (Self.effect("gdpReal", coarse, coarseBaseline, 2035)
        - Self.effect("gdpReal", fine, fineBaseline, 2035)).magnitude > 0.05)
  }
}
