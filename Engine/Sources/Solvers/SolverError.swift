import Equations

/// A problem that cannot be started, or was stopped by its caller.
public enum SolverError: Error, Equatable, CustomStringConvertible {
  /// The equations cannot determine the unknowns of this year.
  case structure(year: Int, StructuralError)
  /// An array has another length than the model needs.
  case wrongLength(name: String, found: Int, expected: Int)
  /// A swap names a cell of the wrong kind, or one cell twice.
  case badSwap(cell: String, reason: String)
  /// An add-factor names an equation that is not there.
  case noSuchEquation(Int, count: Int)
  /// An add-factor is not a finite number.
  case addFactorNotFinite(equation: String, year: Int, value: Double)
  /// An add-factor would move both sides of a complementarity condition.
  case addFactorOnCondition(equation: String, year: Int)
  /// An exogenous value is missing or not finite.
  case exogenousNotFinite(cell: String, year: Int, value: Double)
  /// The Jacobian of an ensemble's central path could not be factored.
  case centralPathNotFactored(year: Int, reason: String)
  /// A draw of an ensemble is not the same system as the central path.
  case drawDiffers(String)
  /// The caller or its task stopped the run before this year.
  case cancelled(year: Int)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .structure(let year, let error):
      // Without exchanged variables the equations are the same in every year.
      error.exchanges.isEmpty ? "\(error)" : "in \(year): \(error)"
    case .wrongLength(let name, let found, let expected):
      "\(name): \(found) values were given and the model needs \(expected)."
    case .badSwap(let cell, let reason): "The swap of `\(cell)` is not possible: \(reason)"
    case .noSuchEquation(let equation, let count):
      "An add-factor names equation \(equation); the model has equations 0 to \(count - 1)."
    case .addFactorNotFinite(let equation, let year, let value):
      "The add-factor of `\(equation)` in \(year) is \(value). Give a number, or remove it."
    case .addFactorOnCondition(let equation, let year):
      """
      Nothing can be added to `\(equation)` in \(year): it is a complementarity condition, and which of its \
      inequalities is meant is not said. Write an exogenous value into that inequality and change it.
      """
    case .exogenousNotFinite(let cell, let year, let value):
      "The exogenous value `\(cell)` is \(value) in \(year). Supply a number for that year."
    case .centralPathNotFactored(let year, let reason):
      "\(year): the equations at the central path do not give a step to start draws from: \(reason)"
    case .drawDiffers(let part):
      """
      A draw differs from the central path in more than numbers: \(part). Draws change parameters, \
      history, exogenous values, targets and add-factors.
      """
    case .cancelled(let year): "The run was stopped before \(year)."
    }
  }
}
