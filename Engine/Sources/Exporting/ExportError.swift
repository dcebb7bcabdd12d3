import Equations

/// A problem that cannot be written for another program.
public enum ExportError: Error, Equatable, CustomStringConvertible {
  /// An exogenous value, a target, an add-factor or a value before the first year is no number.
  case notFinite(what: String, year: Int, value: Double)
  /// A parameter has no number.
  case parameterNotFinite(name: String, value: Double)
  /// The model has no equations.
  case noEquations
  /// An array has another length than the model needs.
  case wrongLength(name: String, found: Int, expected: Int)
  /// A swap names a cell of the wrong kind, or two swaps want one cell in one year.
  case badSwap(cell: String, reason: String)
  /// An add-factor names an equation that is not there.
  case noSuchEquation(Int, count: Int)
  /// The equations cannot determine the unknowns.
  case structure(StructuralError)

  /// What could not be written, where, with which values, and what to do.
  public var description: String {
    "The model cannot be exported: \(reason)"
  }

  private var reason: String {
    switch self {
    case .notFinite(let what, let year, let value):
      "\(what) is \(value) in \(year). Supply a number for that year."
    case .parameterNotFinite(let name, let value):
      "the parameter `\(name)` is \(value). Give it a value."
    case .noEquations: "it has no equations."
    case .wrongLength(let name, let found, let expected):
      "of \(name) \(found) were given and \(expected) are needed."
    case .badSwap(let cell, let reason): "the swap of `\(cell)` is not possible, \(reason)"
    case .noSuchEquation(let equation, let count):
      "an add-factor names equation \(equation) and the model has equations 0 to \(count - 1)."
    case .structure(let error): error.description
    }
  }
}
