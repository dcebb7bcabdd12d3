import Foundation
import Quantities
import Reporting
import Results
import Testing

@testable import Assessment

@Suite("What the demonstration says of the numbers")
struct DemonstrationTests {
  /// Two years of the variables that the sentences read.
  private func run(
    _ name: String, gdp: Double, jobs: [String: Double], unemployment: Double, debt: Double,
    emissions: Double, check: Double = 0
  ) -> StoredRun {
    let identity = RunIdentity(
      scenario: name, scenarioHash: name, pack: "p", packVersion: "1", packHash: "h",
      modelHash: "m", choices: ["wages": "phillips"], firstYear: 2034, lastYear: 2035)
    let manifest = RunManifest(
      identity: identity, programVersion: "1",
      checks: [CheckResult(name: "saving", year: 2035, residual: check, tolerance: 1e-9)])
    func series(_ variable: String, _ sector: String? = nil, _ value: Double) -> StoredSeries {
      StoredSeries(
        variable: variable,
        dimensions: Dimensions(sector.map { [(dimension: "sector", element: $0)] } ?? []),
        unit: "", kind: .variable, status: StatusPath(.modelled), firstYear: 2034,
        values: [value, value])
    }
    return StoredRun(
      manifest: manifest,
      series: [
        series("gdpReal", nil, gdp), series("gdpNominal", nil, 100),
        series("carbonRevenue", nil, 1), series("realDisposableIncome", nil, gdp),
        series("unemploymentRate", nil, unemployment), series("debtRatio", nil, debt),
        series("emissionsCO2Fuel", nil, emissions), series("emissionsNet", nil, emissions),
        series("employmentJobs", nil, jobs.values.reduce(0, +)),
      ] + jobs.sorted { $0.key < $1.key }.map { series("employmentJobs", $0.key, $0.value) })
  }

  private func sentences(_ scenario: StoredRun) -> [String] {
    Demonstration(
      title: "Test", baseline: base, scenario: scenario, sectorNames: ["mining": "Mining"]
    ).sentences()
  }

  private var base: StoredRun {
    run(
      "baseline", gdp: 100, jobs: ["mining": 50_000, "trade": 100_000], unemployment: 0.08,
      debt: 0.7, emissions: 10)
  }

  @Test("Losses are called losses and gains gains, in either direction")
  func directions() {
    let worse = sentences(
      run(
        "tax", gdp: 99, jobs: ["mining": 40_000, "trade": 102_000], unemployment: 0.09, debt: 0.75,
        emissions: 8))
    #expect(worse[0].contains("real GDP is 1.00 % below"))
    #expect(worse[0].contains("8,000 fewer jobs; unemployment is 1.00 points higher"))
    #expect(worse[1].contains("1 of 2 industries lose jobs and 1 gain some"))
    #expect(worse[1].contains("the largest loss is in Mining (-10.0 thousand)"))
    #expect(worse[1].contains("the largest gain in trade (+2.0 thousand)"))
    #expect(worse[2].contains("20.00 % below") && worse[2].contains("5.00 points of GDP higher"))
    let better = sentences(
      run(
        "boom", gdp: 101, jobs: ["mining": 51_000, "trade": 102_000], unemployment: 0.07, debt: 0.6,
        emissions: 12))
    #expect(better[0].contains("real GDP is 1.00 % above"))
    #expect(better[0].contains("3,000 more jobs; unemployment is 1.00 points lower"))
    #expect(
      better[1].contains(
        "0 of 2 industries lose jobs and 2 gain some: the largest gain is in trade"))
    #expect(!better[1].contains("loss"))
    #expect(better[2].contains("20.00 % above") && better[2].contains("10.00 points of GDP lower"))
  }

  @Test("Nothing changed is said to be nothing")
  func nothing() {
    let same = sentences(base)
    #expect(same[0].contains("within 0.01 % of") && same[0].contains("about as many jobs"))
    #expect(same[0].contains("unemployment is unchanged"))
    #expect(same[1] == "0 of 2 industries lose jobs and 0 gain some.")
  }

  @Test("A check that fails is said out loud, and the page is not verified")
  func failedCheck() {
    let broken = run(
      "tax", gdp: 99, jobs: ["mining": 1, "trade": 1], unemployment: 0.09, debt: 0.7, emissions: 9,
      check: 1e-3)
    let demonstration = Demonstration(
      title: "Test", baseline: base, scenario: broken, sectorNames: [:])
    #expect(!demonstration.isVerified)
    #expect(demonstration.notes().contains { $0.contains("FAIL (saving)") })
    #expect(
      demonstration.notes().contains(
        "Wage regime: phillips. The other one: --choose wages=wage-setting"))
  }

  @Test("Indicators that need two variables are their ratio, and growth is from year to year")
  func enriched() throws {
    let run = Headline.enriched(base)
    #expect(try #require(run.series(of: Headline.carbonShare)).values == [0.01, 0.01])
    #expect(try #require(run.series(of: Headline.gdpGrowth)).years == 2035..<2036)
    #expect(Headline.years(of: base) == [2035])
  }
}
