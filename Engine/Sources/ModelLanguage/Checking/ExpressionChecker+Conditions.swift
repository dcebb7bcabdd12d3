extension ExpressionChecker {
  /// A condition on parameters and sets.
  mutating func condition(_ syntax: SyntaxExpression) throws(Diagnostic) -> CheckedCondition {
    let outer = role
    role = .condition
    defer { role = outer }
    switch syntax.kind {
    case .all(let parts): return .all(try conditions(parts))
    case .any(let parts): return .any(try conditions(parts))
    case .not(let inner): return .not(try condition(inner))
    case .membership(let operand, let set):
      return try membership(operand, set)
    case .combination(let indices, let set):
      return try combination(indices, set)
    case .exists(let name, let indices):
      return try existence(name, indices)
    case .comparison(let comparison, let left, let right):
      if isIndex(left) || isIndex(right) {
        return try sameElement(comparison, left, right, span: syntax.span)
      }
      return .comparison(comparison, try expression(left), try expression(right))
    default:
      throw fail(
        syntax.span, "this is a value, not a condition", help: "compare it, as in `x > 0`")
    }
  }

  private mutating func conditions(
    _ parts: [SyntaxExpression]
  ) throws(Diagnostic) -> [CheckedCondition] {
    var conditions: [CheckedCondition] = []
    for part in parts { conditions.append(try condition(part)) }
    return conditions
  }

  /// A bare name or quoted element, which may be an index or an element.
  private func bareName(_ syntax: SyntaxExpression) -> (name: Name, isQuoted: Bool)? {
    switch syntax.kind {
    case .name(let name, nil, nil): (name, false)
    case .quoted(let text): (Name(text: text, span: syntax.span), true)
    default: nil
    }
  }

  private func isIndex(_ syntax: SyntaxExpression) -> Bool {
    guard let bare = bareName(syntax), !bare.isQuoted else { return bareName(syntax) != nil }
    return scope.arguments[bare.name.text] == nil && declarations.range(bare.name.text) != nil
  }

  private mutating func sameElement(
    _ comparison: SyntaxExpression.Comparison, _ left: SyntaxExpression, _ right: SyntaxExpression,
    span: Span
  ) throws(Diagnostic) -> CheckedCondition {
    guard comparison == .equal || comparison == .notEqual else {
      throw fail(
        span, "elements are equal or not; they have no order", help: "use `=` or `!=`")
    }
    guard let first = bareName(left), let second = bareName(right) else {
      throw fail(
        span, "an index is compared with an element or another index",
        help: "write `i = oil`, `i != ii` or `i in SET`")
    }
    let firstIndex = first.isQuoted ? nil : try index(first.name)
    let secondIndex = second.isQuoted ? nil : try index(second.name)
    let isEqual = comparison == .equal
    switch (firstIndex, secondIndex) {
    case (let one?, let other?):
      guard declarations.root(one.set) == declarations.root(other.set) else {
        throw fail(
          span,
          "`\(one.name)` runs over `\(setName(one.set))` and `\(other.name)` over "
            + "`\(setName(other.set))`",
          help: "they share no elements")
      }
      return .sameElement(.slot(one.slot), .slot(other.slot), isEqual: isEqual)
    case (let one?, nil):
      let element = try element(
        second.name, in: declarations.root(one.set), isQuoted: second.isQuoted)
      return .sameElement(.slot(one.slot), .element(element), isEqual: isEqual)
    case (nil, let other?):
      let element = try element(
        first.name, in: declarations.root(other.set), isQuoted: first.isQuoted)
      return .sameElement(.slot(other.slot), .element(element), isEqual: isEqual)
    case (nil, nil):
      throw fail(
        span, "neither side is an index", help: "write `i = oil`, with an index on one side")
    }
  }

  private mutating func membership(
    _ operand: SyntaxExpression, _ setName: Name
  ) throws(Diagnostic) -> CheckedCondition {
    let set = try declarations.set(setName)
    guard let bare = bareName(operand) else {
      throw fail(operand.span, "only an index is `in` a set", help: "write `i in SET`")
    }
    if !bare.isQuoted, let index = try index(bare.name) {
      guard declarations.root(index.set) == declarations.root(set) else {
        throw fail(
          bare.name.span,
          "`\(index.name)` runs over `\(self.setName(index.set))`, and `\(setName.text)` is no part "
            + "of it", help: "use an index of `\(setName.text)`")
      }
      return .membership(.slot(index.slot), set: set, setName.span)
    }
    let root = declarations.root(set)
    let element = try element(bare.name, in: root, isQuoted: bare.isQuoted)
    return .membership(.element(element), set: set, setName.span)
  }

  private mutating func combination(
    _ indices: [IndexSyntax], _ setName: Name
  ) throws(Diagnostic) -> CheckedCondition {
    guard case .combinations(let number) = declarations[setName.text] else {
      if case .broken = declarations[setName.text] { throw .consequence }
      throw fail(
        setName.span, "`\(setName.text)` is not a set of combinations",
        help: declarations.guess(setName.text) { entry in
          if case .combinations = entry { true } else { false }
        } ?? "declare it: `set \(setName.text) = SET * SET`")
    }
    let set = declarations.model.combinations[number]
    guard indices.count == set.factors.count else {
      throw fail(
        setName.span,
        "`\(setName.text)` has \(set.factors.count) factors, but \(indices.count) are given",
        help: "it is declared over \(set.factorNames.joined(separator: " * "))")
    }
    var references: [IndexReference] = []
    for (syntax, factor) in zip(indices, set.factors) {
      let root = declarations.root(factor)
      if syntax.kind == .name, let index = try index(syntax.name) {
        guard declarations.root(index.set) == root else {
          throw fail(
            syntax.name.span,
            "`\(index.name)` runs over `\(self.setName(index.set))`, and this factor of "
              + "`\(setName.text)` is `\(self.setName(factor))`",
            help: "it is declared over \(set.factorNames.joined(separator: " * ")): "
              + "check the order")
        }
        references.append(.slot(index.slot))
      } else {
        references.append(
          .element(try element(syntax.name, in: factor, isQuoted: syntax.kind == .quoted)))
      }
    }
    return .combination(references, set: number)
  }

  private mutating func existence(
    _ name: Name, _ indices: [IndexSyntax]
  ) throws(Diagnostic) -> CheckedCondition {
    switch declarations[name.text] {
    case .symbol(let symbol) where scope.arguments[name.text] == nil:
      return .exists(symbol: symbol, try references(indices, of: symbol, name: name))
    case .broken: throw .consequence
    default:
      throw fail(
        name.span, "`\(name.text)` is not a declared variable or parameter",
        help: declarations.guess(name.text) { if case .symbol = $0 { true } else { false } })
    }
  }
}
