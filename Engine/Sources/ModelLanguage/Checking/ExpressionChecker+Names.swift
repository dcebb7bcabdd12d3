import Equations

extension ExpressionChecker {
  /// A name used as a value, with its indices and lag.
  mutating func named(
    _ name: Name, indices: [IndexSyntax]?, shift: Int?, span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    if let argument = scope.arguments[name.text] {
      guard indices == nil else {
        throw fail(
          name.span, "`\(name.text)` is an argument and takes no index",
          help: "give the indices in the call, as in `adjusted(price[i], …)`")
      }
      guard let shift else { return argument }
      return try lagged(argument, ahead: shift, shown: "\(name.text)[\(shift)]", span: span)
    }
    switch declarations[name.text] {
    case .symbol(let symbol):
      return try value(of: symbol, name, indices: indices, shift: shift, span: span)
    case .broken: throw .consequence
    case .combinations:
      throw fail(
        name.span, "`\(name.text)` is a set of combinations, not a value",
        help: "ask whether elements belong to it: `(i, j) in \(name.text)`")
    case .set, .index:
      throw fail(
        name.span, "`\(name.text)` is an index, not a value",
        help: "indices stand between brackets and in conditions")
    case .function:
      throw fail(
        name.span, "`\(name.text)` is a function and needs its arguments",
        help: "write `\(name.text)(…)`")
    case nil:
      throw fail(
        name.span, "`\(name.text)` is not declared",
        help: declarations.guess(name.text, also: Array(scope.arguments.keys)) { entry in
          if case .symbol = entry { true } else { false }
        } ?? "declare it as a parameter, variable or exogenous value")
    }
  }

  private mutating func value(
    of symbol: Int, _ name: Name, indices: [IndexSyntax]?, shift: Int?, span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    let declared = declarations.model.symbols[symbol]
    if let shift, indices == nil, !declared.sets.isEmpty {
      let root = declarations.root(declared.sets[0])
      let isElement = declarations.model.sets[root].positions["\(shift)"] != nil
      throw fail(
        span, "`\(name.text)[\(shift)]` reads as a lag, and `\(name.text)` has indices",
        help: isElement
          ? "write '\(shift)' in quotes for the element"
          : "write `\(declarations.signature(symbol))[\(shift)]`")
    }
    let isParameter = declared.kind == .parameter
    if !isParameter {
      switch role {
      case .equation, .base: break
      case .formula:
        throw fail(
          name.span, "`\(name.text)` changes over time and cannot stand in this formula",
          help: "the formula of a parameter or exogenous value uses parameters only")
      case .condition:
        throw fail(
          name.span, "`\(name.text)` changes over time and cannot stand in a condition",
          help:
            "conditions are decided once, on parameters and sets; use a parameter, or min and max"
        )
      }
    }
    let references = try references(indices ?? [], of: symbol, name: name)
    let value = try make(.symbol(symbol, references), span, [], usesTime: !isParameter)
    guard let shift else { return value }
    return try lagged(value, ahead: shift, shown: "\(name.text)[\(shift)]", span: span)
  }

  /// An expression some periods ahead, which must be none or fewer.
  func lagged(
    _ operand: CheckedExpression, ahead: Int, shown: String, span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    guard ahead <= 0 else {
      throw fail(
        span, "`\(shown)` looks \(ahead == 1 ? "one period" : "\(ahead) periods") ahead",
        help: "a model is solved year by year and knows the past only: use lags")
    }
    guard -ahead <= ExpressionChecker.lagLimit else {
      throw fail(
        span, "a lag of \(-ahead) periods is too deep",
        help: "the deepest is \(ExpressionChecker.lagLimit)")
    }
    if case .base = role {
      throw fail(
        span, "a lag cannot stand in `base`, `growth` or `before`",
        help: "these use the base values of variables")
    }
    guard operand.usesTime else {
      if case .symbol(let symbol, _) = operand.kind {
        throw fail(
          span, "`\(declarations.model.symbols[symbol].name.text)` is a parameter and has no lag",
          help: "write it without the lag, or declare it exogenous")
      }
      throw fail(
        span, "nothing in this expression changes over time, so it has no lag",
        help: "write it without the lag")
    }
    return ahead == 0 ? operand : try make(.lag(operand, -ahead), span, [operand])
  }

  /// A call of a function, of the language or of the model.
  mutating func call(
    _ name: Name, _ arguments: [SyntaxExpression], span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    switch name.text {
    case "log": return try unary(.log, name, arguments, span)
    case "exp": return try unary(.exp, name, arguments, span)
    case "sqrt": return try unary(.sqrt, name, arguments, span)
    case "abs": return try unary(.absolute, name, arguments, span)
    case "min": return try extreme(.minimum, name, arguments, span)
    case "max": return try extreme(.maximum, name, arguments, span)
    case "step": return try step(name, arguments, span)
    case "lag":
      guard (1...2).contains(arguments.count) else { throw count(name, "1 or 2", arguments) }
      let periods = arguments.count == 2 ? try wholeNumber(arguments[1]) : 1
      let operand = try expression(arguments[0])
      let shown = "lag(…, \(periods))"
      return try lagged(operand, ahead: -periods, shown: shown, span: span)
    case "d":
      let operand = try only(name, arguments)
      return try minus(operand, try before(operand, span), span)
    case "dlog":
      let operand = try only(name, arguments)
      let logarithm = try make(.unary(.log, operand), span, [operand])
      return try minus(logarithm, try before(logarithm, span), span)
    case "growth":
      let operand = try only(name, arguments)
      let previous = try before(operand, span)
      let ratio = try make(.binary(.divide, operand, previous), span, [operand, previous])
      return try minus(ratio, try make(.constant(1), span, []), span)
    default: return try expand(name, arguments, span)
    }
  }

  private func before(
    _ operand: CheckedExpression, _ span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    try lagged(operand, ahead: -1, shown: "lag", span: span)
  }

  private func minus(
    _ left: CheckedExpression, _ right: CheckedExpression, _ span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    try make(.binary(.subtract, left, right), span, [left, right])
  }

  private func count(
    _ name: Name, _ expected: String, _ arguments: [SyntaxExpression]
  ) -> Diagnostic {
    fail(
      name.span,
      "`\(name.text)` takes \(expected) argument\(expected == "1" ? "" : "s"), not \(arguments.count)",
      help: name.text == "lag" ? "write `lag(x)` or `lag(x, 2)`" : nil)
  }

  private mutating func only(
    _ name: Name, _ arguments: [SyntaxExpression]
  ) throws(Diagnostic) -> CheckedExpression {
    guard arguments.count == 1 else { throw count(name, "1", arguments) }
    return try expression(arguments[0])
  }

  private mutating func unary(
    _ operation: UnaryOperator, _ name: Name, _ arguments: [SyntaxExpression], _ span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    let operand = try only(name, arguments)
    return try make(.unary(operation, operand), span, [operand])
  }

  /// 1 from zero upwards, else 0; a jump that no Newton step can cross, so only of what is given.
  private mutating func step(
    _ name: Name, _ arguments: [SyntaxExpression], _ span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    let operand = try only(name, arguments)
    if let variable = FirstVariable.now(in: operand, declarations.model.symbols) {
      let shown = declarations.model.symbols[variable].name.text
      throw fail(
        operand.span, "`step` jumps, and `\(shown)` is solved for in the same period",
        help: "`step` is for exogenous values, parameters and lags: use `min` or `max`, a "
          + "complementarity condition (`A >= B perp x >= 0`), or `lag(\(shown))`")
    }
    return try make(.unary(.step, operand), span, [operand])
  }

  private mutating func extreme(
    _ operation: BinaryOperator, _ name: Name, _ arguments: [SyntaxExpression], _ span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    guard arguments.count >= 2 else { throw count(name, "2 or more", arguments) }
    var operands: [CheckedExpression] = []
    for argument in arguments { operands.append(try expression(argument)) }
    let links = operands.dropFirst().map {
      CheckedExpression.Link(operation: operation, operand: $0)
    }
    return try make(.chain(operands[0], links), span, operands)
  }

  private func wholeNumber(_ syntax: SyntaxExpression) throws(Diagnostic) -> Int {
    switch syntax.kind {
    case .number(let value) where value == value.rounded() && value <= 1000: return Int(value)
    case .negate(let inner): return -(try wholeNumber(inner))
    default:
      throw fail(
        syntax.span, "a lag is a whole number of periods", help: "write `lag(x)` or `lag(x, 2)`")
    }
  }

  /// Replaces a call by the function's body, with the arguments in place of its names.
  private mutating func expand(
    _ name: Name, _ arguments: [SyntaxExpression], _ span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    let number: Int
    switch declarations[name.text] {
    case .function(let known): number = known
    case .broken: throw .consequence
    case .symbol(let symbol):
      if arguments.count == 1, let lag = try? wholeNumber(arguments[0]), lag < 0 {
        let signature = declarations.signature(symbol)
        throw fail(
          span, "`\(name.text)` is not a function, and a lag is not written `(\(lag))`",
          help:
            "a lag is `lag(\(signature)\(lag == -1 ? "" : ", \(-lag)"))` or `\(signature)[\(lag)]`")
      }
      throw fail(
        name.span, "`\(name.text)` is not a function",
        help: "write `\(declarations.signature(symbol))`, or `*` to multiply")
    case nil where name.text == "lead":
      throw fail(
        span, "`lead(…)` looks ahead",
        help: "a model is solved year by year and knows the past only: use lags")
    default:
      let known = declarations.names { if case .function = $0 { true } else { false } }
      throw fail(
        name.span, "`\(name.text)` is not a function",
        help: NameGuess.nearest(to: name.text, among: Words.functions + known)
          .map { "did you mean `\($0)`?" }
          ?? "the functions are " + (Words.functions + known).joined(separator: ", "))
    }
    let function = declarations.functions[number]
    let syntax = function.syntax
    guard arguments.count == syntax.parameters.count else {
      var problem = count(name, "\(syntax.parameters.count)", arguments)
      let signature = "\(name.text)(\(syntax.parameters.map(\.text).joined(separator: ", ")))"
      problem.help = "it is declared as `\(signature)`"
      throw problem
    }
    var values: [String: CheckedExpression] = [:]
    for (parameter, argument) in zip(syntax.parameters, arguments) {
      values[parameter.text] = try expression(argument)
    }
    if let caller = scope.function, caller <= number {
      throw fail(
        name.span, "`\(name.text)` is not declared before this function",
        help: "a function may call earlier functions only, and never itself")
    }
    guard !function.isBroken else { throw .consequence }
    guard scope.callDepth < ExpressionChecker.callLimit else {
      throw fail(
        name.span, "functions call each other more than \(ExpressionChecker.callLimit) deep",
        help: "write a part of them out, or give it its own variable")
    }
    let outer = scope
    defer { scope = outer }
    scope = Scope(
      arguments: values, freeIndices: .refuse("give what depends on it as an argument"),
      call: (name.text, span), function: number, callDepth: outer.callDepth + 1)
    return try expression(syntax.body)
  }
}
