import Foundation
import Results
import Scenarios
import Testing

@testable import Assessment

@Suite("Effects by measure")
struct MeasureAttributionTests {
  private static let locator = ResourceLocator(
    model: BrazilModel.modelFile.path, home: BrazilModel.home.path)

  @Test("Shares of a tax and of its recycling add up; recycling does nothing without the tax")
  func taxAndRecycling() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let debt = try await BrazilModel.shared.solve("carbon-tax-debt")
    let transfer = try await BrazilModel.shared.solve("carbon-tax-transfer")
    let attribution = try MeasureAttribution(
      of: RunAtHand(debt.run, locator: MeasureAttributionTests.locator), beside: baseline.run,
      years: [2030, 2050])
    #expect(attribution.measures == ["carbonPrice", "carbonRecycling"])
    for share in attribution.shares {
      let sum = share.closure + share.measures.shares.reduce(0, +)
      let place = "\(share.variable) \(share.part?.rawValue ?? "") \(share.year)"
      // Parts that are zero carry the rounding of a hundred million jobs.
      let tolerance = max(1e-10 * share.total.magnitude, share.part == nil ? 0 : 1e-6)
      #expect((sum - share.total).magnitude <= tolerance, "\(place)")
      guard share.part == nil else { continue }
      #expect(share.closure == 0, "\(place)")
      #expect(share.measures.alone(1) == 0, "\(place)")
      func value(_ path: SolvedScenario) throws -> Double {
        try #require(path.run.series(of: share.variable)?.value(in: share.year))
      }
      #expect(try share.total == value(debt) - value(baseline))
      let alone = try value(transfer) - value(baseline)
      #expect((share.measures.alone(0) - alone).magnitude <= 1e-9 * alone.magnitude, "\(place)")
    }
    for year in [2030, 2050] {
      let jobs = attribution.shares.filter { $0.variable == "employmentJobs" && $0.year == year }
      let whole = try #require(jobs.first { $0.part == nil })
      for measure in 0..<2 {
        let parts = jobs.filter { $0.part != nil }.reduce(0) { $0 + $1.measures.shares[measure] }
        let share = whole.measures.shares[measure]
        #expect((parts - share).magnitude <= 1e-9 * share.magnitude)
      }
    }
    let text = attribution.table(years: [2030, 2050], plain: true)
    for words in ["carbonPrice", "taken alone", "beyond the sum", "Jobs in 2050"] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(!text.contains("closure"))
  }

  @Test("What another variant of a block does by itself is shown as closure, not as a measure's")
  func closure() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let text = """
      name: other-wages
      parent: baseline
      choices: {fiscal: held, investment: fixed}
      levers: {carbonPrice: {shape: step, 2026: 100}}
      overrides: {carbonRecycling: 1}
      """
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(
      to: folder.appendingPathComponent("other-wages.yaml"), atomically: true, encoding: .utf8)
    let runner = try ScenarioRunner(
      pack: BrazilModel.pack(), modelFile: BrazilModel.modelFile,
      scenarioFolders: [
        folder.path, BrazilModel.home.appendingPathComponent("Scenarios/brazil").path,
      ], store: nil)
    let run = try runner.run("other-wages").run
    let attribution = try MeasureAttribution(
      of: RunAtHand(run: run, runner: runner, model: runner.preparedModel()),
      beside: baseline.run, variables: ["gdpReal"], years: [2035])
    // A lever set to what it was is no measure.
    #expect(attribution.measures == ["carbonPrice"])
    let share = try #require(attribution.shares.first)
    #expect(share.closure != 0)
    #expect(
      (share.closure + share.measures.shares[0] - share.total).magnitude
        <= 1e-10 * share.total.magnitude)
  }

  @Test("Measures that the scenario names gather their levers; every other lever is its own")
  func groups() throws {
    let file = try ScenarioFile(
      text: """
        name: package
        parent: baseline
        levers: {carbonPrice: 100, carbonRecycling: 0.5}
        overrides: {worldInflation: 0.02, "tariff[oil]": 0.1}
        measures:
          carbon policy: [carbonRecycling, carbonPrice]
          trade: [tariff]
        """, file: "package.yaml")
    let measures = MeasurePackage.group(file.levers + file.overrides, as: file.measures)
    #expect(measures.map(\.name) == ["carbon policy", "worldInflation", "trade"])
    #expect(measures[0].settings.map(\.cell.name) == ["carbonPrice", "carbonRecycling"])
  }

  @Test("A run beside itself, a variable by industry and a year not solved are refused")
  func refused() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let tax = try await BrazilModel.shared.solve("carbon-tax-transfer")
    let atHand = try RunAtHand(tax.run, locator: MeasureAttributionTests.locator)
    func message(_ base: StoredRun, _ variables: [String], _ years: Set<Int>) -> String {
      do {
        _ = try MeasureAttribution(
          of: atHand, beside: base, variables: variables, years: years)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(message(tax.run, ["gdpReal"], [2030]).contains("not a change to carbon-tax-transfer"))
    #expect(message(baseline.run, ["capital"], [2030]).contains("no capital"))
    #expect(message(baseline.run, ["gdpReal"], [1900]).contains("none of the years"))
  }
}
