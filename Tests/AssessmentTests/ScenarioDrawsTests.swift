import Assessment
import Foundation
import Reporting
import Testing

@Suite("Draws of Brazil's scenarios") struct ScenarioDrawsTests {
  /// All elasticities and speeds of adjustment within a fifth of their values.
  static let variations = [
    "employmentSpeed", "priceSpeed", "wageSpeed", "inflationExpectation", "consumptionSpeed",
    "substitutionMaterials", "substitutionLabour", "substitutionEnergy", "substitutionFuels",
    "substitutionSpeed", "armingtonElasticity", "exportElasticity", "consumptionElasticity",
    "participationUnemployment", "wageUnemploymentChange",
  ].map { ParameterVariation(name: $0, factors: 0.8...1.2) }

  static let isThorough = ProcessInfo.processInfo.environment["JTAM_ALL_TESTS"] == "1"

  static func runner() throws -> ScenarioRunner {
    try ScenarioRunner(
      pack: try BrazilModel.pack(), modelFile: BrazilModel.modelFile,
      scenarioFolders: [BrazilModel.home.appendingPathComponent("Scenarios/brazil").path],
      store: nil)
  }

  static func request(_ draws: Int, workers: Int = 2) -> ScenarioDraws.Request {
    ScenarioDraws.Request(
      draws: draws, seed: 1, variations: variations, variables: ["gdpReal", "emissionsNet"],
      workers: workers)
  }

  @Test("Every draw of the carbon tax and its baseline is solved or named; 1,000 among all tests")
  func noneIsDropped() async throws {
    let count = Self.isThorough ? 1_000 : 24
    let draws = try await ScenarioDraws(
      of: "carbon-tax-transfer", Self.request(count), runner: Self.runner())
    #expect(draws.ensembles.map(\.scenario) == ["baseline", "carbon-tax-transfer"])
    for (_, solution) in draws.ensembles { #expect(solution.outcomes.count == count) }
    let failures = draws.failures
    for failure in failures { #expect(!failure.reason.isEmpty) }
    #expect(draws.failedChecks().isEmpty, "\(draws.failedChecks())")
    // Drawn this near the central values, nearly all have a solution.
    #expect(failures.count * 50 <= count, "\(failures.prefix(3))")
    let table = draws.draws()
    #expect(table.rows.count == 2 * 31 * (count - failures.count))
    // The baseline's GDP is a target, so every draw has it; the tax lowers emissions in every one.
    for row in table.rows {
      guard case .text(let variable) = row[1], case .number(let year) = row[2],
        case .number(let value) = row[4], case .number(let parent) = row[5]
      else {
        Issue.record("Fields are missing: \(row)")
        return
      }
      if variable == "emissionsNet" && year >= 2030 { #expect(value < parent) }
    }
  }

  @Test("A draw is what the scenario gives with the same parameters set by hand")
  func agreement() async throws {
    let one = [ParameterVariation(name: "armingtonElasticity", factors: 1.15...1.15)]
    let request = ScenarioDraws.Request(
      draws: 1, seed: 9, variations: one, variables: ["gdpReal", "emissionsNet"], workers: 1)
    let runner = try Self.runner()
    let draws = try await ScenarioDraws(of: "carbon-tax-transfer", request, runner: runner)
    let model = try runner.preparedModel()
    let symbol = try #require(model.model.symbol(named: "armingtonElasticity"))
    let value = model.calibrated.parameters[symbol.firstCell]
    let byHand = try ScenarioRunner(
      pack: try BrazilModel.pack(), modelFile: BrazilModel.modelFile,
      scenarioFolders: [BrazilModel.home.appendingPathComponent("Scenarios/brazil").path],
      store: nil, settings: ModelSettings(overrides: ["armingtonElasticity": 1.15 * value]))
    let run = try byHand.run("carbon-tax-transfer").run
    for row in draws.draws().rows {
      guard case .text(let variable) = row[1], case .number(let year) = row[2],
        case .number(let found) = row[4],
        let expected = run.series(of: variable)?.value(in: Int(year))
      else {
        Issue.record("Fields are missing: \(row)")
        return
      }
      // Both paths stop at residuals of 1e-11.
      #expect((found - expected).magnitude <= 1e-8 * expected.magnitude, "\(variable) \(year)")
    }
  }

  @Test("Workers do not change a digit") func workers() async throws {
    let first = try await ScenarioDraws(
      of: "baseline", Self.request(17, workers: 1), runner: Self.runner())
    let third = try await ScenarioDraws(
      of: "baseline", Self.request(17, workers: 3), runner: Self.runner())
    #expect(first.draws().rows == third.draws().rows)
  }

  @Test(
    "An additive variable named without elements is the sum over them; others ask for an element")
  func totals() async throws {
    func request(_ variables: [String]) -> ScenarioDraws.Request {
      ScenarioDraws.Request(
        draws: 1, seed: 1,
        variations: [ParameterVariation(name: "exportElasticity", factors: 1...1)],
        variables: variables, workers: 1)
    }
    let runner = try Self.runner()
    let draws = try await ScenarioDraws(of: "baseline", request(["employmentJobs"]), runner: runner)
    let run = try runner.run("baseline").run
    guard case .number(let found) = try #require(draws.draws().rows.last)[4] else {
      Issue.record("No value")
      return
    }
    let expected = try #require(run.series(of: "employmentJobs")?.value(in: 2050))
    #expect((found / expected - 1).magnitude < 1e-9)
    await #expect(throws: AssessmentError.self) {
      try await ScenarioDraws(of: "baseline", request(["producerPrice"]), runner: runner)
    }
  }

  @Test("Weights drawn apart, which no longer share out one, fail a check that is named")
  func weights() async throws {
    var request = Self.request(9)
    request.variations = [ParameterVariation(name: "priceInertia", factors: 0.9...1.1)]
    let draws = try await ScenarioDraws(of: "baseline", request, runner: Self.runner())
    let failed = try #require(draws.failedChecks().first)
    #expect(draws.failedChecks().count == 1)
    #expect(failed.name == "priceWeights")
    #expect(failed.scenario == "baseline")
    #expect(failed.draws == 9)
    // The furthest draw is the one whose weight is furthest from 0.7.
    let drawn = draws.parameters().rows.compactMap { row in
      if case .number(let value) = row[2] { (value - 0.7).magnitude } else { nil }
    }
    #expect(drawn.firstIndex(of: drawn.max() ?? 0) == failed.worstDraw)
  }

  @Test("Shares are told in points, flows in their unit and, where above zero, in per cent")
  func differences() async throws {
    var request = Self.request(3)
    request.variables = ["unemploymentRate", "gdpReal", "carbonRevenue"]
    request.years = [2040]
    let draws = try await ScenarioDraws(
      of: "carbon-tax-transfer", request, runner: Self.runner())
    func text(_ field: RecordTable.Field) -> String {
      if case .text(let text) = field { text } else { "" }
    }
    #expect(
      draws.quantiles().rows.map { "\(text($0[0])) \(text($0[3])), \(text($0[2]))" } == [
        "unemploymentRate value, share", "unemploymentRate difference from baseline, points",
        "gdpReal value, million BRL of 2019",
        "gdpReal difference from baseline, million BRL of 2019",
        "gdpReal relative difference from baseline, %", "carbonRevenue value, million BRL",
        "carbonRevenue difference from baseline, million BRL",
      ])
    request.years = [1900]
    await #expect(throws: AssessmentError.self) {
      try await ScenarioDraws(of: "carbon-tax-transfer", request, runner: Self.runner())
    }
  }

  @Test("A parameter that the model does not have is answered with the nearest name")
  func unknown() async throws {
    var request = Self.request(2)
    request.variations = [ParameterVariation(name: "armingtonElasticty", factors: 0.9...1.1)]
    let runner = try Self.runner()
    await #expect(throws: AssessmentError.self) {
      try await ScenarioDraws(of: "baseline", request, runner: runner)
    }
    #expect(ParameterVariation("wageSpeed=0.8..1.2")?.factors == 0.8...1.2)
    #expect(ParameterVariation("wageSpeed=1.2..0.8") == nil)
    #expect(ParameterVariation("wageSpeed") == nil)
  }
}
