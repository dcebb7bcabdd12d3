/// What each token of a statement is there for, as far as its form depends on it.
struct StatementRoles {
  let tokens: [Token]
  let count: Int
  /// For each bracket, the one that closes or opens it.
  private(set) var partner: [Int: Int] = [:]
  /// Signs that stand before a value, not between two.
  private(set) var isUnary: [Bool]
  /// The first words of clauses, outside brackets.
  private(set) var clauses: [Int] = []
  /// Tokens of element names, which hold together as written: `oil-gas`, `2-speed`.
  private(set) var isElement: [Bool]
  /// Words after which a value begins.
  private var precedesValue: [Bool]

  /// Whether the first token is the keyword of a statement.
  let hasKeyword: Bool

  /// Operators, those that bind least first.
  static let levels: [[String]] = [
    ["|"], ["or"], ["and"], ["=", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/"], ["^"],
  ]

  init(_ tokens: [Token]) {
    self.tokens = tokens
    count = tokens.count
    isUnary = Array(repeating: false, count: count)
    isElement = isUnary
    precedesValue = isUnary
    let keyword = tokens[0].kind == .name ? tokens[0].text : ""
    hasKeyword = Words.statements.contains(keyword)
    findBrackets()
    let isDeclaration = ["parameter", "variable", "exogenous"].contains(keyword)
    var depth = 0
    var clause = ""
    for position in tokens.indices {
      let token = tokens[position]
      if case .mark(let mark) = token.kind, partner[position] != nil {
        depth += mark == .openParenthesis || mark == .openBracket || mark == .openBrace ? 1 : -1
      }
      if token.kind == .name {
        let begins = position > 0 && depth == 0 && !opensValue(position)
        if begins, isDeclaration ? isDeclarationClause(token) : isEquationClause(position) {
          clauses.append(position)
          clause = token.text
          precedesValue[position] = !["nominal", "additive", "sparse", "positive", "nonnegative"]
            .contains(token.text)
        } else if Words.reserved.contains(token.text) || (position == 0 && hasKeyword) {
          precedesValue[position] = true
        } else if depth == 0, token.text == "to" || token.text == "typical",
          ["lever", "within", "relative"].contains(clause)
        {
          precedesValue[position] = true
        }
      } else if token.kind == .mark(.minus) || token.kind == .mark(.plus) {
        isUnary[position] = position == 0 || opensValue(position)
      }
    }
    findElements(keyword)
  }

  private mutating func findBrackets() {
    var open: [Int] = []
    for position in tokens.indices {
      switch tokens[position].kind {
      case .mark(.openParenthesis), .mark(.openBracket), .mark(.openBrace): open.append(position)
      case .mark(.closeParenthesis), .mark(.closeBracket), .mark(.closeBrace):
        guard let start = open.popLast() else { continue }
        partner[start] = position
        partner[position] = start
      default: break
      }
    }
  }

  private func isDeclarationClause(_ token: Token) -> Bool {
    token.text == "where" || Words.clauses.contains(token.text)
  }

  private func isEquationClause(_ position: Int) -> Bool {
    let next = position + 1 < count ? tokens[position + 1] : nil
    switch tokens[position].text {
    case "where", "perp": return true
    case "source": return next?.kind == .string
    case "relative": return next?.text == "to" && next?.kind == .name
    default: return false
    }
  }

  /// Whether what stands before a token leaves a value to be given.
  private func opensValue(_ position: Int) -> Bool {
    guard position > 0 else { return true }
    switch tokens[position - 1].kind {
    case .mark(.closeParenthesis), .mark(.closeBracket), .mark(.closeBrace): return false
    case .mark: return true
    case .name: return precedesValue[position - 1]
    default: return false
    }
  }

  private mutating func findElements(_ keyword: String) {
    guard ["set", "choose", "closure"].contains(keyword) else { return }
    for position in tokens.indices.dropFirst() {
      let isBraced = partner.contains { open, close in
        tokens[open].kind == .mark(.openBrace) && open < position && position < close
      }
      isElement[position] = keyword == "set" ? isBraced : true
    }
  }

  func isMark(_ position: Int, _ mark: Mark) -> Bool { tokens[position].kind == .mark(mark) }

  func isWord(_ position: Int, _ word: String) -> Bool {
    tokens.indices.contains(position) && tokens[position].kind == .name
      && tokens[position].text == word
  }

  /// Whether a token is an operator between two values, of this level.
  func binds(_ position: Int, at level: [String]) -> Bool {
    guard level.contains(tokens[position].text), !isUnary[position],
      !isElement[position] || isMark(position, .bar)
    else { return false }
    switch tokens[position].kind {
    case .mark, .name: return true
    default: return false
    }
  }

  /// Whether a line that ends with this operator reads better when the next begins with it.
  func leadsLine(_ position: Int) -> Bool {
    guard !isUnary[position], !isElement[position] else { return false }
    switch tokens[position].kind {
    case .mark(.plus), .mark(.minus), .mark(.times), .mark(.over), .mark(.power): return true
    case .name: return ["and", "or", "then", "else"].contains(tokens[position].text)
    default: return false
    }
  }

  /// Whether a space stands between a token and the one before it on its line.
  func isSpaced(_ position: Int) -> Bool {
    let (before, token) = (tokens[position - 1], tokens[position])
    if isElement[position], isElement[position - 1], before.span.end == token.span.start,
      isElementPart(before), isElementPart(token)
    {
      return false
    }
    if isUnary[position - 1] { return false }
    switch token.kind {
    case .mark(.comma), .mark(.colon), .mark(.closeParenthesis), .mark(.closeBracket): return false
    case .mark(.openBracket):
      if before.kind == .name || before.kind == .mark(.closeBracket) { return false }
    case .mark(.openParenthesis):
      if before.kind == .name, !precedesValue[position - 1] { return false }
    default: break
    }
    switch before.kind {
    case .mark(.openParenthesis), .mark(.openBracket): return false
    default: return true
    }
  }

  private func isElementPart(_ token: Token) -> Bool {
    switch token.kind {
    case .name, .number, .mark(.minus): true
    default: false
    }
  }
}
