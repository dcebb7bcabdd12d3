import Scenarios
import Testing

@Suite("Measures")
struct MeasureTests {
  let vocabulary = ScenarioVocabulary(
    levers: [
      "carbonPrice": .init(bounds: 0...5000, unit: "BRL"),
      "greenInvestment": .init(bounds: 0...1, unit: "share"),
    ],
    exogenous: ["carbonPrice", "greenInvestment", "worldPrice"], variables: [], equations: [],
    choices: [:], closures: [], years: 2020...2050)

  private func file(_ text: String, _ name: String = "a") throws -> ScenarioFile {
    try ScenarioFile(text: "name: \(name)\n" + text, file: "\(name).yaml")
  }

  private func message(_ text: String) -> String {
    do {
      try vocabulary.validate(ScenarioLineage(files: [file(text)]))
      return "accepted"
    } catch { return "\(error)" }
  }

  @Test("Measures keep their order, their names as written and single cells")
  func read() throws {
    let scenario = try file(
      """
      levers: {carbonPrice: 1, "greenInvestment[wind]": 0.1}
      measures:
        the price: [carbonPrice]
        Wind power:
          - greenInvestment[wind]
      """)
    #expect(scenario.measures.map(\.name) == ["the price", "Wind power"])
    #expect(scenario.measures[1].levers == [CellName("greenInvestment", ["wind"])])
    #expect(scenario.measures[1].location.line == 5)
  }

  @Test("A scenario that states no measures has those of the nearest ancestor that does")
  func inherited() throws {
    let base = try file("levers: {carbonPrice: 1}\nmeasures: {price: [carbonPrice]}", "base")
    let silent = try file("parent: base", "silent")
    let own = try file("parent: silent\nmeasures: {tax: [carbonPrice]}", "own")
    #expect(ScenarioLineage(files: [base, silent]).measures.map(\.name) == ["price"])
    #expect(ScenarioLineage(files: [base, silent, own]).measures.map(\.name) == ["tax"])
    try vocabulary.validate(ScenarioLineage(files: [base, silent, own]))
  }

  @Test(
    "A measure names what the scenario or an ancestor sets, once",
    arguments: [
      ("levers: {carbonPrice: 1}\nmeasures: {price: [carbonPrice]}", "accepted"),
      ("overrides: {\"worldPrice[oil]\": 1}\nmeasures: {oil: [worldPrice]}", "accepted"),
      (
        "levers: {carbonPrice: 1}\nmeasures: {price: [carbonPrise]}",
        "a.yaml:3: error: there is no lever or override of this scenario or an ancestor \"carbonPrise\": did you mean \"carbonPrice\"?"
      ),
      (
        "levers: {carbonPrice: 1}\nmeasures: {green: [greenInvestment]}",
        "a.yaml:3: error: there is no lever or override of this scenario or an ancestor \"greenInvestment\": known are carbonPrice."
      ),
      (
        "levers: {carbonPrice: 1}\nmeasures:\n  price: [carbonPrice]\n  tax: [carbonPrice]",
        "a.yaml:5: error: carbonPrice belongs to two measures, \"price\" and \"tax\". Keep it in one, or what it does would be counted twice."
      ),
      (
        "levers: {greenInvestment: 0.1}\nmeasures:\n  all: [greenInvestment]\n  wind: [\"greenInvestment[wind]\"]",
        "a.yaml:5: error: greenInvestment[wind] belongs to two measures, \"all\" and \"wind\". Keep it in one, or what it does would be counted twice."
      ),
      (
        "levers: {carbonPrice: 1}\nmeasures: {price: [carbonPrice, carbonPrice]}",
        "a.yaml:3: error: the measure \"price\" names carbonPrice twice. Keep one."
      ),
      (
        "levers: {carbonPrice: 1}\nmeasures: {price: []}",
        "a.yaml:3: error: the measure \"price\" lists no lever."
      ),
      (
        "measures: {}",
        "a.yaml:2: error: \"measures\" lists no measure. Without the key, the parent's are taken."
      ),
      (
        "measures: {price: carbonPrice}",
        "a.yaml:2: error: \"price\" must be a list, each item after a \"-\", and this is \"carbonPrice\"."
      ),
    ])
  func checked(text: String, expected: String) {
    #expect(message(text) == expected)
  }
}
