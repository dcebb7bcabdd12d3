/// Writes model text in the form that JTAM's own blocks have, without a change of meaning.
///
/// Line breaks within a statement stay where the author put them and they make sense: before an
/// operator, after `=`, after a comma, before a clause. A line too long for the page is broken at
/// the operator that divides it best. Spaces and indentation are set anew; comments keep their
/// words. What is written has the tokens of what was read, one for one.
public struct ModelFormatter: Sendable {
  /// The longest line that is left whole.
  static let longestLine = 120
  /// How far the first part of a broken line reaches.
  static let filledLine = 110

  /// Creates a formatter.
  public init() {}

  /// The text in its form.
  /// - Parameter path: What diagnostics call the file.
  /// - Throws: The mistakes of form in the text, all of them; such a text is not formatted.
  public func format(_ text: String, path: String) throws(ModelDiagnostics) -> String {
    let source = SourceText(path: path, text: text)
    let read = try ModelFormatter.read(source)
    var lines = FormattedLines()
    var comments = read.comments[...]
    var previousEnd: Int?
    for (statement, tokens) in zip(read.statements, read.tokensByStatement) {
      while let comment = comments.first, comment.span.start < statement.span.start {
        lines.add(comment, after: previousEnd, in: source)
        previousEnd = Int(comment.span.end)
        comments.removeFirst()
      }
      var inside: [Comment] = []
      while let comment = comments.first, comment.span.start < statement.span.end {
        inside.append(comment)
        comments.removeFirst()
      }
      let layout = StatementLayout(tokens: tokens, comments: inside, source: source)
      lines.add(layout.lines(), separated: source.hasBlankLine(from: previousEnd, to: tokens[0]))
      previousEnd = Int(statement.span.end)
    }
    for comment in comments {
      lines.add(comment, after: previousEnd, in: source)
      previousEnd = Int(comment.span.end)
    }
    let result = lines.text()
    try ModelFormatter.compare(read, with: SourceText(path: path, text: result))
    return result
  }

  private struct Reading {
    let comments: [Comment]
    let statements: [Statement]
    /// The tokens of each statement.
    let tokensByStatement: [[Token]]
  }

  private static func read(_ source: SourceText) throws(ModelDiagnostics) -> Reading {
    var lexer = Lexer(source: source, file: 0)
    let tokens = lexer.scan()
    let parsed = Parser.parse(source, file: 0)
    let problems = DiagnosticCollector()
    parsed.problems.forEach { problems.record($0) }
    try problems.finish()
    var rest = tokens.dropLast()[...]
    let byStatement = parsed.statements.map { statement in
      let own = rest.prefix { $0.span.end <= statement.span.end }
      rest = rest.dropFirst(own.count)
      return Array(own)
    }
    return Reading(
      comments: lexer.comments, statements: parsed.statements, tokensByStatement: byStatement)
  }

  /// Makes sure that the same tokens stand in the same statements with the same descriptions.
  private static func compare(
    _ before: Reading, with result: SourceText
  ) throws(ModelDiagnostics) {
    let after = try read(result)
    func words(_ reading: Reading) -> [[String]] {
      zip(reading.statements, reading.tokensByStatement).map { statement, tokens in
        [statement.description] + tokens.map(\.text)
      }
    }
    guard words(before) == words(after),
      before.comments.map(\.text.formattedComment) == after.comments.map(\.text)
    else {
      throw ModelDiagnostics(diagnostics: [
        Diagnostic(
          file: result.path, message: "the form of this text cannot be changed without its meaning",
          help: "this is a mistake of the formatter, and the file is as it was: please report it")
      ])
    }
  }
}

extension String {
  /// A comment with a space after its marks.
  var formattedComment: String {
    let marks = prefix { $0 == "#" }
    let rest = dropFirst(marks.count)
    guard let next = rest.first, next.isLetter || next.isNumber else { return self }
    return "\(marks) \(rest)"
  }
}

extension SourceText {
  /// Whether a blank line stands before a token, since the end of what came before.
  func hasBlankLine(from end: Int?, to token: Token) -> Bool {
    hasBlankLine(from: end, to: Int(token.span.start))
  }

  func hasBlankLine(from end: Int?, to start: Int) -> Bool {
    guard let end else { return false }
    return bytes[end..<start].count { $0 == 10 } > 1
  }
}

/// Lines as they are gathered: code with its comment, blank lines, comments alone.
struct FormattedLines {
  struct Line {
    var code: String
    var comment: String?
  }

  private var lines: [Line] = []

  mutating func add(_ added: [Line], separated: Bool) {
    if separated, !lines.isEmpty { lines.append(Line(code: "", comment: nil)) }
    lines += added
  }

  /// A comment between statements: on a line of its own, or after the statement it stands beside.
  mutating func add(_ comment: Comment, after end: Int?, in source: SourceText) {
    let text = comment.text.formattedComment
    guard comment.beginsLine || lines.isEmpty else {
      lines[lines.count - 1].comment = text
      return
    }
    let separated = source.hasBlankLine(from: end, to: Int(comment.span.start))
    add([Line(code: text, comment: nil)], separated: separated)
  }

  /// The text; comments beside lines that follow each other begin in one column.
  func text() -> String {
    var text = ""
    var column = 0
    for (number, line) in lines.enumerated() {
      guard let comment = line.comment else {
        text += line.code + "\n"
        continue
      }
      if number == 0 || lines[number - 1].comment == nil {
        column = lines[number...].prefix { $0.comment != nil }.map(\.code.count).max() ?? 0
      }
      let gap = String(repeating: " ", count: column - line.code.count + 2)
      text += line.code + gap + comment + "\n"
    }
    return text
  }
}
