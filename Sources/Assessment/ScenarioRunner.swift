import Calibration
import CountryPacks
import Equations
import Foundation
import ModelLanguage
import Quantities
import Reporting
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
  /// The pack's tables in the aggregation wanted.
  public let tables: PackTables
  let packHash: String
  private var prepared: [ModelSettings: PreparedModel] = [:]
  private var solvers: [ModelSettings: PathSolver] = [:]

  /// The largest relative residual a check may leave.
  public static let checkTolerance = 1e-9

  /// A runner for a pack and a model.
  /// - Parameter tables: The pack's tables, where they are not those the settings name.
  public init(
    pack: CountryPack, modelFile: URL, scenarioFolders: [String], store: RunStore?,
    settings: ModelSettings = ModelSettings(), tables: PackTables? = nil
  ) throws {
    self.pack = pack
    self.modelFile = modelFile
    self.scenarioFolders = scenarioFolders
    self.store = store
    self.settings = settings
    self.tables = try tables ?? pack.tables(aggregation: settings.aggregation)
    packHash = try self.tables.hash()
  }

  /// What the model's text says of a check of a run.
  public func meaning(ofCheck name: String, in run: StoredRun) throws -> String {
    let identity = run.manifest.identity
    let model = try preparedModel(
      choices: identity.choices, closure: identity.closure.isEmpty ? nil : identity.closure)
    return ModelGuide.line(model.model.families.first { $0.name == name }?.description ?? "")
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
    let model = try PreparedModel(
      modelFile: modelFile, pack: pack, settings: settings, tables: tables)
    prepared[settings] = model
    return model
  }

  /// The form of the model that a scenario uses, and the years it is solved for.
  struct Form {
    let settings: ModelSettings
    let model: PreparedModel
    let years: ClosedRange<Int>
  }

  /// The form that the last of some scenarios uses, each a change to the one before it.
  func form(of files: [ScenarioFile]) throws -> Form {
    let lineage = ScenarioLineage(files: files)
    let wanted = modelSettings(lineage.choices, lineage.closure)
    let model: PreparedModel
    do {
      model = try prepare(wanted)
    } catch let error as ModelDiagnostics {
      throw misnamed(by: files) ?? error as any Error
    }
    let years = try years(of: lineage)
    try model.vocabulary(years: years).validate(lineage)
    return Form(settings: wanted, model: model, years: years)
  }

  /// What a scenario file names that the model's text does not declare: a choice, a variant, a closure.
  private func misnamed(by files: [ScenarioFile]) -> ScenarioError? {
    guard let text = try? ModelText(main: modelFile.path) else { return nil }
    let vocabulary = ScenarioVocabulary(
      levers: [:], exogenous: [], variables: [], equations: [],
      choices: Dictionary(
        text.items.filter { $0.kind == .choice }.map { ($0.name, $0.members) },
        uniquingKeysWith: { first, _ in first }),
      closures: Set(text.items.filter { $0.kind == .closure }.map(\.name)), years: 0...9999)
    for file in files {
      if let problem = vocabulary.problems(withFormOf: file).first { return problem }
    }
    return nil
  }

  /// Solves a scenario after its parent's run, beside any store.
  func solve(
    _ files: [ScenarioFile], _ form: Form, parent: StoredRun?,
    progress: ((String, Int) -> Void)? = nil
  ) throws -> SolvedScenario {
    let name = files[files.count - 1].name
    let problem = try ScenarioProblem(
      model: form.model, files: files, years: form.years, baseYear: pack.baseYear, parent: parent)
    let solution = try solve(problem.path, of: name, form, progress: progress)
    try solution.requireRanges(of: problem.path.swaps, model: form.model.model, name: name)
    let manifest = RunManifest(
      identity: identity(files, form, parent: parent), programVersion: ProgramVersion.current,
      solverReport: solution.yearReports,
      checks: solution.checkResults(tolerance: ScenarioRunner.checkTolerance),
      warnings: form.model.warnings, assumptions: try Assumptions.of(pack),
      notice: pack.notice)
    return SolvedScenario(
      name: name, form: form, problem: problem.path, solution: solution,
      run: StoredRun(manifest: manifest, series: problem.series(of: solution)))
  }

  /// Solves a problem that is a scenario's own, or differs from it in numbers alone.
  func solve(
    _ problem: PathProblem, of scenario: String, _ form: Form,
    progress: ((String, Int) -> Void)? = nil
  ) throws -> PathSolution {
    let solver = solvers[form.settings] ?? PathSolver(model: form.model.model)
    solvers[form.settings] = solver
    try Interruption.check(before: form.years.lowerBound, of: scenario)
    let solution: PathSolution
    do throws(SolverError) {
      solution = try solver.solve(problem) { report in
        progress?(scenario, report.year)
        return !Interruption.isRequested
      }
    } catch {
      guard case .cancelled(let year) = error else { throw error }
      throw AssessmentError.interrupted(scenario: scenario, year: year)
    }
    if let failure = solution.failure {
      throw AssessmentError.notConverged(scenario: scenario, failure)
    }
    return solution
  }

  private func identity(
    _ files: [ScenarioFile], _ form: Form, parent: StoredRun?
  ) -> RunIdentity {
    let scenario = files[files.count - 1]
    return RunIdentity(
      scenario: scenario.name, scenarioHash: SHA256.hexadecimal(of: scenario.text),
      parentRunID: parent?.manifest.runID, parentHash: parent?.manifest.identity.hash,
      pack: pack.name, packVersion: pack.version, packHash: packHash,
      modelHash: form.model.modelHash, closure: form.settings.closure ?? "",
      choices: form.model.choices, solverSettings: solverSettings(form.settings),
      firstYear: pack.baseYear, lastYear: form.years.upperBound)
  }

  private func step(
    _ files: [ScenarioFile], parent: StoredRun?, again: Bool,
    progress: ((String, Int) -> Void)?
  ) throws -> RunOutcome {
    let form = try form(of: files)
    let identity = identity(files, form, parent: parent)
    let id = RunManifest(identity: identity, programVersion: ProgramVersion.current).runID
    if !again, let store, let known = try? store.wholeRun(id), known.manifest.identity == identity {
      // Nothing is written but that this run, asked for again, is what its scenario's name means.
      try store.store(known.manifest, series: known.series)
      return RunOutcome(run: known, isNew: false, seconds: 0)
    }
    let clock = ContinuousClock()
    let began = clock.now
    let run = try solve(files, form, parent: parent, progress: progress).run
    let seconds = (clock.now - began) / .seconds(1)
    if let store { try store.store(run.manifest, series: run.series, replacing: true) }
    return RunOutcome(run: run, isNew: true, seconds: seconds)
  }

  private func solverSettings(_ settings: ModelSettings) -> [String: String] {
    var result = ["tolerance": "1e-11", "aggregation": tables.aggregation]
    result["grouping"] = tables.grouping
    for (name, value) in settings.overrides { result["set \(name)"] = CSVWriter.number(value) }
    return result
  }
}
