import Assessment
import Foundation
import Scenarios
import Testing

/// Carbon revenue that makes formal work cheaper.
@Suite("Carbon revenue for lower contributions")
struct ContributionsTests {
  private struct Paths {
    let baseline, transferred, lowered, kept: SolvedScenario

    init(wages: String) async throws {
      let model = BrazilModel.of(wages)
      baseline = try await model.solve("baseline")
      transferred = try await model.solve("carbon-tax-transfer")
      lowered = try await model.solve("carbon-tax-contributions")
      kept = try await model.solve("carbon-tax-debt")
    }

    func change(_ path: SolvedScenario, _ variable: String, in year: Int) -> Double {
      path.total(of: variable, in: year) / baseline.total(of: variable, in: year) - 1
    }
  }

  @Test(
    "In the first years transfers do better than lower contributions, and these than debt",
    arguments: BrazilModel.wageRegimes)
  func shortRun(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    for year in 2026...2030 {
      for variable in ["gdpReal", "employmentPersons", "consumptionReal"] {
        let transferred = paths.change(paths.transferred, variable, in: year)
        let lowered = paths.change(paths.lowered, variable, in: year)
        let kept = paths.change(paths.kept, variable, in: year)
        #expect(transferred > lowered && lowered > kept, "\(variable) in \(year)")
      }
    }
  }

  @Test(
    "Prices rise less and exports fall less than when households are paid",
    arguments: BrazilModel.wageRegimes)
  func competitiveness(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    for year in 2027...2050 {
      #expect(
        paths.change(paths.lowered, "consumerPrice", in: year)
          < paths.change(paths.transferred, "consumerPrice", in: year), "\(year)")
      #expect(
        paths.change(paths.lowered, "exportsReal", in: year)
          > paths.change(paths.transferred, "exportsReal", in: year), "\(year)")
    }
  }

  @Test("Where foreigners answer to prices, lower contributions cost less than transfers at last")
  func longRun() async throws {
    func file(_ name: String) throws -> String {
      try String(
        contentsOf: BrazilModel.home.appendingPathComponent("Scenarios/brazil/\(name).yaml"),
        encoding: .utf8)
    }
    let settings = ModelSettings(overrides: ["exportElasticity": 2])
    let texts = [try file("baseline"), try file("carbon-tax-transfer")]
    let transferred = try await BrazilModel.laboratory.solve(chain: texts, settings)
    let lowered = try await BrazilModel.laboratory.solve(
      chain: texts + [try file("carbon-tax-contributions")], settings)
    for variable in ["gdpReal", "employmentPersons"] {
      for year in 2040...2050 {
        #expect(
          lowered.total(of: variable, in: year) > transferred.total(of: variable, in: year),
          "\(variable) in \(year)")
      }
    }
  }

  @Test(
    "Before anybody answers the budget neither gains nor loses", arguments: BrazilModel.wageRegimes)
  func neutral(wages: String) async throws {
    let lowered = try await BrazilModel.of(wages).solve("carbon-tax-contributions")
    for year in 2026...2050 {
      let revenue = lowered.value(of: "carbonRevenue", in: year)
      let lost =
        lowered.value(of: "contributionsBeforeCut", in: year)
        - lowered.total(of: "officialContributions", in: year)
      #expect(revenue > 0)
      #expect((lost - revenue).magnitude <= 1e-9 * revenue, "\(year)")
      #expect(lowered.value(of: "carbonTransfer", in: year) == 0)
    }
  }

  @Test("The cut is one proportion everywhere, and other earnings follow the wage as before")
  func proportional() async throws {
    let paths = try await Paths(wages: "wage-setting")
    let tables = try BrazilTables()
    for sector in try tables.elements("sector") {
      func perJob(_ path: SolvedScenario, _ variable: String) -> Double {
        path.value(of: variable, sector, in: 2035)
          / (path.value(of: "wage", in: 2035) * path.value(of: "employmentJobs", sector, in: 2035))
      }
      let cut = paths.lowered.value(of: "contributionCut", in: 2035)
      #expect((0.1...0.2).contains(cut))
      let official = perJob(paths.lowered, "officialContributions")
      let before = perJob(paths.baseline, "officialContributions")
      #expect((official / before - (1 - cut)).magnitude <= 1e-9, "\(sector)")
      for variable in ["wageBill", "mixedIncome", "privateContributions", "imputedContributions"] {
        let after = perJob(paths.lowered, variable)
        let same = perJob(paths.baseline, variable)
        #expect((after - same).magnitude <= 1e-9 * same.magnitude, "\(variable), \(sector)")
      }
    }
  }

  @Test("Labour becomes cheaper by the cut times the contributions in its cost")
  func labourPrice() async throws {
    let paths = try await Paths(wages: "wage-setting")
    let tables = try BrazilTables()
    let official = try tables.values("officialContributions0")
    let parts = try [
      "wages0", "officialContributions0", "privateContributions0", "imputedContributions0",
      "mixedIncome0",
    ].map { try tables.values($0) }
    let cut = paths.lowered.value(of: "contributionCut", in: 2040)
    for sector in ["livestock", "metals", "construction", "power-gas"] {
      let share = (official[sector] ?? .nan) / parts.reduce(0) { $0 + ($1[sector] ?? .nan) }
      let price =
        paths.lowered.value(of: "labourPrice", sector, in: 2040)
        * paths.lowered.value(of: "labourProductivity", sector, in: 2040)
        / paths.lowered.value(of: "wage", in: 2040)
      #expect((price - (1 - cut * share)).magnitude <= 1e-9, "\(sector)")
    }
  }

  @Test("The cut ends at the whole of the contributions, and the rest stays in the budget")
  func whole() async throws {
    let large = try await BrazilModel.shared.solve(
      text: """
        name: large-tax
        parent: carbon-tax-contributions
        levers:
          carbonPrice: {2026: 500, 2035: 2500, shape: linear}
        """)
    #expect(large.value(of: "contributionCut", in: 2026) < 0.5)
    #expect((large.value(of: "contributionCut", in: 2040) - 1).magnitude <= 1e-9)
    #expect(
      large.total(of: "officialContributions", in: 2040).magnitude
        <= 1e-9 * large.value(of: "contributionsBeforeCut", in: 2040))
    #expect(
      large.value(of: "carbonRevenue", in: 2040) > large.value(of: "contributionRelief", in: 2040))
    for check in large.solution.checks { #expect(check.residual <= 1e-9, "\(check)") }
  }

  @Test("Revenue that is promised twice fails a check that says so")
  func promisedTwice() async throws {
    let twice = try await BrazilModel.shared.solve(
      text: """
        name: promised-twice
        parent: carbon-tax-transfer
        levers:
          carbonToContributions: 0.5
        """)
    let check = try #require(twice.solution.checks.first { $0.name == "carbonRevenueIsUsedOnce" })
    #expect(check.residual > 0.1)
  }
}
