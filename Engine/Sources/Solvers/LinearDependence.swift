import Equations

/// Equations of a block of which one follows from the others, as far as small changes go, and the
/// unknowns that are therefore not determined.
///
/// Both come from the null vectors of the Jacobian: the equations with a weight in the left one, the
/// unknowns that move in the right one.
public struct LinearDependence: Sendable, Equatable, CustomStringConvertible {
  /// An equation that takes part.
  public struct Equation: Sendable, Equatable {
    /// `name[elements]`.
    public var label: String
    /// Its place in the model text.
    public var location: SourceLocation
  }

  /// An unknown that may move.
  public struct Movement: Sendable, Equatable {
    /// `name[elements]`.
    public var label: String
    /// How far it moves, in its own unit, when the first unknown moves by 1.
    public var change: Double
  }

  /// The equations, those with the largest weight first.
  public var equations: [Equation]
  /// The unknowns, those that move most first.
  public var unknowns: [Movement]
  /// The number of equations and unknowns beyond those listed.
  public var omitted: Int

  /// The most that are listed.
  static let limit = 6

  /// What depends on what, and what to do.
  public var description: String {
    let equationList = equations.map { "`\($0.label)` (\($0.location))" }.joined(separator: ", ")
    let unknownList = unknowns.map { "`\($0.label)`" }.joined(separator: ", ")
    let more = omitted > 0 ? " (and \(omitted) more equations and unknowns)" : ""
    if equations.count == 1, let equation = equations.first {
      return """
        \(equationList) does not move with any unknown it is solved with at the values reached\(more), \
        so \(unknownList) may take any value. Correct `\(equation.label)`, or start from other values.
        """
    }
    if unknowns.count == 1, let unknown = unknowns.first {
      return """
        No equation of the block moves with `\(unknown.label)` at the values reached, and one of \
        \(equationList) follows from the others\(more). Correct the equation that should determine \
        `\(unknown.label)`, or start from other values.
        """
    }
    let movements = unknowns.map { "`\($0.label)` by \(ConvergenceFailure.short($0.change))" }
      .joined(separator: ", ")
    return """
      \(equations.count == 2 ? "\(equationList) say the same thing" : "One of \(equationList) follows from the others") \
      about \(unknownList)\(more): none of them notices when these move together, \
      \(movements). Replace one of these equations, or make one of these unknowns exogenous.
      """
  }
}
