import Quantities

/// What a model offers to scenarios: the names a scenario may use, and within which bounds.
public struct ScenarioVocabulary: Sendable {
  /// A policy instrument's bounds.
  public struct Lever: Sendable, Equatable {
    /// The smallest and largest value.
    public var bounds: ClosedRange<Double>
    /// Its unit.
    public var unit: String

    /// Creates bounds.
    public init(bounds: ClosedRange<Double>, unit: String) {
      self.bounds = bounds
      self.unit = unit
    }
  }

  /// Levers by name.
  public var levers: [String: Lever]
  /// The values that the model allows of exogenous symbols that are not levers, by name.
  public var ranges: [String: PermittedRange]
  /// Exogenous symbols, levers included.
  public var exogenous: Set<String>
  /// Variables the model determines.
  public var variables: Set<String>
  /// Equations by name.
  public var equations: Set<String>
  /// The variants of each block.
  public var choices: [String: [String]]
  /// Closures by name.
  public var closures: Set<String>
  /// The years that can be set: those solved after the base year.
  public var years: ClosedRange<Int>
  /// The elements of the cells of exogenous symbols; a symbol not in it is not checked for them.
  public var cells: [String: [[String]]]

  /// Creates a vocabulary.
  public init(
    levers: [String: Lever], exogenous: Set<String>, variables: Set<String>,
    equations: Set<String>, choices: [String: [String]], closures: Set<String>,
    years: ClosedRange<Int>, cells: [String: [[String]]] = [:],
    ranges: [String: PermittedRange] = [:]
  ) {
    self.levers = levers
    self.exogenous = exogenous
    self.variables = variables
    self.equations = equations
    self.choices = choices
    self.closures = closures
    self.years = years
    self.cells = cells
    self.ranges = ranges
  }

  /// Checks every name, bound and year of a scenario.
  /// - Throws: ``ScenarioError`` at the first line that the model cannot follow.
  public func validate(_ scenario: ScenarioFile) throws(ScenarioError) {
    if let problem = problems(in: scenario).first { throw problem }
  }

  /// The closure, choices and variants of a scenario that the model does not have.
  public func problems(withFormOf scenario: ScenarioFile) -> [ScenarioError] {
    var found: [ScenarioError?] = []
    if let closure = scenario.closure {
      found.append(unknown(closure, among: closures, what: "closure", at: scenario.location))
    }
    for choice in scenario.choices {
      let block = unknown(choice.block, among: choices.keys, what: "choice", at: choice.location)
      found.append(
        block
          ?? unknown(
            choice.variant, among: choices[choice.block] ?? [], what: "variant of \(choice.block)",
            at: choice.location))
    }
    return found.compactMap(\.self)
  }

  /// Every name, bound and year of a scenario that the model cannot follow.
  public func problems(in scenario: ScenarioFile) -> [ScenarioError] {
    var found: [ScenarioError?] = problems(withFormOf: scenario)
    for lever in scenario.levers {
      let name = unknownCell(lever.cell, among: levers.keys, what: "lever", at: lever.location)
      found.append(name)
      guard name == nil else { continue }
      found.append(outside(lever.path.namedYears, of: "\(lever.cell)", at: lever.location))
      guard let known = levers[lever.cell.name], lever.path.meaning == .level else { continue }
      for value in lever.path.namedValues {
        found.append(beyond(value, of: "\(lever.cell)", known, at: lever.location))
      }
    }
    for override in scenario.overrides {
      found.append(
        unknownCell(override.cell, among: exogenous, what: "exogenous value", at: override.location)
      )
      found.append(outside(override.path.namedYears, of: "\(override.cell)", at: override.location))
      guard override.path.meaning == .level else { continue }
      for value in override.path.namedValues {
        found.append(
          notAllowed(value, of: override.cell.name, "\(override.cell)", at: override.location))
      }
    }
    for factor in scenario.addFactors {
      found.append(
        unknown(factor.equation.name, among: equations, what: "equation", at: factor.location))
      found.append(
        outside(factor.values.keys.sorted(), of: "\(factor.equation)", at: factor.location))
    }
    for target in scenario.targets {
      found.append(
        unknown(target.variable, among: variables, what: "variable", at: target.location))
      found.append(
        unknownCell(
          target.instrument, among: exogenous, what: "exogenous value", at: target.location))
      found.append(
        outside(
          [target.years.lowerBound, target.years.upperBound], of: "the target",
          at: target.location))
      switch target.source {
      case .path(let name), .growth(let name):
        found.append(unknown(name, among: exogenous, what: "exogenous path", at: target.location))
      case .values: break
      }
    }
    return found.compactMap { $0 }
  }

  /// Checks the values of a lever or override once its path is known, which `meaning: add` and
  /// `multiply` need.
  public func validate(
    _ values: [Int: Double], of setting: ScenarioFile.Setting
  ) throws(ScenarioError) {
    for year in values.keys.sorted() {
      guard let value = values[year] else { continue }
      if let problem = notAllowed(
        value, of: setting.cell.name, "\(setting.cell) in \(year)", at: setting.location)
      {
        throw problem
      }
    }
  }

  private func notAllowed(
    _ value: Double, of name: String, _ shown: String, at location: ScenarioLocation
  ) -> ScenarioError? {
    if let lever = levers[name] {
      return beyond(value, of: shown, lever, at: location)
    }
    if let range = ranges[name], !range.contains(value) {
      return .outOfRange(location, what: shown, value: value, range: range)
    }
    return nil
  }

  private func unknown(
    _ name: String, among known: some Collection<String>, what: String,
    at location: ScenarioLocation
  ) -> ScenarioError? {
    known.contains(name)
      ? nil : .unknownName(location, what: what, name: name, known: Array(known))
  }

  private func unknownCell(
    _ cell: CellName, among known: some Collection<String>, what: String,
    at location: ScenarioLocation
  ) -> ScenarioError? {
    if let problem = unknown(cell.name, among: known, what: what, at: location) { return problem }
    guard !cell.elements.isEmpty, let cells = cells[cell.name], !cells.contains(cell.elements)
    else { return nil }
    if cells == [[]] {
      return .inconsistent(
        location,
        problem:
          "\(cell.name) is one number: write it without [\(cell.elements.joined(separator: ","))].")
    }
    return .unknownName(
      location, what: "element", name: "\(cell)",
      known: cells.map { "\(CellName(cell.name, $0))" })
  }

  private func beyond(
    _ value: Double, of lever: String, _ known: Lever, at location: ScenarioLocation
  ) -> ScenarioError? {
    known.bounds.contains(value)
      ? nil
      : .outOfBounds(
        location, lever: lever, value: value, lower: known.bounds.lowerBound,
        upper: known.bounds.upperBound, unit: known.unit)
  }

  private func outside(
    _ named: [Int], of what: String, at location: ScenarioLocation
  ) -> ScenarioError? {
    named.first { !years.contains($0) }.map {
      .yearOutside(location, what: what, year: $0, years: years)
    }
  }
}
