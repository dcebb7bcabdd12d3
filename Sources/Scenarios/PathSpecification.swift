/// How a scenario states the path of a value.
///
/// | Written | Means |
/// | --- | --- |
/// | `50` | 50 in every year solved after the base year. |
/// | `{2026: 20}` | 20 from 2026 to the end. |
/// | `{shape: step, 2026: 20, 2030: 50}` | 20 from 2026 to 2029, 50 from 2030 to the end. |
/// | `{shape: linear, 2026: 20, 2030: 60}` | 20 in 2026, rising evenly to 60 in 2030, then 60. |
/// | `{from: 2026, to: 2030, value: 5, shape: step}` | 5 from 2026 to 2030; before and after, the parent's value. |
/// | `{from: 2026, to: 2030, value: 5, shape: linear}` | Even steps from the parent's value of 2025 to 5 in 2030, then 5. |
///
/// Years before the first one named keep the parent's value. `shape` must be given where it makes
/// a difference: with `from`, and where listed years leave gaps. `meaning` says what the numbers
/// are: `level` (the default) replaces the parent's value, `add` is added to it, `multiply`
/// multiplies it. Under `add` and `multiply` a linear path begins at no change.
public struct PathSpecification: Sendable, Equatable {
  /// How values between listed years come about.
  public enum Shape: String, Sendable, CaseIterable {
    case step, linear
  }

  /// What the numbers are to the parent's value.
  public enum Meaning: String, Sendable, CaseIterable {
    case level, add, multiply

    /// The number that leaves the parent's value as it is, if there is one.
    var neutral: Double? {
      switch self {
      case .level: nil
      case .add: 0
      case .multiply: 1
      }
    }

    /// The value that results.
    func applied(_ number: Double, to parent: Double) -> Double {
      switch self {
      case .level: number
      case .add: parent + number
      case .multiply: parent * number
      }
    }
  }

  /// The numbers as written.
  public enum Form: Sendable, Equatable {
    /// One number for every year after the base year.
    case constant(Double)
    /// Numbers by year.
    case years([Int: Double], Shape)
    /// A number reached or held between two years; without `to`, held to the end.
    case ramp(from: Int, to: Int?, value: Double, Shape)
  }

  /// The keys that may stand beside years.
  static let words = ["from", "to", "value", "shape", "meaning"]

  /// The numbers as written.
  public var form: Form
  /// What they are to the parent's value.
  public var meaning: Meaning

  /// Creates a specification.
  public init(_ form: Form, meaning: Meaning = .level) {
    self.form = form
    self.meaning = meaning
  }

  /// The years the text names.
  public var namedYears: [Int] {
    switch form {
    case .constant: []
    case .years(let values, _): values.keys.sorted()
    case .ramp(let from, let to, _, _): [from] + (to.map { [$0] } ?? [])
    }
  }

  /// The numbers written, for a check against bounds.
  public var namedValues: [Double] {
    switch form {
    case .constant(let value), .ramp(_, _, let value, _): [value]
    case .years(let values, _): values.keys.sorted().compactMap { values[$0] }
    }
  }

  /// The value of every year that the specification sets; years it leaves to the parent are absent.
  ///
  /// - Parameters:
  ///   - years: The years solved after the base year.
  ///   - parent: The parent's value of a year, asked also for the year before a ramp begins.
  public func values(
    in years: ClosedRange<Int>, parent: (Int) -> Double
  ) -> [Int: Double] {
    var result: [Int: Double] = [:]
    for year in years {
      guard let number = number(in: year, parent: parent) else { continue }
      result[year] = meaning == .level ? number : meaning.applied(number, to: parent(year))
    }
    return result
  }

  private func number(in year: Int, parent: (Int) -> Double) -> Double? {
    switch form {
    case .constant(let value):
      return value
    case .years(let values, let shape):
      let listed = values.keys.sorted()
      guard let before = listed.last(where: { $0 <= year }), let start = values[before] else {
        return nil
      }
      guard shape == .linear, let after = listed.first(where: { $0 > year }),
        let end = values[after]
      else { return start }
      return start + (end - start) * Double(year - before) / Double(after - before)
    case .ramp(let from, let to, let value, .step):
      return year >= from && year <= to ?? year ? value : nil
    case .ramp(let from, let to, let value, .linear):
      guard year >= from, let to else { return nil }
      if year >= to { return value }
      let start = meaning.neutral ?? parent(from - 1)
      return start + (value - start) * Double(year - from + 1) / Double(to - from + 1)
    }
  }
}
