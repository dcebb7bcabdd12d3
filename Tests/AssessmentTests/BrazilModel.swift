import Assessment
import Calibration
import CountryPacks
import Foundation
import Results
import Scenarios

/// The committed pack, model and scenarios of Brazil, each scenario solved once for all tests.
///
/// `JTAM_TEST_MODEL` names another main file of the model: the script that flips signs uses it to see
/// whether these tests notice.
actor BrazilModel {
  /// The default wage regime, and the Phillips curve.
  static let shared = BrazilModel(wages: "wage-setting")
  private static let phillips = BrazilModel(wages: "phillips")
  /// For economies made up by tests. Each of the three solves on its own, beside the others.
  static let laboratory = BrazilModel(wages: "wage-setting")

  /// The model with a wage regime.
  static func of(_ wages: String) -> BrazilModel { wages == "phillips" ? phillips : shared }

  private let settings: ModelSettings

  private init(wages: String) { settings = ModelSettings(choices: ["wages": wages]) }

  /// The folder that holds Packs and Scenarios.
  static let home = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static var modelFile: URL {
    if let other = ProcessInfo.processInfo.environment["JTAM_TEST_MODEL"] {
      return URL(fileURLWithPath: other)
    }
    return home.appendingPathComponent("Sources/ModelLibrary/Blocks/standard.eqn")
  }

  static func pack() throws -> CountryPack {
    try CountryPack(folder: home.appendingPathComponent("Packs/brazil"))
  }

  private var checks: [ModelSettings: ModelChecks] = [:]

  /// Checks of the model with some settings, on solved scenarios that all tests share.
  private func modelChecks(_ settings: ModelSettings) throws -> ModelChecks {
    if let known = checks[settings] { return known }
    let made = ModelChecks(
      runner: try ScenarioRunner(
        pack: try BrazilModel.pack(), modelFile: BrazilModel.modelFile,
        scenarioFolders: [BrazilModel.home.appendingPathComponent("Scenarios/brazil").path],
        store: nil, settings: settings))
    checks[settings] = made
    return made
  }

  /// Something done with the checks; runs one at a time.
  func with<Result: Sendable>(_ body: (ModelChecks) throws -> Result) throws -> Result {
    try body(modelChecks(settings))
  }

  /// A scenario file of the project.
  func solve(_ scenario: String) throws -> SolvedScenario {
    try modelChecks(settings).solver.solve(scenario)
  }

  /// A scenario written in a test.
  func solve(text: String) throws -> SolvedScenario {
    try modelChecks(settings).solver.solve(text: text, name: "in the test")
  }

  /// Scenarios written in a test, each a change to the one before it; the first is a baseline.
  func solve(
    chain texts: [String], _ settings: ModelSettings
  ) throws -> SolvedScenario {
    try modelChecks(settings).solver.solve(
      texts.map { try ScenarioFile(text: $0, file: "in the test") })
  }

  /// The wage regimes of the standard model.
  static let wageRegimes = ["wage-setting", "phillips"]

  /// A change to `carbon-tax-transfer`: its revenue stays in the budget.
  static let taxKept = """
    name: tax-kept
    parent: carbon-tax-transfer
    overrides:
      carbonRecycling: 0
    """
}
