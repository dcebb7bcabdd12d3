import Equations

extension Parser {
  /// `a or b`, `a and b`, `not a`, comparisons: the widest form, which also holds arithmetic.
  mutating func condition() throws(Diagnostic) -> SyntaxExpression {
    var parts = [try conjunction()]
    while takeWord("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : join(parts, .any(parts))
  }

  private mutating func conjunction() throws(Diagnostic) -> SyntaxExpression {
    var parts = [try negation()]
    while takeWord("and") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : join(parts, .all(parts))
  }

  private func join(
    _ parts: [SyntaxExpression], _ kind: SyntaxExpression.Kind
  ) -> SyntaxExpression {
    SyntaxExpression(kind: kind, span: parts[0].span.through(parts[parts.count - 1].span))
  }

  private mutating func negation() throws(Diagnostic) -> SyntaxExpression {
    guard isWord("not") else { return try comparison() }
    let start = advance().span
    let operand = try nested { (parser) throws(Diagnostic) in try parser.negation() }
    return SyntaxExpression(kind: .not(operand), span: start.through(operand.span))
  }

  private mutating func comparison() throws(Diagnostic) -> SyntaxExpression {
    if let combination = try combination() { return combination }
    let left = try expression()
    if takeWord("in") {
      let set = try name("the name of a set")
      return SyntaxExpression(kind: .membership(left, set), span: left.span.through(set.span))
    }
    guard let comparison = comparator() else { return left }
    position += 1
    let right = try expression()
    return SyntaxExpression(
      kind: .comparison(comparison, left, right), span: left.span.through(right.span))
  }

  /// `(i, j) in link`, if it stands here.
  private mutating func combination() throws(Diagnostic) -> SyntaxExpression? {
    guard isMark(.openParenthesis), peek(2).kind == .mark(.comma),
      peek(1).kind == .name || peek(1).kind == .quoted
    else { return nil }
    let start = current.span
    try open(.openParenthesis)
    var indices: [IndexSyntax] = []
    repeat { indices.append(try indexOrElement()) } while take(.comma)
    try close(.closeParenthesis)
    guard takeWord("in") else {
      throw expected("`in`", help: "write `(i, j) in SET`, with a set of combinations")
    }
    let set = try name("the name of a set")
    return SyntaxExpression(
      kind: .combination(indices, set), span: start.through(set.span))
  }

  private func comparator() -> SyntaxExpression.Comparison? {
    guard case .mark(let mark) = current.kind else { return nil }
    switch mark {
    case .equals: return .equal
    case .differs: return .notEqual
    case .less: return .less
    case .lessOrEqual: return .lessOrEqual
    case .greater: return .greater
    case .greaterOrEqual: return .greaterOrEqual
    default: return nil
    }
  }

  /// Arithmetic: terms, factors, powers.
  mutating func expression() throws(Diagnostic) -> SyntaxExpression {
    try nested { (parser) throws(Diagnostic) in
      try parser.chain([.plus: .add, .minus: .subtract]) { (parser) throws(Diagnostic) in
        try parser.chain([.times: .multiply, .over: .divide]) { (parser) throws(Diagnostic) in
          try parser.unary()
        }
      }
    }
  }

  private mutating func nested(
    _ parse: (inout Parser) throws(Diagnostic) -> SyntaxExpression
  ) throws(Diagnostic) -> SyntaxExpression {
    depth += 1
    guard depth <= Parser.nestingLimit else {
      throw fail(
        current.span, "expressions nest deeper than \(Parser.nestingLimit) levels here",
        help: "give a part of it a name with its own variable and equation")
    }
    let result = try parse(&self)
    depth -= 1
    return result
  }

  private mutating func chain(
    _ operators: [Mark: BinaryOperator],
    _ operand: (inout Parser) throws(Diagnostic) -> SyntaxExpression
  ) throws(Diagnostic) -> SyntaxExpression {
    let first = try operand(&self)
    var links: [SyntaxExpression.Link] = []
    var span = first.span
    while case .mark(let mark) = current.kind, let operation = operators[mark] {
      position += 1
      let next = try operand(&self)
      links.append(SyntaxExpression.Link(operation: operation, operand: next))
      span = span.through(next.span)
    }
    return links.isEmpty ? first : SyntaxExpression(kind: .chain(first, links), span: span)
  }

  private mutating func unary() throws(Diagnostic) -> SyntaxExpression {
    if isMark(.minus) || isMark(.plus) {
      let sign = advance()
      let operand = try nested { (parser) throws(Diagnostic) in try parser.unary() }
      guard sign.kind == .mark(.minus) else { return operand }
      return SyntaxExpression(kind: .negate(operand), span: sign.span.through(operand.span))
    }
    let base = try primary()
    guard isMark(.power) else { return base }
    position += 1
    let exponent = try nested { (parser) throws(Diagnostic) in try parser.unary() }
    return SyntaxExpression(kind: .power(base, exponent), span: base.span.through(exponent.span))
  }

  private mutating func primary() throws(Diagnostic) -> SyntaxExpression {
    let token = current
    guard !atEnd else { throw expected("a value") }
    switch token.kind {
    case .number(let value):
      position += 1
      return SyntaxExpression(kind: .number(value), span: token.span)
    case .quoted:
      position += 1
      return SyntaxExpression(kind: .quoted(token.text), span: token.span)
    case .mark(.openParenthesis):
      try open(.openParenthesis)
      let inner = try condition()
      let end = current.span
      try close(.closeParenthesis)
      return SyntaxExpression(kind: inner.kind, span: token.span.through(end))
    case .name where token.text == "if":
      return try choice()
    case .name where token.text == "exists":
      position += 1
      let name = try name("the name of a variable or parameter")
      let indices = try bracketed()?.indices ?? []
      return SyntaxExpression(
        kind: .exists(name, indices), span: token.span.through(tokens[position - 1].span))
    case .name where !Words.reserved.contains(token.text):
      return try named()
    case .mark(.equals)
    where position > 0 && tokens[position - 1].kind == .mark(.equals)
      && tokens[position - 1].span.end == token.span.start:
      throw fail(
        tokens[position - 1].span.through(token.span), "`==` has no meaning here",
        help: "one `=` states an equation and asks in a condition alike")
    default:
      throw expected("a value")
    }
  }

  private mutating func choice() throws(Diagnostic) -> SyntaxExpression {
    let start = advance().span
    let condition = try condition()
    guard takeWord("then") else {
      throw expected("`then`", help: "write `if CONDITION then A else B`")
    }
    let first = try expression()
    guard takeWord("else") else {
      throw expected("`else`", help: "write `if CONDITION then A else B`")
    }
    let second = try expression()
    return SyntaxExpression(
      kind: .choice(condition, then: first, otherwise: second), span: start.through(second.span))
  }

  private mutating func named() throws(Diagnostic) -> SyntaxExpression {
    let token = advance()
    let name = Name(text: token.text, span: token.span)
    if isMark(.openParenthesis), !atEnd {
      if token.text == "sum" || token.text == "product" { return try aggregate(name) }
      return try call(name)
    }
    var indices: [IndexSyntax]?
    var shift: Int?
    if let first = try bracketed() {
      indices = first.indices
      shift = first.shift
      if shift == nil, let second = try bracketed() {
        guard let periods = second.shift else {
          throw fail(
            name.span.through(tokens[position - 1].span),
            "a second bracket holds a lag, such as [-1]",
            help: "write all indices in one bracket: `\(name.text)[i, j]`")
        }
        shift = periods
      }
    }
    return SyntaxExpression(
      kind: .name(name, indices: indices, shift: shift),
      span: name.span.through(tokens[position - 1].span))
  }

  private mutating func call(_ name: Name) throws(Diagnostic) -> SyntaxExpression {
    try open(.openParenthesis)
    var arguments: [SyntaxExpression] = []
    if !isMark(.closeParenthesis) {
      repeat { arguments.append(try expression()) } while take(.comma)
    }
    try close(.closeParenthesis)
    return SyntaxExpression(
      kind: .call(name, arguments), span: name.span.through(tokens[position - 1].span))
  }

  private mutating func aggregate(_ name: Name) throws(Diagnostic) -> SyntaxExpression {
    try open(.openParenthesis)
    var binders: [SyntaxExpression.Binder] = []
    var restriction: SyntaxExpression?
    while current.kind == .name, !Words.reserved.contains(current.text), bindsIndex(peek(1)) {
      let index = try self.name("an index")
      let set = takeWord("in") ? try self.name("the name of a set") : nil
      binders.append(SyntaxExpression.Binder(index: index, set: set))
      if takeWord("where") {
        restriction = try condition()
        try expect(.comma, help: "write `\(name.text)(i where CONDITION, EXPRESSION)`")
        break
      }
      try expect(.comma, help: "write `\(name.text)(i, EXPRESSION)`")
    }
    guard !binders.isEmpty else {
      throw fail(
        current.span, "`\(name.text)` needs an index to run over",
        help: "write `\(name.text)(i, EXPRESSION)` with an index or a set's name")
    }
    let body = try expression()
    try close(.closeParenthesis)
    return SyntaxExpression(
      kind: .aggregate(
        isProduct: name.text == "product", binders: binders, condition: restriction, body: body),
      span: name.span.through(tokens[position - 1].span))
  }

  private func bindsIndex(_ next: Token) -> Bool {
    next.kind == .mark(.comma)
      || (next.kind == .name && (next.text == "in" || next.text == "where"))
  }

  /// `[i, j]` or `[-1]`, if a bracket opens here.
  private mutating func bracketed() throws(Diagnostic) -> (indices: [IndexSyntax]?, shift: Int?)? {
    guard isMark(.openBracket), !atEnd else { return nil }
    let start = current.span
    if let shift = try lagBracket() { return (nil, shift) }
    let indices = try indexList()
    guard !indices.isEmpty else {
      throw fail(
        start.through(tokens[position - 1].span), "this bracket holds no index",
        help: "write the indices, or leave the bracket out")
    }
    return (indices, nil)
  }

  private mutating func lagBracket() throws(Diagnostic) -> Int? {
    var ahead = 1
    var sign = 1
    if peek(1).kind == .mark(.minus) || peek(1).kind == .mark(.plus) {
      sign = peek(1).kind == .mark(.minus) ? -1 : 1
      ahead = 2
    }
    let token = peek(ahead)
    guard case .number(let value) = token.kind, peek(ahead + 1).kind == .mark(.closeBracket) else {
      return nil
    }
    guard value == value.rounded(), value <= 1000 else {
      throw fail(
        token.span, "a lag is a whole number of periods",
        help: value == value.rounded()
          ? "write [-1] for the period before, or '\(token.text)' in quotes for an element"
          : "write [-1] for the period before")
    }
    position += ahead + 2
    return sign * Int(value)
  }

  /// `[i, j]`
  mutating func indexList() throws(Diagnostic) -> [IndexSyntax] {
    try open(.openBracket)
    var indices: [IndexSyntax] = []
    if isMark(.closeBracket) {
      try close(.closeBracket)
      return []
    }
    repeat {
      switch current.kind {
      case .number:
        throw fail(
          current.span, "an index is a name or an element, not a number",
          help: "write '\(current.text)' in quotes for an element that begins with a digit")
      case .mark(.minus):
        throw fail(
          current.span, "a lag has a bracket of its own", help: "write x[i][-1] or lag(x[i])")
      default: indices.append(try indexOrElement())
      }
      if isMark(.minus) || isMark(.plus) {
        throw fail(
          current.span, "an index is a name or an element; nothing is added to it",
          help: "write an element with a hyphen in quotes: 'oil-gas'")
      }
    } while take(.comma)
    try close(.closeBracket)
    return indices
  }

  /// An index or an element.
  private mutating func indexOrElement() throws(Diagnostic) -> IndexSyntax {
    guard
      (current.kind == .name && !Words.reserved.contains(current.text))
        || current.kind == .quoted
    else { throw expected("an index") }
    let token = advance()
    return IndexSyntax(
      kind: token.kind == .quoted ? .quoted : .name, name: Name(text: token.text, span: token.span))
  }
}
