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
    let stated = try StatedProblem(
      file: file, data: folder, from: first, to: last, settings: settings)
    let model = stated.model
    var problem = stated.path
    periods = problem.years
    let solver = PathSolver(model: model)
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
    try solution.requireRanges(of: problem.swaps, model: model, name: file)
    var observations: [Observation] = []
    for symbol in model.symbols where symbol.kind != .parameter {
      for cell in symbol.cells {
        let dimensions = PreparedModel.dimensions(of: symbol, cell: cell)
        for (offset, values) in solution.values.enumerated() {
          observations.append(
            Observation(
              variable: symbol.name, dimensions: dimensions, year: periods.lowerBound + offset,
              unit: symbol.unit, value: values[cell], status: .modelled))
        }
      }
    }
    self.observations = observations
    checks = solution.checkResults(tolerance: ScenarioRunner.checkTolerance)
  }
}
