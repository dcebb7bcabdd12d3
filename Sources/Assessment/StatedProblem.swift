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

  /// Any model file, compiled with a folder of tables and calibrated; the parameters are those of
  /// ``SolvedFile``.
  /// - Throws: `ModelDiagnostics`, `CalibrationError`, ``AssessmentError``.
  public init(
    file: String, data folder: String? = nil, from first: Int? = nil, to last: Int? = nil,
    settings: ModelSettings = ModelSettings()
  ) throws {
    guard FileManager.default.fileExists(atPath: file) else {
      throw AssessmentError.inputOutput("There is no model file \(file). Check the name.")
    }
    var isFolder: ObjCBool = false
    if let folder,
      !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue
    {
      throw AssessmentError.inputOutput("There is no folder \(folder) for --data. Check the name.")
    }
    let compiled = try ModelCompiler().compile(
      main: file, data: folder.map { ModelData(folders: [$0]) } ?? .none, choices: settings.choices,
      closure: settings.closure, overrides: settings.overrides)
    model = compiled.model
    let isVariable = model.isVariableCell
    let hasBase =
      !model.calibrations.isEmpty
      || model.baseValue.enumerated().contains { $1 != nil && isVariable[$0] }
    let dated = model.exogenousData.values.filter { !$0.isEmpty }
    let dataStart = dated.compactMap { $0.keys.min() }.max()
    let dataEnd = dated.compactMap { $0.keys.max() }.min()
    let start = first ?? dataStart.map { hasBase ? $0 + 1 : $0 } ?? 1
    let end = last ?? dataEnd.map { max($0, start) } ?? start + SolvedFile.defaultLength - 1
    guard start <= end, start >= -9999, end <= 99_999 else {
      throw AssessmentError.usage(
        "The periods \(start) to \(end) are none: --from must not be after --to, and both below 100,000."
      )
    }
    let calibrated = try calibrate(model, baseYear: hasBase ? start - 1 : start)
    path = try calibrated.pathProblem(years: start...end)
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
