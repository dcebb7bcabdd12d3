import Equations

extension Parser {
  /// The statement that begins here.
  mutating func statement() throws(Diagnostic) -> Statement {
    let first = current
    let start = position
    let kind: Statement.Kind =
      switch first.kind == .name ? first.text : "" {
      case "language": try language()
      case "set": try set()
      case "index": try index()
      case "parameter": try symbols(.parameter)
      case "variable": try symbols(.variable)
      case "exogenous": try symbols(.exogenous)
      case "equation": try equation(keyword: true, isCheck: false)
      case "check": try equation(keyword: true, isCheck: true)
      case "calibrate": try calibrate()
      case "function": try function()
      case "include": try include()
      case "choose": try choose()
      case "closure": try closure()
      default: try equation(keyword: false, isCheck: false)
      }
    let end = position > start ? tokens[position - 1].span : first.span
    let description = first.documentation.filter { !$0.isEmpty }.joined(separator: " ")
    return Statement(kind: kind, span: first.span.through(end), description: description)
  }

  /// What is said of text that stands after a complete statement.
  func unexpected(after statement: Statement) -> Diagnostic {
    let token = current
    if let problem = decimalComma(at: position) { return problem }
    if token.kind == .name {
      if case .symbols = statement.kind {
        let clauses = Words.clauses + ["where"]
        let guess = NameGuess.nearest(to: token.text, among: clauses)
        return fail(
          token.span, "`\(token.text)` is not a clause of a declaration",
          help: guess.map { "did you mean `\($0)`?" }
            ?? "the clauses are \(clauses.joined(separator: ", "))")
      }
    }
    if case .symbols(let syntax) = statement.kind, token.kind == .mark(.equals) {
      if syntax.kind == .variable { return valueOfVariable(token.span) }
      let name = syntax.declarators[syntax.declarators.count - 1]
      return fail(
        token.span, "a value stands right after the name, before the clauses",
        help: "write `\(syntax.kind.rawValue) \(signature(name)) = …`, then `unit` and all else")
    }
    if case .symbols(let syntax) = statement.kind, token.kind == .mark(.comma) {
      return fail(
        token.span, "names come before the clauses they share",
        help: "begin another `\(syntax.kind.rawValue)` statement for the next name")
    }
    return fail(
      token.span, "\(shown(token)) was not expected here",
      help: "a statement ends with its line")
  }

  private func signature(_ declarator: SymbolSyntax.Declarator) -> String {
    let indices = declarator.indices.map(\.text).joined(separator: ", ")
    return declarator.name.text + (indices.isEmpty ? "" : "[\(indices)]")
  }

  private mutating func language() throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    guard !atEnd, case .number(let version) = current.kind else {
      throw expected("the number of the language", help: "write `language 1`")
    }
    let token = advance()
    guard version == 1 else {
      throw fail(
        token.span, "language \(token.text) is not known",
        help: "this program reads `language 1`; use a newer one, or change the text")
    }
    return .language
  }

  private mutating func set() throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    let name = try newName("the name of a set")
    var parent: Name?
    if takeWord("in") {
      let first = try self.name("the name of a set")
      if isMark(.times) { return try combinations(name, first, isWhole: false) }
      parent = first
    }
    var elements: [Name]?
    var restriction: SyntaxExpression?
    if take(.equals) {
      if parent == nil, !isMark(.openBrace), peek(1).kind == .mark(.times) {
        return try combinations(name, try self.name("the name of a set"), isWhole: true)
      }
      elements = try elementList()
    } else if takeWord("where") {
      guard parent != nil else {
        throw fail(
          name.span, "a set given by a condition needs a set to choose from",
          help: "write `set \(name.text) in SET where CONDITION`")
      }
      restriction = try condition()
    }
    return .set(
      SetSyntax(
        name: name, parent: parent, combinations: nil, elements: elements, condition: restriction))
  }

  /// What follows the first factor of a set of combinations.
  private mutating func combinations(
    _ name: Name, _ first: Name, isWhole: Bool
  ) throws(Diagnostic) -> Statement.Kind {
    var factors = [first]
    while take(.times) { factors.append(try self.name("the name of a set or index")) }
    var listed: [[Name]]?
    var restriction: SyntaxExpression?
    if !isWhole, take(.equals) {
      listed = try combinationList(of: factors.count)
    } else if takeWord("where") {
      restriction = try condition()
    }
    return .set(
      SetSyntax(
        name: name, parent: nil,
        combinations: SetSyntax.Combinations(factors: factors, listed: listed, isWhole: isWhole),
        elements: nil, condition: restriction))
  }

  /// `{ (oil, mills), (power, homes) }`
  private mutating func combinationList(of count: Int) throws(Diagnostic) -> [[Name]] {
    try open(.openBrace)
    var combinations: [[Name]] = []
    while !isMark(.closeBrace) {
      let start = current.span
      try open(.openParenthesis)
      var elements: [Name] = []
      repeat { elements.append(try element("an element")) } while take(.comma)
      try close(.closeParenthesis)
      guard elements.count == count else {
        throw fail(
          start.through(tokens[position - 1].span),
          "this combination has \(elements.count) elements, and the set \(count) factors",
          help: "write one element for each set between `*`")
      }
      combinations.append(elements)
      guard take(.comma) else { break }
    }
    try close(.closeBrace)
    return combinations
  }

  private mutating func elementList() throws(Diagnostic) -> [Name] {
    try open(.openBrace)
    var elements: [Name] = []
    while !isMark(.closeBrace) {
      elements.append(try element("an element"))
      guard take(.comma) else { break }
    }
    try close(.closeBrace)
    return elements
  }

  private mutating func index() throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    var names: [Name] = []
    repeat { names.append(try newName("the name of an index")) } while take(.comma)
    guard takeWord("in") else { throw expected("`in`", help: "write `index i in SET`") }
    return .index(names: names, set: try name("the name of a set"))
  }

  private mutating func calibrate() throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    let parameter = try name("the name of a parameter")
    let indices = isMark(.openBracket) && !atEnd ? try indexList() : []
    guard takeWord("in") else {
      throw expected("`in`", help: "write `calibrate PARAMETER in EQUATION`")
    }
    let equation = try name("the name of an equation")
    return .calibrate(parameter: parameter, indices: indices, equation: equation)
  }

  private mutating func function() throws(Diagnostic) -> Statement.Kind {
    let start = position
    _ = advance()
    let name = try newName("the name of a function")
    try open(.openParenthesis)
    var parameters: [Name] = []
    repeat { parameters.append(try newName("the name of an argument")) } while take(.comma)
    try close(.closeParenthesis)
    try expect(.equals)
    let body = try expression()
    return .function(
      FunctionSyntax(
        name: name, parameters: parameters, body: body, text: text(from: start, to: position)))
  }

  private mutating func include() throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    return .include(try string("the name of a file"))
  }

  private mutating func choose() throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    let slot = try element("the name of a choice")
    try expect(.equals, help: "write `choose SLOT = OPTION | OPTION`")
    var options: [Name] = []
    repeat { options.append(try element("an option")) } while take(.bar)
    return .choose(slot: slot, options: options)
  }

  private mutating func closure() throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    let name = try element("the name of a closure")
    try expect(.equals, help: "write `closure NAME = { CHOICE = OPTION, PARAMETER = VALUE }`")
    try open(.openBrace)
    var settings: [ClosureSyntax.Setting] = []
    while !isMark(.closeBrace) {
      let target = try element("a choice, a parameter or a variable")
      if takeWord("by") {
        settings.append(
          .exchange(variable: target, instrument: try self.name("an exogenous value")))
        guard take(.comma) else { break }
        continue
      }
      try expect(
        .equals,
        help: "write `CHOICE = OPTION`, `PARAMETER = VALUE` or `VARIABLE by EXOGENOUS`")
      if let value = try closureValue() {
        settings.append(.value(name: target, value))
      } else {
        settings.append(.choice(slot: target, option: try element("an option or a number")))
      }
      guard take(.comma) else { break }
    }
    try close(.closeBrace)
    return .closure(ClosureSyntax(name: name, settings: settings))
  }

  /// A number that stands alone; `2-speed` would be an option.
  private mutating func closureValue() throws(Diagnostic) -> Double? {
    if isMark(.minus) { return try signedNumber("a number") }
    guard case .number(let value) = current.kind else { return nil }
    let next = peek(1)
    guard next.kind == .mark(.comma) || next.kind == .mark(.closeBrace) else { return nil }
    position += 1
    return value
  }

  private mutating func equation(
    keyword: Bool, isCheck: Bool
  ) throws(Diagnostic) -> Statement.Kind {
    var name: Name?
    if keyword {
      let word = advance().text
      name = try newName("the name of \(isCheck ? "a check" : "an equation")")
      try expect(.colon, help: "write `\(word) NAME: LEFT = RIGHT`")
    } else {
      try rejectUnknownStatement()
    }
    let start = position
    let first = try inequality(orEquation: true)
    let complement = try complement(of: first, isCheck: isCheck)
    var restriction: SyntaxExpression?
    var scale: SyntaxExpression?
    var citation: String?
    var end = position
    while !atEnd || beginsClause(["source", "relative"]) {
      let word = current
      if takeWord("where") {
        guard restriction == nil else { throw repeated(word) }
        restriction = try condition()
        end = position
      } else if isCheck, isClause("relative") {
        guard scale == nil else { throw repeated(word) }
        position += 1
        guard takeWord("to") else { throw expected("`to`", help: "write `relative to SCALE`") }
        scale = try expression()
        end = position
      } else if isClause("source") {
        guard citation == nil else { throw repeated(word) }
        position += 1
        citation = try string("the source").text
      } else {
        break
      }
    }
    return .equation(
      EquationSyntax(
        isCheck: isCheck, name: name, left: first.left, relation: first.relation,
        right: first.right, complement: complement, condition: restriction, scale: scale,
        source: citation ?? "", text: text(from: start, to: end)))
  }

  /// `LEFT >= RIGHT`, `LEFT <= RIGHT` or, where an equation may stand, `LEFT = RIGHT`.
  private mutating func inequality(
    orEquation: Bool
  ) throws(Diagnostic) -> (
    left: SyntaxExpression, relation: SyntaxExpression.Comparison, right: SyntaxExpression
  ) {
    let left = try expression()
    for (mark, relation): (Mark, SyntaxExpression.Comparison) in [
      (.greaterOrEqual, .greaterOrEqual), (.lessOrEqual, .lessOrEqual),
    ] where take(mark) {
      return (left, relation, try expression())
    }
    guard orEquation else {
      throw expected(
        "`>=` or `<=`", help: "a complementarity condition is `A >= B perp x >= 0`")
    }
    try expect(.equals, help: "an equation is `LEFT = RIGHT`")
    return (left, .equal, try expression())
  }

  /// What stands after `perp`; an inequality needs it and an equation cannot have it.
  private mutating func complement(
    of first: (
      left: SyntaxExpression, relation: SyntaxExpression.Comparison, right: SyntaxExpression
    ), isCheck: Bool
  ) throws(Diagnostic) -> InequalitySyntax? {
    let word = current
    guard takeWord("perp") else {
      guard first.relation == .equal else {
        let span = first.left.span.through(first.right.span)
        throw isCheck
          ? fail(
            span, "a check states an equality",
            help: "write `check NAME: min(A - B, 0) = 0` for A >= B")
          : fail(
            span, "an inequality alone determines nothing",
            help: "say which value gives way: `A >= B perp x >= 0`")
      }
      return nil
    }
    guard !isCheck else {
      throw fail(word.span, "a check has no `perp`", help: "write `check NAME: LEFT = RIGHT`")
    }
    guard first.relation != .equal else {
      throw fail(
        word.span, "`perp` stands between two inequalities, and this side is an equation",
        help: "write `A >= B perp x >= 0`")
    }
    let second = try inequality(orEquation: false)
    return InequalitySyntax(
      left: second.left, isGreater: second.relation == .greaterOrEqual, right: second.right)
  }

  /// Two words in a row begin no equation: the first was meant to be a keyword.
  private func rejectUnknownStatement() throws(Diagnostic) {
    guard current.kind == .name, !Words.reserved.contains(current.text) else { return }
    let next = peek(1)
    guard !next.beginsLine, next.kind == .name || next.kind == .string,
      !Words.reserved.contains(next.text)
    else { return }
    let guess = NameGuess.nearest(to: current.text, among: Words.statements)
    throw fail(
      current.span, "`\(current.text)` does not begin a statement",
      help: guess.map { "did you mean `\($0)`?" }
        ?? "an equation is `LEFT = RIGHT`; the other statements begin with "
        + Words.statements.joined(separator: ", "))
  }

  func repeated(_ word: Token) -> Diagnostic {
    fail(word.span, "`\(word.text)` is given twice", help: "keep one of them")
  }
}
