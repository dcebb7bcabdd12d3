/// A file that a model was compiled from, kept so that a run can be hashed and repeated.
public struct ModelFile: Sendable, Hashable, Codable {
  /// Where it was read, as the reader would name it.
  public var path: String
  /// What it holds.
  public var text: String

  /// Creates a file in memory.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}
