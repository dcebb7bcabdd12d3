import Foundation
import Testing

@Suite("Pictures from the command line")
struct PlotTests {
  /// The numbers that a specification shows as bars.
  private struct Specification: Decodable {
    struct Datasets: Decodable { let shown: [Row] }
    struct Row: Decodable {
      let name: String
      let value: Double
    }
    let datasets: Datasets
  }

  /// A file of a new folder.
  private func file(_ name: String) throws -> URL {
    try temporaryFolder().appendingPathComponent(name)
  }

  @Test("Every picture is drawn as SVG, with its title and without a request to any server")
  func svg() throws {
    let program = try Shared.program()
    let list = try program("plot", "--list", "--format", "csv")
    let charts = list.lines.dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }
    #expect(charts.count == 9)
    for chart in charts {
      let image = try file("\(chart).svg")
      let outcome = try program(
        "plot", "--chart", chart, "--run", "carbon-tax-transfer", "--out", image.path)
      #expect(
        outcome.status == 0,
        "\(chart): \(outcome.messages) The renderer is a part of the tests: make renderer installs it."
      )
      let text = try String(contentsOf: image, encoding: .utf8)
      #expect(text.hasPrefix("<svg") && text.contains("Source: "), "\(chart)")
      #expect(!text.contains("NaN") && !text.contains("undefined"), "\(chart)")
    }
  }

  @Test("A PNG has twice the specification's pixels, and the CSV beside it the numbers of the JSON")
  func twins() throws {
    let program = try Shared.program()
    let folder = try temporaryFolder()
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let chart = ["plot", "--chart", "jobs", "--run", "carbon-tax-transfer"]
    for name in ["jobs.png", "jobs.json"] {
      #expect(try program.start(chart + ["--out", path(name)]).finished().status == 0)
    }
    let small = try program.start(chart + ["--scale", "1", "--out", path("small.png")]).finished()
    #expect(small.status == 0, "\(small.messages)")
    func width(_ name: String) throws -> Int {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
      try #require(bytes.count > 24 && Array(bytes[1...3]) == Array("PNG".utf8))
      return bytes[16..<20].reduce(0) { $0 << 8 + Int($1) }
    }
    #expect(try (width("jobs.png") - 2 * width("small.png")).magnitude <= 2)

    let csv = try program.start(chart + ["--format", "csv"]).finished()
    let specification = try JSONDecoder().decode(
      Specification.self, from: Data(contentsOf: URL(fileURLWithPath: path("jobs.json"))))
    let shown = specification.datasets.shown
    let values = csv.lines.dropFirst().compactMap {
      $0.split(separator: ",").last.flatMap { Double($0) }
    }
    #expect(values == shown.map(\.value) && values.count == 20)
    let levels = try program(
      "show", "employmentJobs", "--run", "carbon-tax-transfer", "--where", "sector=services",
      "--years", "2035", "--format", "csv")
    let base = try program(
      "show", "employmentJobs", "--run", "baseline", "--where", "sector=services", "--years",
      "2035",
      "--format", "csv")
    func number(_ outcome: Outcome) throws -> Double {
      let fields = try #require(outcome.lines.last).split(separator: ",")
      return try #require(Double(fields[fields.count - 2]))
    }
    let services = try #require(shown.first { $0.name == "Other services" })
    let difference = try (number(levels) - number(base)) / 1000
    #expect((services.value - difference).magnitude < 1e-9)
  }

  @Test(
    "Without a renderer the specification is written all the same, and an image ends with advice")
  func noRenderer() throws {
    var program = try Shared.program()
    program.environment["JTAM_HOME"] = try temporaryFolder().path
    let image = try file("gdp.svg")
    let outcome = try program("plot", "--chart", "gdp", "--out", image.path)
    #expect(outcome.status == 74 && outcome.output.isEmpty)
    for words in ["no renderer", "make renderer", "JTAM_RENDERER", ".json"] {
      #expect(outcome.messages.contains(words), "\(outcome.messages)")
    }
    #expect(!FileManager.default.fileExists(atPath: image.path))
    let json = try file("gdp.json")
    #expect(try program("plot", "--chart", "gdp", "--out", json.path).status == 0)
  }

  @Test("A renderer that fails leaves no file, and what it said is passed on")
  func failing() throws {
    var program = try Shared.program()
    let script = try file("renderer.sh")
    try "#!/bin/sh\necho the ink is dry >&2\nexit 5\n".write(
      to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: script.path)
    program.environment["JTAM_RENDERER"] = script.path
    let image = try file("gdp.png")
    let outcome = try program("plot", "gdpReal", "--run", "baseline", "--out", image.path)
    #expect(outcome.status == 74)
    #expect(outcome.messages.contains("exit code 5") && outcome.messages.contains("the ink is dry"))
    let left = try FileManager.default.contentsOfDirectory(
      atPath: image.deletingLastPathComponent().path)
    #expect(left.isEmpty)
  }

  @Test(
    "What cannot be drawn is said, with its exit code",
    arguments: [
      (["--chart", "jbs"], 64, "did you mean \"jobs\"?"),
      (["--chart", "gdp", "--run", "nobody"], 64, "No stored run or scenario is named \"nobody\""),
      (["--chart", "jobs", "--run", "baseline"], 64, "is one itself. Name a scenario"),
      (
        ["--chart", "jobs", "--run", "carbon-tax-transfer", "--years", "2030-2035"], 64, "one year"
      ),
      (["--chart", "gdp", "gdpReal"], 64, "not both"), ([], 64, "Name a variable"),
      (["--chart", "gdp", "--out", "gdp.gif"], 64, ".svg, .png, .json and .csv"),
      (["--chart", "gdp", "--format", "svg"], 64, "--out"),
      (["--chart", "gdp", "--scale", "0"], 64, "--scale"),
      (["--chart", "gdp", "--out", "/nowhere/gdp.svg"], 74, "/nowhere/gdp.svg cannot be written"),
      (["--chart", "gdp", "--out", "/nowhere/gdp.json"], 74, "cannot be written"),
    ])
  func mistakes(arguments: [String], status: Int32, words: String) throws {
    let outcome = try Shared.program().start(["plot"] + arguments).finished()
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains(words), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }
}
