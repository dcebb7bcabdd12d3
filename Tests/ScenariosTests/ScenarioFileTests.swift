import Foundation
import Quantities
import Scenarios
import Testing

@Suite("Scenario files")
struct ScenarioFileTests {
  @Test("Every part of a scenario is read")
  func complete() throws {
    let scenario = try ScenarioFile(
      text: """
        name: package  # the whole package
        description: A tax and a programme.
        pack: brazil
        parent: baseline
        author: A. Economist
        base: 2019
        years: 2019-2050
        closure: standard
        choices: {wages: phillips, fiscal: held}
        levers:
          carbonPrice: {shape: linear, 2026: 20, 2035: 200}
          greenInvestment: 0.01
        overrides:
          worldPrice[oil]: {from: 2030, to: 2032, value: 1.2, shape: step, meaning: multiply}
        add_factors:
          exports[soy-beans]: {2027: 0.02, 2028: -1e-3}
        targets:
          - variable: outputReal
            dimensions: {sector: power}
            instrument: productivity[power]
            years: 2026-2027
            values: {2026: 1, 2027: 1.5}
        """, file: "package.yaml")
    #expect(scenario.name == "package" && scenario.parent == "baseline")
    #expect(scenario.years == 2019...2050 && scenario.base == 2019)
    #expect(scenario.chosenVariants == ["wages": "phillips", "fiscal": "held"])
    #expect(scenario.levers.map(\.cell.name) == ["carbonPrice", "greenInvestment"])
    #expect(scenario.levers[0].path.form == .years([2026: 20, 2035: 200], .linear))
    #expect(scenario.levers[0].location.line == 11)
    #expect(scenario.levers[1].path == PathSpecification(.constant(0.01)))
    #expect(scenario.overrides[0].cell == CellName("worldPrice", ["oil"]))
    #expect(
      scenario.overrides[0].path
        == PathSpecification(.ramp(from: 2030, to: 2032, value: 1.2, .step), meaning: .multiply))
    #expect(scenario.addFactors[0].values == [2027: 0.02, 2028: -0.001])
    #expect(scenario.targets[0].source == .values([2026: 1, 2027: 1.5]))
    #expect(scenario.targets[0].dimensions.description == "sector=power")
    #expect(scenario.targets[0].instrument.description == "productivity[power]")
  }

  /// A wrong line, which comes third in a scenario, and the exact message.
  static let wrong: [(text: String, message: String)] = [
    ("leevers: {}", "bad.yaml:3: error: a scenario has no key \"leevers\": did you mean \"levers\"?"),
    ("parent: 'a b'", "bad.yaml:3: error: \"parent\" must be a name of letters, digits, - and _, and this is \"a b\" in quotation marks."),
    ("parent: ../../etc/passwd", "bad.yaml:3: error: \"parent\" must be a name of letters, digits, - and _, and this is \"../../etc/passwd\"."),
    ("years: 2050-2020", "bad.yaml:3: error: \"years\" must be years such as 2020-2050, and this is \"2050-2020\"."),
    ("base: last", "bad.yaml:3: error: \"base\" must be a year, and this is \"last\"."),
    ("levers:\n  carbonPrice: high", "bad.yaml:4: error: \"carbonPrice\" must be a number, and this is \"high\"."),
    ("levers:\n  carbonPrice: \"20\"", "bad.yaml:4: error: \"carbonPrice\" must be a number, and this is \"20\" in quotation marks."),
    ("levers:\n  carbonPrice: .inf", "bad.yaml:4: error: \"carbonPrice\" must be a number, and this is \".inf\"."),
    ("levers:\n  carbonPrice: 0x10", "bad.yaml:4: error: \"carbonPrice\" must be a number, and this is \"0x10\"."),
    ("levers:\n  carbonPrice: 1,000", "bad.yaml:4: error: \"carbonPrice\" must be a number, and this is \"1,000\"."),
    ("levers:\n  carbonPrice: [1, 2]", "bad.yaml:4: error: \"carbonPrice\" must be a number, and this is a list."),
    ("levers: carbonPrice", "bad.yaml:3: error: \"levers\" must be a list of \"key: value\" lines, and this is \"carbonPrice\"."),
    ("levers:\n  carbonPrice:\n    2026: 1\n    2028: 2", "bad.yaml:5: error: carbonPrice leaves out years between 2026 and 2028: add \"shape: step\" (each value holds until the next) or \"shape: linear\" (even steps in between)."),
    ("levers:\n  carbonPrice: {2026: 1, 2028: 2, shape: curved}", "bad.yaml:4: error: \"shape\" must be step or linear, and this is \"curved\"."),
    ("levers:\n  carbonPrice: {from: 2026, to: 2030, value: 5}", "bad.yaml:4: error: carbonPrice must say how it goes from 2026 to 2030: add \"shape: step\" (the value in those years only) or \"shape: linear\" (reached in even steps, then held)."),
    ("levers:\n  carbonPrice: {from: 2030, to: 2026, value: 5, shape: step}", "bad.yaml:4: error: carbonPrice runs from 2030 to 2026, which is backwards."),
    ("levers:\n  carbonPrice: {from: 2030, value: 5, shape: linear}", "bad.yaml:4: error: carbonPrice is linear and needs \"to\", the year in which the value is reached."),
    ("levers:\n  carbonPrice: {from: 2030, shape: step}", "bad.yaml:4: error: carbonPrice needs the key \"value\"."),
    ("levers:\n  carbonPrice: {from: 2030, value: 1, 2031: 5}", "bad.yaml:4: error: carbonPrice gives both \"from\" and single years. Use one or the other."),
    ("levers:\n  carbonPrice: {to: 2030, value: 1}", "bad.yaml:4: error: carbonPrice gives \"to\" without \"from\"."),
    ("levers:\n  carbonPrice: {}", "bad.yaml:4: error: carbonPrice lists no year and no value."),
    ("levers:\n  carbonPrice: {206: 1}", "bad.yaml:4: error: carbonPrice has no key \"206\": known are a year, from, meaning, shape, to, value."),
    ("levers:\n  carbon price: 1", "bad.yaml:4: error: a key must be a name such as worldPrice or worldPrice[oil], and this is \"carbon price\"."),
    ("add_factors:\n  wage: {twenty: 1}", "bad.yaml:4: error: a key of wage must be a year, and this is \"twenty\"."),
    ("targets: gdpReal", "bad.yaml:3: error: \"targets\" must be a list, each item after a \"-\", and this is \"gdpReal\"."),
    ("targets:\n  - variable: gdpReal\n    years: 2020-2050\n    from: gdpTarget", "bad.yaml:4: error: a target needs the key \"instrument\"."),
    ("targets:\n  - variable: gdpReal\n    instrument: z\n    years: 2020-2050", "bad.yaml:4: error: a target needs either \"values\" or \"from\", and not both."),
    ("targets:\n  - variable: gdpReal\n    instrument: z\n    years: 2020-2022\n    values: {2020: 1}", "bad.yaml:7: error: the target has no value for 2021, 2022."),
    ("name: again", "bad.yaml:1: error: the key \"name\" stands twice. Keep one."),
    ("base: 2018\nyears: 2019-2050", "bad.yaml:3: error: base names the year 2018, and the years that can be set are 2019 to 2050."),
    ("levers: {a: 1", "bad.yaml:4: error: this is not YAML: did not find expected ',' or '}'."),
    ("\tlevers: 1", "bad.yaml:3: error: this is not YAML: found character that cannot start any token."),
  ]

  @Test("A wrong file is answered with its line and what to do", arguments: wrong.indices)
  func wrongFiles(index: Int) {
    let (text, message) = ScenarioFileTests.wrong[index]
    do {
      let scenario = try ScenarioFile(
        text: "name: bad\ndescription: Wrong on purpose.\n\(text)\n", file: "bad.yaml")
      Issue.record("It was accepted: \(scenario.levers)")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test("A file without a name, without anything, or with two documents is refused")
  func nothing() {
    for text in ["", "# only a comment\n", "description: x\n", "- a\n- b\n", "name: a\n---\nname: b\n"] {
      #expect(throws: ScenarioError.self) { try ScenarioFile(text: text, file: "bad.yaml") }
    }
  }

  @Test("Hostile texts are refused at once: deep nesting, great length, aliases that multiply")
  func hostile() {
    let deep = "name: a\nlevers: " + String(repeating: "[", count: 100_000)
    let long = "name: a\ndescription: " + String(repeating: "x", count: 2_000_000)
    var laughs = "name: a\na0: &a0 [x,x]\n"
    for level in 1...40 { laughs += "a\(level): &a\(level) [*a\(level - 1),*a\(level - 1)]\n" }
    for text in [deep, long, laughs] {
      #expect(throws: ScenarioError.self) { try ScenarioFile(text: text, file: "bad.yaml") }
    }
  }
}
