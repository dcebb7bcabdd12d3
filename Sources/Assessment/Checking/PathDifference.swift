/// How far two paths are apart, at the value where they differ most.
public struct PathDifference: Sendable, Equatable {
  /// The largest distance relative to the reference value; infinite where a value is missing.
  public private(set) var largest = 0.0
  /// Where it is.
  public private(set) var label = ""
  /// When it is.
  public private(set) var year = 0
  /// The value found there.
  public private(set) var found = 0.0
  /// The value expected there.
  public private(set) var expected = 0.0
  /// How many values were compared.
  public private(set) var count = 0

  /// Nothing compared yet.
  public init() {}

  /// Compares one value. Below a millionth of a unit the distance counts as it stands: a tax that
  /// is zero has no relative error.
  mutating func add(
    _ label: @autoclosure () -> String, _ year: Int, _ found: Double, _ expected: Double
  ) {
    count += 1
    let difference = (found - expected).magnitude
    var distance = difference == 0 ? 0 : difference / max(found.magnitude, expected.magnitude, 1e-6)
    if distance.isNaN { distance = .infinity }
    guard distance > largest else { return }
    largest = distance
    self.label = label()
    self.year = year
    self.found = found
    self.expected = expected
  }
}
