/// The values that a declaration allows: `positive`, `nonnegative`, or `within A to B`.
public enum PermittedRange: Sendable, Hashable, CustomStringConvertible {
  /// Above zero.
  case positive
  /// Zero or more.
  case nonnegative
  /// From a bound to a bound, both included.
  case within(ClosedRange<Double>)

  /// Whether a value is allowed; false when it is not a number.
  public func contains(_ value: Double) -> Bool {
    switch self {
    case .positive: value > 0
    case .nonnegative: value >= 0
    case .within(let bounds): bounds.contains(value)
    }
  }

  /// What a value must be, to follow "must be": `above 0`, `0 or more`, `from 0 to 1`.
  public var description: String {
    switch self {
    case .positive: "above 0"
    case .nonnegative: "0 or more"
    case .within(let bounds):
      "from \(CSVWriter.number(bounds.lowerBound)) to \(CSVWriter.number(bounds.upperBound))"
    }
  }
}
