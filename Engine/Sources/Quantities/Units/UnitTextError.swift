/// A unit text that cannot be read.
public struct UnitTextError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// What to write instead.
  public let help: String

  /// Both, in one line.
  public var description: String { "\(message); \(help)" }
}
