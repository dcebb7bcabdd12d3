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

  /// Wrong lines, which come third in a scenario, each followed by `=> ` and the exact message.
  static let wrong: [(text: String, message: String)] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/wrong-scenarios.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n\n").compactMap { block in
      let parts = block.components(separatedBy: "\n=> ")
      return parts.count == 2
        ? (parts[0], parts[1].trimmingCharacters(in: .newlines)) : nil
    }
  }()

  @Test("The list of wrong files is there")
  func listed() { #expect(ScenarioFileTests.wrong.count >= 32) }

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
    let texts = [
      "", "# only a comment\n", "description: x\n", "- a\n- b\n", "name: a\n---\nname: b\n",
    ]
    for text in texts {
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
