import Equations
import Quantities

/// A model that cannot be given its base values.
public enum CalibrationError: Error, Equatable, CustomStringConvertible {
  /// A parameter has no value, no formula and no calibration.
  case missingParameter(name: String, location: SourceLocation)
  /// An override names a parameter that is not there, or is not a number.
  case badOverride(parameter: Int, value: Double)
  /// An exogenous value is missing; years without data from `year` on.
  case missingExogenous(
    symbol: String, elements: [String], year: Int, firstMissingYear: Int, location: SourceLocation)
  /// A variable has no base value, and no equation of its own to take one from.
  case missingBaseValue(name: String, location: SourceLocation)
  /// A variable is looked back on and nothing says what it was.
  case missingHistory(name: String, lag: Int, user: String?, location: SourceLocation)
  /// An equation looks back on an exogenous value before its data begin.
  case exogenousBegins(name: String, first: Int, user: String, from: Int, location: SourceLocation)
  /// Values that need each other.
  case cycle([String])
  /// A formula or base value is not a finite number.
  case notFinite(NonFiniteReport)
  /// A value found by calibration, or made of one, is not among those that its declaration allows.
  case outOfRange(name: String, value: Double, range: PermittedRange, location: SourceLocation)
  /// No value of a parameter makes its equation hold at the base values.
  case noCalibration(
    parameter: String, equation: String, value: Double, residual: Double, location: SourceLocation)
  /// The equation that should find a parameter is the same at every value of it.
  case unmoved(parameter: String, equation: String, location: SourceLocation)
  /// A calibration names an equation or parameter that is not there.
  case badCalibration(parameter: Int, equation: Int)
  /// A closure keeps a variable at its base value, and it has none.
  case noValueToKeep(variable: String, instrument: String)
  /// Something needs a base year and the model has none.
  case noBaseYear(String)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .missingParameter(let name, let location):
      "\(location): parameter `\(name)` has no value. Supply it in the data or give it a formula."
    case .badOverride(let parameter, let value):
      "Parameter cell \(parameter) cannot be set to \(value): it must exist and be a finite number."
    case .missingExogenous(let symbol, let elements, let year, let first, let location):
      """
      \(location): exogenous `\(Self.label(symbol, elements))` has no value in \(year) (first year \
      missing: \(first)). Extend its data, or write a default after `=`.
      """
    case .missingBaseValue(let name, let location):
      """
      \(location): variable `\(name)` has no base value and no equation of the form \
      `\(name) = …` to take it from. Add `base` to its declaration.
      """
    case .exogenousBegins(let name, let first, let user, let start, let location):
      """
      \(location): exogenous `\(name)` has values from \(first) on, and \(user) looks back on earlier \
      ones. Extend its data, write a default after `=`, or begin with --from \(start).
      """
    case .missingHistory(let name, let lag, let user, let location):
      """
      \(location): \(user.map { "\($0) looks" } ?? "equations look") back on `\(name)`, and nothing says what it was \(lag) \
      period\(lag == 1 ? "" : "s") before the base year, or before the first year where there is no \
      base. Add `base`, `growth` or `before` to its declaration.
      """
    case .cycle(let names):
      "These values need each other: \(names.joined(separator: " → ")). Give one of them a `base`."
    case .notFinite(let report):
      """
      No value can be given to \(report) Correct the data it is made of, or leave the element out by \
      `where` or `if`.
      """
    case .outOfRange(let name, let value, let range, let location):
      """
      \(location): `\(name)` comes to \(CSVWriter.number(value)), and must be \(range). Correct the \
      data or formula it follows from, or the range declared.
      """
    case .noCalibration(let parameter, let equation, let value, let residual, let location):
      """
      \(location): no value of `\(parameter)` was found that makes `\(equation)` hold at the base values; the \
      nearest tried, \(value), leaves a residual of \(residual). Correct the base values in it, or give `\(parameter)` a value \
      and leave out `calibrate`.
      """
    case .unmoved(let parameter, let equation, let location):
      """
      \(location): `\(equation)` does not move with `\(parameter)` at the base values, so no value of \
      it can be found there. Name an equation in which `\(parameter)` has an effect, or give it a value \
      and leave out `calibrate`.
      """
    case .badCalibration(let parameter, let equation):
      "A calibration pairs parameter cell \(parameter) with equation \(equation); one does not exist."
    case .noValueToKeep(let variable, let instrument):
      """
      The closure keeps `\(variable)` at its base value and solves `\(instrument)`, but `\(variable)` \
      has no base value. Add `base` to its declaration, or give its values as a target.
      """
    case .noBaseYear(let purpose): "\(purpose) needs a base year, and this model has none."
    }
  }

  private static func label(_ name: String, _ elements: [String]) -> String {
    elements.isEmpty ? name : "\(name)[\(elements.joined(separator: ","))]"
  }
}
