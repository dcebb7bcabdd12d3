import Quantities

/// What an expression is measured in.
public enum Measure: Sendable, Equatable {
  /// The number zero, which fits any unit.
  case zero
  /// A unit.
  case quantity(UnitOfMeasure)
  /// The logarithm of what is measured in a unit other than a pure number: adding logarithms
  /// multiplies units, and weights on them are exponents.
  case logarithm(of: UnitOfMeasure)
  /// Not known, since a symbol states no unit or an exponent has no value yet.
  case unknown
}

/// An operation on numbers whose units do not fit it.
public enum UnitMistake: Sendable, Equatable {
  /// What is added, subtracted or compared by `min` and `max` is measured in different units.
  case different(BinaryOperator, Measure, Measure)
  /// An exponent is not a pure number.
  case exponentHasUnit(Measure)
  /// Something with a unit is raised to a power that changes over time.
  case exponentVaries(base: Measure)
  /// `exp` of what is neither a pure number nor a logarithm.
  case exponential(Measure)
  /// A logarithm of something with a unit is multiplied or divided by what is no pure number, or
  /// stands where only a number or a unit can.
  case logarithm(of: UnitOfMeasure)
}
