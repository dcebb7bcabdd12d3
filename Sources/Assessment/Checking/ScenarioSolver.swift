import Quantities
import Results
import Scenarios
import Solvers

/// Solves scenarios in memory and keeps them, so that several checks can look at one path.
public final class ScenarioSolver {
  /// What finds scenarios and prepares models.
  public let runner: ScenarioRunner
  private var solved: [[String]: SolvedScenario] = [:]
  private var solvers: [String: PathSolver] = [:]

  /// A solver of the scenarios that a runner finds.
  public init(runner: ScenarioRunner) { self.runner = runner }

  /// Solves a scenario after its ancestors.
  /// - Throws: As ``ScenarioRunner/run(_:again:progress:)``.
  public func solve(_ name: String) throws -> SolvedScenario {
    try solve(ScenarioLineage(of: name, in: runner.scenarioFolders).files)
  }

  /// Solves a scenario given as text, which may name a scenario file as its parent.
  public func solve(text: String, name: String = "scenario given as text") throws -> SolvedScenario
  {
    let file = try ScenarioFile(text: text, file: name)
    guard let parent = file.parent else { return try solve([file]) }
    return try solve(ScenarioLineage(of: parent, in: runner.scenarioFolders).files + [file])
  }

  /// Solves the last of some scenarios, each a change to the one before it.
  public func solve(_ files: [ScenarioFile]) throws -> SolvedScenario {
    let key = files.map(\.text)
    if let known = solved[key] { return known }
    let parent = files.count > 1 ? try solve(Array(files.dropLast())) : nil
    let scenario = files[files.count - 1]
    let choices = files.reduce(into: [String: String]()) {
      $0.merge($1.chosenVariants) { _, later in later }
    }
    let closure = files.reversed().lazy.compactMap(\.closure).first
    let model = try runner.preparedModel(choices: choices, closure: closure)
    let lastYear =
      files.reversed().lazy.compactMap(\.years).first?.upperBound ?? runner.pack.lastYear
    let years = (runner.pack.baseYear + 1)...lastYear
    try model.vocabulary(years: years).validate(scenario)
    let problem = try ScenarioProblem(
      model: model, files: files, years: years, baseYear: runner.pack.baseYear, parent: parent?.run
    ).path
    let solution = try solve(problem, of: scenario.name, model)
    let result = SolvedScenario(
      name: scenario.name, model: model, problem: problem, solution: solution,
      run: StoredRun(
        manifest: manifest(scenario, model, years, parent?.run.manifest.runID),
        series: model.series(
          of: solution, baseYear: runner.pack.baseYear)))
    solved[key] = result
    return result
  }

  /// Solves a problem that differs from a scenario's own in numbers alone.
  func solve(_ problem: PathProblem, like scenario: SolvedScenario) throws -> PathSolution {
    try solve(problem, of: scenario.name, scenario.model)
  }

  private func solve(
    _ problem: PathProblem, of scenario: String, _ model: PreparedModel
  ) throws -> PathSolution {
    // Parameters that shape the equations differ by closure, and blocks by choice.
    let form = ([model.compiled.closure ?? ""] + model.warnings).joined(separator: ";")
    let solver = solvers[form] ?? PathSolver(model: model.model)
    solvers[form] = solver
    let solution = try solver.solve(problem)
    if let failure = solution.failure {
      throw AssessmentError.notConverged(scenario: scenario, failure)
    }
    return solution
  }

  private func manifest(
    _ scenario: ScenarioFile, _ model: PreparedModel, _ years: ClosedRange<Int>,
    _ parent: String?
  ) -> RunManifest {
    RunManifest(
      identity: RunIdentity(
        scenario: scenario.name, scenarioHash: SHA256.hexadecimal(of: scenario.text),
        parentRunID: parent, pack: runner.pack.name, packVersion: runner.pack.version, packHash: "",
        modelHash: model.modelHash, choices: model.choices, solverSettings: [:],
        firstYear: runner.pack.baseYear, lastYear: years.upperBound),
      programVersion: ProgramVersion.current)
  }
}
