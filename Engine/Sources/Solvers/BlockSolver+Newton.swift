import Equations
import LinearAlgebra

extension BlockSolver {
  /// How a block ended.
  enum Outcome {
    case converged(Convergence)
    case failed(Failure, iterations: Int)
  }

  struct Convergence {
    var iterations: Int
    var residual: Double
    var worstRow: Int
    var isAtRoundingFloor: Bool
  }

  enum Failure {
    case stalled
    case iterationLimit
    case singular(column: Int)
    case notFinite(row: Int)
    case slopeNotFinite(row: Int, column: Int)
  }

  struct Settings {
    var tolerance: Double
    var roundingTolerance: Double
    /// A start whose residual is this small is the solution, to the last bit.
    var startTolerance: Double
    /// Whether that holds of single linear equations too: of a path that is known, which does not change
    /// where nothing does.
    var keepsStart: Bool
    var maximumIterations: Int
    /// Whether a start that is the solution must be the only one nearby.
    var demandsDetermination = false
  }

  /// Unknowns never move more than this share of the way to zero where they must stay positive.
  private static let boundaryShare = 0.95
  /// A step with old factors must shrink the residual by this to be kept.
  private static let chordContraction = 0.2

  /// Solves the block from the unknowns in the workspace, and leaves the solution there.
  func solve(_ settings: Settings) -> Outcome {
    guard let workspace else { preconditionFailure("Attach a block before solving it.") }
    if isLinear, !settings.keepsStart, solveLinear(workspace) {
      return converged(0, largestResidual, settings)
    }
    guard evaluateResidual(workspace) else {
      return .failed(.notFinite(row: residual.firstIndex { !$0.isFinite } ?? 0), iterations: 0)
    }
    evaluateJacobian(workspace)
    var largest = largestResidual
    if largest <= settings.startTolerance {
      if settings.demandsDetermination, let column = undeterminedColumn() {
        return .failed(.singular(column: column), iterations: 0)
      }
      return converged(0, largest, settings)
    }
    if isLinear, settings.keepsStart, solveLinear(workspace) {
      return converged(0, largestResidual, settings)
    }
    var jacobianIsCurrent = true
    var mayUseOldFactors = hasFactors
    for iteration in 1...max(1, settings.maximumIterations) {
      let start = unknowns(workspace)
      if mayUseOldFactors {
        // Chord: the old factors cost a thousandth of new ones and are often good enough.
        if tryFullStep(from: start, workspace),
          largestResidual <= Self.chordContraction * largest
        {
          largest = largestResidual
          jacobianIsCurrent = false
          if largest <= settings.tolerance {
            evaluateJacobian(workspace)
            jacobianIsCurrent = true
            largest = largestResidual
            if largest <= settings.tolerance { return converged(iteration, largest, settings) }
          }
          continue
        }
        restore(start, workspace)
        mayUseOldFactors = false
      }
      if !jacobianIsCurrent { evaluateJacobian(workspace) }
      largest = largestResidual
      if largest <= settings.tolerance { return converged(iteration, largest, settings) }
      do throws(LinearAlgebraError) {
        try factor()
      } catch {
        if largest <= settings.roundingTolerance { return converged(iteration, largest, settings) }
        return .failed(failure(for: error), iterations: iteration)
      }
      findStep()
      let nearFloor = largest <= settings.roundingTolerance
      guard let length = search(from: start, nearFloor ? 3 : 40, workspace) else {
        restore(start, workspace)
        if nearFloor { return converged(iteration, largest, settings) }
        return .failed(.stalled, iterations: iteration)
      }
      let previous = largest
      evaluateJacobian(workspace)
      jacobianIsCurrent = true
      largest = largestResidual
      if largest <= settings.tolerance { return converged(iteration, largest, settings) }
      if largest <= settings.roundingTolerance && largest > 0.3 * previous {
        return converged(iteration, largest, settings)
      }
      mayUseOldFactors = length == 1 && largest <= Self.chordContraction * previous
    }
    if largest <= settings.roundingTolerance {
      return converged(settings.maximumIterations, largest, settings)
    }
    return .failed(.iterationLimit, iterations: settings.maximumIterations)
  }

  /// The column without a pivot where the Jacobian evaluated last is singular, so that other values
  /// of its unknown would do as well as those of the start.
  private func undeterminedColumn() -> Int? {
    defer { reset() }
    do throws(LinearAlgebraError) {
      try factor()
      return freeColumn
    } catch {
      if case .singular(let column) = error { return column }
      return nil
    }
  }

  /// The end of a solve whose equations hold; it has failed where they would hold elsewhere as well.
  private func converged(_ iterations: Int, _ residual: Double, _ settings: Settings) -> Outcome {
    if iterations > 0, let freeColumn {
      return .failed(.singular(column: freeColumn), iterations: iterations)
    }
    return .converged(
      Convergence(
        iterations: iterations, residual: residual, worstRow: worstRow,
        isAtRoundingFloor: residual > settings.tolerance))
  }

  private func failure(for error: LinearAlgebraError) -> Failure {
    switch error {
    case .singular(let column): .singular(column: column)
    case .notFinite(let row, let column): .slopeNotFinite(row: row, column: column)
    case .structurallySingular, .notSquare, .wrongLength, .libraryFailure: .singular(column: 0)
    }
  }

  private func unknowns(_ workspace: TapeWorkspace) -> [Double] {
    cellSlots.map { workspace.slots[$0] }
  }

  private func write(_ values: [Double], _ workspace: TapeWorkspace) {
    for (index, slot) in cellSlots.enumerated() { workspace.slots[slot] = values[index] }
  }

  /// Goes back to a point evaluated before, so that shared slots hold its values again.
  private func restore(_ values: [Double], _ workspace: TapeWorkspace) {
    write(values, workspace)
    _ = evaluateResidual(workspace)
  }

  /// The longest step that keeps positive unknowns positive, at most 1.
  private func boundary(_ start: [Double]) -> Double {
    var length = 1.0
    for index in 0..<start.count where isPositive[index] && start[index] > 0 && step[index] < 0 {
      length = min(length, Self.boundaryShare * start[index] / -step[index])
    }
    return length
  }

  private func tryFullStep(from start: [Double], _ workspace: TapeWorkspace) -> Bool {
    findStep()
    guard step.allSatisfy(\.isFinite), boundary(start) == 1 else { return false }
    var trial = start
    for index in trial.indices { trial[index] += step[index] }
    write(trial, workspace)
    return evaluateResidual(workspace)
  }

  /// Shortens the step until the equations come nearer to holding; nil when no length does.
  private func search(
    from start: [Double], _ attempts: Int, _ workspace: TapeWorkspace
  ) -> Double? {
    guard step.allSatisfy(\.isFinite) else { return nil }
    let initial = merit
    var length = boundary(start)
    var trial = start
    for _ in 0..<attempts {
      for index in trial.indices { trial[index] = start[index] + length * step[index] }
      write(trial, workspace)
      guard evaluateResidual(workspace) else {
        length *= 0.5
        continue
      }
      let reached = merit
      if reached <= (1 - 2e-4 * length) * initial { return length }
      // The minimum of the parabola through both ends and the slope at the start, within limits.
      let parabola = length * initial / (reached + (2 * length - 1) * initial)
      length =
        reached.isFinite ? min(0.5 * length, max(0.1 * length, length * parabola)) : length / 2
    }
    return nil
  }
}
