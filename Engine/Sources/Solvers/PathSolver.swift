import Equations

/// Solves a model year by year, and within a year block by block, by Newton's method.
///
/// What does not depend on numbers — derivatives, block order, tapes, orderings of factorisations —
/// is found once per choice of unknowns and kept. Equal problems give equal bits, whatever was
/// solved before. Use one solver from one thread at a time; parallel runs have one each.
public final class PathSolver {
  /// The model.
  public let model: EquationModel
  let variableCells: [Int]
  let isVariable: [Bool]
  private let method: FactorisationMethod
  private var systems: [[Int]: CompiledSystem] = [:]
  /// The model with rounded complementarity conditions, made when a year first needs it.
  private(set) lazy var rounded = RoundedConditions(model, method: method)

  /// Prepares to solve a model; nothing is compiled yet.
  /// - Parameter linearAlgebra: How linear systems are factored. The solutions are the same to
  ///   within the tolerances; only tests and measurements have reason to force one.
  public init(model: EquationModel, linearAlgebra: FactorisationMethod = .automatic) {
    self.model = model
    method = linearAlgebra
    variableCells = model.variableCells
    isVariable = model.isVariableCell
  }

  /// Finds whether the equations can determine the variables, without solving anything.
  /// - Throws: ``StructuralError`` that names what is over- or underdetermined.
  public func checkStructure() throws(StructuralError) { _ = try system(for: variableCells) }

  /// The number of equations in each block, in the order of solution, when no roles are exchanged.
  /// - Throws: ``StructuralError`` as ``checkStructure()``.
  public func blockSizes() throws(StructuralError) -> [Int] {
    try system(for: variableCells).blocks.map(\.rows.count)
  }

  /// The sizes of each block, in the order of solution, when no roles are exchanged.
  /// - Throws: ``StructuralError`` as ``checkStructure()``.
  public func blockStatistics() throws(StructuralError) -> [BlockStatistics] {
    try system(for: variableCells).blocks.map { $0.statistics() }
  }

  /// Solves a path.
  /// - Parameters:
  ///   - problem: Parameters, history, exogenous values and what a scenario changes.
  ///   - progress: Told of each year once it is solved; returns false to stop the run.
  /// - Returns: The path; when a year cannot be solved, the years before it and the
  ///   ``ConvergenceFailure``.
  /// - Throws: ``SolverError`` when the problem does not fit the model, the equations cannot
  ///   determine the unknowns, or the run is stopped.
  public func solve(
    _ problem: PathProblem, progress: ((YearReport) -> Bool)? = nil
  ) throws(SolverError) -> PathSolution {
    try validate(problem)
    for system in systems.values { system.reset() }
    var solution = PathSolution(years: problem.years)
    for year in problem.years {
      if Task.isCancelled { throw SolverError.cancelled(year: year) }
      let plan = try YearPlan(problem: problem, year: year, solver: self)
      let system: CompiledSystem
      do throws(StructuralError) {
        system = try self.system(for: plan.unknownCells)
      } catch {
        var error = error
        error.exchanges = plan.exchanges
        throw SolverError.structure(year: year, error)
      }
      let clock = ContinuousClock()
      let began = clock.now
      var attempt = YearAttempt(
        solver: self, system: system, problem: problem, year: year, plan: plan,
        solved: solution.values)
      switch attempt.run() {
      case .failed(let failure):
        solution.failure = failure
        return solution
      case .solved(var report):
        let duration = (clock.now - began).components
        report.seconds = Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
        solution.values.append(system.workspace.cells)
        solution.reports.append(report)
        solution.checks += checkReports(system, year: year)
        if let progress, !progress(report) {
          if year == problem.years.upperBound { return solution }
          throw SolverError.cancelled(year: year + 1)
        }
      }
    }
    return solution
  }

  func system(for unknownCells: [Int]) throws(StructuralError) -> CompiledSystem {
    if let known = systems[unknownCells] { return known }
    let made = try CompiledSystem(
      model: model, unknownCells: unknownCells, method: method)
    systems[unknownCells] = made
    return made
  }

  private func checkReports(_ system: CompiledSystem, year: Int) -> [CheckReport] {
    system.workspace.run(system.checkSegment)
    let slots = system.workspace.slots
    return system.checks.worst(model) { slots[$0] }.map { $0.report(model, year: year) }
  }

  func validate(_ problem: PathProblem) throws(SolverError) {
    func check(_ name: String, _ found: Int, _ expected: Int) throws(SolverError) {
      guard found == expected else {
        throw SolverError.wrongLength(name: name, found: found, expected: expected)
      }
    }
    try check("Parameters", problem.parameters.count, model.parameterCellCount)
    try check("Years of exogenous values", problem.exogenous.count, problem.years.count)
    for values in problem.history { try check("History", values.count, model.cellCount) }
    for values in problem.exogenous { try check("Exogenous values", values.count, model.cellCount) }
    for (year, values) in problem.guide.sorted(by: { $0.key < $1.key }) {
      try check("Guide of \(year)", values.count, model.cellCount)
    }
    for factor in problem.addFactors {
      guard model.equations.indices.contains(factor.equation) else {
        throw SolverError.noSuchEquation(factor.equation, count: model.equations.count)
      }
      guard model.condition(ofEquation: factor.equation) == nil else {
        throw SolverError.addFactorOnCondition(
          equation: model.label(ofEquation: factor.equation), year: factor.year)
      }
      guard factor.value.isFinite else {
        throw SolverError.addFactorNotFinite(
          equation: model.label(ofEquation: factor.equation), year: factor.year,
          value: factor.value)
      }
    }
  }
}
