/// One number of a run or a table: what, for whom, when, in which unit, and how far to trust it.
public struct Observation: Sendable, Equatable, Codable {
  /// The name of the variable, as in the model text.
  public var variable: String
  /// The element of each dimension; empty for a scalar.
  public var dimensions: Dimensions
  /// The calendar year.
  public var year: Int
  /// The unit, as the model text states it.
  public var unit: String
  /// The number.
  public var value: Double
  /// How far to trust it.
  public var status: Status

  /// Creates an observation.
  public init(
    variable: String, dimensions: Dimensions = Dimensions(), year: Int, unit: String, value: Double,
    status: Status
  ) {
    self.variable = variable
    self.dimensions = dimensions
    self.year = year
    self.unit = unit
    self.value = value
    self.status = status
  }
}

/// The elements that single out one cell of a variable: `gender=female;sector=electricity`.
public struct Dimensions: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Pairs of dimension and element, sorted by dimension.
  public let pairs: [Pair]

  /// A dimension and the element of it.
  public struct Pair: Sendable, Hashable, Codable {
    /// The dimension, such as `sector`.
    public let dimension: String
    /// The element, such as `electricity`.
    public let element: String
  }

  /// Sorts the pairs by dimension, then by the order given.
  public init(_ pairs: [(dimension: String, element: String)] = []) {
    self.pairs = pairs.enumerated()
      .sorted { ($0.element.dimension, $0.offset) < ($1.element.dimension, $1.offset) }
      .map { Pair(dimension: $0.element.dimension, element: $0.element.element) }
  }

  /// `key=element` pairs joined by `;`, and nothing for a scalar.
  public var description: String {
    pairs.map { "\($0.dimension)=\($0.element)" }.joined(separator: ";")
  }

  /// The element of one dimension, if it is there.
  public subscript(dimension: String) -> String? {
    pairs.first { $0.dimension == dimension }?.element
  }
}
