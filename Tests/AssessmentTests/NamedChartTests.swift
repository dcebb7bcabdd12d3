import Foundation
import Quantities
import Reporting
import Results
import Testing

@testable import Assessment

@Suite("Pictures of stored runs")
struct NamedChartTests {
  /// A baseline and a scenario whose variables are the baseline's times `1 + change`.
  private func pictures(change: Double, failed: Bool = false) throws -> (NamedChart) throws ->
    Picture
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let store = try RunStore(
      path: folder.appendingPathComponent("runs.sqlite").path, creating: true)
    let base = run("baseline", parent: nil, factor: 1)
    let scenario = run(
      "carbon-tax", parent: base.manifest.runID, factor: 1 + change, failed: failed)
    for run in [base, scenario] { try store.store(run.manifest, series: run.series) }
    let locator = ResourceLocator(
      pack: BrazilModel.home.appendingPathComponent("Packs/brazil").path)
    return { chart in
      try ChartRequest(chart: chart, runs: ["carbon-tax"], locator: locator).picture { store }
    }
  }

  private func run(
    _ scenario: String, parent: String?, factor: Double, failed: Bool = false
  ) -> StoredRun {
    let identity = RunIdentity(
      scenario: scenario, scenarioHash: "", parentRunID: parent, pack: "brazil",
      packVersion: "0.1.0", packHash: "", modelHash: "", solverSettings: ["aggregation": "20"],
      firstYear: 2034, lastYear: 2036)
    func series(
      _ name: String, _ value: Double, unit: String = "", _ pairs: [(String, String)] = []
    ) -> StoredSeries {
      StoredSeries(
        variable: name, dimensions: Dimensions(pairs.map { (dimension: $0.0, element: $0.1) }),
        unit: unit, kind: .variable, status: StatusPath(.modelled), firstYear: 2034,
        values: [value, value * factor, value * factor])
    }
    let plain = [
      ("realDisposableIncome", 5e6), ("realWage", 1), ("consumptionReal", 4e6),
      ("consumerPrice", 2), ("emissionsCO2Fuel", 400), ("debtRatio", 0.6),
      ("primaryBalanceRatio", 0.01),
    ].map { series($0.0, $0.1) }
    return StoredRun(
      manifest: RunManifest(
        identity: identity, programVersion: "1",
        checks: [
          CheckResult(name: "accounts", year: 2035, residual: failed ? 1 : 0, tolerance: 1e-9)
        ]),
      series: plain + [
        series("gdpReal", 8e6, unit: "million BRL of 2019"),
        series("emissionsNet", 2000, unit: "Mt CO2e AR5"),
        series("landUseEmissions", 500),
        series("employmentJobs", 60e6, [("sector", "services")]),
        series("employmentJobs", 40e6, [("sector", "crops")]),
        series("employmentJobs", 100e6),
        series("producerPrice", 2, [("sector", "crops")]),
        series("purchaserPrice", 2, [("product", "crops"), ("user", "household")]),
        series("purchaserPrice", 9, [("product", "crops"), ("user", "exports")]),
      ])
  }

  /// The numbers of a table in a column, of the rows that have one.
  private func numbers(_ table: RecordTable, _ column: String) throws -> [Double] {
    let position = try #require(table.columns.firstIndex(of: column))
    return table.rows.compactMap { row in
      if case .number(let value) = row[position] { value } else { nil }
    }
  }

  @Test("Every finding turns around with the sign of what is found")
  func findings() throws {
    let up = try pictures(change: 0.01)
    let down = try pictures(change: -0.01)
    let expected: [NamedChart: (up: String, down: String)] = [
      .jobs: ("1,000 thousand more jobs than in", "1,000 thousand fewer jobs than in"),
      .gdp: ("1.00 % above", "1.00 % below"),
      .prices: ("1.00 % above", "1.00 % below"),
      .incomes: ("1.00 % above", "1.00 % below"),
      .debt: ("0.6 points of GDP above", "0.6 points of GDP below"),
      .effects: ("1.00 % higher", "1.00 % lower"),
    ]
    for (chart, words) in expected {
      let (rising, falling) = (try up(chart).title, try down(chart).title)
      #expect(rising.contains(words.up) && !rising.contains(words.down), "\(rising)")
      #expect(falling.contains(words.down) && !falling.contains(words.up), "\(falling)")
    }
    #expect(try pictures(change: 0)(.gdp).title.contains("no different from"))
    #expect(try pictures(change: 0)(.jobs).title.contains("as many jobs as in"))
  }

  @Test("The numbers shown are those of the runs, in the words and units said")
  func values() throws {
    let picture = try pictures(change: -0.01)
    let jobs = try picture(.jobs)
    #expect(try numbers(jobs.table, "value").map { $0.rounded() } == [-400, -600])
    #expect(
      jobs.table.rows.map { $0[1] } == [
        .text("Crops, forestry and fishing"), .text("Other services"),
      ])
    let gdp = try picture(.gdp).table
    #expect(
      try numbers(gdp, "value").map { ($0 * 1e6).rounded() / 1e6 }
        == [8000, 8000, 8000, 8000, 7920, 7920, 0, -1, -1])
    let prices = try picture(.prices).table
    #expect(prices.rows.count == 2, "what exporters pay is no consumer price")
    let debt = try numbers(picture(.debt).table, "value")
    #expect(debt.count == 12 && (debt[4] - 59.4).magnitude < 1e-9)
  }

  @Test("The same words name a picture's series, and codes of variables never appear")
  func names() throws {
    let picture = try pictures(change: 0.02)
    for chart in NamedChart.allCases where chart.needsRuns {
      let drawn = try picture(chart)
      #expect(
        drawn.specification.text().contains("carbon tax")
          || drawn.specification.text().contains("Carbon tax"), "\(chart)")
      for code in ["gdpReal", "employmentJobs", "debtRatio", "emissionsNet", "consumerPrice"] {
        #expect(!drawn.specification.text().contains(code), "\(chart)")
      }
      #expect(drawn.caption.notes.joined().contains("not a forecast"))
      #expect(drawn.caption.notes.joined().contains("baseline-"))
    }
  }

  @Test("Emissions stand beside the pack's targets, and say that land use is held constant")
  func emissions() throws {
    let drawn = try pictures(change: -0.01)(.emissions)
    #expect(
      drawn.title.contains("1,980 with carbon tax: all above the target range of 847 to 1,052"))
    #expect(drawn.caption.subtitle.joined().contains("not computed by it"))
    let constant = try pictures(change: 0)(.emissions)
    #expect(constant.caption.subtitle.joined().contains("held constant at 500 Mt"))
    #expect(drawn.caption.notes.joined().contains("850 to 1,050 in 2035"))
    let upper = try numbers(drawn.table, "upper")
    #expect(upper.count == 1 && (upper[0] - 2566.41 * 0.41).magnitude < 1e-9)
  }

  @Test("A failed check of any run is in the title")
  func notVerified() throws {
    for chart in NamedChart.allCases where chart.needsRuns {
      #expect(try pictures(change: 0.01, failed: true)(chart).title.hasPrefix("NOT VERIFIED: "))
      #expect(try !pictures(change: 0.01)(chart).title.contains("NOT VERIFIED"))
    }
  }

  @Test("Flows of the matrix keep its sums, and activities stay within twenty")
  func matrix() throws {
    let locator = ResourceLocator(
      pack: BrazilModel.home.appendingPathComponent("Packs/brazil").path)
    func picture(_ chart: NamedChart) throws -> Picture {
      try ChartRequest(chart: chart, locator: locator).picture {
        throw AssessmentError.usage("A picture of the pack asks for no store.")
      }
    }
    let map = try picture(.samHeatmap)
    let file = BrazilModel.home.appendingPathComponent("Packs/brazil/tables/20/sam.csv")
    let sam = try CSVTable(text: String(contentsOf: file, encoding: .utf8), source: file.path)
    let value = try sam.column("value")
    let cells = try sam.rows.indices.map { try sam.number(row: $0, column: value) }
    #expect(map.table.rows.count == cells.filter { $0 != 0 }.count)
    let sum = try numbers(map.table, "value").reduce(0, +)
    #expect((sum * 1000 / cells.reduce(0, +) - 1).magnitude < 1e-12)
    let sankey = try picture(.samSankey)
    let column = try sankey.table.column("toColumn")
    let paid = sankey.table.rows.filter { $0[column] == .text("Who is paid") }
    #expect(Set(paid.map { "\($0[2])" }).count == 23)
    #expect(try numbers(sankey.table, "value").allSatisfy { $0 > 0 })
  }

  @Test(
    "A renderer that fails, hangs, is missing or leaves no image ends with a message that says so")
  func renderer() throws {
    func message(_ command: [String], limit: Double = 20) -> String {
      do throws(AssessmentError) {
        _ = try ChartRenderer(command: command, timeLimit: limit)
          .render("{}", format: .svg, scale: 1)
        return "an image"
      } catch {
        #expect(error.exitCode == 74)
        return error.description
      }
    }
    #expect(
      message(["sh", "-c", "echo no fonts >&2; exit 3"]).contains("exit code 3. It said:\nno fonts")
    )
    #expect(message(["sh", "-c", "sleep 30"], limit: 0.3).contains("stopped after 1 seconds"))
    #expect(message(["no-such-renderer"]).contains("was not found"))
    #expect(message(["true"]).contains("left no image"))
    #expect(message(["sh", "-c", "for last; do :; done; echo svg > \"$last\"", "x"]) == "an image")
    #expect(throws: AssessmentError.self) {
      try ChartRenderer.find(locator: ResourceLocator(home: "/nowhere"), environment: [:])
    }
  }
}

extension RecordTable {
  fileprivate func column(_ name: String) throws -> Int {
    try #require(columns.firstIndex(of: name))
  }
}
