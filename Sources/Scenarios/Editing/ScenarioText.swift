/// The text of a scenario file, edited line by line: comments, order, blank lines and line endings
/// stay as they are outside the lines that an edit concerns.
///
/// Every edit is checked: the new text, read again, must say what the old one said but for the one
/// change asked for. A text that is written in a way this editor does not follow is left alone.
public struct ScenarioText: Sendable, Equatable {
  /// The text.
  public private(set) var text: String
  /// The file's name, for messages.
  public let file: String

  /// A text to be edited.
  public init(_ text: String, file: String) {
    self.text = text
    self.file = file
  }

  /// Gives the name at the end of a path a value, as `["levers", "carbonPrice", "2030"]`.
  /// - Throws: ``ScenarioError`` when the text cannot be edited so; it is then unchanged.
  public mutating func set(
    _ path: [String], to value: ScenarioTree
  ) throws(ScenarioError) {
    let before = try tree()
    let intended = before.replacing(path[...], by: value)
    var edited = self
    try edited.place(path, value)
    try adopt(edited, saying: intended, at: path)
  }

  /// Takes a name and what stands under it out of the text; comments above it stay.
  /// - Throws: ``ScenarioError`` when it is not there or the text cannot be edited.
  public mutating func remove(_ path: [String]) throws(ScenarioError) {
    let before = try tree()
    guard before.at(path) != nil else {
      let above: [ScenarioTree.Pair] =
        if case .mapping(let pairs)? = before.at(path.dropLast()) { pairs } else { [] }
      throw ScenarioError.unknownName(
        ScenarioLocation(file: file, line: 1),
        what: "entry \(path.dropLast().joined(separator: ".")) names", name: path.last ?? "",
        known: above.map(\.key))
    }
    let intended = before.replacing(path[...], by: nil)
    var edited = self
    try edited.take(path)
    try adopt(edited, saying: intended, at: path)
  }

  private func tree() throws(ScenarioError) -> ScenarioTree {
    try ScenarioTree(text: text, file: file)
  }

  private mutating func adopt(
    _ edited: ScenarioText, saying intended: ScenarioTree, at path: [String]
  ) throws(ScenarioError) {
    let isFaithful = (try? edited.tree().canonical == intended.canonical) ?? false
    guard isFaithful else { throw unsupported(line: 1, path) }
    self = edited
  }

  private func unsupported(line: Int, _ path: [String]) -> ScenarioError {
    .inconsistent(
      ScenarioLocation(file: file, line: line),
      problem: """
        the program cannot edit \(path.joined(separator: ".")) in a text written like this one. \
        Change it by hand; nothing was written.
        """)
  }

  private func layout(_ path: [String]) throws(ScenarioError) -> TextLayout {
    do {
      return try TextLayout(text)
    } catch {
      throw unsupported(line: error.line, path)
    }
  }

  // MARK: Changes

  /// Bytes that give way to a text.
  struct Change {
    var range: Range<Int>
    var text: String
  }

  private mutating func apply(_ changes: [Change], to layout: TextLayout) {
    var bytes = layout.bytes
    // From the end, so that places before a change hold; what goes, before what comes in its place.
    for change in changes.sorted(by: {
      ($0.range.lowerBound, $0.range.count) > ($1.range.lowerBound, $1.range.count)
    }) {
      bytes.replaceSubrange(change.range, with: Array(change.text.utf8))
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  private mutating func place(_ path: [String], _ value: ScenarioTree) throws(ScenarioError) {
    let layout = try layout(path)
    var node = layout.root
    for (depth, key) in path.enumerated() {
      let rest = path.dropFirst(depth + 1)
      guard let entry = node.entries.first(where: { $0.key == key }) else {
        let nested = rest.reversed().reduce(value) { .mapping([.init($1, $0)]) }
        return apply([insertion(of: key, nested, in: node, depth: depth, layout)], to: layout)
      }
      if rest.isEmpty { return try replace(entry, in: node, at: path, by: value, layout) }
      if entry.value.style == .empty || entry.value.range.isEmpty {
        let nested = rest.reversed().reduce(value) { .mapping([.init($1, $0)]) }
        return try replace(
          entry, in: node, at: Array(path[...depth]), by: nested, layout)
      }
      guard [.blockMapping, .flowMapping].contains(entry.value.style) else {
        throw unsupported(line: layout.line(of: entry.start) + 1, path)
      }
      node = entry.value
    }
  }

  private mutating func replace(
    _ entry: TextLayout.Entry, in node: TextLayout.Value, at path: [String],
    by value: ScenarioTree, _ layout: TextLayout
  ) throws(ScenarioError) {
    let isFlow = node.style == .flowMapping
    if case .mapping(let pairs) = value, !pairs.isEmpty {
      switch entry.value.style {
      case _ where !entry.value.entries.isEmpty:
        // Name by name, so that the comments between them stay.
        for pair in pairs { try place(path + [pair.key], pair.value) }
        for old in entry.value.entries where value[old.key] == nil { try take(path + [old.key]) }
        return
      case .empty where !isFlow && path.count == 1:
        let depth = String(repeating: " ", count: childIndentation(layout))
        let lines = pairs.map { line($0.key, $0.value, isFlow: false) }
        let position = layout.lineEnd(of: entry.start)
        return apply(
          [
            Change(
              range: position..<position,
              text: lines.map { newline(layout) + depth + $0 }.joined())
          ], to: layout)
      default: break
      }
    }
    let written = value.written(isFlow: isFlow)
    switch entry.value.style {
    case .empty:
      apply([Change(range: entry.colonEnd..<entry.colonEnd, text: " \(written)")], to: layout)
    case .blockMapping, .blockSequence:
      apply(
        [
          Change(range: entry.colonEnd..<entry.colonEnd, text: " \(written)"),
          Change(
            range: layout.lineEnd(
              of: entry.start)..<layout.lineEnd(of: entry.value.range.upperBound),
            text: ""),
        ], to: layout)
    case .scalar, .flowSequence, .flowMapping:
      apply([Change(range: entry.value.range, text: written)], to: layout)
    }
  }

  private mutating func take(_ path: [String]) throws(ScenarioError) {
    let layout = try layout(path)
    var node = layout.root
    for key in path.dropLast() {
      guard let entry = node.entries.first(where: { $0.key == key }) else {
        throw unsupported(line: 1, path)
      }
      node = entry.value
    }
    guard let position = node.entries.firstIndex(where: { $0.key == path.last }) else {
      throw unsupported(line: 1, path)
    }
    let range =
      node.style == .blockMapping
      ? layout.lineStart(
        of: node.entries[position].start)..<layout.nextLine(
          after: node.entries[position].value.range.upperBound)
      : flowRange(of: position, in: node.entries, layout)
    apply([Change(range: range, text: "")], to: layout)
  }
}
