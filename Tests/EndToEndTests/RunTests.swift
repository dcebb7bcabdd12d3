import Foundation
import Testing

@Suite("Runs from the command line")
struct RunTests {
  @Test("The demonstration prints both tables, three sentences and the state of the checks")
  func demonstration() throws {
    let outcome = try Shared.demo.get().outcome
    #expect(outcome.status == 0, "\(outcome.messages)")
    for words in [
      "GDP growth", "Unemployment", "Emissions, land use included", "Household consumption",
      "Real wage", "Carbon revenue", "2030   2040   2050", "Wage regime: wage-setting",
      "Checks: all",
      "are borrowed", "Jobs in 2035 by industry",
    ] { #expect(outcome.output.contains(words), "\(words)") }
    #expect(!outcome.messages.contains("\r"), "progress belongs on a terminal only")
  }

  @Test("The demonstration's sentences point where the numbers point")
  func sentences() throws {
    let text = try Shared.demo.get().outcome.output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    func change(_ variable: String) throws -> Double {
      let outcome = try Shared.program()(
        "compare", "baseline", "carbon-tax-transfer", "--variable", variable, "--years", "2035",
        "--format", "csv")
      let total = try #require(outcome.lines.first { $0.hasPrefix("\(variable),,") })
      return try #require(Double(total.split(separator: ",", omittingEmptySubsequences: false)[6]))
    }
    let gdp = try change("gdpReal")
    let jobs = try change("employmentJobs")
    #expect(gdp.magnitude > 1000 && jobs.magnitude > 1000)
    let direction = gdp < 0 ? "below" : "above"
    #expect(text.contains(try Regex("In 2035 real GDP is [0-9.]+ % \(direction)")))
    #expect(text.contains(try Regex("there are [0-9,]+ \(jobs < 0 ? "fewer" : "more") jobs")))
  }

  @Test("A run that is stored is not solved again, and keeps its id")
  func storedRuns() throws {
    let program = try Shared.program()
    let outcome = try program("run", "carbon-tax-transfer", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("\"stored\" : \"before\""))
    let runs = try program("runs", "--format", "csv")
    #expect(runs.lines.count == 3)
    #expect(
      runs.output.contains(
        try Regex(
          "carbon-tax-transfer-[0-9a-f]{8},carbon-tax-transfer,baseline-[0-9a-f]{8},2019,2050,")))
  }

  @Test("The long table has the columns of the contract")
  func show() throws {
    let program = try Shared.program()
    let outcome = try program(
      "show", "employmentJobs", "--run", "baseline", "--where", "sector=refining", "--years",
      "2019,2030", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.lines.first == "scenario,variable,dimensions,year,unit,value,status")
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[1].hasPrefix("baseline,employmentJobs,sector=refining,2019,jobs,"))
    #expect(outcome.lines[1].hasSuffix(",derived"))
    #expect(outcome.lines[2].hasSuffix(",modelled"))
    let json = try program("show", "gdpReal", "--format", "json")
    let records = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(records.count == 32)
    #expect(try program("show", "gdpReal", "--plain").output.allSatisfy(\.isASCII))
  }

  @Test("A comparison has the columns of the contract, and one more for several scenarios")
  func compare() throws {
    let program = try Shared.program()
    let columns =
      "variable,dimensions,year,unit,baseline,scenario,difference,relativeDifference,status"
    let one = try program(
      "compare", "baseline", "carbon-tax-transfer", "--variable", "gdpReal", "--format", "csv")
    #expect(one.lines.first == columns)
    #expect(one.lines.count == 33)
    let two = try program(
      "compare", "baseline", "carbon-tax-transfer", "baseline", "--variable", "gdpReal",
      "--format", "csv")
    #expect(two.lines.first == "scenario," + columns)
    #expect(two.lines.count == 65)
    let table = try program("compare", "baseline", "carbon-tax-transfer")
    #expect(table.output.contains("Net public debt"))
  }

  @Test("The difference in debt is explained item by item, and the items add up")
  func decompose() throws {
    let program = try Shared.program()
    let outcome = try program("decompose", "carbon-tax-transfer", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.lines.first == "measure,item,year,unit,inYear,value")
    var sums: [String: Double] = [:]
    var totals: [String: Double] = [:]
    for line in outcome.lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      try #require(fields.count == 6)
      let value = try #require(Double(fields[5]))
      let place = "\(fields[0]) \(fields[2])"
      if fields[1] == "total" { totals[place] = value } else { sums[place, default: 0] += value }
    }
    #expect(totals.count == 62 && sums.count == 62)
    for (place, total) in totals {
      let sum = try #require(sums[place])
      // Debt is some ten million millions, and its digits are what rounding takes.
      let tolerance = place.hasPrefix("debtRatio") ? 1e-14 : 0.01
      #expect((sum - total).magnitude <= tolerance, "\(place): \(sum) and \(total)")
    }
    let compared = try program(
      "compare", "baseline", "carbon-tax-transfer", "--variable", "governmentDebt", "--years",
      "2040", "--format", "csv")
    let fields = try #require(compared.lines.last).split(
      separator: ",", omittingEmptySubsequences: false)
    #expect(Double(fields[6]) == totals["debt 2040"])
    let table = try program(
      "decompose", "carbon-tax-transfer", "--base", "baseline", "--years", "2035")
    for words in ["2035", "carbon revenue", "interest", "social benefits", "because of debt"] {
      #expect(table.output.contains(words), "\(words)")
    }
    #expect(try program("decompose", "carbon-tax-transfer", "--years", "1900").status == 64)
    #expect(try program("decompose", "carbon-tax-transfe").status == 64)
  }

  @Test("An export holds every variable, and replaces a file only with --force")
  func export() throws {
    let program = try Shared.program()
    let file = program.folder.appendingPathComponent("all.csv")
    #expect(
      try program("export", "--run", "baseline", "--out", file.path).status == 0)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix("scenario,variable,dimensions,year,unit,value,status\n"))
    #expect(
      text.contains("baseline,emissionsNet,,2050,") && text.split(separator: "\n").count > 50_000)
    let again = try program("export", "--run", "baseline", "--out", file.path)
    #expect(again.status == 74)
    #expect(again.messages.contains("--force"))
    #expect(
      try program("export", "--variable", "gdpReal", "--out", file.path, "--force").status == 0)
  }

  @Test("Charts are Vega-Lite with their data inside: lines, and bars for one year")
  func plot() throws {
    let program = try Shared.program()
    func chart(_ arguments: String...) throws -> [String: Any] {
      let outcome = try program.start(["plot"] + arguments).finished()
      #expect(outcome.status == 0, "\(outcome.messages)")
      return try #require(
        JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }
    let lines = try chart("gdpReal", "--run", "carbon-tax-transfer", "--compare", "baseline")
    #expect((lines["$schema"] as? String)?.contains("vega-lite") == true)
    #expect((lines["mark"] as? [String: Any])?["type"] as? String == "line")
    let bars = try chart(
      "employmentJobs", "--run", "carbon-tax-transfer", "--compare", "baseline", "--by", "sector",
      "--years", "2035")
    #expect((bars["mark"] as? [String: Any])?["type"] as? String == "bar")
    let data = (bars["data"] as? [String: Any])?["values"] as? [Any]
    #expect(data?.count == 20)
    #expect(try program("plot", "employmentJobs", "--by", "sector").status == 64)
  }
}
