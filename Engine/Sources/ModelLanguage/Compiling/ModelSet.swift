/// A set of a compiled model.
public struct ModelSet: Sendable, Hashable, Codable {
  /// The name it is declared by.
  public var name: String
  /// The set it is part of.
  public var parent: String?
  /// Its elements, in order.
  public var elements: [String]
  /// What the elements are called in print, where data has a column `name`; else empty.
  public var labels: [String]
  /// The sentences written above it.
  public var description: String
}
