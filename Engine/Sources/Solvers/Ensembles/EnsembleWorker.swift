import CKernels
import Equations
import LinearAlgebra

/// Solves groups of draws, one group after another, on one thread.
final class EnsembleWorker {
  /// What became of a group.
  struct Result: Sendable {
    var outcomes: [DrawOutcome]
    /// Recorded values by draw, year and cell; NaN where there are none.
    var values: [Double]
    /// For each draw, the worst member of each family of checks.
    var checks: [[CheckReport]]
    var steps: Int
  }

  private let solver: EnsembleSolver
  private let recorded: [Int]
  private let lanes = LaneKernel.laneCount
  private let central: CentralPath
  private let cellCount: Int
  private let depth: Int
  private var groups: [LaneGroupSolver?]
  /// All cells of all years of a group, the deepest history first: year, cell, lane.
  private let path: UnsafeMutablePointer<Double>
  /// Whether the frame of each system holds the parameters of the group at hand.
  private var hasParameters: [Bool] = []
  private lazy var own = PathSolver(model: solver.model)

  init(solver: EnsembleSolver, cells: [Int]) {
    self.solver = solver
    recorded = cells
    central = solver.central
    cellCount = solver.model.cellCount
    depth = max(1, central.systems.map { $0.lagged.count - 1 }.max() ?? 0)
    groups = [LaneGroupSolver?](repeating: nil, count: central.systems.count)
    path = LaneWorkspace.allocate((depth + solver.years.count) * cellCount * lanes, .nan)
  }

  deinit { path.deallocate() }

  /// Solves a group: as many draws as there are lanes, or fewer.
  func solve(
    _ draws: Range<Int>, _ problem: (Int) throws -> PathProblem
  ) throws -> Result {
    var problems: [PathProblem?] = []
    var outcomes: [DrawOutcome?] = []
    for draw in draws {
      do {
        let made = try problem(draw)
        try check(made)
        problems.append(made)
        outcomes.append(nil)
      } catch let error as CancellationError {
        throw error
      } catch {
        problems.append(nil)
        outcomes.append(.notPrepared("\(error)"))
      }
    }
    var ownYears = [[Int]](repeating: [], count: draws.count)
    var checks = [[CheckReport]](repeating: [], count: draws.count)
    var steps = 0
    hasParameters = [Bool](repeating: false, count: central.systems.count)
    writeHistory(problems)
    for (index, year) in solver.years.enumerated() {
      try Task.checkCancellation()
      let active = outcomes.map { $0 == nil }
      guard active.contains(true) else { break }
      let shared = central.yearsOfPath[index]
      let group = groupSolver(shared.system)
      load(index, shared, group, problems)
      writeFirstGuess(index, shared, group)
      writeAddFactors(year, shared, group, problems)
      let ending = group.solve(
        shared, active: active, tolerance: central.problem.tolerance,
        rounding: central.problem.roundingTolerance)
      steps += ending.steps
      let now = values(index)
      for (place, cell) in shared.cells.enumerated() {
        let source = group.workspace.frame + Int(shared.places[place]) / MemoryLayout<Double>.stride
        (now + cell * lanes).update(from: source, count: lanes)
      }
      readChecks(
        year, shared, group, solved: active.indices.filter { ending.isSolved[$0] }, &checks)
      for lane in outcomes.indices where active[lane] && !ending.isSolved[lane] {
        guard let problem = problems[lane] else { continue }
        do {
          let solution = try solveAlone(problem, index, year, lane)
          ownYears[lane].append(year)
          for cell in 0..<cellCount { now[cell * lanes + lane] = solution.values[0][cell] }
          checks[lane].takeWorse(solution.checks)
        } catch let failure as ConvergenceFailure {
          outcomes[lane] = .notConverged(failure)
        } catch SolverError.cancelled {
          throw CancellationError()
        } catch {
          outcomes[lane] = .notPrepared("\(error)")
        }
      }
    }
    var kept: [Double] = []
    kept.reserveCapacity(draws.count * solver.years.count * recorded.count)
    for lane in outcomes.indices {
      for index in 0..<solver.years.count {
        for cell in recorded {
          kept.append(outcomes[lane] == nil ? values(index)[cell * lanes + lane] : .nan)
        }
      }
    }
    return Result(
      outcomes: zip(outcomes, ownYears).map { $0 ?? .solved(ownYears: $1) }, values: kept,
      checks: zip(outcomes, checks).map { $0 == nil ? $1 : [] }, steps: steps)
  }

  /// Evaluates the checks of a year in the lanes that the group has solved.
  private func readChecks(
    _ year: Int, _ shared: CentralPath.Year, _ group: LaneGroupSolver, solved: [Int],
    _ reports: inout [[CheckReport]]
  ) {
    let checks = central.systems[shared.system].checks
    guard !checks.isEmpty, !solved.isEmpty else { return }
    group.workspace.run(CentralPath.System.Program.checks)
    let frame = group.workspace.frame
    for lane in solved {
      let worst = checks.worst(solver.model) { frame[$0 * lanes + lane] }
      for (position, check) in worst.enumerated() {
        reports[lane].keep(position, check.residual) { check.report(solver.model, year: year) }
      }
    }
  }

  private func groupSolver(_ system: Int) -> LaneGroupSolver {
    if let known = groups[system] { return known }
    let made = LaneGroupSolver(central.systems[system], kernel: solver.kernel)
    groups[system] = made
    return made
  }

  /// A draw must differ from the central path in numbers alone.
  private func check(_ problem: PathProblem) throws(SolverError) {
    try own.validate(problem)
    let expected = central.problem
    guard problem.years == expected.years, problem.swaps.count == expected.swaps.count else {
      throw SolverError.drawDiffers("its years or the number of exchanged cells")
    }
    for (swap, central) in zip(problem.swaps, expected.swaps) {
      guard swap.endogenous == central.endogenous, swap.exogenous == central.exogenous,
        swap.targets.count == central.targets.count,
        swap.targets.keys.allSatisfy({ central.targets[$0] != nil })
      else {
        throw SolverError.drawDiffers("the cells it exchanges or the years in which it does")
      }
    }
    for (index, year) in problem.years.enumerated() {
      let shared = central.yearsOfPath[index]
      for cell in shared.givenCells
      where !own.isVariable[cell] && !problem.exogenous[index][cell].isFinite {
        throw SolverError.exogenousNotFinite(
          cell: solver.model.label(ofCell: cell), year: year,
          value: problem.exogenous[index][cell])
      }
    }
  }

  /// All cells of a year, counted from the first; history before it.
  private func values(_ index: Int) -> UnsafeMutablePointer<Double> {
    path + (depth + index) * cellCount * lanes
  }

  private func writeHistory(_ problems: [PathProblem?]) {
    path.update(repeating: .nan, count: (depth + solver.years.count) * cellCount * lanes)
    for (lane, problem) in problems.enumerated() {
      guard let problem else { continue }
      for lag in 0..<min(depth, problem.history.count) {
        let target = values(-1 - lag) + lane
        for cell in 0..<cellCount { target[cell * lanes] = problem.history[lag][cell] }
      }
    }
  }

  /// Writes what is given: this year's values into the path, and all that equations read into the
  /// frame.
  private func load(
    _ index: Int, _ shared: CentralPath.Year, _ group: LaneGroupSolver, _ problems: [PathProblem?]
  ) {
    let now = values(index)
    let year = solver.years.lowerBound + index
    let system = central.systems[shared.system]
    let frame = group.workspace.frame
    for (lane, problem) in problems.enumerated() {
      guard let problem else { continue }
      problem.exogenous[index].withUnsafeBufferPointer { exogenous in
        for cell in shared.givenCells { now[cell * lanes + lane] = exogenous[cell] }
      }
      for target in shared.targets {
        now[target.cell * lanes + lane] = problem.swaps[target.swap].targets[year] ?? .nan
      }
      guard !hasParameters[shared.system] else { continue }
      problem.parameters.withUnsafeBufferPointer { values in
        for (parameter, slot) in system.parameters {
          frame[slot * lanes + lane] = values[parameter]
        }
      }
    }
    hasParameters[shared.system] = true
    for (lag, cells) in system.lagged.enumerated() {
      let source = values(index - lag)
      for (cell, slot) in cells {
        (frame + slot * lanes).update(from: source + cell * lanes, count: lanes)
      }
    }
  }

  /// The central path's unknowns, moved in proportion to how a draw differs from it so far.
  private func writeFirstGuess(
    _ index: Int, _ shared: CentralPath.Year, _ group: LaneGroupSolver
  ) {
    let guide = central.values(yearIndex: index, model: solver.model)
    let guideBefore = central.values(yearIndex: index - 1, model: solver.model)
    let before = values(index - 1)
    for (place, cell) in shared.cells.enumerated() {
      for lane in 0..<lanes {
        let ratio = before[cell * lanes + lane] / guideBefore[cell]
        group.base[place * lanes + lane] =
          ratio > 0.2 && ratio < 5 ? guide[cell] * ratio : guide[cell]
      }
    }
  }

  private func writeAddFactors(
    _ year: Int, _ shared: CentralPath.Year, _ group: LaneGroupSolver, _ problems: [PathProblem?]
  ) {
    group.added.update(repeating: 0, count: shared.rows.count * lanes)
    guard problems.contains(where: { $0?.addFactors.isEmpty == false }) else { return }
    var places = [Int](repeating: 0, count: solver.model.equations.count)
    for (place, row) in shared.rows.enumerated() { places[row] = place }
    for (lane, problem) in problems.enumerated() {
      for factor in problem?.addFactors ?? [] where factor.year == year {
        group.added[places[factor.equation] * lanes + lane] += factor.value
      }
    }
  }

  /// One year of one draw by Newton's method of its own, near the central path.
  private func solveAlone(
    _ problem: PathProblem, _ index: Int, _ year: Int, _ lane: Int
  ) throws -> PathSolution {
    let past = (1...(index + depth)).map { lag in
      (0..<cellCount).map { values(index - lag)[$0 * lanes + lane] }
    }
    var alone = PathProblem(
      parameters: problem.parameters, history: past, years: year...year,
      exogenous: [problem.exogenous[index]])
    alone.swaps = problem.swaps
    alone.addFactors = problem.addFactors
    alone.tolerance = central.problem.tolerance
    alone.roundingTolerance = central.problem.roundingTolerance
    alone.maximumIterations = central.problem.maximumIterations
    alone.guide = [
      year: central.values(yearIndex: index, model: solver.model),
      year - 1: central.values(yearIndex: index - 1, model: solver.model),
    ]
    return try own.solve(alone).completed()
  }
}

extension [CheckReport] {
  /// Keeps the worse report of each family.
  fileprivate mutating func takeWorse(_ reports: [CheckReport]) {
    for (position, report) in reports.enumerated() { keep(position, report.residual) { report } }
  }

  /// Keeps a report where its residual is worse than that of the family's so far.
  fileprivate mutating func keep(_ position: Int, _ residual: Double, _ report: () -> CheckReport) {
    if position == count {
      append(report())
    } else if isWorse(residual, than: self[position].residual) {
      self[position] = report()
    }
  }
}
