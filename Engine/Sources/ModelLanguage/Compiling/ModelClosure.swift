/// A named set of choices and parameter values: `closure frozen = { … }`.
public struct ModelClosure: Sendable, Hashable, Codable {
  /// What `--closure` calls it.
  public var name: String
  /// Choice → option.
  public var choices: [String: String]
  /// Parameter or exogenous value → number.
  public var values: [String: Double]
  /// The sentences written above it.
  public var description: String
}
