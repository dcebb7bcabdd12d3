import Quantities
import Results

/// The few numbers that tell a scenario's story: its difference from the baseline in chosen years.
public struct HeadlineTable: Sendable {
  /// How a scenario's value is set against the baseline's.
  public enum Change: Sendable, Equatable {
    /// The scenario's own value.
    case level
    /// Scenario less baseline, in the unit of the variable times a factor.
    case absolute
    /// The difference in per cent of the baseline.
    case relative
    /// The difference of two shares, in percentage points.
    case percentagePoints
  }

  /// A line of the table.
  public struct Indicator: Sendable {
    /// What the reader sees.
    public var label: String
    /// The variable of the run.
    public var variable: String
    /// Which cell of it.
    public var dimensions: Dimensions
    /// What is shown.
    public var change: Change
    /// The unit shown beside a level or an absolute difference.
    public var unit: String
    /// What a value is multiplied with to be in that unit, such as 0.001 for thousands.
    public var factor: Double
    /// Decimals shown.
    public var decimals: Int

    /// Creates a line.
    public init(
      _ label: String, variable: String, dimensions: Dimensions = Dimensions(), change: Change,
      unit: String = "", factor: Double = 1, decimals: Int = 2
    ) {
      self.label = label
      self.variable = variable
      self.dimensions = dimensions
      self.change = change
      self.unit = unit
      self.factor = factor
      self.decimals = decimals
    }

    /// The unit as printed.
    public var shownUnit: String {
      switch change {
      case .level, .absolute: unit
      case .relative: DifferenceUnit.percent.label
      case .percentagePoints: DifferenceUnit.points(100).label
      }
    }

    /// What is shown for one year.
    func value(baseline: Double, scenario: Double) -> Double? {
      switch change {
      case .level: scenario * factor
      case .absolute: (scenario - baseline) * factor
      case .percentagePoints: DifferenceUnit.points(100).difference(from: baseline, to: scenario)
      case .relative: DifferenceUnit.percent.difference(from: baseline, to: scenario)
      }
    }
  }

  /// A line with its numbers.
  public struct Line: Sendable {
    /// What it shows.
    public var indicator: Indicator
    /// The numbers by year, of all years that both runs have.
    public var values: [Int: Double]
  }

  /// The lines.
  public var lines: [Line]
  /// The years shown as numbers.
  public var years: [Int]
  /// Indicators left out because one of the runs has no such variable.
  public var missing: [Indicator]

  /// Compares two runs.
  public init(
    _ indicators: [Indicator], baseline: StoredRun, scenario: StoredRun,
    years: [Int] = [2030, 2040, 2050]
  ) {
    self.years = years
    lines = []
    missing = []
    for indicator in indicators {
      guard let base = baseline.series(of: indicator.variable, at: indicator.dimensions),
        let other = scenario.series(of: indicator.variable, at: indicator.dimensions)
      else {
        missing.append(indicator)
        continue
      }
      var values: [Int: Double] = [:]
      for year in base.years {
        guard let first = base.value(in: year), let second = other.value(in: year) else { continue }
        values[year] = indicator.value(baseline: first, scenario: second)
      }
      lines.append(Line(indicator: indicator, values: values))
    }
  }

  /// The table for people, with a sparkline over all years.
  public func text(plain: Bool = false) -> String {
    let all = lines.flatMap(\.values.keys)
    let span = all.isEmpty ? "" : "\(all.min() ?? 0)-\(all.max() ?? 0)"
    let columns =
      [TextTable.Column("Indicator"), TextTable.Column("Unit")]
      + years.map { TextTable.Column("\($0)", .right) } + [TextTable.Column(span)]
    let rows = lines.map { line in
      let indicator = line.indicator
      let isSigned = indicator.change != .level
      let numbers = years.map { year in
        line.values[year].map {
          NumberText.fixed($0, decimals: indicator.decimals, signed: isSigned)
        } ?? "n/a"
      }
      let path = line.values.keys.sorted().map { line.values[$0] }
      return [indicator.label, indicator.shownUnit] + numbers
        + [Sparkline.text(path, width: 32, plain: plain)]
    }
    return TextTable(columns: columns, rows: rows).text(plain: plain)
  }
}
