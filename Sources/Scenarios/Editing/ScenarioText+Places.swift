/// Where lines and entries come and go.
extension ScenarioText {
  func insertion(
    of key: String, _ value: ScenarioTree, in node: TextLayout.Value, depth: Int,
    _ layout: TextLayout
  ) -> Change {
    if node.style == .flowMapping {
      let written = line(key, value, isFlow: true)
      guard let before = predecessor(of: key, in: node.entries) else {
        let position = node.entries.first?.start ?? node.range.lowerBound + 1
        return Change(
          range: position..<position, text: node.entries.isEmpty ? written : written + ", ")
      }
      let position = before.value.range.upperBound
      return Change(range: position..<position, text: ", " + written)
    }
    if depth == 0 { return section(key, value, layout) }
    let indentation = String(
      repeating: " ", count: node.range.lowerBound - layout.lineStart(of: node.range.lowerBound))
    let written = line(key, value, isFlow: false)
    guard let before = predecessor(of: key, in: node.entries) else {
      let position = layout.lineStart(of: node.range.lowerBound)
      return Change(range: position..<position, text: indentation + written + newline(layout))
    }
    let position = layout.lineEnd(of: before.value.range.upperBound)
    return Change(range: position..<position, text: newline(layout) + indentation + written)
  }

  /// A name of the scenario itself: after `name` when it is short, else at the end.
  func section(_ key: String, _ value: ScenarioTree, _ layout: TextLayout) -> Change {
    let newline = newline(layout)
    guard case .mapping(let pairs) = value, !pairs.isEmpty else {
      let written = line(key, value, isFlow: false)
      guard let name = layout.root.entries.first(where: { $0.key == "name" }) else {
        return Change(range: 0..<0, text: written + newline)
      }
      let position = layout.lineEnd(of: name.value.range.upperBound)
      return Change(range: position..<position, text: newline + written)
    }
    let indentation = String(repeating: " ", count: childIndentation(layout))
    let lines = ["\(key):"] + pairs.map { indentation + line($0.key, $0.value, isFlow: false) }
    let before = layout.bytes[..<layout.end]
    let isEnded = before.last == 0x0A
    let isSpaced = before.suffix(2) == [0x0A, 0x0A] || before.suffix(4) == [13, 10, 13, 10]
    var written = lines.joined(separator: newline)
    if isEnded { written += newline } else { written = newline + written }
    if !isSpaced { written = newline + written }
    return Change(range: layout.end..<layout.end, text: written)
  }

  /// What goes when an entry between braces goes: it and one comma; its whole line where it has one.
  func flowRange(
    of position: Int, in entries: [TextLayout.Entry], _ layout: TextLayout
  ) -> Range<Int> {
    let entry = entries[position]
    let finish = entry.value.range.upperBound
    let line = layout.line(of: entry.start)
    let next = position + 1 < entries.count ? entries[position + 1] : nil
    if let next, layout.line(of: next.start) == layout.line(of: finish) {
      return entry.start..<next.start
    }
    if next == nil, position > 0,
      layout.line(of: entries[position - 1].value.range.upperBound) == line
    {
      return entries[position - 1].value.range.upperBound..<finish
    }
    let behind = layout.commaEnd(after: finish) ?? finish
    if layout.isAlone(from: entry.start, to: behind) {
      return layout.lineStart(of: entry.start)..<layout.nextLine(after: behind)
    }
    return entry.start..<behind
  }

  /// Years stand in their order after the words; a word comes first, another name last.
  func predecessor(
    of key: String, in entries: [TextLayout.Entry]
  ) -> TextLayout.Entry? {
    guard let year = YAMLValue.year(key) else {
      return PathSpecification.words.contains(key) ? nil : entries.last
    }
    return entries.last { YAMLValue.year($0.key).map { $0 < year } ?? true }
  }

  func line(_ key: String, _ value: ScenarioTree, isFlow: Bool) -> String {
    "\(ScenarioTree.key(key, isFlow: isFlow)): \(value.written(isFlow: isFlow))"
  }

  func newline(_ layout: TextLayout) -> String {
    guard let first = layout.bytes.firstIndex(of: 0x0A), first > 0 else { return "\n" }
    return layout.bytes[first - 1] == 0x0D ? "\r\n" : "\n"
  }

  /// How deep the names of a section stand in this text.
  func childIndentation(_ layout: TextLayout) -> Int {
    let nested = layout.root.entries.first { $0.value.style == .blockMapping }
    guard let start = nested?.value.range.lowerBound else { return 2 }
    return start - layout.lineStart(of: start)
  }
}
