import Calibration
import CountryPacks
import Equations
import Foundation
import ModelLanguage
import Quantities
import Results
import Scenarios
import Solvers

/// A run, solved now or found in the store.
public struct RunOutcome: Sendable {
  /// The run.
  public let run: StoredRun
  /// Whether it was solved now rather than read from the store.
  public let isNew: Bool
  /// Seconds taken to solve it; zero when it was read.
  public let seconds: Double
}

/// Simulates scenarios, each after its parent, and keeps the runs.
public final class ScenarioRunner {
  /// The country pack.
  public let pack: CountryPack
  /// The main file of the model.
  public let modelFile: URL
  /// Where scenario files are looked for.
  public let scenarioFolders: [String]
  /// Where runs are kept; nil keeps none.
  public let store: RunStore?
  /// What the user set by hand for every scenario of the lineage.
  public let settings: ModelSettings
  private let packHash: String
  private var prepared: [ModelSettings: PreparedModel] = [:]
  private var solvers: [ModelSettings: PathSolver] = [:]

  /// The largest relative residual a check may leave.
  public static let checkTolerance = 1e-9

  /// A runner for a pack and a model.
  public init(
    pack: CountryPack, modelFile: URL, scenarioFolders: [String], store: RunStore?,
    settings: ModelSettings = ModelSettings()
  ) throws {
    self.pack = pack
    self.modelFile = modelFile
    self.scenarioFolders = scenarioFolders
    self.store = store
    self.settings = settings
    packHash = try pack.hash(aggregation: settings.aggregation)
  }

  /// Runs a scenario and, where they are not stored yet, its ancestors.
  ///
  /// - Parameters:
  ///   - name: A scenario's name or file.
  ///   - again: Whether to solve even what the store holds.
  ///   - progress: Told of each solved year.
  /// - Throws: `ScenarioError`, `ModelDiagnostics`, `CalibrationError`, ``AssessmentError`` when a
  ///   year has no solution, or `RunStoreError`.
  public func run(
    _ name: String, again: Bool = false, progress: ((String, Int) -> Void)? = nil
  ) throws -> RunOutcome {
    let lineage = try lineage(of: name)
    if let wanted = lineage.pack, wanted != pack.name {
      throw AssessmentError.usage(
        "\(lineage.scenario.location.file): this scenario is for the pack \"\(wanted)\" and the pack in use is \"\(pack.name)\". Name the other with --pack."
      )
    }
    var outcome: RunOutcome?
    for position in lineage.files.indices {
      outcome = try step(
        Array(lineage.files[...position]), parent: outcome?.run, again: again, progress: progress)
    }
    guard let outcome else { preconditionFailure("A lineage is never empty.") }
    return outcome
  }

  /// The model as a scenario of this lineage uses it.
  public func preparedModel(
    choices: [String: String] = [:], closure: String? = nil
  ) throws -> PreparedModel {
    try prepare(modelSettings(choices, closure))
  }

  private func modelSettings(_ choices: [String: String], _ closure: String?) -> ModelSettings {
    var result = settings
    result.choices = choices.merging(settings.choices) { _, byHand in byHand }
    result.closure = settings.closure ?? closure
    return result
  }

  private func prepare(_ settings: ModelSettings) throws -> PreparedModel {
    if let known = prepared[settings] { return known }
    let model = try PreparedModel(modelFile: modelFile, pack: pack, settings: settings)
    prepared[settings] = model
    return model
  }

  /// The form of the model that a scenario with these ancestors uses, and the years it is solved for.
  func form(
    of files: [ScenarioFile]
  ) throws -> (settings: ModelSettings, model: PreparedModel, years: ClosedRange<Int>) {
    let choices = files.reduce(into: [String: String]()) {
      $0.merge($1.chosenVariants) { _, later in later }
    }
    let closure = files.reversed().lazy.compactMap(\.closure).first
    let wanted = modelSettings(choices, closure)
    let model = try prepare(wanted)
    let years = (pack.baseYear + 1)...lastYear(files)
    try model.vocabulary(years: years).validate(files[files.count - 1])
    return (wanted, model, years)
  }

  /// Solves a scenario after its parent's run.
  func solve(
    _ files: [ScenarioFile], _ model: PreparedModel, _ wanted: ModelSettings,
    years: ClosedRange<Int>, parent: StoredRun?, progress: ((String, Int) -> Void)? = nil
  ) throws -> PathSolution {
    let problem = try ScenarioProblem(
      model: model, files: files, years: years, baseYear: pack.baseYear, parent: parent)
    let solver = solvers[wanted] ?? PathSolver(model: model.model)
    solvers[wanted] = solver
    let name = files[files.count - 1].name
    let solution = try solver.solve(problem.path) { report in
      progress?(name, report.year)
      return true
    }
    if let failure = solution.failure {
      throw AssessmentError.notConverged(scenario: name, failure)
    }
    return solution
  }

  func identity(
    _ scenario: ScenarioFile, _ model: PreparedModel, _ wanted: ModelSettings,
    years: ClosedRange<Int>, parent: StoredRun?
  ) -> RunIdentity {
    RunIdentity(
      scenario: scenario.name, scenarioHash: SHA256.hexadecimal(of: scenario.text),
      parentRunID: parent?.manifest.runID, parentHash: parent?.manifest.identity.hash,
      pack: pack.name, packVersion: pack.version, packHash: packHash, modelHash: model.modelHash,
      closure: wanted.closure ?? "", choices: model.choices,
      solverSettings: solverSettings(wanted), firstYear: pack.baseYear, lastYear: years.upperBound)
  }

  private func step(
    _ files: [ScenarioFile], parent: StoredRun?, again: Bool,
    progress: ((String, Int) -> Void)?
  ) throws -> RunOutcome {
    let (wanted, model, years) = try form(of: files)
    let identity = identity(
      files[files.count - 1], model, wanted, years: years, parent: parent)
    let id = RunManifest(identity: identity, programVersion: ProgramVersion.current).runID
    if !again, let store, let known = try? store.wholeRun(id), known.manifest.identity == identity {
      return RunOutcome(run: known, isNew: false, seconds: 0)
    }
    let clock = ContinuousClock()
    let began = clock.now
    let solution = try solve(
      files, model, wanted, years: years, parent: parent, progress: progress)
    let duration = (clock.now - began).components
    let manifest = RunManifest(
      identity: identity, programVersion: ProgramVersion.current,
      solverReport: solution.yearReports,
      checks: solution.checkResults(
        tolerance: ScenarioRunner.checkTolerance),
      warnings: model.warnings, assumptions: try Assumptions.of(pack))
    let run = StoredRun(
      manifest: manifest,
      series: model.series(of: solution, baseYear: pack.baseYear))
    if let store { try store.store(manifest, series: run.series, replacing: true) }
    return RunOutcome(
      run: run, isNew: true,
      seconds: Double(duration.seconds) + Double(duration.attoseconds) * 1e-18)
  }

  private func lastYear(_ files: [ScenarioFile]) -> Int {
    files.reversed().lazy.compactMap(\.years).first?.upperBound ?? pack.lastYear
  }

  private func solverSettings(_ settings: ModelSettings) -> [String: String] {
    var result = ["tolerance": "1e-11", "aggregation": settings.aggregation]
    for (name, value) in settings.overrides { result["set \(name)"] = CSVWriter.number(value) }
    return result
  }
}
