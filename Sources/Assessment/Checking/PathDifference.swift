/// How far two paths are apart, at the value where they differ most.
public struct PathDifference: Sendable, Equatable {
  /// The largest distance, relative to the largest value that the same cell takes on its path, which
  /// is what rounding is relative to; infinite where a value is missing.
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

  /// The largest of some differences.
  init(largestOf differences: some Sequence<PathDifference>) {
    for difference in differences {
      let count = count + difference.count
      if difference.largest > largest { self = difference }
      self.count = count
    }
  }

  /// Compares one cell over the years. A path below a millionth of a unit counts as that much: a tax
  /// that is zero has no relative error.
  mutating func add(
    _ label: @autoclosure () -> String, _ path: [(year: Int, found: Double, expected: Double)]
  ) {
    count += path.count
    let scale = path.reduce(1e-6) { max($0, $1.found.magnitude, $1.expected.magnitude) }
    for value in path {
      let difference = (value.found - value.expected).magnitude
      var distance = difference == 0 ? 0 : difference / scale
      if distance.isNaN { distance = .infinity }
      guard distance > largest else { continue }
      largest = distance
      self.label = label()
      year = value.year
      found = value.found
      expected = value.expected
    }
  }
}
