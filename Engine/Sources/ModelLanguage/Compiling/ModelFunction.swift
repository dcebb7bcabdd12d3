/// An expression with a name: `function adjusted(x, notional, speed) = …`.
public struct ModelFunction: Sendable, Hashable, Codable {
  /// The name it is called by.
  public var name: String
  /// The names of its arguments.
  public var parameters: [String]
  /// The statement as written.
  public var text: String
  /// The sentences written above it.
  public var description: String
}
