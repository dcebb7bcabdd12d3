import Assessment
import Foundation
import ModelLanguage
import Testing

@Suite("Units of Brazil's model")
struct UnitsTests {
  @Test(
    "Every symbol states its unit, and every equation and check is checked",
    arguments: ["20", "68"], [[:], ["fiscal": "rule", "wages": "phillips"]])
  func everything(aggregation: String, choices: [String: String]) throws {
    let units = try compiled(
      ModelSettings(choices: choices, aggregation: aggregation)
    ).units
    #expect(units.symbolsWithoutUnit == [])
    #expect(units.uncheckedFamilies == [])
    #expect(units.checkedEquationCount == units.equationCount)
    #expect(units.equationCount > (aggregation == "20" ? 1000 : 5000))
  }

  @Test("So is the frozen model, and one whose elasticities are all 1")
  func variants() throws {
    let frozen = try compiled(ModelSettings(closure: "frozen"))
    #expect(frozen.units.uncheckedFamilies == [])
    let elasticities = [
      "substitutionMaterials", "substitutionLabour", "substitutionEnergy", "substitutionFuels",
      "consumptionElasticity", "armingtonElasticity",
    ]
    let settings = ModelSettings(
      overrides: Dictionary(uniqueKeysWithValues: elasticities.map { ($0, 1) }))
    #expect(try compiled(settings).units.uncheckedFamilies == [])
  }

  @Test("A wrong exponent in the unit cost of two inputs does not compile")
  func exponent() {
    #expect(throws: ModelDiagnostics.self) {
      try compiled(
        ModelSettings(overrides: ["substitutionLabour": 1]),
        replacing: "first ^ share * second ^ (1 - share)", with: "first ^ share * second ^ share")
    }
  }

  /// The model compiled with the tables of the pack.
  private func compiled(
    _ settings: ModelSettings, replacing old: String? = nil, with new: String = ""
  ) throws -> CompiledModel {
    let tables = try BrazilModel.pack().tables(aggregation: settings.aggregation)
    let source = ModelSource { (path) throws(ModelSourceError) -> String in
      let text = try ModelSource.fileSystem.read(path)
      return old.map { text.replacing($0, with: new) } ?? text
    }
    return try ModelCompiler(source: source).compile(
      main: BrazilModel.modelFile.path, data: tables.data, choices: settings.choices,
      closure: settings.closure, overrides: settings.overrides)
  }
}
