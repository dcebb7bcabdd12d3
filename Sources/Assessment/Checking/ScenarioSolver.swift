import Scenarios

/// Solves scenarios in memory and keeps them, so that several checks can look at one path.
public final class ScenarioSolver {
  /// What finds scenarios and prepares models.
  public let runner: ScenarioRunner
  private var solved: [[String]: SolvedScenario] = [:]

  /// A solver of the scenarios that a runner finds.
  public init(runner: ScenarioRunner) { self.runner = runner }

  /// Solves a scenario after its ancestors.
  /// - Throws: As ``ScenarioRunner/run(_:again:progress:)``.
  public func solve(_ name: String) throws -> SolvedScenario {
    try solve(runner.lineage(of: name).files)
  }

  /// Solves a scenario given as text, which may name a scenario file as its parent.
  public func solve(text: String, name: String = "scenario given as text") throws -> SolvedScenario
  {
    let file = try ScenarioFile(text: text, file: name)
    return try solve((file.parent.map { try runner.lineage(of: $0).files } ?? []) + [file])
  }

  /// Solves the last of some scenarios, each a change to the one before it.
  public func solve(_ files: [ScenarioFile]) throws -> SolvedScenario {
    let key = files.map(\.text)
    if let known = solved[key] { return known }
    let parent = files.count > 1 ? try solve(Array(files.dropLast())) : nil
    let result = try runner.solve(files, runner.form(of: files), parent: parent?.run)
    solved[key] = result
    return result
  }
}
