import Equations
import Quantities

extension Parser {
  /// `parameter`, `variable` or `exogenous`: names, then the clauses they share.
  mutating func symbols(_ kind: SymbolKind) throws(Diagnostic) -> Statement.Kind {
    _ = advance()
    var declarators: [SymbolSyntax.Declarator] = []
    repeat { declarators.append(try declarator(kind)) } while take(.comma)
    var clauses = ClauseSyntax()
    var seen: Set<String> = []
    while let word = clauseWord() {
      guard seen.insert(word.text).inserted else { throw repeated(word) }
      position += 1
      try clause(word, of: kind, into: &clauses)
    }
    return .symbols(SymbolSyntax(kind: kind, declarators: declarators, clauses: clauses))
  }

  private mutating func declarator(
    _ kind: SymbolKind
  ) throws(Diagnostic) -> SymbolSyntax.Declarator {
    let name = try newName("the name of \(article(kind))")
    var indices: [Name] = []
    if isMark(.openBracket), !atEnd {
      for index in try indexList() {
        guard index.kind == .name else {
          throw fail(
            index.name.span, "a declaration is over sets, not over one element",
            help: "write the name of a set or index")
        }
        indices.append(index.name)
      }
    }
    guard take(.equals) else {
      return SymbolSyntax.Declarator(name: name, indices: indices, value: nil)
    }
    if kind == .variable { throw valueOfVariable(name.span) }
    return SymbolSyntax.Declarator(name: name, indices: indices, value: try expression())
  }

  func valueOfVariable(_ span: Span) -> Diagnostic {
    fail(
      span, "a variable gets its value from the equations",
      help: "write `base EXPRESSION` for its value in the base year")
  }

  private func article(_ kind: SymbolKind) -> String {
    kind == .exogenous ? "an exogenous value" : "a \(kind.rawValue)"
  }

  /// The clause word that stands here, on this line or at the beginning of the next.
  private func clauseWord() -> Token? {
    if isWord("where") { return current }
    return Words.clauses.contains { isClause($0) } ? current : nil
  }

  /// Whether this clause begins here.
  func isClause(_ word: String) -> Bool { isWord(word) || beginsClause([word]) }

  /// Whether the next line begins with one of these words as a clause, not as the name in an
  /// equation: a clause word followed by an operator, `=`, `:` or a bracket is a name.
  func beginsClause(_ words: [String]) -> Bool {
    guard current.kind == .name, words.contains(current.text), current.beginsLine else {
      return false
    }
    let next = peek(1)
    if case .mark = next.kind, !next.beginsLine { return next.text == "(" || next.text == "-" }
    return true
  }

  private mutating func clause(
    _ word: Token, of kind: SymbolKind, into clauses: inout ClauseSyntax
  ) throws(Diagnostic) {
    switch word.text {
    case "unit":
      let unit = try string("a unit")
      (clauses.unit, clauses.unitSpan) = (unit.text, unit.span)
    case "nominal": clauses.isNominal = true
    case "additive": clauses.isAdditive = true
    case "source": clauses.source = try string("a source").text
    case "where": clauses.condition = try condition()
    case "status": clauses.status = try status()
    case "sparse":
      try demand(kind != .variable, word, "is for what data lists: a parameter or exogenous value")
      clauses.isSparse = true
    case "base":
      try demand(kind != .parameter, word, "is for what changes over time; a parameter does not")
      clauses.base = try expression()
    case "growth":
      try demand(kind != .parameter, word, "is for what changes over time; a parameter does not")
      guard clauses.before == nil else { throw beforeAndGrowth(word) }
      clauses.growth = try expression()
    case "before":
      try demand(kind != .parameter, word, "is for what changes over time; a parameter does not")
      guard clauses.growth == nil else { throw beforeAndGrowth(word) }
      clauses.before = try expression()
    case "lever":
      try demand(kind == .exogenous, word, "is for exogenous values only")
      guard clauses.range == nil else { throw secondRange(word) }
      clauses.lever = try lever()
    case "positive", "nonnegative", "within":
      try demand(kind != .variable, word, "is for what is given: a parameter or exogenous value")
      guard clauses.range == nil, clauses.lever == nil else { throw secondRange(word) }
      clauses.range = try permittedRange(word)
    default:
      try demand(kind == .exogenous, word, "is for exogenous values only")
      clauses.inherits = try name("the name of a variable")
    }
  }

  private func demand(_ holds: Bool, _ word: Token, _ reason: String) throws(Diagnostic) {
    guard !holds else { return }
    throw fail(word.span, "`\(word.text)` \(reason)", help: "remove it, or declare it otherwise")
  }

  private func beforeAndGrowth(_ word: Token) -> Diagnostic {
    fail(
      word.span, "`growth` and `before` both give the values before the base year",
      help: "keep one of them")
  }

  private func secondRange(_ word: Token) -> Diagnostic {
    fail(
      word.span, "the values allowed here are stated twice",
      help: "keep one of `positive`, `nonnegative`, `within` and `lever`")
  }

  private mutating func permittedRange(_ word: Token) throws(Diagnostic) -> PermittedRange {
    switch word.text {
    case "positive": return .positive
    case "nonnegative": return .nonnegative
    default:
      let start = current.span
      let bounds = try range("the smallest value allowed")
      guard bounds.0 < bounds.1 else {
        throw fail(
          start.through(tokens[position - 1].span), "these bounds are not in order",
          help: "write the lower first")
      }
      return .within(bounds.0...bounds.1)
    }
  }

  private mutating func status() throws(Diagnostic) -> Status {
    let word = try name("a status")
    guard let status = Status(rawValue: word.text) else {
      throw fail(
        word.span, "`\(word.text)` is not a status",
        help: "the statuses are "
          + Status.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return status
  }

  private mutating func lever() throws(Diagnostic) -> LeverDescription {
    let start = current.span
    let bounds = try range("a bound of the lever")
    let typical = takeWord("typical") ? try range("a typical value") : nil
    let span = start.through(tokens[position - 1].span)
    guard bounds.0 < bounds.1 else {
      throw fail(span, "the bounds of this lever are not in order", help: "write the lower first")
    }
    if let typical, !(bounds.0 <= typical.0 && typical.0 <= typical.1 && typical.1 <= bounds.1) {
      throw fail(
        span, "the typical values of this lever are not in order, or outside its bounds",
        help: "write the lower first, both within the bounds")
    }
    return LeverDescription(
      lowerBound: bounds.0, upperBound: bounds.1, typicalLow: typical?.0, typicalHigh: typical?.1)
  }

  private mutating func range(_ what: String) throws(Diagnostic) -> (Double, Double) {
    let low = try signedNumber(what)
    guard takeWord("to") else { throw expected("`to`", help: "write `LOW to HIGH`") }
    return (low, try signedNumber(what))
  }
}
