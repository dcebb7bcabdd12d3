/// A total shared among measures that act together, by Shapley's rule.
///
/// A measure's share is the mean of what it adds over every order in which the measures might have
/// been taken. Shares add up to the total; equal measures get equal shares; one that adds nothing to
/// any of the others gets nothing (Shapley 1953).
public struct ShapleyValues: Sendable, Equatable {
  /// The number of measures.
  public let count: Int
  /// The effect of every set of measures beside none of them; bit `i` of the position stands for
  /// measure `i`.
  public let effects: [Double]
  /// The share of each measure.
  public let shares: [Double]

  /// Shares out the effect of all measures.
  /// - Parameter values: The value under every set of measures: 2ⁿ numbers, the first under none.
  public init(values: [Double]) {
    precondition(
      !values.isEmpty && values.count & (values.count - 1) == 0,
      "One value is needed for every set of measures.")
    let count = values.count.trailingZeroBitCount
    let effects = values.map { $0 - values[0] }
    // A set of s others comes before the measure in s! (n − s − 1)! of n! orders.
    let weights = ShapleyValues.weights(count)
    self.count = count
    self.effects = effects
    shares = (0..<count).map { measure in
      effects.indices.filter { $0 & (1 << measure) == 0 }.reduce(0) { sum, others in
        sum + weights[others.nonzeroBitCount] * (effects[others | 1 << measure] - effects[others])
      }
    }
  }

  /// The effect of all measures together.
  public var total: Double { effects[effects.count - 1] }

  /// The effect of a measure taken alone.
  public func alone(_ measure: Int) -> Double { effects[1 << measure] }

  /// What a measure adds when all others are taken already.
  public func last(_ measure: Int) -> Double { total - effects[effects.count - 1 - (1 << measure)] }

  /// What the measures do together beyond the sum of what each does alone.
  public var interaction: Double { total - (0..<count).reduce(0) { $0 + alone($1) } }

  /// How much more two measures do together than apart, the mean over the sets of others they may
  /// meet (the interaction index of Grabisch and Roubens 1999). Positive where one helps the other.
  public func interaction(_ first: Int, _ second: Int) -> Double {
    precondition(first != second, "A measure does not interact with itself.")
    let (one, two) = (1 << first, 1 << second)
    let weights = ShapleyValues.weights(count - 1)
    return effects.indices.filter { $0 & (one | two) == 0 }.reduce(0) { sum, others in
      sum + weights[others.nonzeroBitCount]
        * (effects[others | one | two] - effects[others | one] - effects[others | two]
          + effects[others])
    }
  }

  /// `s! (n − s − 1)! / n!` for every number s of others.
  private static func weights(_ count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    var binomial = 1.0
    for others in 0..<count {
      result[others] = 1 / (Double(count) * binomial)
      binomial = binomial * Double(count - 1 - others) / Double(others + 1)
    }
    return result
  }
}
