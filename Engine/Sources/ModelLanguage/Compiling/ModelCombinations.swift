/// A set of combinations of a compiled model: `set link in product * user`.
public struct ModelCombinations: Sendable, Hashable, Codable {
  /// The name it is declared by.
  public var name: String
  /// The names between `*`.
  public var factors: [String]
  /// Its combinations, in the order of the factors' elements; nil where the factors have more
  /// than ``listingLimit`` combinations, or its condition has no value for one of them.
  public var combinations: [[String]]?
  /// The sentences written above it.
  public var description: String

  /// The most combinations that are gone through to list those that belong.
  public static let listingLimit = 100_000
}
