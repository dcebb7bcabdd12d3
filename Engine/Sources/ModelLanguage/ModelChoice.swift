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

/// A named set of choices and parameter values: `closure frozen = { … }`.
public struct ModelClosure: Sendable, Hashable, Codable {
  public var name: String
  /// Choice → option.
  public var choices: [String: String]
  /// Parameter or exogenous value → number.
  public var values: [String: Double]
  /// The sentences written above it.
  public var description: String
}

/// A set of a compiled model.
public struct ModelSet: Sendable, Hashable, Codable {
  public var name: String
  /// The set it is part of.
  public var parent: String?
  public var elements: [String]
  /// What the elements are called in print, where data has a column `name`; else empty.
  public var labels: [String]
  /// The sentences written above it.
  public var description: String
}

/// An expression with a name: `function adjusted(x, notional, speed) = …`.
public struct ModelFunction: Sendable, Hashable, Codable {
  public var name: String
  public var parameters: [String]
  /// The statement as written.
  public var text: String
  /// The sentences written above it.
  public var description: String
}
