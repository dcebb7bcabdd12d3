import Calibration
import Equations
import Foundation
import ModelLanguage
import Results
import Solvers

/// A model with everything that determines its path, before it is solved: here or by another program.
public struct StatedProblem: Sendable {
  /// The equations.
  public let model: EquationModel
  /// Parameters, history, exogenous paths and what a scenario changes.
  public let path: PathProblem

  /// Any model file over its horizon.
  /// - Throws: As ``OwnModel/prepared(_:from:to:)``.
  public init(
    _ own: OwnModel, from first: Int? = nil, to last: Int? = nil,
    settings: ModelSettings = ModelSettings()
  ) throws {
    let (prepared, horizon) = try own.prepared(settings, from: first, to: last)
    model = prepared.model
    path = try prepared.calibrated.pathProblem(years: horizon.periods)
  }

  /// A scenario. Its ancestors are solved for the paths that it has from them; it is not, and no run
  /// is stored.
  /// - Throws: As ``ScenarioRunner/run(_:again:progress:)``.
  public init(scenario: String, runner: ScenarioRunner) throws {
    let files = try runner.lineage(of: scenario).files
    var parent: StoredRun?
    for count in 1..<files.count {
      let ancestors = Array(files.prefix(count))
      parent = try runner.solve(ancestors, runner.form(of: ancestors), parent: parent).run
    }
    let form = try runner.form(of: files)
    model = form.model.model
    path = try ScenarioProblem(
      model: form.model, files: files, years: form.years, baseYear: runner.pack.baseYear,
      parent: parent
    ).path
  }
}
