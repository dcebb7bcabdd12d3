/// Where the names and values of a YAML text stand: the part of YAML that people write in
/// scenarios, so that a line can be changed and every other line left as it is.
struct TextLayout {
  /// How a value is written.
  enum Style: Equatable {
    /// Nothing stands there.
    case empty
    /// A word, number, quoted text or folded text.
    case scalar
    /// `[a, b]`.
    case flowSequence
    /// Items after hyphens, on lines of their own.
    case blockSequence
    /// `{a: 1}`.
    case flowMapping
    /// Names and values on lines of their own.
    case blockMapping
  }

  /// A value and where it stands.
  struct Value {
    var style: Style
    /// From its first byte to behind its last one, comments after it left out.
    var range: Range<Int>
    /// The names and values of a mapping.
    var entries: [Entry] = []
  }

  /// A name and its value.
  struct Entry {
    var key: String
    /// Where the name begins.
    var start: Int
    /// Behind the colon.
    var colonEnd: Int
    var value: Value
  }

  /// What this reader does not follow, such as anchors; a person has to edit such a text.
  struct Unsupported: Error {
    let line: Int
  }

  let bytes: [UInt8]
  private(set) var root = Value(style: .empty, range: 0..<0)
  /// Where the document ends: at `...`, at a second document or at the end of the text.
  private(set) var end: Int
  /// Where each line begins, and one more at the end of the text.
  private let lineStarts: [Int]

  init(_ text: String) throws(Unsupported) {
    let bytes = Array(text.utf8)
    self.bytes = bytes
    end = bytes.count
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    var line = 0
    while line < lineStarts.count {
      let start = lineStarts[line]
      if isBlankOrComment(line) || starts(with: "%", at: start) {
        line += 1
      } else if starts(with: "---", at: start) {
        guard isBlankOrComment(from: start + 3) else { throw Unsupported(line: line + 1) }
        line += 1
        break
      } else {
        break
      }
    }
    for later in lineStarts.indices.dropFirst(line + 1)
    where starts(with: "...", at: lineStarts[later]) || starts(with: "---", at: lineStarts[later]) {
      end = lineStarts[later]
      break
    }
    guard let first = contentLine(from: line) else { return }
    let position = contentStart(first)
    if byte(position) == UInt8(ascii: "{") {
      root = try flow(position)
    } else {
      root = try block(first, indentation: indentation(first)).value
    }
  }

  /// The line, from 0, of a position.
  func line(of position: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }

  /// Where the line of a position begins.
  func lineStart(of position: Int) -> Int { lineStarts[line(of: position)] }

  /// Where the line of a position ends, before the line feed.
  func lineEnd(of position: Int) -> Int { contentEnd(line(of: position)) }

  /// Where the line after that of a position begins.
  func nextLine(after position: Int) -> Int {
    let next = line(of: position) + 1
    return next < lineStarts.count ? lineStarts[next] : bytes.count
  }

  /// Behind the comma that follows a position in its line, if one does.
  func commaEnd(after position: Int) -> Int? {
    let next = skipSpaces(position)
    return byte(next) == UInt8(ascii: ",") ? next + 1 : nil
  }

  /// Whether a line holds only spaces before one position, and no more than a comment from another.
  func isAlone(from start: Int, to finish: Int) -> Bool {
    skipSpaces(lineStart(of: start)) == start && isBlankOrComment(from: finish)
  }

  // MARK: Lines

  func byte(_ position: Int) -> UInt8? { position < end ? bytes[position] : nil }

  private func starts(with word: String, at position: Int) -> Bool {
    bytes[position...].starts(with: word.utf8)
  }

  /// The end of a line, before its line feed and the carriage return before that.
  private func contentEnd(_ line: Int) -> Int {
    var result = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if result > lineStarts[line], bytes[result - 1] == 0x0D { result -= 1 }
    return result
  }

  private func contentStart(_ line: Int) -> Int {
    var position = lineStarts[line]
    if position == 0 && starts(with: "\u{FEFF}", at: 0) { position = 3 }
    return skipSpaces(position)
  }

  private func indentation(_ line: Int) -> Int { contentStart(line) - lineStarts[line] }

  func skipSpaces(_ position: Int) -> Int {
    var position = position
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
    return position
  }

  private func isBlankOrComment(from position: Int) -> Bool {
    let next = skipSpaces(position)
    return next >= lineEnd(of: position) || bytes[next] == UInt8(ascii: "#")
  }

  private func isBlankOrComment(_ line: Int) -> Bool { isBlankOrComment(from: lineStarts[line]) }

  private func isBlank(_ line: Int) -> Bool { contentStart(line) >= contentEnd(line) }

  /// The first line from here on that holds more than a comment; nil at the end of the document.
  private func contentLine(from line: Int) -> Int? {
    var line = line
    while line < lineStarts.count, lineStarts[line] < end {
      if !isBlankOrComment(line) { return line }
      line += 1
    }
    return nil
  }

  private func isHyphen(_ position: Int) -> Bool {
    byte(position) == UInt8(ascii: "-")
      && (position + 1 >= lineEnd(of: position) || bytes[position + 1] == 0x20)
  }

  // MARK: Blocks

  /// The mapping whose names stand this deep, and the first line after it.
  private func block(
    _ first: Int, indentation depth: Int
  ) throws(Unsupported) -> (value: Value, next: Int) {
    var entries: [Entry] = []
    var next = first
    var last = contentStart(first)
    while let line = contentLine(from: next), indentation(line) >= depth {
      let start = contentStart(line)
      guard indentation(line) == depth, let (key, colonEnd) = try key(start, isFlow: false) else {
        throw Unsupported(line: line + 1)
      }
      let (value, following) = try value(after: colonEnd, line: line, depth: depth)
      entries.append(Entry(key: key, start: start, colonEnd: colonEnd, value: value))
      last = value.range.upperBound
      next = following
    }
    return (
      Value(style: .blockMapping, range: contentStart(first)..<last, entries: entries), next
    )
  }

  private func value(
    after colonEnd: Int, line: Int, depth: Int
  ) throws(Unsupported) -> (value: Value, next: Int) {
    let start = skipSpaces(colonEnd)
    if !isBlankOrComment(from: colonEnd) { return try inline(start, depth: depth) }
    let nothing = Value(style: .empty, range: colonEnd..<colonEnd)
    guard let below = contentLine(from: line + 1) else { return (nothing, line + 1) }
    let position = contentStart(below)
    let isDeeper = indentation(below) > depth
    if isHyphen(position), isDeeper || indentation(below) == depth {
      return items(below, depth: depth)
    }
    guard isDeeper else { return (nothing, line + 1) }
    if try key(position, isFlow: false) != nil {
      return try block(below, indentation: indentation(below))
    }
    return try inline(position, depth: depth)
  }

  /// Items after hyphens, however deep; what is in them stays closed.
  private func items(_ first: Int, depth: Int) -> (value: Value, next: Int) {
    var last = first
    var next = first
    while let line = contentLine(from: next),
      indentation(line) > depth || (indentation(line) == depth && isHyphen(contentStart(line)))
    {
      last = line
      next = line + 1
    }
    return (Value(style: .blockSequence, range: contentStart(first)..<contentEnd(last)), next)
  }

  /// A value that begins on a line with something else before it, or alone on its line.
  private func inline(
    _ start: Int, depth: Int
  ) throws(Unsupported) -> (value: Value, next: Int) {
    let line = line(of: start)
    switch bytes[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return try closed(flow(start))
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try closed(Value(style: .scalar, range: start..<quoted(start).end))
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      var last = line
      var next = line + 1
      while next < lineStarts.count, lineStarts[next] < end,
        isBlank(next) || indentation(next) > depth
      {
        if !isBlank(next) { last = next }
        next += 1
      }
      return (Value(style: .scalar, range: start..<contentEnd(last)), last + 1)
    case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "?"):
      throw Unsupported(line: line + 1)
    default:
      var finish = plainEnd(start)
      var next = line + 1
      let isOpen = skipSpaces(finish) >= contentEnd(line)
      while isOpen, next < lineStarts.count, lineStarts[next] < end {
        if isBlank(next) {
          next += 1
          continue
        }
        guard indentation(next) > depth, !isBlankOrComment(next) else { break }
        finish = plainEnd(contentStart(next))
        next += 1
      }
      return (Value(style: .scalar, range: start..<finish), self.line(of: finish) + 1)
    }
  }

  /// A value after which its line holds no more than a comment.
  private func closed(_ value: Value) throws(Unsupported) -> (value: Value, next: Int) {
    guard isBlankOrComment(from: value.range.upperBound) else {
      throw Unsupported(line: line(of: value.range.upperBound) + 1)
    }
    return (value, line(of: value.range.upperBound) + 1)
  }

  /// The end of plain text in a line: before a comment, and without the spaces at its end.
  private func plainEnd(_ start: Int) -> Int {
    let limit = lineEnd(of: start)
    var finish = start
    var position = start
    while position < limit {
      if bytes[position] == UInt8(ascii: "#"), position > start, bytes[position - 1] <= 0x20 {
        break
      }
      if bytes[position] > 0x20 { finish = position + 1 }
      position += 1
    }
    return finish
  }
}
