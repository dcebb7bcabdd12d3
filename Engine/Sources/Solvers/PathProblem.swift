/// An exchange of roles: a variable's cell is given, an exogenous cell is solved instead.
///
/// "GDP follows the ministry's projection by the tax rate" is a swap of GDP and the tax rate with
/// the projection as targets. Years without a target keep the usual roles.
public struct VariableSwap: Sendable, Equatable {
  /// The variable's cell that is given.
  public var endogenous: Int
  /// The exogenous cell that is solved.
  public var exogenous: Int
  /// Year → the value the variable must take.
  public var targets: [Int: Double]

  /// Creates a swap.
  public init(endogenous: Int, exogenous: Int, targets: [Int: Double]) {
    self.endogenous = endogenous
    self.exogenous = exogenous
    self.targets = targets
  }
}

/// An amount added to an equation in one year: `left − right = value`.
public struct AddFactor: Sendable, Equatable {
  /// The equation's position in the model.
  public var equation: Int
  /// The year.
  public var year: Int
  /// The amount, in the unit of the equation.
  public var value: Double

  /// Creates an add-factor.
  public init(equation: Int, year: Int, value: Double) {
    self.equation = equation
    self.year = year
    self.value = value
  }
}

/// Everything that determines a path, except the model itself.
public struct PathProblem: Sendable {
  /// One value per parameter cell.
  public var parameters: [Double]
  /// Values of all cells before the first year: `[0]` is the period just before it.
  /// Cells that no equation looks back on may be NaN.
  public var history: [[Double]]
  /// The years to solve.
  public var years: ClosedRange<Int>
  /// One array of all cells per year; only the exogenous cells are read.
  public var exogenous: [[Double]]
  /// Exchanges of roles.
  public var swaps: [VariableSwap] = []
  /// Amounts added to equations.
  public var addFactors: [AddFactor] = []
  /// A path to start near, by year: usually the parent run. A year just before the first may be
  /// given too, where that differs from ``history``.
  public var guide: [Int: [Double]] = [:]
  /// The largest residual accepted, relative to the size of the equation's terms.
  public var tolerance = 1e-11
  /// What is accepted where rounding does not allow more.
  public var roundingTolerance = 1e-10
  /// The most Newton steps in one block and year.
  public var maximumIterations = 150

  /// Creates a problem without swaps, add-factors or guide.
  public init(
    parameters: [Double], history: [[Double]], years: ClosedRange<Int>, exogenous: [[Double]]
  ) {
    self.parameters = parameters
    self.history = history
    self.years = years
    self.exogenous = exogenous
  }
}
