import Scenarios
import Testing

@Suite("Scenarios against a model")
struct ScenarioVocabularyTests {
  let vocabulary = ScenarioVocabulary(
    levers: ["carbonPrice": .init(bounds: 0...5000, unit: "BRL of 2019 per t")],
    exogenous: ["carbonPrice", "worldPrice", "demandFactor", "gdpTarget"],
    variables: ["gdpReal", "wage"], equations: ["wage", "exports"],
    choices: ["wages": ["wage-setting", "phillips"]], closures: ["standard", "frozen"],
    years: 2020...2050, ranges: ["worldPrice": .positive, "carbonPrice": .within(0...5000)])

  private func message(_ text: String) -> String {
    do {
      let scenario = try ScenarioFile(text: "name: a\n" + text, file: "a.yaml")
      try vocabulary.validate(scenario)
      return "accepted"
    } catch { return error.description }
  }

  @Test(
    "Names, bounds and years are checked where they stand",
    arguments: [
      ("levers: {carbonPrice: 5000}", "accepted"),
      (
        "levers:\n  carbonPrice: 5001",
        "a.yaml:3: error: carbonPrice is 5001, outside its bounds 0 to 5000 BRL of 2019 per t."
      ),
      (
        "levers:\n  carbonPrise: 1",
        "a.yaml:3: error: there is no lever \"carbonPrise\": did you mean \"carbonPrice\"?"
      ),
      (
        "levers:\n  worldPrice: 1",
        "a.yaml:3: error: there is no lever \"worldPrice\": known are carbonPrice."
      ),
      (
        "levers:\n  carbonPrice: {2019: 1}",
        "a.yaml:3: error: carbonPrice names the year 2019, and the years that can be set are 2020 to 2050."
      ),
      (
        "overrides:\n  wordPrice[oil]: 1",
        "a.yaml:3: error: there is no exogenous value \"wordPrice\": did you mean \"worldPrice\"?"
      ),
      ("overrides:\n  worldPrice: 0.1", "accepted"),
      (
        "overrides:\n  worldPrice: {2030: -1.5}",
        "a.yaml:3: error: worldPrice is -1.5, and the model allows only values above 0. Correct the value."
      ),
      (
        "overrides:\n  carbonPrice: 6000",
        "a.yaml:3: error: carbonPrice is 6000, outside its bounds 0 to 5000 BRL of 2019 per t."
      ),
      (
        "add_factors:\n  wages: {2030: 1}",
        "a.yaml:3: error: there is no equation \"wages\": did you mean \"wage\"?"
      ),
      (
        "choices:\n  wages: philips",
        "a.yaml:3: error: there is no variant of wages \"philips\": did you mean \"phillips\"?"
      ),
      (
        "closure: frosen",
        "a.yaml:1: error: there is no closure \"frosen\": did you mean \"frozen\"?"
      ),
      (
        "targets:\n  - {variable: gdp, instrument: demandFactor, years: 2020-2050, from: gdpTarget}",
        "a.yaml:3: error: there is no variable \"gdp\": known are gdpReal, wage."
      ),
      (
        "targets:\n  - {variable: gdpReal, instrument: demandFactor, years: 2020-2060, from: gdpTarget}",
        "a.yaml:3: error: the target names the year 2060, and the years that can be set are 2020 to 2050."
      ),
    ])
  func validation(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test("An override given as a change is held to the model's range once its values are known")
  func expandedOverride() throws {
    let scenario = try ScenarioFile(
      text: "name: a\noverrides:\n  worldPrice: {meaning: add, 2030: -2}\n", file: "a.yaml")
    try vocabulary.validate(scenario)
    let override = scenario.overrides[0]
    let values = override.path.values(in: 2029...2031) { _ in 1 }
    let error = #expect(throws: ScenarioError.self) {
      try vocabulary.validate(values, of: override)
    }
    #expect(
      error?.description
        == "a.yaml:3: error: worldPrice in 2030 is -1, and the model allows only values above 0. Correct the value."
    )
  }

  @Test("A lever given as a change is checked once its values are known")
  func expanded() throws {
    let scenario = try ScenarioFile(
      text: "name: a\nlevers:\n  carbonPrice: {meaning: multiply, 2030: 100}\n", file: "a.yaml")
    try vocabulary.validate(scenario)
    let lever = scenario.levers[0]
    let values = lever.path.values(in: 2029...2031) { Double($0) / 20 }
    let error = #expect(throws: ScenarioError.self) { try vocabulary.validate(values, of: lever) }
    #expect(
      error?.description
        == "a.yaml:3: error: carbonPrice in 2030 is 10150, outside its bounds 0 to 5000 BRL of 2019 per t."
    )
  }
}
