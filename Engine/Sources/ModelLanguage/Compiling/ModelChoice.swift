/// A part of the model that can be swapped: `choose wages = wage-setting | phillips`.
public struct ModelChoice: Sendable, Hashable, Codable {
  /// The name of the choice, which is also the folder of its files.
  public var slot: String
  /// What may be chosen, the default first.
  public var options: [String]
  /// What was chosen.
  public var selected: String
  /// The sentences written above it.
  public var description: String
}
