/// How one draw ended.
public enum DrawOutcome: Sendable, Equatable {
  /// Every year is solved. In the years named the central path's factors did not lead to the solution
  /// and the draw was solved by Newton's method on its own.
  case solved(ownYears: [Int])
  /// No solution was found in some year.
  case notConverged(ConvergenceFailure)
  /// The draw's problem could not be made, or does not fit the model.
  case notPrepared(String)

  /// Whether every year is solved.
  public var isSolved: Bool {
    if case .solved = self { true } else { false }
  }
}

/// The draws of an ensemble: what became of each, and the cells that were asked for.
public struct EnsembleSolution: Sendable {
  /// The draws, by number.
  public let draws: Range<Int>
  /// The years solved.
  public let years: ClosedRange<Int>
  /// The cells recorded.
  public let cells: [Int]
  /// One outcome per draw, in the order of ``draws``.
  public internal(set) var outcomes: [DrawOutcome] = []
  /// For each draw, in the order of ``draws``, the worst report of each family of checks over all
  /// years; none where the draw has no solution.
  public internal(set) var checks: [[CheckReport]] = []
  /// Steps taken by groups of draws with the central path's factors, summed over years and groups.
  public internal(set) var groupSteps = 0
  private var values: [Double] = []

  init(draws: Range<Int>, years: ClosedRange<Int>, cells: [Int]) {
    self.draws = draws
    self.years = years
    self.cells = cells
  }

  /// Adds the draws that follow; values by draw, year and cell.
  mutating func append(
    _ outcomes: [DrawOutcome], _ values: [Double], _ checks: [[CheckReport]]
  ) {
    self.outcomes += outcomes
    self.values += values
    self.checks += checks
  }

  /// The value of the recorded cell at a position of ``cells``; nil where the draw has no solution.
  public func value(draw: Int, year: Int, position: Int) -> Double? {
    guard draws.contains(draw), years.contains(year), outcomes[draw - draws.lowerBound].isSolved
    else { return nil }
    return self[draw, year, position]
  }

  /// The values of a recorded cell in a year over all solved draws, in their order.
  public func values(year: Int, position: Int) -> [Double] {
    draws.compactMap { value(draw: $0, year: year, position: position) }
  }

  private subscript(draw: Int, year: Int, position: Int) -> Double {
    values[
      ((draw - draws.lowerBound) * years.count + year - years.lowerBound) * cells.count + position]
  }

  /// Draws without a solution, with the reason.
  public var failures: [(draw: Int, reason: String)] {
    zip(draws, outcomes).compactMap { draw, outcome in
      switch outcome {
      case .solved: nil
      case .notConverged(let failure): (draw, "\(failure)")
      case .notPrepared(let reason): (draw, reason)
      }
    }
  }

  /// Draws that needed Newton's method of their own in some year.
  public var ownCount: Int {
    outcomes.count { outcome in
      if case .solved(let years) = outcome { !years.isEmpty } else { false }
    }
  }
}
