import Equations

/// The attempts at one year: from a good guess, from last year's values, and in small steps.
struct YearAttempt {
  let solver: PathSolver
  let system: CompiledSystem
  let problem: PathProblem
  let year: Int
  let plan: YearPlan
  /// Solved years so far.
  let solved: [[Double]]

  enum Outcome {
    case solved(YearReport)
    case failed(ConvergenceFailure)
  }

  /// The end of one pass over the blocks.
  enum Pass {
    case solved(iterations: Int, residual: Double, worstEquation: Int, atFloor: Int)
    case failed(block: Int, BlockSolver.Failure, iterations: Int)
  }

  /// Values of all cells `lag` years before this one, where they are known.
  func values(lag: Int) -> [Double]? {
    let index = year - problem.years.lowerBound - lag
    if index >= 0 { return solved[index] }
    return problem.history.indices.contains(-index - 1) ? problem.history[-index - 1] : nil
  }

  /// Values of the year before.
  var lastYear: [Double]? { values(lag: 1) }

  /// Tries each way until one solves the year.
  mutating func run() -> Outcome {
    loadInputs(share: 1)
    let guess = firstGuess()
    var pass = attempt(from: guess)
    if case .solved = pass { return report(pass, .direct) }
    let firstFailure = failure(pass, homotopyReached: 0)
    let rounded = throughRoundings(from: guess)
    if let rounded, case .solved = rounded.pass {
      return report(rounded.pass, .roundedConditions(steps: rounded.steps))
    }
    guard let lastYear, plan.unknownCells.contains(where: { lastYear[$0].isFinite }) else {
      return givenUp(firstFailure, at: rounded == nil ? pass : nil)
    }
    loadInputs(share: 1)
    let plain = complete(lastYear)
    if plain != guess {
      pass = attempt(from: plain)
      if case .solved = pass { return report(pass, .fromLastYear) }
    }
    return homotopy(from: plain, firstFailure)
  }

  /// Moves all that is given — exogenous values, lags, targets, add-factors — from last year's to
  /// this year's. At the start last year's solution solves the system, at the end it is this year's.
  private func homotopy(from start: [Double], _ firstFailure: ConvergenceFailure) -> Outcome {
    var reached = 0.0
    var stride = 0.25
    var point = start
    var steps = 0
    var last = firstFailure
    var end: Pass?
    while reached < 1 && stride > 1.0 / 512 && steps < 200 {
      let target = min(1, reached + stride)
      steps += 1
      loadInputs(share: target)
      let pass = attempt(from: point)
      switch pass {
      case .solved:
        reached = target
        point = system.workspace.cells
        if reached == 1 { return report(pass, .homotopy(steps: steps)) }
        stride *= 1.5
        end = nil
      case .failed:
        last = failure(pass, homotopyReached: reached)
        end = pass
        stride /= 2
      }
    }
    if case .notFinite = firstFailure.reason, reached == 0 {
      return givenUp(firstFailure, at: nil)
    }
    last.homotopyReached = reached
    return givenUp(last, at: end)
  }

  /// Writes parameters, lags and given values, a share of the way from last year's to this year's.
  func loadInputs(share: Double) {
    let workspace = system.workspace
    let blank = [Double](repeating: .nan, count: solver.model.cellCount)
    workspace.setParameters(problem.parameters)
    for lag in stride(from: 1, through: workspace.tape.layout.maximumLag, by: 1) {
      let now = values(lag: lag) ?? blank
      workspace.setCells(share == 1 ? now : mixed(values(lag: lag + 1), now, share), lag: lag)
    }
    workspace.setCells(share == 1 ? plan.given : mixed(lastYear, plan.given, share))
    let before = share == 1 ? nil : addFactors(of: year - 1)
    for block in system.blocks {
      for (position, row) in block.rows.enumerated() {
        let now = plan.addFactors[row]
        block.addFactor[position] = before.map { (1 - share) * $0[row] + share * now } ?? now
      }
    }
  }

  private func addFactors(of year: Int) -> [Double] {
    var result = [Double](repeating: 0, count: solver.model.equations.count)
    for factor in problem.addFactors where factor.year == year {
      result[factor.equation] += factor.value
    }
    return result
  }

  private func mixed(_ before: [Double]?, _ now: [Double], _ share: Double) -> [Double] {
    guard let before else { return now }
    return zip(before, now).map { $0.isFinite ? (1 - share) * $0 + share * $1 : $1 }
  }

  func attempt(from start: [Double]) -> Pass {
    let workspace = system.workspace
    let offset = workspace.tape.layout.slot(ofCell: 0)
    for cell in plan.unknownCells { workspace.slots[offset + cell] = start[cell] }
    workspace.run(system.prologue)
    let settings = BlockSolver.Settings(
      tolerance: problem.tolerance, roundingTolerance: problem.roundingTolerance,
      startTolerance: problem.guide[year] == nil ? problem.tolerance : problem.roundingTolerance,
      keepsStart: problem.guide[year] != nil,
      maximumIterations: problem.maximumIterations,
      demandsDetermination: solved.isEmpty && problem.guide[year] == nil)
    var iterations = 0
    var residual = 0.0
    var worst = solver.model.equations.isEmpty ? -1 : 0
    var atFloor = 0
    for (index, block) in system.blocks.enumerated() {
      switch block.solve(settings) {
      case .failed(let failure, let count):
        return .failed(block: index, failure, iterations: count)
      case .converged(let convergence):
        iterations = max(iterations, convergence.iterations)
        if convergence.isAtRoundingFloor { atFloor += 1 }
        if convergence.residual > residual {
          residual = convergence.residual
          worst = block.rows[convergence.worstRow]
        }
      }
    }
    return .solved(
      iterations: iterations, residual: residual, worstEquation: worst, atFloor: atFloor)
  }

  private func report(_ pass: Pass, _ route: YearReport.Route) -> Outcome {
    guard case .solved(let iterations, let residual, let worst, let atFloor) = pass else {
      preconditionFailure("Only a solved year has a report.")
    }
    return .solved(
      YearReport(
        year: year, iterations: iterations, residual: residual,
        worstEquation: worst >= 0 ? solver.model.label(ofEquation: worst) : "",
        blockCount: system.blocks.count, largestBlock: system.largestBlock,
        blocksAtRoundingFloor: atFloor, route: route, seconds: 0))
  }
}
