import Equations

/// A stretch of one file's text, in bytes.
struct Span: Sendable, Hashable {
  var file: Int32
  var start: Int32
  var end: Int32

  init(file: Int, start: Int, end: Int) {
    self.file = Int32(file)
    self.start = Int32(start)
    self.end = Int32(end)
  }

  /// From the start of this stretch to the end of another.
  func through(_ other: Span) -> Span {
    Span(file: Int(file), start: Int(start), end: max(Int(end), Int(other.end)))
  }
}

/// The text of one file, with its lines.
struct SourceText: Sendable {
  let path: String
  let text: String
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 10 { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// The line of a byte, from 0.
  private func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func lineEnd(_ line: Int) -> Int {
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > lineStarts[line], bytes[end - 1] == 13 { end -= 1 }
    return end
  }

  /// Lines longer than this are cut in messages, and their columns are code points.
  private static let longLine = 20_000
  /// How much of a long line is kept on either side of a mistake.
  private static let keptBytes = 1_000

  /// Whether this byte begins a character.
  private func beginsCharacter(_ offset: Int) -> Bool { bytes[offset] & 0xC0 != 0x80 }

  private func characters(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    guard end - start <= SourceText.longLine else {
      return (start..<end).reduce(0) { beginsCharacter($1) ? $0 + 1 : $0 }
    }
    return String(decoding: bytes[start..<end], as: UTF8.self).count
  }

  /// The line and column of a byte.
  func location(of offset: Int) -> SourceLocation {
    let offset = min(offset, bytes.count)
    let line = line(of: offset)
    let column = characters(from: lineStarts[line], to: offset) + 1
    return SourceLocation(file: path, line: line + 1, column: column)
  }

  /// A diagnostic that points at a stretch of this text.
  func diagnostic(_ span: Span, _ message: String, help: String? = nil) -> Diagnostic {
    let start = min(Int(span.start), bytes.count)
    let line = line(of: start)
    let end = max(start, min(Int(span.end), lineEnd(line)))
    let column = characters(from: lineStarts[line], to: start) + 1
    let width = max(1, characters(from: start, to: end))
    var shown = lineStarts[line]..<max(lineStarts[line], lineEnd(line))
    if shown.count > SourceText.longLine {
      var (from, to) = (start - SourceText.keptBytes, start + SourceText.keptBytes)
      while from > shown.lowerBound, !beginsCharacter(from) { from -= 1 }
      while to < shown.upperBound, !beginsCharacter(to) { to += 1 }
      shown = max(from, shown.lowerBound)..<min(to, shown.upperBound)
    }
    var diagnostic = Diagnostic(
      file: path, line: line + 1, columns: column..<(column + width), message: message,
      sourceLine: String(decoding: bytes[shown], as: UTF8.self), help: help)
    diagnostic.cutBefore = characters(from: lineStarts[line], to: shown.lowerBound)
    return diagnostic
  }
}

/// The texts of a model, by the file numbers that spans carry.
struct SourceMap: Sendable {
  private(set) var texts: [SourceText] = []

  mutating func add(path: String, text: String) -> Int {
    texts.append(SourceText(path: path, text: text))
    return texts.count - 1
  }

  func diagnostic(_ span: Span, _ message: String, help: String? = nil) -> Diagnostic {
    texts[Int(span.file)].diagnostic(span, message, help: help)
  }

  func location(_ span: Span) -> SourceLocation {
    texts[Int(span.file)].location(of: Int(span.start))
  }

  /// `file:line` of a stretch, for "declared at".
  func place(_ span: Span) -> String {
    let location = location(span)
    return "\(location.file):\(location.line)"
  }
}
