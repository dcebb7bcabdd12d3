import Yams

/// A YAML text as a tree of names and scalars, without comments and layout.
public indirect enum ScenarioTree: Sendable, Equatable {
  /// A name and what stands under it.
  public struct Pair: Sendable, Equatable {
    /// The name.
    public var key: String
    /// What stands under it.
    public var value: ScenarioTree

    /// Creates a pair.
    public init(_ key: String, _ value: ScenarioTree) {
      self.key = key
      self.value = value
    }
  }

  /// A number, word or sentence; numbers count as such only when they are plain, without
  /// quotation marks.
  case scalar(String, isPlain: Bool)
  /// Names and values, in the order written.
  case mapping([Pair])
  /// A list.
  case sequence([ScenarioTree])

  /// Reads a text, or the value that stands in a line of one.
  /// - Throws: ``ScenarioError/notYAML(_:problem:)`` and the like.
  public init(text: String, file: String) throws(ScenarioError) {
    let root = try YAMLValue.root(of: text, file: file, longest: ScenarioFile.longestText)
    var budget = ScenarioFile.longestText
    guard let tree = ScenarioTree(root.node, &budget) else {
      throw ScenarioError.notYAML(root.location, problem: "its aliases repeat too much.")
    }
    self = tree
  }

  /// Nil when aliases make more of the text than could be written out in full.
  private init?(_ node: Node, _ budget: inout Int) {
    budget -= 1
    guard budget > 0 else { return nil }
    switch node {
    case .scalar(let scalar):
      self = .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
    case .mapping(let mapping):
      var pairs: [Pair] = []
      for (key, value) in mapping {
        guard let tree = ScenarioTree(value, &budget) else { return nil }
        pairs.append(Pair(key.scalar?.string ?? "", tree))
      }
      self = .mapping(pairs)
    case .sequence(let sequence):
      var items: [ScenarioTree] = []
      for item in sequence {
        guard let tree = ScenarioTree(item, &budget) else { return nil }
        items.append(tree)
      }
      self = .sequence(items)
    case .alias: self = .scalar("", isPlain: true)
    }
  }

  /// A sentence or a word; plain where it needs no quotation marks.
  public static func text(_ text: String) -> ScenarioTree {
    .scalar(text, isPlain: isSafe(text))
  }

  /// What stands under a name.
  public subscript(key: String) -> ScenarioTree? {
    guard case .mapping(let pairs) = self else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// What stands at the end of some names, each under the one before it.
  public func at(_ path: some Collection<String>) -> ScenarioTree? {
    path.reduce(self) { $0?[$1] }
  }

  /// The tree with another value at the end of some names; nil to take it out.
  func replacing(_ path: ArraySlice<String>, by value: ScenarioTree?) -> ScenarioTree {
    guard let key = path.first else { return value ?? .mapping([]) }
    var pairs: [Pair] = []
    if case .mapping(let own) = self { pairs = own }
    let position = pairs.firstIndex { $0.key == key }
    if path.count == 1, value == nil {
      if let position { pairs.remove(at: position) }
      return .mapping(pairs)
    }
    let below = position.map { pairs[$0].value } ?? .mapping([])
    let pair = Pair(key, below.replacing(path.dropFirst(), by: value))
    if let position { pairs[position] = pair } else { pairs.append(pair) }
    return .mapping(pairs)
  }

  /// The same tree, names in alphabetical order; a mapping of nothing is nothing.
  var canonical: ScenarioTree {
    switch self {
    case .scalar: self
    case .sequence(let items): .sequence(items.map(\.canonical))
    case .mapping(let pairs) where pairs.isEmpty: .scalar("", isPlain: true)
    case .mapping(let pairs):
      .mapping(
        pairs.map { Pair($0.key, $0.value.canonical) }.sorted { $0.key < $1.key })
    }
  }

  /// The value as it stands in a line: `50`, `{2026: 20, 2030: 60}`, `[a, b]`.
  /// - Parameter isFlow: Whether it stands within braces or brackets, where commas part.
  func written(isFlow: Bool) -> String {
    switch self {
    case .scalar(let text, let isPlain):
      isPlain && (!isFlow || !text.contains { ",[]{}".contains($0) })
        ? text : ScenarioTree.quoted(text)
    case .sequence(let items): "[\(items.map { $0.written(isFlow: true) }.joined(separator: ", "))]"
    case .mapping(let pairs):
      "{"
        + pairs.map {
          "\(ScenarioTree.key($0.key, isFlow: true)): \($0.value.written(isFlow: true))"
        }.joined(separator: ", ") + "}"
    }
  }

  /// A name as it stands before a colon.
  static func key(_ name: String, isFlow: Bool) -> String {
    let isCell = CellName(text: name) != nil && !name.hasPrefix("-")
    return (isCell && (!isFlow || !name.contains("["))) || isSafe(name) ? name : quoted(name)
  }

  private static func isSafe(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter, text.last != " ", text.utf8.count <= 200 else {
      return false
    }
    return text.allSatisfy { $0.isLetter || $0.isNumber || " ._-()/;".contains($0) }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
