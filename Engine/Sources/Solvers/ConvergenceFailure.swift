import Equations

/// A year that could not be solved: what was tried, which equations are furthest from holding, and
/// what probably caused it.
public struct ConvergenceFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The year.
  public var year: Int
  /// The block that failed, from 1.
  public var block: Int
  /// The number of blocks.
  public var blockCount: Int
  /// The number of equations in it.
  public var equationCount: Int
  /// Newton steps in the last attempt at this block.
  public var iterations: Int
  /// What stopped it.
  public var reason: Reason
  /// The equations furthest from holding, worst first.
  public var worst: [WorstEquation]
  /// The residual that would have been accepted.
  public var tolerance: Double
  /// The unknown of this block that is furthest from last year's value, and how many times it.
  public var farthestUnknown: NamedRatio?
  /// The exogenous value that changed most since last year, and how many times it became.
  public var largestExogenousChange: NamedRatio?
  /// Unknowns of the block that are driven to zero and must stay above it.
  public var unknownsAtZero: [String] = []
  /// The equation that takes the logarithm, root or power of the first of these, and its place.
  public var positivity: String?
  /// Where the equations of the block depend on each other at the point reached, or nearly so.
  public var dependence: LinearDependence?
  /// Variables that are given in this year, and what is solved instead.
  public var exchanges: [String] = []
  /// Whether values of the start, or of years before, are in what is not finite; else all of it is given.
  public var startTakesPart = true
  /// How far exogenous values could be moved from last year's to this year's, 0 to 1.
  public var homotopyReached: Double

  /// What stopped a solve.
  public enum Reason: Sendable, Equatable {
    /// No step along Newton's direction brings the equations nearer to holding.
    case stalled
    /// The largest number of steps was taken.
    case iterationLimit
    /// The equations do not determine this unknown at the point reached.
    case singular(unknown: String, equation: String)
    /// A part of an equation is not a finite number at the start.
    case notFinite(NonFiniteReport)
    /// An equation changes infinitely fast, or not measurably, with this unknown.
    case slopeNotFinite(equation: String, location: SourceLocation, unknown: String)
  }

  /// An equation and how far it is from holding.
  public struct WorstEquation: Sendable, Equatable {
    /// `name[elements]`.
    public var label: String
    /// Its place in the model text.
    public var location: SourceLocation
    /// The residual relative to the size of its terms.
    public var residual: Double
  }

  /// A named value relative to another.
  public struct NamedRatio: Sendable, Equatable {
    /// `name[elements]`.
    public var label: String
    /// This year's value over last year's.
    public var ratio: Double
  }

  /// The report, in sentences.
  public var description: String {
    var lines: [String] = []
    let place =
      "\(Self.name(year)), block \(block) of \(blockCount) (\(Self.count(equationCount, "equation")))"
    let steps = Self.count(iterations, "iteration")
    switch reason {
    case .stalled:
      lines.append("\(place): stalled after \(steps).")
    case .iterationLimit:
      lines.append("\(place): not converged after \(steps).")
    case .singular where targetSeemsOutOfReach:
      lines.append(
        """
        \(place): a value that is given seems out of reach: after \(steps) the equations are far from \
        holding and no longer move with what is solved.
        """)
    case .singular where dependence != nil:
      lines.append(
        "\(place): the equations do not determine all unknowns after \(steps).")
    case .singular(let unknown, let equation):
      lines.append(
        """
        \(place): the equations do not determine `\(unknown)` after \(steps); \
        `\(equation)`, which should, does not move with it or repeats another equation.
        """)
    case .notFinite(let report):
      lines.append("\(place): an equation has no value at the start. \(report)")
    case .slopeNotFinite(let equation, let location, let unknown):
      lines.append(
        """
        \(place): after \(steps) the slope of \(equation), \(location), in \
        `\(unknown)` is not a finite number, as that of sqrt(x) at 0.
        """)
    }
    if !unknownsAtZero.isEmpty {
      let names = unknownsAtZero.prefix(LinearDependence.limit).map { "`\($0)`" }
      lines.append(
        """
        The equations drive \(names.joined(separator: ", ")) to zero or below, where the logarithm, \
        root or power that is taken of \(names.count == 1 ? "it" : "them")\(positivity.map { " in \($0)" } ?? "") \
        has no value.
        """)
    }
    if let dependence, !targetSeemsOutOfReach { lines.append("\(dependence)") }
    if !exchanges.isEmpty {
      lines.append("In \(Self.name(year)) \(exchanges.joined(separator: ", ")).")
    }
    if !worst.isEmpty {
      let list = worst.map {
        "\($0.label), \($0.location), residual \(Self.short($0.residual))"
      }
      lines.append(
        "Furthest from holding: \(list.joined(separator: "; ")) (tolerance \(tolerance)).")
    }
    if let farthestUnknown {
      lines.append(
        "\(farthestUnknown.label) is \(Self.short(farthestUnknown.ratio)) times its value of \(Self.name(year - 1))."
      )
    }
    if homotopyReached > 0 {
      lines.append(
        "Exogenous values could be moved \(Self.short(100 * homotopyReached)) % of the way from \(Self.name(year - 1))."
      )
    }
    if case .singular = reason, dependence != nil { return lines.joined(separator: "\n") }
    if case .notFinite = reason, startTakesPart {
      lines.append(
        """
        The start is the solution of \(Self.name(year - 1)), or 1 for what had no value: give what is looked back \
        on a `base`, `growth` or `before` for which the equation has a value.
        """)
    }
    if let largestExogenousChange {
      lines.append(
        """
        Check the exogenous values given for \(Self.name(year)): \(largestExogenousChange.label) is \
        \(Self.short(largestExogenousChange.ratio)) times its value of \(Self.name(year - 1)).
        """)
    } else {
      lines.append(
        "Check the parameters, and the exogenous values and targets given for \(Self.name(year)).")
    }
    return lines.joined(separator: "\n")
  }

  /// A year as it is, and a number that is none as a period.
  private static func name(_ year: Int) -> String {
    year >= 1000 ? "\(year)" : "period \(year)"
  }

  /// Whether a variable is given and its equations, far from holding, have stopped to move.
  private var targetSeemsOutOfReach: Bool {
    guard case .singular = reason, !exchanges.isEmpty, let first = worst.first else { return false }
    return first.residual > 1e-3
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    var exponent = 0
    var size = value.magnitude
    while size >= 10 { (size, exponent) = (size / 10, exponent + 1) }
    while size < 1 { (size, exponent) = (size * 10, exponent - 1) }
    let digits = (size * 100).rounded() / 100 * (value < 0 ? -1 : 1)
    if exponent >= -3 && exponent <= 5 {
      var scaled = (digits * 100).rounded()
      var power = exponent - 2
      while power > 0 { (scaled, power) = (scaled * 10, power - 1) }
      var divisor = 1.0
      while power < 0 { (divisor, power) = (divisor * 10, power + 1) }
      let result = scaled / divisor
      return result == result.rounded() ? "\(Int(result))" : "\(result)"
    }
    return "\(digits)e\(exponent)"
  }
}
