/// Every mistake found in a model, in the order of the text.
public struct ModelDiagnostics: Error, Sendable, Equatable, CustomStringConvertible {
  /// The mistakes; never empty.
  public let diagnostics: [Diagnostic]

  /// Whether all of them say that a file cannot be read.
  public var areUnreadableFiles: Bool { diagnostics.allSatisfy(\.isUnreadableFile) }

  /// The most that are reported in one go.
  static let limit = 50

  /// All of them, one below the other.
  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}
