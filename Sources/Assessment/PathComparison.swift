import Quantities
import Reporting

/// A model file solved with changes beside the same without any.
public struct PathComparison {
  /// A value in a period, and what it is without the changes.
  public struct Row {
    /// The value with the changes.
    public let observation: Observation
    /// The value without them; nil for a cell that only the changed model has.
    public let baseline: Double?

    /// How far they are apart.
    public var difference: Double? { baseline.map { observation.value - $0 } }
  }

  /// Every variable and exogenous value of every period.
  public let rows: [Row]

  /// Compares two solutions of a file over the same periods.
  public init(_ changed: SolvedFile, with baseline: SolvedFile) {
    var values: [String: Double] = [:]
    for one in baseline.observations { values[PathComparison.key(one)] = one.value }
    rows = changed.observations.map {
      Row(observation: $0, baseline: values[PathComparison.key($0)])
    }
  }

  private static func key(_ one: Observation) -> String {
    "\(one.variable) \(one.dimensions) \(one.year)"
  }

  /// `variable,dimensions,period,baseline,value,difference`.
  public var table: RecordTable {
    func number(_ value: Double?) -> RecordTable.Field { value.map { .number($0) } ?? .missing }
    return RecordTable(
      columns: ["variable", "dimensions", "period", "baseline", "value", "difference"],
      rows: rows.map { row in
        [
          .text(row.observation.variable), .text(row.observation.dimensions.description),
          .number(Double(row.observation.year)), number(row.baseline),
          .number(row.observation.value), number(row.difference),
        ]
      })
  }
}
