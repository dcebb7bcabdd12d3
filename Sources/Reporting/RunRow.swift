import Quantities

/// A number of a run, with the scenario it belongs to: a row of the long table.
public struct RunRow: Sendable, Equatable {
  /// The scenario's name.
  public var scenario: String
  /// The number.
  public var observation: Observation

  /// Creates a row.
  public init(scenario: String, observation: Observation) {
    self.scenario = scenario
    self.observation = observation
  }
}

/// A number of a scenario beside the same number of the baseline.
public struct ComparisonRow: Sendable, Equatable {
  /// The name of the scenario compared, shown when several are.
  public var scenarioName: String
  /// The variable.
  public var variable: String
  /// Which cell of it.
  public var dimensions: Dimensions
  /// The year.
  public var year: Int
  /// The unit of all but the relative difference.
  public var unit: String
  /// The value in the baseline.
  public var baseline: Double
  /// The value in the scenario.
  public var scenario: Double
  /// The less trusted of both statuses.
  public var status: Status

  /// Scenario less baseline.
  public var difference: Double { scenario - baseline }

  /// The difference as a share of the baseline's magnitude; nil where the baseline is zero, unless
  /// both are.
  public var relativeDifference: Double? {
    if difference == 0 { return 0 }
    return baseline == 0 ? nil : difference / baseline.magnitude
  }

  /// Creates a row.
  public init(
    scenarioName: String, variable: String, dimensions: Dimensions = Dimensions(), year: Int,
    unit: String, baseline: Double, scenario: Double, status: Status
  ) {
    self.scenarioName = scenarioName
    self.variable = variable
    self.dimensions = dimensions
    self.year = year
    self.unit = unit
    self.baseline = baseline
    self.scenario = scenario
    self.status = status
  }
}

/// Two runs side by side.
public struct Comparison: Sendable, Equatable {
  /// Numbers that both runs have, in the order of the baseline.
  public var rows: [ComparisonRow]
  /// How many numbers only one of the runs has, or has in another unit.
  public var unmatched: Int

  private struct Key: Hashable {
    let variable: String
    let dimensions: Dimensions
    let year: Int
    let unit: String

    init(_ observation: Observation) {
      variable = observation.variable
      dimensions = observation.dimensions
      year = observation.year
      unit = observation.unit
    }
  }

  /// Pairs the numbers of a scenario with those of the baseline by variable, cell, year and unit.
  public init(
    scenarioName: String, baseline: [Observation], scenario: [Observation]
  ) {
    let counterparts = Dictionary(
      scenario.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    rows = baseline.compactMap { base in
      counterparts[Key(base)].map { other in
        ComparisonRow(
          scenarioName: scenarioName, variable: base.variable, dimensions: base.dimensions,
          year: base.year, unit: base.unit, baseline: base.value, scenario: other.value,
          status: max(base.status, other.status))
      }
    }
    unmatched = baseline.count + scenario.count - 2 * rows.count
  }
}
