import Workbooks

/// The TABLE and PARAMETER statements of a text of GAMS, with their numbers.
///
/// Read are labels with or without quotes, tables that go on after `+`, and lists between slashes.
/// What computes (assignments, `$` commands, sets of labels in parentheses) is not.
public struct GAMSText: Sendable, Equatable {
  /// A statement.
  public struct Symbol: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// What it says of itself.
    public var text: String
    /// The names of its dimensions.
    public var dimensions: [String]
    /// Its numbers.
    public var entries: [Entry]
  }

  /// A number of a statement.
  public struct Entry: Sendable, Equatable {
    /// The label of each dimension.
    public var labels: [String]
    /// The number; nil where GAMS knows none (`NA`, `UNDF`).
    public var value: Double?
    /// The line and the character where it stands.
    public var place: CellReference
  }

  /// The file.
  public var file: String
  /// The statements, in their order.
  public var symbols: [Symbol]

  /// Whether a text looks like one of GAMS.
  static func isLikely(_ text: String) -> Bool {
    for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline).prefix(400)
    {
      let words = line.lowercased().split(maxSplits: 1, whereSeparator: \.isWhitespace)
      guard words.count == 2, ["table", "parameter", "parameters"].contains(words[0]) else {
        continue
      }
      let rest = words[1]
      guard let first = rest.first, first.isLetter else { continue }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let after = rest.dropFirst(name.count).drop { $0.isWhitespace }.first
      if after == "(" { return true }
    }
    return false
  }

  /// Reads the statements of a text.
  /// - Throws: ``ImportError/badGAMS(file:line:problem:)``.
  public init(_ text: String, file: String) throws(ImportError) {
    self.file = file
    var reader = GAMSReader(text, file: file)
    symbols = try reader.symbols()
  }
}

/// Reads statement after statement, line by line.
private struct GAMSReader {
  private let lines: [[Character]]
  private let file: String
  private var position = 0
  /// How many numbers are read at most.
  private var room = 2_000_000

  private static let keywords: Set<String> = [
    "table", "parameter", "parameters", "set", "sets", "scalar", "scalars", "alias", "variable",
    "variables", "positive", "equation", "equations", "model", "solve", "display", "option", "file",
    "loop", "abort", "free", "execute_load", "execute_unload", "acronym",
  ]

  init(_ text: String, file: String) {
    self.file = file
    var lines: [[Character]] = []
    var isComment = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let lower = line.prefix(8).lowercased()
      if lower.hasPrefix("$ontext") { isComment = true }
      let isHidden = isComment || line.hasPrefix("*") || line.hasPrefix("$")
      if lower.hasPrefix("$offtext") { isComment = false }
      lines.append(isHidden ? [] : GAMSReader.withoutTabs(line))
    }
    self.lines = lines
  }

  private static func withoutTabs(_ line: Substring) -> [Character] {
    var characters: [Character] = []
    for character in line {
      if character == "\t" {
        repeat { characters.append(" ") } while characters.count % 8 != 0
      } else {
        characters.append(character)
      }
    }
    return characters
  }

  private func bad(_ line: Int, _ problem: String) -> ImportError {
    .badGAMS(file: file, line: line + 1, problem: problem)
  }

  mutating func symbols() throws(ImportError) -> [GAMSText.Symbol] {
    var symbols: [GAMSText.Symbol] = []
    while position < lines.count {
      switch keyword(lines[position]) {
      case "table": symbols.append(try table())
      case "parameter", "parameters": symbols += try parameters()
      default: position += 1
      }
    }
    guard !symbols.isEmpty else {
      throw bad(0, "no TABLE or PARAMETER statement with labels was found")
    }
    return symbols
  }

  private func keyword(_ line: [Character]) -> String? {
    let word = String(line.drop { $0 == " " }.prefix { $0.isLetter || $0 == "_" }).lowercased()
    return Self.keywords.contains(word) ? word : nil
  }

  /// `name(a,b) "text"` at the beginning of characters, and what comes after.
  private func declaration(
    _ characters: ArraySlice<Character>, line: Int
  ) throws(ImportError) -> (name: String, dimensions: [String], rest: ArraySlice<Character>)? {
    var rest = characters.drop { $0 == " " }
    let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    guard !name.isEmpty else { return nil }
    rest = rest.dropFirst(name.count).drop { $0 == " " }
    guard rest.first == "(" else { return nil }
    guard let close = rest.firstIndex(of: ")") else {
      throw bad(
        line, "the dimensions of \(name.shortened) have no closing parenthesis on this line")
    }
    let dimensions = String(rest[(rest.startIndex + 1)..<close])
      .split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
    return (name, dimensions, rest[(close + 1)...])
  }

  // MARK: Tables

  private mutating func table() throws(ImportError) -> GAMSText.Symbol {
    let start = position
    let line = lines[position]
    let afterWord = line[...].drop { $0 == " " }.dropFirst(5)
    guard let (name, dimensions, rest) = try declaration(afterWord, line: position) else {
      throw bad(position, "TABLE needs a name and dimensions: TABLE SAM(i,j)")
    }
    guard dimensions.count >= 2 else {
      throw bad(position, "a TABLE has two dimensions or more, and \(name.shortened) has one")
    }
    var symbol = GAMSText.Symbol(
      name: name, text: words(rest), dimensions: dimensions, entries: [])
    position += 1
    var header: [Token]?
    while position < lines.count {
      var tokens = try self.tokens(lines[position], line: position)
      if tokens.isEmpty {
        position += 1
        continue
      }
      if header != nil, keyword(lines[position]) != nil, !isRow(tokens) { break }
      let ends = tokens.last?.isEnd == true
      if ends { tokens.removeLast() }
      if tokens.first?.text == "+", tokens.first?.isQuoted == false {
        header = Array(tokens.dropFirst())
      } else if let columns = header {
        try row(tokens, columns, into: &symbol)
      } else {
        header = tokens
      }
      position += 1
      if ends { return symbol }
    }
    guard header != nil else { throw bad(start, "TABLE \(name.shortened) has no header") }
    return symbol
  }

  /// A word may be a label too: then a number comes after it.
  private func isRow(_ tokens: [Token]) -> Bool {
    tokens.count >= 2 && tokens.dropFirst().allSatisfy { $0.number != nil || $0.isEnd }
  }

  private mutating func row(
    _ tokens: [Token], _ columns: [Token], into symbol: inout GAMSText.Symbol
  ) throws(ImportError) {
    guard let label = tokens.first else { return }
    for token in tokens.dropFirst() {
      guard let number = token.number else {
        throw bad(
          position,
          "\"\(token.text.shortened)\" stands where a number of row \(label.text.shortened) should; put labels with spaces in quotation marks"
        )
      }
      let over = columns.filter { $0.first <= token.last && token.first <= $0.last }
      guard over.count == 1, let column = over.first else {
        throw bad(
          position,
          "\(token.text.shortened) at character \(token.first + 1) stands under \(over.isEmpty ? "no column" : "the columns \(over.map(\.text.shortened).joined(separator: " and "))"); move it under one"
        )
      }
      let labels = label.parts + column.parts
      guard labels.count == symbol.dimensions.count else {
        throw bad(
          position,
          "\(labels.joined(separator: ".").shortened) has \(labels.count) labels, and \(symbol.name.shortened) has \(symbol.dimensions.count) dimensions"
        )
      }
      try add(labels, number, at: token, to: &symbol)
    }
  }

  private mutating func add(
    _ labels: [String], _ number: Token.Number, at token: Token, to symbol: inout GAMSText.Symbol
  ) throws(ImportError) {
    room -= 1
    guard room >= 0 else { throw bad(position, "more than 2000000 numbers are not read") }
    let value: Double? =
      switch number {
      case .value(let value): value
      case .unknown: nil
      }
    symbol.entries.append(
      GAMSText.Entry(
        labels: labels, value: value,
        place: CellReference(row: position + 1, column: token.first + 1)))
  }

  // MARK: Parameters

  private mutating func parameters() throws(ImportError) -> [GAMSText.Symbol] {
    var symbols: [GAMSText.Symbol] = []
    let line = lines[position]
    let word = line[...].drop { $0 == " " }.prefix { $0.isLetter }
    var rest = line[word.endIndex...]
    while true {
      // From one declaration to the next; the first may stand on a line of its own.
      if rest.allSatisfy({ $0 == " " }) {
        position += 1
        guard position < lines.count else { return symbols }
        rest = lines[position][...]
        if keyword(lines[position]) != nil { return symbols }
        continue
      }
      if rest.first(where: { $0 != " " }) == ";" {
        position += 1
        return symbols
      }
      guard let (name, dimensions, after) = try declaration(rest, line: position) else {
        position += 1
        return symbols
      }
      var symbol = GAMSText.Symbol(
        name: name, text: words(after), dimensions: dimensions, entries: [])
      rest = after
      if try entries(into: &symbol, &rest) { symbols.append(symbol) }
    }
  }

  /// Reads what stands between slashes; false when nothing does.
  private mutating func entries(
    into symbol: inout GAMSText.Symbol, _ rest: inout ArraySlice<Character>
  ) throws(ImportError) -> Bool {
    let start = position
    while !rest.contains("/") {
      if rest.contains(";") { return false }
      position += 1
      guard position < lines.count, keyword(lines[position]) == nil else {
        rest = []
        if position < lines.count { position -= 1 }
        return false
      }
      rest = lines[position][...]
    }
    guard let open = rest.firstIndex(of: "/") else { return false }
    rest = rest[(open + 1)...]
    while true {
      let close = endOfList(rest)
      let part = close.map { rest[..<$0] } ?? rest
      try line(of: part, into: &symbol)
      if let close {
        rest = rest[(close + 1)...].drop { $0 == " " || $0 == "," }
        return true
      }
      position += 1
      guard position < lines.count else {
        throw bad(
          start, "the numbers of \(symbol.name.shortened) begin with / and never end with one")
      }
      rest = lines[position][...]
    }
  }

  /// The slash that ends a list, outside of quotation marks.
  private func endOfList(_ characters: ArraySlice<Character>) -> Int? {
    var quote: Character?
    for index in characters.indices {
      let character = characters[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "/" {
        return index
      }
    }
    return nil
  }

  private mutating func line(
    of part: ArraySlice<Character>, into symbol: inout GAMSText.Symbol
  ) throws(ImportError) {
    for piece in pieces(part) {
      let tokens = try self.tokens(Array(piece), line: position, from: piece.startIndex)
      guard !tokens.isEmpty else { continue }
      guard tokens.count == 2, let number = tokens[1].number else {
        throw bad(
          position,
          "\"\(String(piece).trimmed.shortened)\" is not labels and a number, such as farms.mines 12.5"
        )
      }
      let labels = tokens[0].parts
      guard labels.count == symbol.dimensions.count else {
        throw bad(
          position,
          "\(tokens[0].text.shortened) has \(labels.count) labels, and \(symbol.name.shortened) has \(symbol.dimensions.count) dimensions"
        )
      }
      try add(labels, number, at: tokens[1], to: &symbol)
    }
  }

  /// The parts of a list between commas outside of quotation marks.
  private func pieces(_ characters: ArraySlice<Character>) -> [ArraySlice<Character>] {
    var pieces: [ArraySlice<Character>] = []
    var quote: Character?
    var start = characters.startIndex
    for index in characters.indices {
      let character = characters[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "," {
        pieces.append(characters[start..<index])
        start = index + 1
      }
    }
    pieces.append(characters[start...])
    return pieces
  }

  // MARK: Words

  /// A label or a number, with the characters it stands on.
  private struct Token {
    enum Number { case value(Double), unknown }
    var parts: [String]
    var first: Int
    var last: Int
    var isQuoted: Bool
    var isEnd = false
    var text: String { parts.joined(separator: ".") }

    var number: Number? {
      guard !isQuoted, !isEnd else { return nil }
      switch text.lowercased() {
      // A zero that is stored.
      case "eps": return .value(0)
      case "na", "undf": return .unknown
      default:
        return NumberNotation(decimal: .point, allowsGroups: false).number(text).map { .value($0) }
      }
    }
  }

  private func tokens(
    _ line: [Character], line number: Int, from offset: Int = 0
  ) throws(ImportError) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < line.count {
      let character = line[index]
      if character == " " {
        index += 1
        continue
      }
      if character == ";" {
        tokens.append(
          Token(
            parts: [], first: index + offset, last: index + offset, isQuoted: false, isEnd: true))
        return tokens
      }
      if character == "(" {
        throw bad(number, "labels in parentheses are not read; write each of them out")
      }
      let first = index
      var parts = [""]
      var isQuoted = false
      while index < line.count, line[index] != " ", line[index] != ";" {
        if line[index] == "'" || line[index] == "\"" {
          let quote = line[index]
          isQuoted = true
          index += 1
          while index < line.count, line[index] != quote {
            parts[parts.count - 1].append(line[index])
            index += 1
          }
          guard index < line.count else {
            throw bad(number, "a label in quotation marks begins here and never ends")
          }
          index += 1
        } else {
          if line[index] == "." {
            parts.append("")
          } else {
            parts[parts.count - 1].append(line[index])
          }
          index += 1
        }
        // Spaces may stand around the point between two labels.
        if index < line.count, line[index] == " ", !isNumeric(parts) {
          var next = index
          while next < line.count, line[next] == " " { next += 1 }
          if next + 1 < line.count, line[next] == ".", !line[next + 1].isNumber { index = next }
        }
      }
      tokens.append(
        Token(parts: parts, first: first + offset, last: index - 1 + offset, isQuoted: isQuoted))
    }
    return tokens
  }

  private func isNumeric(_ parts: [String]) -> Bool {
    parts.allSatisfy { $0.allSatisfy(\.isNumber) }
  }

  private func words(_ characters: ArraySlice<Character>) -> String {
    let end = endOfList(characters) ?? characters.endIndex
    return String(characters[..<end]).trimmed.filter { $0 != "\"" && $0 != "'" && $0 != ";" }
  }
}
