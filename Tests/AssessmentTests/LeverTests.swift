import Assessment
import Foundation
import Reporting
import Scenarios
import Testing

@Suite("Levers of a model")
struct LeverTests {
  /// A model of three lines with a lever for each of two programmes.
  private func runner(_ scenarios: [String: String] = [:]) throws -> ScenarioRunner {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let model = folder.appendingPathComponent("model.eqn")
    try """
    language 1
    set programme = {wind, rail}
    ## What is invested in a programme.
    exogenous greenInvestment[programme] = 0 unit "share of GDP" lever 0 to 0.1 typical 0.005 to 0.02
    ## Other demand.
    exogenous demand = 1 unit "index"
    variable total base 1
    total = demand + sum(programme, greenInvestment[programme])
    """.write(to: model, atomically: true, encoding: .utf8)
    for (name, text) in scenarios {
      try text.write(
        to: folder.appendingPathComponent(name + ".yaml"), atomically: true, encoding: .utf8)
    }
    return try ScenarioRunner(
      pack: BrazilModel.pack(), modelFile: model, scenarioFolders: [folder.path], store: nil)
  }

  private func prepared() throws -> PreparedModel { try runner().preparedModel() }

  @Test("A lever with an index lists its cells, which are explained and written one by one")
  func cells() throws {
    let runner = try runner(["a": "name: a\nlevers: {\"greenInvestment[wind]\": 0.01}\n"])
    let guide = LeverGuide(try runner.preparedModel(), scenarios: ScenarioCatalogue(runner))
    let csv = guide.table.csv
    #expect(csv.contains("greenInvestment[wind] greenInvestment[rail]"))
    #expect(csv.contains(",a,"))
    let text = LeverGuide.text(try guide.explanation(of: "greenInvestment[wind]"))
    for words in [
      "greenInvestment[wind]\n", "What it is: What is invested in a programme.",
      "Unit: share of GDP", "Bounds: 0 to 0.1", "Typical: 0.005 to 0.02", "Default: 0",
      "Used by: a", "  greenInvestment[wind]: 0.02",
    ] { #expect(text.contains(words), "\(words) in \(text)") }
    do {
      _ = try guide.explanation(of: "greenInvestment[wimd]")
      Issue.record("It was accepted.")
    } catch {
      #expect(
        "\(error)"
          == "greenInvestment has no element [wimd]: did you mean \"greenInvestment[wind]\"?")
    }
  }

  @Test("A cell that the model does not have is a problem with its line, not a crash later")
  func unknownCell() throws {
    let examination = try runner().examine(
      text: "name: a\nlevers:\n  greenInvestment[wimd]: 0.01\n  greenInvestment[wind]: 0.2\n",
      file: "a.yaml")
    #expect(
      examination.problems.map(\.description) == [
        "a.yaml:3: error: there is no element \"greenInvestment[wimd]\": did you mean \"greenInvestment[wind]\"?",
        "a.yaml:4: error: greenInvestment[wind] is 0.2, outside its bounds 0 to 0.1 share of GDP.",
      ])
  }

  @Test("The last word on a cell counts, whether it was said of the cell or of all of them")
  func resolved() throws {
    let runner = try runner([
      "a": "name: a\nlevers: {greenInvestment: 0.01}\n",
      "b": "name: b\nparent: a\nlevers:\n  greenInvestment[rail]: {meaning: multiply, 2030: 2}\n",
    ])
    let resolved = try runner.resolve(runner.scenarioFolders[0] + "/b.yaml")
    #expect(
      resolved.paths.map { "\($0.cell)" } == ["greenInvestment[wind]", "greenInvestment[rail]"])
    #expect(resolved.paths.map(\.setBy) == ["a", "b"])
    #expect(resolved.paths[1].values[2029] == 0.01 && resolved.paths[1].values[2030] == 0.02)
    let first = try runner.resolve(runner.scenarioFolders[0] + "/a.yaml")
    let difference = ScenarioDifference(first, resolved).records(years: [2029, 2030])
    #expect(
      difference.csv.split(separator: "\n").dropFirst()
        == ["lever,greenInvestment[rail],2030,share of GDP,0.01,0.02,0.01"])
  }

  @Test("A multiplied lever that leaves its bounds is found before anything is solved")
  func multiplied() throws {
    let runner = try runner(["a": "name: a\nlevers: {greenInvestment: 0.01}\n"])
    let examination = try runner.examine(
      text: "name: b\nparent: a\nlevers: {greenInvestment: {meaning: multiply, 2030: 20}}\n",
      file: runner.scenarioFolders[0] + "/b.yaml")
    #expect(examination.problems.count == 2)
    #expect(
      examination.problems.first?.description.hasSuffix(
        "greenInvestment in 2030 is 0.2, outside its bounds 0 to 0.1 share of GDP.") == true)
  }

  @Test("Edits find a cell however it is spelt, and its place in the file")
  func edits() throws {
    let edits = ScenarioEdits(try prepared().vocabulary(years: 2020...2050))
    var text = ScenarioText(
      "name: a\nlevers: {\"greenInvestment[wind]\": 0.01}\n", file: "a.yaml")
    try edits.set("greenInvestment[wind]", to: "0.02", in: &text)
    try edits.set("greenInvestment[rail]@2030", to: "0.03", in: &text)
    try edits.set("demand", to: "1.1", in: &text)
    #expect(
      text.text == """
        name: a
        levers: {"greenInvestment[wind]": 0.02, "greenInvestment[rail]": {2030: 0.03}}

        overrides:
          demand: 1.1

        """)
  }
}
