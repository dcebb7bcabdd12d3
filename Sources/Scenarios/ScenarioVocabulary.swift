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

  /// Creates a vocabulary.
  public init(
    levers: [String: Lever], exogenous: Set<String>, variables: Set<String>,
    equations: Set<String>, choices: [String: [String]], closures: Set<String>,
    years: ClosedRange<Int>
  ) {
    self.levers = levers
    self.exogenous = exogenous
    self.variables = variables
    self.equations = equations
    self.choices = choices
    self.closures = closures
    self.years = years
  }

  /// Checks every name, bound and year of a scenario.
  /// - Throws: ``ScenarioError`` at the first line that the model cannot follow.
  public func validate(_ scenario: ScenarioFile) throws(ScenarioError) {
    if let closure = scenario.closure {
      try know(closure, among: closures, what: "closure", at: scenario.location)
    }
    for choice in scenario.choices {
      try know(choice.block, among: choices.keys, what: "choice", at: choice.location)
      try know(
        choice.variant, among: choices[choice.block] ?? [], what: "variant of \(choice.block)",
        at: choice.location)
    }
    for lever in scenario.levers {
      try know(lever.cell.name, among: levers.keys, what: "lever", at: lever.location)
      try check(years: lever.path.namedYears, of: "\(lever.cell)", at: lever.location)
      guard let known = levers[lever.cell.name], lever.path.meaning == .level else { continue }
      for value in lever.path.namedValues {
        try check(value, of: "\(lever.cell)", known, at: lever.location)
      }
    }
    for override in scenario.overrides {
      try know(override.cell.name, among: exogenous, what: "exogenous value", at: override.location)
      try check(years: override.path.namedYears, of: "\(override.cell)", at: override.location)
    }
    for factor in scenario.addFactors {
      try know(factor.equation.name, among: equations, what: "equation", at: factor.location)
      try check(years: factor.values.keys.sorted(), of: "\(factor.equation)", at: factor.location)
    }
    for target in scenario.targets {
      try know(target.variable, among: variables, what: "variable", at: target.location)
      try know(
        target.instrument.name, among: exogenous, what: "exogenous value", at: target.location)
      try check(
        years: [target.years.lowerBound, target.years.upperBound], of: "the target",
        at: target.location)
      switch target.source {
      case .path(let name), .growth(let name):
        try know(name, among: exogenous, what: "exogenous path", at: target.location)
      case .values: break
      }
    }
  }

  /// Checks a lever's values once its path is known, which `meaning: add` and `multiply` need.
  public func validate(
    _ values: [Int: Double], of lever: ScenarioFile.Setting
  ) throws(ScenarioError) {
    guard let known = levers[lever.cell.name] else { return }
    for year in values.keys.sorted() {
      guard let value = values[year] else { continue }
      try check(value, of: "\(lever.cell) in \(year)", known, at: lever.location)
    }
  }

  private func know(
    _ name: String, among known: some Collection<String>, what: String,
    at location: ScenarioLocation
  ) throws(ScenarioError) {
    guard known.contains(name) else {
      throw ScenarioError.unknownName(location, what: what, name: name, known: Array(known))
    }
  }

  private func check(
    _ value: Double, of lever: String, _ known: Lever, at location: ScenarioLocation
  ) throws(ScenarioError) {
    guard known.bounds.contains(value) else {
      throw ScenarioError.outOfBounds(
        location, lever: lever, value: value, lower: known.bounds.lowerBound,
        upper: known.bounds.upperBound, unit: known.unit)
    }
  }

  private func check(
    years named: [Int], of what: String, at location: ScenarioLocation
  ) throws(ScenarioError) {
    if let year = named.first(where: { !years.contains($0) }) {
      throw ScenarioError.yearOutside(location, what: what, year: year, years: years)
    }
  }
}
