import Foundation
import Quantities
import Reporting
import Testing

@Suite("Tables for programs")
struct LongTableTests {
  let power = Dimensions([("sector", "power"), ("gender", "female")])

  private func observation(
    _ variable: String, _ year: Int, _ value: Double, _ status: Status = .modelled,
    unit: String = "jobs"
  ) -> Observation {
    Observation(
      variable: variable, dimensions: power, year: year, unit: unit, value: value, status: status)
  }

  @Test("The long table has the contract's columns and numbers that read back the same")
  func long() throws {
    let text = LongCSV.text([
      RunRow(
        scenario: "baseline", observation: observation("employmentJobs", 2030, 0.1 + 0.2)),
      RunRow(
        scenario: "baseline",
        observation: observation("wage", 2031, 12, .official, unit: "BRL, 2019")),
    ])
    #expect(
      text == """
        scenario,variable,dimensions,year,unit,value,status
        baseline,employmentJobs,gender=female;sector=power,2030,jobs,0.30000000000000004,modelled
        baseline,wage,gender=female;sector=power,2031,"BRL, 2019",12,official

        """)
    let table = try CSVTable(text: text, source: "out.csv")
    #expect(try table.number(row: 0, column: table.column("value")) == 0.1 + 0.2)
  }

  @Test("A comparison takes numbers both runs have, the worse status, and no share of zero")
  func comparison() {
    let baseline = [
      observation("a", 2030, 200, .official), observation("a", 2031, 0), observation("b", 2030, 1),
      observation("c", 2030, 0),
    ]
    let scenario = [
      observation("a", 2030, 190), observation("a", 2031, 5), observation("c", 2030, 0),
    ]
    let comparison = Comparison(scenarioName: "tax", baseline: baseline, scenario: scenario)
    #expect(comparison.unmatched == 1)
    #expect(
      LongCSV.text(comparison.rows) == """
        variable,dimensions,year,unit,baseline,scenario,difference,relativeDifference,status
        a,gender=female;sector=power,2030,jobs,200,190,-10,-0.05,modelled
        a,gender=female;sector=power,2031,jobs,0,5,5,,modelled
        c,gender=female;sector=power,2030,jobs,0,0,0,0,modelled

        """)
  }

  @Test("Several scenarios compared have the scenario in a first column")
  func severalScenarios() {
    let rows = ["tax", "gift"].map {
      ComparisonRow(
        scenarioName: $0, variable: "gdp", year: 2030, unit: "BRL", baseline: -2, scenario: -1,
        status: .modelled)
    }
    #expect(
      LongCSV.text(rows) == """
        scenario,variable,dimensions,year,unit,baseline,scenario,difference,relativeDifference,status
        tax,gdp,,2030,BRL,-2,-1,1,0.5,modelled
        gift,gdp,,2030,BRL,-2,-1,1,0.5,modelled

        """)
    #expect(
      LongJSON.value([rows[0]]).text(pretty: false)
        == #"[{"baseline":-2,"difference":1,"dimensions":"","relativeDifference":0.5,"scenario":-1,"scenarioName":"tax","status":"modelled","unit":"BRL","variable":"gdp","year":2030}]"#
        + "\n")
  }

  @Test("Texts a spreadsheet would run are neutralised; negative numbers are left alone")
  func formulas() {
    let row = Observation(
      variable: "=cmd()", year: 2030, unit: "@x", value: -5, status: .modelled)
    let text = LongCSV.text([RunRow(scenario: "\t+1", observation: row)])
    #expect(text.hasSuffix("\n'\t+1,'=cmd(),,2030,'@x,-5,modelled\n"))
    #expect(LongCSV.safe("-a") == "'-a" && LongCSV.safe("a-b") == "a-b")
    #expect(LongCSV.safe("\0=1") == "'=1")
  }

  @Test("The table of a solved model has a period")
  func periods() {
    let row = Observation(variable: "income", year: 3, unit: "", value: 1.5, status: .modelled)
    #expect(LongCSV.periods([row]) == "variable,dimensions,period,value\nincome,,3,1.5\n")
    #expect(
      LongJSON.periods([row]).text(pretty: false)
        == #"[{"dimensions":"","period":3,"value":1.5,"variable":"income"}]"# + "\n")
  }

  @Test("JSON numbers read back the same, one that is not finite is null, keys are sorted")
  func json() throws {
    let value: JSONValue = ["b": 0.1, "a": [.number(1e22), .number(.nan), true, "x/\"y\""]]
    #expect(
      value.text(pretty: false) == #"{"a":[1e+22,null,true,"x/\"y\""],"b":0.1}"# + "\n")
    for number in [
      0.1 + 0.2, 1e-300, -Double.leastNonzeroMagnitude, 123_456_789.123_456_78, 1.7e308,
    ] {
      let text = JSONValue.array([.number(number)]).text()
      let read = try JSONDecoder().decode([Double].self, from: Data(text.utf8))
      #expect(read == [number])
    }
  }
}

@Suite("Tables for people")
struct TextTableTests {
  @Test("Columns are aligned, in box characters or plain")
  func alignment() {
    let table = TextTable(
      columns: [.init("Industry"), .init("2030", .right)],
      rows: [["oil and gas", "-5.20"], [], ["São Paulo", "1,234.00"]])
    #expect(
      table.text(plain: true) == """
        Industry         2030
        -----------  --------
        oil and gas     -5.20
        -----------  --------
        São Paulo    1,234.00

        """)
    #expect(table.text().split(separator: "\n")[1] == "─────────────────────")
  }

  @Test(
    "Numbers get separators, a sensible number of digits and no negative zero",
    arguments: [
      (1_234_567.0, "1,234,567"), (0.0, "0"), (12.3456, "12.35"), (-0.00123456, "-0.001235"),
      (999.96, "1,000.0"), (1e-9, "1.000e-09"), (.nan, "n/a"), (-105_995_759, "-105,995,759"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test("Fixed decimals and per cent carry a sign when asked, and none on zero")
  func fixed() {
    #expect(NumberText.fixed(-0.001, decimals: 2, signed: true) == "0.00")
    #expect(NumberText.fixed(1234.5, decimals: 1, signed: true) == "+1,234.5")
    #expect(NumberText.percent(-0.0125) == "-1.25 %")
  }

  @Test("A sparkline rises with its series, keeps gaps and is flat where nothing moves")
  func sparkline() {
    #expect(Sparkline.text((0..<8).map { Double($0) }) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([0, nil, 7], plain: true) == "_ #")
    #expect(Sparkline.text([3, 3, 3]) == "▄▄▄")
    #expect(Sparkline.text([nil, .nan]) == "  ")
    #expect(Sparkline.text((0...100).map { Double($0) }, width: 8) == "▁▂▃▄▅▆▇█")
  }
}
