import Calibration
import Equations
import Foundation
import ModelLanguage
import Quantities
import Results
import Solvers

/// Any model file, compiled with a folder of tables and solved over some periods.
public struct SolvedFile {
  /// The periods solved.
  public let periods: ClosedRange<Int>
  /// Every variable and exogenous value of every period.
  public let observations: [Observation]
  /// The checks of the model, each where it holds least well.
  public let checks: [CheckResult]

  /// How many periods are solved where neither the caller nor the data say.
  public static let defaultLength = 60

  /// Solves a model.
  ///
  /// - Parameters:
  ///   - file: The model's main file.
  ///   - folder: The folder of its tables; nil when the text holds all values.
  ///   - first: The first period. Without it, the first after which all dated data are there, or 1.
  ///     A model with base values has them in the period before.
  ///   - last: The last period. Without it, the last that all dated data reach, or the sixtieth.
  ///   - changes: Targets and amounts added to equations; they win over exchanges of the closure.
  /// - Throws: `ModelDiagnostics`, `CalibrationError`, `SolverError`, ``AssessmentError``.
  public init(
    file: String, data folder: String? = nil, from first: Int? = nil, to last: Int? = nil,
    settings: ModelSettings = ModelSettings(), changes: [PathChange] = []
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
    let model = compiled.model
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
    periods = start...end
    let calibrated = try calibrate(model, baseYear: hasBase ? start - 1 : start)
    let solver = PathSolver(model: model)
    var problem = try calibrated.pathProblem(years: start...end)
    func solve() throws -> PathSolution {
      let solution = try solver.solve(problem)
      if let failure = solution.failure {
        throw AssessmentError.notConverged(scenario: file, failure)
      }
      return solution
    }
    let additions = changes.filter { if case .addition = $0.kind { true } else { false } }
    let targets = changes.filter { if case .target = $0.kind { true } else { false } }
    try problem.apply(additions, to: model, reference: nil)
    var reference: PathSolution?
    let needsReference = targets.contains {
      if case .target(_, _, .multiple) = $0.kind { true } else { false }
    }
    if needsReference { reference = try solve() }
    try problem.apply(targets, to: model, reference: reference)
    let solution = try solve()
    var observations: [Observation] = []
    for symbol in model.symbols where symbol.kind != .parameter {
      for cell in symbol.cells {
        let dimensions = PreparedModel.dimensions(of: symbol, cell: cell)
        for (offset, values) in solution.values.enumerated() {
          observations.append(
            Observation(
              variable: symbol.name, dimensions: dimensions, year: start + offset,
              unit: symbol.unit, value: values[cell], status: .modelled))
        }
      }
    }
    self.observations = observations
    checks = solution.checkResults(tolerance: ScenarioRunner.checkTolerance)
  }
}
