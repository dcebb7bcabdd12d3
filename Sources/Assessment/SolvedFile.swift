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
  public var periods: ClosedRange<Int> { horizon.periods }
  /// Every variable and exogenous value of every period.
  public let observations: [Observation]
  /// The checks of the model, each where it holds least well.
  public let checks: [CheckResult]

  /// The model with its numbers.
  public let model: PreparedModel
  /// The periods solved, and what decides them.
  public let horizon: Horizon
  /// What was solved, and its solution.
  let problem: PathProblem
  let solution: PathSolution

  /// Solves a model.
  ///
  /// - Parameters:
  ///   - own: The model's file and the folders of its tables.
  ///   - first: The first period; without it the one of ``Horizon``.
  ///   - last: The last period; without it the one of ``Horizon``.
  ///   - changes: Exogenous values, targets and amounts added to equations; they win over the data
  ///     and over exchanges of the closure.
  /// - Throws: As ``OwnModel/prepared(_:from:to:)``; `SolverError`, ``AssessmentError``.
  public init(
    _ own: OwnModel, from first: Int? = nil, to last: Int? = nil,
    settings: ModelSettings = ModelSettings(), changes: [PathChange] = []
  ) throws {
    let (prepared, horizon) = try own.prepared(settings, from: first, to: last)
    self.horizon = horizon
    self.model = prepared
    let model = prepared.model
    var problem = try prepared.calibrated.pathProblem(years: horizon.periods)
    let solver = PathSolver(model: model)
    func solve() throws -> PathSolution {
      let solution = try solver.solve(problem)
      if let failure = solution.failure {
        throw AssessmentError.notConverged(scenario: own.file, failure)
      }
      return solution
    }
    let targets = changes.filter { if case .target = $0.kind { true } else { false } }
    let others = changes.filter { if case .target = $0.kind { false } else { true } }
    try problem.apply(others, to: model, reference: nil)
    var reference: PathSolution?
    let needsReference = targets.contains {
      if case .target(_, _, .multiple) = $0.kind { true } else { false }
    }
    if needsReference { reference = try solve() }
    try problem.apply(targets, to: model, reference: reference)
    let solution = try solve()
    try solution.requireRanges(of: problem.swaps, model: model, name: own.file)
    self.problem = problem
    self.solution = solution
    var observations: [Observation] = []
    for symbol in model.symbols where symbol.kind != .parameter {
      for cell in symbol.cells {
        let dimensions = PreparedModel.dimensions(of: symbol, cell: cell)
        for (offset, values) in solution.values.enumerated() {
          observations.append(
            Observation(
              variable: symbol.name, dimensions: dimensions,
              year: horizon.periods.lowerBound + offset,
              unit: symbol.unit, value: values[cell], status: .modelled))
        }
      }
    }
    self.observations = observations
    checks = solution.checkResults(tolerance: ScenarioRunner.checkTolerance)
  }
}
