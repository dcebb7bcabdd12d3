import Foundation
import Quantities
import Reporting
import Results
import Testing

@Suite("Headlines, charts and files")
struct HeadlineAndChartTests {
  private func run(_ scenario: String, gdp: [Double], unemployment: [Double]) -> StoredRun {
    let identity = RunIdentity(
      scenario: scenario, scenarioHash: "", pack: "", packVersion: "", packHash: "",
      modelHash: "", firstYear: 2030, lastYear: 2033)
    func series(_ name: String, _ values: [Double]) -> StoredSeries {
      StoredSeries(
        variable: name, unit: "", kind: .variable, status: StatusPath(.modelled), firstYear: 2030,
        values: values)
    }
    return StoredRun(
      manifest: RunManifest(identity: identity, programVersion: "1"),
      series: [series("gdpReal", gdp), series("unemploymentRate", unemployment)])
  }

  @Test("The headline table shows differences in its years, signed, with the path beside them")
  func headline() {
    let table = HeadlineTable(
      [
        .init("GDP", variable: "gdpReal", change: .relative),
        .init(
          "GDP", variable: "gdpReal", change: .absolute, unit: "bn", factor: 0.001, decimals: 1),
        .init("Unemployment", variable: "unemploymentRate", change: .percentagePoints),
        .init("Unemployment", variable: "unemploymentRate", change: .level, decimals: 3),
        .init("Debt", variable: "governmentDebt", change: .relative),
      ],
      baseline: run("baseline", gdp: [2e6, 2e6, 2e6, 2e6], unemployment: [0.1, 0.1, 0.1, 0.1]),
      scenario: run(
        "tax", gdp: [2e6, 1.99e6, 1.98e6, 2.01e6], unemployment: [0.1, 0.1, 0.11, 0.12]),
      years: [2030, 2032, 2050])
    #expect(table.missing.map(\.variable) == ["governmentDebt"])
    #expect(
      table.text(plain: true) == """
        Indicator     Unit     2030   2032  2050  2030-2033
        ------------  ------  -----  -----  ----  ---------
        GDP           %        0.00  -1.00   n/a  =,_#
        GDP           bn        0.0  -20.0   n/a  =,_#
        Unemployment  points   0.00  +1.00   n/a  __-#
        Unemployment          0.100  0.110   n/a  __-#

        """)
  }

  @Test("A line chart holds its data, its finding, its source and colours in a fixed order")
  func lineChart() throws {
    let chart = try VegaLite.lineChart(
      [
        .init(name: "baseline", points: [(2030, 1.5), (2031, 2)]),
        .init(name: "tax", points: [(2030, 1.25)]),
      ],
      caption: .init(title: "Jobs fall by a quarter.", unit: "Million jobs", source: "JTAM"))
    let text = chart.text()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    let rows = (object["data"] as? [String: Any])?["values"] as? [[String: Any]]
    #expect(rows?.count == 3 && rows?[2]["value"] as? Double == 1.25)
    let title = object["title"] as? [String: Any]
    #expect(title?["text"] as? String == "Jobs fall by a quarter.")
    #expect(title?["subtitle"] as? [String] == ["Million jobs", "Source: JTAM"])
    #expect(text.contains("#5577dd") && text.contains("#dd5511") && !text.contains("#8822ff"))
  }

  @Test("A bar chart is sorted from the largest gain to the largest loss")
  func barChart() throws {
    let bars = [("oil", -5.0), ("food", 2), ("metals", -3)].map {
      VegaLite.Bar(name: $0.0, value: $0.1)
    }
    let caption = VegaLite.Caption(
      title: "Oil loses most.", unit: "%", source: "JTAM", isVerified: false)
    guard case .object(let chart) = try VegaLite.barChart(bars, caption: caption),
      case .object(let data) = chart["data"], case .array(let rows) = data["values"]
    else {
      Issue.record("The chart has no data.")
      return
    }
    let sorted: [JSONValue] = [
      ["name": "food", "value": 2], ["name": "metals", "value": -3], ["name": "oil", "value": -5],
    ]
    #expect(rows == sorted)
    #expect(JSONValue.object(chart).text().contains("Not verified: a check of the run failed."))
  }

  @Test("Too many lines, or none, are refused with a reason")
  func refused() {
    let caption = VegaLite.Caption(title: "", unit: "", source: "")
    let lines = (1...7).map { VegaLite.Line(name: "\($0)", points: [(2030, 1)]) }
    #expect(throws: ChartError.tooMany(lines: 7)) {
      try VegaLite.lineChart(lines, caption: caption)
    }
    #expect(throws: ChartError.nothing) { try VegaLite.lineChart([], caption: caption) }
    #expect(throws: ChartError.nothing) { try VegaLite.barChart([], caption: caption) }
    #expect(ChartError.tooMany(lines: 7).description.contains("at most 6"))
  }

  @Test("A file is written whole, never over another unless asked, and leaves nothing beside it")
  func outputFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("out.csv").path
    try OutputFile.write("one\n", to: path)
    #expect(throws: OutputError.exists(path: path)) { try OutputFile.write("two\n", to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\n")
    try OutputFile.write("two\n", to: path, replacing: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "two\n")
    #expect(
      throws: OutputError.failed(
        path: "\(path)/x", reason: "not a directory")
    ) { try OutputFile.write("", to: "\(path)/x") }
    #expect(throws: OutputError.failed(path: folder.path, reason: "it is a folder")) {
      try OutputFile.write("", to: folder.path, replacing: true)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"])
  }
}

@Suite("Waterfalls")
struct WaterfallTests {
  @Test("Each bar begins where the one before it ends, and the total stands on zero")
  func steps() throws {
    let chart = try VegaLite.waterfallChart(
      [.init(name: "up", value: 3), .init(name: "down", value: -5)],
      total: .init(name: "net", value: -2),
      caption: .init(title: "t", unit: "jobs", source: "s")
    )
    guard case .object(let parts) = chart, case .object(let data) = parts["data"],
      case .array(let rows) = data["values"]
    else {
      Issue.record("The chart has no data.")
      return
    }
    #expect(
      rows == [
        ["name": "up", "start": 0, "end": 3, "value": 3, "kind": "rise"],
        ["name": "down", "start": 3, "end": -2, "value": -5, "kind": "fall"],
        ["name": "net", "start": 0, "end": -2, "value": -2, "kind": "total"],
      ])
    #expect(throws: ChartError.nothing) {
      try VegaLite.waterfallChart(
        [], total: .init(name: "net", value: 0), caption: .init(title: "", unit: "", source: ""))
    }
  }
}
