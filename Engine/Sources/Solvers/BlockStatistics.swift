/// The size of a block of equations, for those who measure or report.
public struct BlockStatistics: Sendable, Equatable {
  /// Equations solved together.
  public var equations: Int
  /// Entries of their Jacobian.
  public var nonZeros: Int
  /// Equations left after those that define their own unknown are eliminated.
  public var core: Int
  /// How its linear systems are factored: ``FactorisationMethod/sparse`` or
  /// ``FactorisationMethod/condensed``.
  public var method: FactorisationMethod
  /// The smallest over the largest pivot of the matrix factored last; nil before one is factored.
  public var reciprocalCondition: Double?
  /// How far entries grew when it was factored, inverted; nil before one is factored.
  public var reciprocalGrowth: Double?
}
