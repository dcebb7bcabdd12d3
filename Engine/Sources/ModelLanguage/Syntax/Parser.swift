/// Reads tokens into statements; after a mistake it goes on with the next statement.
struct Parser {
  let tokens: [Token]
  let source: SourceText
  var position = 0
  /// Where the statement begins that is being read.
  private var statementStart = 0
  /// How deep expressions nest here.
  var depth = 0
  /// The brackets that are open here.
  var brackets: [Span] = []
  private(set) var problems: [Diagnostic] = []

  /// The deepest nesting of brackets and operators accepted.
  static let nestingLimit = 200

  /// Parses one file.
  static func parse(
    _ source: SourceText, file: Int
  ) -> (statements: [Statement], problems: [Diagnostic]) {
    if source.bytes.contains(13), !source.bytes.contains(10) {
      let problem = Diagnostic(
        file: source.path,
        message: "lines end with a carriage return alone, so that all is one line",
        help: "save it with the line ends of Unix or Windows")
      return ([], [problem])
    }
    var lexer = Lexer(source: source, file: file)
    let tokens = lexer.scan()
    var parser = Parser(tokens: tokens, source: source)
    let statements = parser.file()
    let spoiled = Set(lexer.problems.map(\.line))
    return (statements, lexer.problems + parser.problems.filter { !spoiled.contains($0.line) })
  }

  private init(tokens: [Token], source: SourceText) {
    self.tokens = tokens
    self.source = source
  }

  private mutating func file() -> [Statement] {
    guard tokens.count > 1 else {
      problems.append(
        Diagnostic(
          file: source.path, message: "the file is empty",
          help: "a model file begins with `language 1`"))
      return []
    }
    var statements: [Statement] = []
    if current.kind != .name || current.text != "language" {
      problems.append(
        source.diagnostic(
          current.span, "a model file begins with `language 1`",
          help: "write `language 1` as the first line"))
    }
    while current.kind != .end, problems.count < ModelDiagnostics.limit {
      let start = position
      statementStart = start
      do throws(Diagnostic) {
        let statement = try statement()
        if !atEnd { throw unexpected(after: statement) }
        statements.append(statement)
      } catch {
        problems.append(error)
        recover(from: start)
      }
    }
    return statements
  }

  /// Skips to the next line that is not indented deeper than the statement that failed.
  private mutating func recover(from start: Int) {
    brackets = []
    depth = 0
    let indent = column(tokens[start])
    if position == start { position += 1 }
    while current.kind != .end, !(current.beginsLine && column(current) <= indent) {
      position += 1
    }
  }

  private func column(_ token: Token) -> Int {
    source.location(of: Int(token.span.start)).column
  }

  // MARK: Looking at tokens

  var current: Token { tokens[position] }

  func peek(_ ahead: Int) -> Token { tokens[min(position + ahead, tokens.count - 1)] }

  /// Whether the statement has ended here, by the rules for lines.
  var atEnd: Bool {
    let token = current
    if token.kind == .end { return true }
    guard token.beginsLine, brackets.isEmpty, position > statementStart else { return false }
    if case .mark(let mark) = token.kind, mark.continuesBefore { return false }
    if token.kind == .name, Words.reserved.contains(token.text) { return false }
    if position > 0 {
      let previous = tokens[position - 1]
      if case .mark(let mark) = previous.kind, mark.continuesAfter { return false }
      if previous.kind == .name, Words.reserved.contains(previous.text) { return false }
    }
    return true
  }

  func isMark(_ mark: Mark) -> Bool { current.kind == .mark(mark) }

  /// Whether this word stands here, on the line of the statement or a line that continues it.
  func isWord(_ word: String) -> Bool {
    current.kind == .name && current.text == word && !atEnd
  }

  mutating func advance() -> Token {
    let token = current
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  mutating func take(_ mark: Mark) -> Bool {
    guard isMark(mark) else { return false }
    position += 1
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    position += 1
    return true
  }

  // MARK: Demanding tokens

  func fail(_ span: Span, _ message: String, help: String? = nil) -> Diagnostic {
    source.diagnostic(span, message, help: help)
  }

  /// What is said of a token that does not fit.
  func shown(_ token: Token) -> String {
    switch token.kind {
    case .end: "the end of the file"
    case .string: "the text \"\(token.text)\""
    case .quoted: "the element '\(token.text)'"
    default: "`\(token.text)`"
    }
  }

  func expected(_ what: String, help: String? = nil) -> Diagnostic {
    if let problem = decimalComma(at: position - 1) { return problem }
    if let bracket = brackets.last, current.kind == .end || current.beginsLine {
      return fail(
        bracket, "this bracket is never closed", help: "\(what) was expected before the next line")
    }
    if atEnd, position > 0 {
      return fail(
        tokens[position - 1].span, "the statement ends here, but \(what) was expected", help: help)
    }
    return fail(current.span, "expected \(what), found \(shown(current))", help: help)
  }

  /// What is said of a comma between two numbers with no space around it, where no list goes on.
  func decimalComma(at comma: Int) -> Diagnostic? {
    guard comma > 0, comma + 1 < tokens.count, tokens[comma].kind == .mark(.comma) else {
      return nil
    }
    let (before, after) = (tokens[comma - 1], tokens[comma + 1])
    guard case .number = before.kind, case .number = after.kind,
      before.span.end == tokens[comma].span.start, tokens[comma].span.end == after.span.start
    else { return nil }
    return fail(
      before.span.through(after.span), "a number has no decimal comma",
      help: "write a decimal point: `\(before.text).\(after.text)`")
  }

  mutating func expect(_ mark: Mark, help: String? = nil) throws(Diagnostic) {
    guard !atEnd, take(mark) else { throw expected("`\(mark.rawValue)`", help: help) }
  }

  mutating func open(_ mark: Mark) throws(Diagnostic) {
    let span = current.span
    try expect(mark)
    brackets.append(span)
  }

  mutating func close(_ mark: Mark) throws(Diagnostic) {
    guard isMark(mark) else { throw expected("`\(mark.rawValue)`") }
    position += 1
    brackets.removeLast()
  }

  /// A name that may be used, though not one that may be declared.
  mutating func name(_ what: String) throws(Diagnostic) -> Name {
    guard !atEnd, current.kind == .name, !Words.reserved.contains(current.text) else {
      throw expected(what)
    }
    let token = advance()
    return Name(text: token.text, span: token.span)
  }

  /// A name to be declared.
  mutating func newName(_ what: String) throws(Diagnostic) -> Name {
    if !atEnd, current.kind == .name, Words.cannotBeNames.contains(current.text) {
      throw fail(
        current.span, "`\(current.text)` is a word of the language and cannot be \(what)",
        help: "choose another name")
    }
    return try name(what)
  }

  mutating func string(_ what: String) throws(Diagnostic) -> Name {
    guard !atEnd, current.kind == .string else {
      throw expected("\(what) in double quotes")
    }
    let token = advance()
    return Name(text: token.text, span: token.span)
  }

  /// A number with an optional sign.
  mutating func signedNumber(_ what: String) throws(Diagnostic) -> Double {
    let isNegative = !atEnd && take(.minus)
    guard !atEnd, case .number(let value) = current.kind else { throw expected(what) }
    position += 1
    return isNegative ? -value : value
  }

  /// An element or option: letters, digits, `_` and `-` with nothing between them, or in quotes.
  mutating func element(_ what: String) throws(Diagnostic) -> Name {
    if current.kind == .quoted {
      let token = advance()
      guard Parser.isElement(token.text) else {
        throw fail(token.span, "'\(token.text)' cannot be \(what)", help: Parser.elementHelp)
      }
      return Name(text: token.text, span: token.span)
    }
    var text = ""
    var span = current.span
    while isElementPart(current), text.isEmpty || current.span.start == span.end {
      let token = advance()
      text += token.text
      span = span.through(token.span)
    }
    guard !text.isEmpty else { throw expected(what) }
    guard Parser.isElement(text) else {
      throw fail(span, "`\(text)` cannot be \(what)", help: Parser.elementHelp)
    }
    return Name(text: text, span: span)
  }

  private func isElementPart(_ token: Token) -> Bool {
    switch token.kind {
    case .name, .number, .mark(.minus): true
    default: false
    }
  }

  static let elementHelp =
    "elements are letters, digits, `_` and `-`, beginning with a letter or digit"

  /// Whether a text may name an element.
  static func isElement(_ text: String) -> Bool {
    guard let first = text.utf8.first, Lexer.isLetter(first) || Lexer.isDigit(first) else {
      return false
    }
    return text.utf8.allSatisfy { Lexer.isLetter($0) || Lexer.isDigit($0) || $0 == 95 || $0 == 45 }
  }

  /// The text of tokens from one position up to another, with single spaces where there were any.
  func text(from start: Int, to end: Int) -> String {
    var words = ""
    for index in start..<max(start, end) {
      let token = tokens[index]
      if index > start, tokens[index - 1].span.end < token.span.start { words += " " }
      switch token.kind {
      case .string: words += "\"\(token.text)\""
      case .quoted: words += "'\(token.text)'"
      default: words += token.text
      }
    }
    return words
  }
}
