/// How the difference between two values of a variable is told.
public enum DifferenceUnit: Sendable, Equatable {
  /// In per cent of the value it is a difference from.
  case percent
  /// In percentage points, each value multiplied by this factor: 100 for shares, 1 for per cent.
  case points(Double)

  /// Shares, rates and per cent are told in points; anything else, ratios and indices too, in per cent.
  ///
  /// - Parameter unit: The unit as the model's text states it, as `share of gdp` or `percent a year`.
  public init(ofUnit unit: String) {
    let word = unit.prefix { !$0.isWhitespace && $0 != "," }.lowercased()
    switch word {
    case "share", "shares", "fraction", "fractions", "rate", "rates", "probability":
      self = .points(100)
    case "percent", "percentage", "%": self = .points(1)
    case "permille", "‰": self = .points(0.1)
    default: self = .percent
    }
  }

  /// What stands beside the difference.
  public var label: String {
    switch self {
    case .percent: "%"
    case .points: "points"
    }
  }

  /// The difference as told; nil for per cent of zero, unless both values are zero.
  public func difference(from base: Double, to value: Double) -> Double? {
    if value == base { return 0 }
    return switch self {
    case .percent: base == 0 ? nil : (value - base) / base.magnitude * 100
    case .points(let factor): (value - base) * factor
    }
  }
}
