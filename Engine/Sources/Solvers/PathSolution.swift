/// How one year was solved.
public struct YearReport: Sendable, Equatable {
  /// The year.
  public var year: Int
  /// Newton steps of the block that needed most.
  public var iterations: Int
  /// The largest residual, relative to the size of its equation's terms.
  public var residual: Double
  /// The equation it belongs to.
  public var worstEquation: String
  /// The number of blocks.
  public var blockCount: Int
  /// The number of equations in the largest.
  public var largestBlock: Int
  /// Blocks that stopped where rounding allowed no more, above the tolerance.
  public var blocksAtRoundingFloor: Int
  /// How the solver got there.
  public var route: Route
  /// Wall-clock seconds; the only part that differs between equal runs.
  public var seconds: Double

  /// How a year was reached.
  public enum Route: Sendable, Equatable {
    /// The first guess led to the solution.
    case direct
    /// The first guess failed; last year's values led to it.
    case fromLastYear
    /// Complementarity conditions were rounded off, less and less in so many steps.
    case roundedConditions(steps: Int)
    /// Exogenous values were moved from last year's to this year's in so many steps.
    case homotopy(steps: Int)
  }
}

/// The worst member of a family of checks in one year.
public struct CheckReport: Sendable, Equatable {
  /// The year.
  public var year: Int
  /// The family's position in the model.
  public var family: Int
  /// Its name.
  public var name: String
  /// The largest difference relative to its scale.
  public var residual: Double
  /// The member it belongs to, as `name[elements]`.
  public var worst: String

  /// Whether it is further from holding; a residual that is not a number is the worst there is.
  public func isWorse(than other: CheckReport) -> Bool {
    Solvers.isWorse(residual, than: other.residual)
  }
}

/// A solved path, or as much of it as could be solved.
public struct PathSolution: Sendable {
  /// The years asked for.
  public let years: ClosedRange<Int>
  /// All cells of each solved year; exogenous and swapped cells included.
  public internal(set) var values: [[Double]] = []
  /// One report per solved year.
  public internal(set) var reports: [YearReport] = []
  /// One report per family of checks and solved year.
  public internal(set) var checks: [CheckReport] = []
  /// Why the path ends early, if it does.
  public internal(set) var failure: ConvergenceFailure?

  init(years: ClosedRange<Int>) { self.years = years }

  /// Whether every year is solved.
  public var isComplete: Bool { failure == nil && values.count == years.count }

  /// The value of a cell in a solved year.
  public func value(ofCell cell: Int, year: Int) -> Double? {
    let index = year - years.lowerBound
    return values.indices.contains(index) ? values[index][cell] : nil
  }

  /// This path, if it is complete.
  /// - Throws: The ``ConvergenceFailure`` that ended it.
  public func completed() throws(ConvergenceFailure) -> PathSolution {
    if let failure { throw failure }
    return self
  }
}
