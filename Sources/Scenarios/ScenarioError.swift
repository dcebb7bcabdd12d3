import Quantities

/// What can be wrong with a scenario.
public enum ScenarioError: Error, Equatable, CustomStringConvertible {
  /// The text is not YAML.
  case notYAML(ScenarioLocation, problem: String)
  /// A key that scenarios do not have.
  case unknownKey(ScenarioLocation, key: String, inside: String, known: [String])
  /// A key stands twice.
  case repeatedKey(ScenarioLocation, key: String)
  /// A key that must be there is not.
  case missingKey(ScenarioLocation, key: String, inside: String)
  /// A value of the wrong kind.
  case wrongType(ScenarioLocation, what: String, expected: String, found: String)
  /// Values that contradict or do not suffice.
  case inconsistent(ScenarioLocation, problem: String)
  /// A name that the model does not have.
  case unknownName(ScenarioLocation, what: String, name: String, known: [String])
  /// A lever beyond its bounds.
  case outOfBounds(
    ScenarioLocation, lever: String, value: Double, lower: Double, upper: Double, unit: String)
  /// A value that the model does not allow of an exogenous value.
  case outOfRange(ScenarioLocation, what: String, value: Double, range: PermittedRange)
  /// A year that is not solved.
  case yearOutside(ScenarioLocation, what: String, year: Int, years: ClosedRange<Int>)
  /// The parent is nowhere to be found.
  case missingParent(ScenarioLocation, parent: String, folders: [String], known: [String])
  /// A scenario is its own ancestor.
  case cycle(ScenarioLocation, names: [String])
  /// The file cannot be read.
  case unreadable(file: String, reason: String)

  /// Where, if in a line of a file.
  public var location: ScenarioLocation? {
    switch self {
    case .notYAML(let location, _), .unknownKey(let location, _, _, _),
      .repeatedKey(let location, _), .missingKey(let location, _, _),
      .wrongType(let location, _, _, _), .inconsistent(let location, _),
      .unknownName(let location, _, _, _), .outOfBounds(let location, _, _, _, _, _),
      .outOfRange(let location, _, _, _), .yearOutside(let location, _, _, _),
      .missingParent(let location, _, _, _),
      .cycle(let location, _):
      location
    case .unreadable: nil
    }
  }

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .notYAML(let location, let problem):
      "\(location): error: this is not YAML: \(problem)"
    case .unknownKey(let location, let key, let inside, let known):
      "\(location): error: \(inside) has no key \"\(key)\": \(NearestName.hint(for: key, among: known))"
    case .repeatedKey(let location, let key):
      "\(location): error: the key \"\(key)\" stands twice. Keep one."
    case .missingKey(let location, let key, let inside):
      "\(location): error: \(inside) needs the key \"\(key)\"."
    case .wrongType(let location, let what, let expected, let found):
      "\(location): error: \(what) must be \(expected), and this is \(found)."
    case .inconsistent(let location, let problem):
      "\(location): error: \(problem)"
    case .unknownName(let location, let what, let name, let known):
      "\(location): error: there is no \(what) \"\(name)\": \(NearestName.hint(for: name, among: known))"
    case .outOfBounds(let location, let lever, let value, let lower, let upper, let unit):
      """
      \(location): error: \(lever) is \(CSVWriter.number(value)), outside its bounds \
      \(CSVWriter.number(lower)) to \(CSVWriter.number(upper))\(unit.isEmpty ? "" : " \(unit)").
      """
    case .outOfRange(let location, let what, let value, let range):
      """
      \(location): error: \(what) is \(CSVWriter.number(value)), and the model allows only values \
      \(range). Correct the value.
      """
    case .yearOutside(let location, let what, let year, let years):
      """
      \(location): error: \(what) names the year \(year), and the years that can be set are \
      \(years.lowerBound) to \(years.upperBound).
      """
    case .missingParent(let location, let parent, let folders, let known):
      """
      \(location): error: there is no parent scenario "\(parent)" in \
      \(folders.joined(separator: ", ")): \(NearestName.hint(for: parent, among: known))
      """
    case .cycle(let location, let names):
      """
      \(location): error: a scenario cannot be its own ancestor: \(names.joined(separator: " → ")). \
      Give one of them another parent, or none.
      """
    case .unreadable(let file, let reason):
      "\(file): the scenario cannot be read: \(reason)."
    }
  }
}
