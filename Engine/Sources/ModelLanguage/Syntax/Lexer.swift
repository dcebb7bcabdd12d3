/// Cuts model text into tokens, going on after a character it does not know.
struct Lexer {
  private let source: SourceText
  private let file: Int
  private var position = 0
  private var tokens: [Token] = []
  private var documentation: [String] = []
  private var beginsLine = true
  /// Whether nothing has stood on this line so far; a blank line parts `##` lines from what follows.
  private var lineIsBlank = true
  private(set) var problems: [Diagnostic] = []
  /// The comments, `##` lines among them, in order: what a printer keeps and a parser passes over.
  private(set) var comments: [Comment] = []

  init(source: SourceText, file: Int) {
    self.source = source
    self.file = file
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The tokens of the text, the last one being its end.
  mutating func scan() -> [Token] {
    while let byte = peek() {
      switch byte {
      case 10:
        if lineIsBlank { documentation = [] }
        lineIsBlank = true
        beginsLine = true
        position += 1
      case 32, 9, 13: position += 1
      case UInt8(ascii: "#"): comment()
      case UInt8(ascii: "\""): quotation(byte, kind: .string)
      case UInt8(ascii: "'"): quotation(byte, kind: .quoted)
      case let byte where Lexer.isLetter(byte): name()
      case let byte where Lexer.isDigit(byte): number()
      case UInt8(ascii: ".") where Lexer.isDigit(peek(1)): number()
      default: mark(byte)
      }
    }
    append(.end, text: "", from: position)
    return tokens
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < source.bytes.count ? source.bytes[position + ahead] : nil
  }

  static func isLetter(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return (65...90).contains(byte) || (97...122).contains(byte)
  }

  static func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return (48...57).contains(byte)
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: source.bytes[start..<end], as: UTF8.self)
  }

  private mutating func append(_ kind: Token.Kind, text: String, from start: Int) {
    tokens.append(
      Token(
        kind: kind, text: text, span: Span(file: file, start: start, end: position),
        beginsLine: beginsLine, documentation: documentation))
    documentation = []
    beginsLine = false
    lineIsBlank = false
  }

  private mutating func fail(from start: Int, _ message: String, help: String) {
    guard problems.count < ModelDiagnostics.limit else { return }
    let span = Span(file: file, start: start, end: position)
    problems.append(source.diagnostic(span, message, help: help))
  }

  private mutating func comment() {
    let start = position
    lineIsBlank = false
    while let byte = peek(), byte != 10 { position += 1 }
    var words = text(start, position)
    comments.append(
      Comment(
        text: words.trimmed, span: Span(file: file, start: start, end: position),
        beginsLine: beginsLine))
    guard beginsLine, words.hasPrefix("##") else { return }
    words.removeFirst(2)
    documentation.append(words.trimmed)
  }

  private mutating func quotation(_ quote: UInt8, kind: Token.Kind) {
    let start = position
    position += 1
    while let byte = peek(), byte != quote {
      if byte == 10 { break }
      position += 1
    }
    let content = text(start + 1, position)
    guard peek() == quote else {
      let mark = quote == 34 ? "\"" : "'"
      fail(
        from: start, "this quotation is never closed", help: "close it with \(mark) on its line")
      append(kind, text: content, from: start)
      return
    }
    position += 1
    append(kind, text: content, from: start)
  }

  private mutating func name() {
    let start = position
    while let byte = peek(), Lexer.isLetter(byte) || Lexer.isDigit(byte) || byte == 95 {
      position += 1
    }
    append(.name, text: text(start, position), from: start)
  }

  private mutating func number() {
    let start = position
    while Lexer.isDigit(peek()) { position += 1 }
    if peek() == UInt8(ascii: "."), Lexer.isDigit(peek(1)) {
      position += 1
      while Lexer.isDigit(peek()) { position += 1 }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 2 : 1
      if Lexer.isDigit(peek(sign)) {
        position += sign
        while Lexer.isDigit(peek()) { position += 1 }
      }
    }
    let words = text(start, position)
    let value = Double(words) ?? .infinity
    if !value.isFinite {
      fail(
        from: start, "the number \(words) is too large",
        help: "the largest is about 1.8e308; choose a larger unit")
    }
    let mantissa = words.prefix { $0 != "e" && $0 != "E" }
    if value == 0, mantissa.contains(where: { ("1"..."9").contains($0) }) {
      fail(
        from: start, "the number \(words) is not zero and too small to be held",
        help: "the smallest is about 5e-324; choose a smaller unit")
    }
    append(.number(value.isFinite ? value : 0), text: words, from: start)
  }

  private mutating func mark(_ byte: UInt8) {
    let start = position
    if let next = peek(1), next == UInt8(ascii: "="),
      let mark = Mark(rawValue: text(start, start + 2))
    {
      position += 2
      append(.mark(mark), text: mark.rawValue, from: start)
    } else if byte < 128, let mark = Mark(rawValue: text(start, start + 1)) {
      position += 1
      append(.mark(mark), text: mark.rawValue, from: start)
    } else {
      position += 1
      while let next = peek(), next & 0xC0 == 0x80 { position += 1 }
      let isPrintable = byte > 32 && byte != 127
      let shown = isPrintable ? "`\(text(start, position))`" : "a control character"
      fail(
        from: start, "\(shown) has no meaning here",
        help: byte < 128
          ? "remove it, or put text in double quotes"
          : "names are ASCII letters, digits and `_`; other letters may stand in quotes and comments"
      )
    }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    var words = self[...]
    while let first = words.first, first.isWhitespace { words.removeFirst() }
    while let last = words.last, last.isWhitespace { words.removeLast() }
    return String(words)
  }
}
