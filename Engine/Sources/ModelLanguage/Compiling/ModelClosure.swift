/// A named set of choices, values and exchanges of roles: `closure frozen = { … }`.
public struct ModelClosure: Sendable, Hashable, Codable {
  /// What `--closure` calls it.
  public var name: String
  /// Choice → option.
  public var choices: [String: String]
  /// Parameter or exogenous value → number.
  public var values: [String: Double]
  /// Variable → exogenous value solved in its place while the variable keeps its base value.
  public var exchanges: [String: String] = [:]
  /// The sentences written above it.
  public var description: String
}
