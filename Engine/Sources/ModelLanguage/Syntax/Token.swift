/// A word, number, string or mark of the model text.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    /// A name or a keyword.
    case name
    case number(Double)
    /// Text in double quotes.
    case string
    /// An element in single quotes.
    case quoted
    case mark(Mark)
    case end
  }

  let kind: Kind
  /// What it says; without the quotes where it had them.
  let text: String
  let span: Span
  /// Whether it is the first of its line.
  let beginsLine: Bool
  /// The `##` lines just before it.
  let documentation: [String]
}

/// A comment as written, `#` included.
struct Comment: Sendable {
  let text: String
  let span: Span
  /// Whether nothing stands before it on its line.
  let beginsLine: Bool
}

/// Punctuation and operators.
enum Mark: String, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
  case power = "^"
  case equals = "="
  case differs = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case comma = ","
  case colon = ":"
  case bar = "|"

  /// Whether a line that ends with it goes on.
  var continuesAfter: Bool {
    switch self {
    case .closeParenthesis, .closeBracket, .closeBrace, .openParenthesis, .openBracket, .openBrace:
      false
    default: true
    }
  }

  /// Whether a line that begins with it continues the one before.
  var continuesBefore: Bool { continuesAfter && self != .colon && self != .comma }
}
