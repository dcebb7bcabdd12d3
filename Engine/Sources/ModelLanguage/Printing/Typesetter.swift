import Equations

/// Sets expressions of the text as formulas.
struct Typesetter {
  /// The names that a lag moves: variables, exogenous values and the arguments of functions.
  let moving: Set<String>

  private enum Binding: Int, Comparable {
    case condition, sum, product, power, atom

    static func < (one: Binding, other: Binding) -> Bool { one.rawValue < other.rawValue }
  }

  /// A formula for an expression, all of it some periods back.
  func formula(_ expression: SyntaxExpression, lag: Int = 0) -> Formula {
    set(expression, lag).0
  }

  /// A name with its indices, as a declaration or an equation writes it.
  func reference(_ name: String, indices: [Formula], lag: Int = 0) -> Formula {
    var below = indices
    if lag > 0 {
      below.append(
        .row([.name("t"), .mark("−"), .number(digits: "\(lag)", exponent: nil)]))
    } else if lag < 0 {
      below.append(.row([.name("t"), .mark("+"), .number(digits: "\(-lag)", exponent: nil)]))
    }
    return below.isEmpty ? .name(name) : .subscripted(.name(name), below)
  }

  private func operand(
    _ expression: SyntaxExpression, _ lag: Int, atLeast binding: Binding
  ) -> Formula {
    let (formula, own) = set(expression, lag)
    return own < binding ? .fenced(formula) : formula
  }

  private func set(_ expression: SyntaxExpression, _ lag: Int) -> (Formula, Binding) {
    switch expression.kind {
    case .number(let value): return (Typesetter.number(value), .atom)
    case .quoted(let element): return (.word(element), .atom)
    case .name(let name, let indices, let shift):
      let back = moving.contains(name.text) ? lag - (shift ?? 0) : -(shift ?? 0)
      let below = (indices ?? []).map(Typesetter.index)
      return (reference(name.text, indices: below, lag: back), .atom)
    case .call(let name, let arguments): return call(name.text, arguments, lag)
    case .aggregate(let isProduct, let binders, let condition, let body):
      var below = binders.map { binder -> Formula in
        guard let set = binder.set else { return .name(binder.index.text) }
        return .row([.name(binder.index.text), .mark("∈"), .name(set.text)])
      }
      if below.count > 1, binders.allSatisfy({ $0.set == nil }) {
        below = [.row(Array(below.map { [$0] }.joined(separator: [Formula.word(", ")])))]
      }
      if let condition { below.append(formula(condition)) }
      return (
        .aggregate(
          isProduct: isProduct, below: below, body: operand(body, lag, atLeast: .product)),
        .product
      )
    case .chain(let first, let links): return chain(first, links, lag)
    case .negate(let inner):
      return (
        .chain([Formula.Link(sign: "−", operand: operand(inner, lag, atLeast: .product))]), .sum
      )
    case .power(let base, let exponent):
      return (.power(operand(base, lag, atLeast: .atom), formula(exponent, lag: lag)), .power)
    case .choice: return (.cases(cases(expression, lag)), .sum)
    case .comparison(let comparison, let left, let right):
      return (
        .row([formula(left), .mark(Typesetter.mark(comparison)), formula(right)]), .condition
      )
    case .membership(let member, let set):
      return (.row([formula(member), .mark("∈"), .name(set.text)]), .condition)
    case .combination(let indices, let set):
      let list = indices.map { [Typesetter.index($0)] }.joined(separator: [Formula.word(", ")])
      return (.row([.fenced(.row(Array(list))), .mark("∈"), .name(set.text)]), .condition)
    case .all(let parts): return (joined(parts, by: "and"), .condition)
    case .any(let parts): return (joined(parts, by: "or"), .condition)
    case .not(let inner):
      return (.row([.word("not "), operand(inner, lag, atLeast: .sum)]), .condition)
    case .exists(let name, let indices):
      return (
        .row([
          reference(name.text, indices: indices.map(Typesetter.index)), .word(" exists"),
        ]), .condition
      )
    }
  }

  private func joined(_ parts: [SyntaxExpression], by word: String) -> Formula {
    .chain(
      parts.enumerated().map { number, part in
        let operand: Formula =
          switch part.kind {
          case .all, .any: .fenced(formula(part))
          default: formula(part)
          }
        return Formula.Link(sign: number == 0 ? nil : word, operand: operand)
      })
  }

  private func chain(
    _ first: SyntaxExpression, _ links: [SyntaxExpression.Link], _ lag: Int
  ) -> (Formula, Binding) {
    guard links.contains(where: { $0.operation == .multiply || $0.operation == .divide }) else {
      var parts: [Formula.Link] = []
      append(operand(first, lag, atLeast: .sum), sign: nil, to: &parts)
      for link in links {
        let isMinus = link.operation == .subtract
        let term = operand(link.operand, lag, atLeast: .product)
        append(term, sign: isMinus ? "−" : "+", to: &parts)
      }
      return (.chain(parts), .sum)
    }
    // a * b / c * d is (a · b over c) · d.
    var factors: [Formula.Link] = [factor(first, lag, sign: nil)]
    for link in links {
      if link.operation == .divide {
        // Under and over a line nothing needs parentheses.
        let top: Formula =
          factors.count == 1 ? Typesetter.bare(factors[0].operand) : .chain(factors)
        factors = [
          Formula.Link(sign: nil, operand: .fraction(top, formula(link.operand, lag: lag)))
        ]
      } else {
        // A sum reaches as far right as it can: one that is not the last factor is bracketed.
        if case .aggregate = factors[factors.count - 1].operand {
          factors[factors.count - 1].operand = .fenced(factors[factors.count - 1].operand)
        }
        factors.append(factor(link.operand, lag, sign: "·"))
      }
    }
    return factors.count == 1 ? (factors[0].operand, .product) : (.chain(factors), .product)
  }

  private func factor(
    _ expression: SyntaxExpression, _ lag: Int, sign: String?
  ) -> Formula.Link {
    Formula.Link(sign: sign, operand: operand(expression, lag, atLeast: .product))
  }

  private static func bare(_ formula: Formula) -> Formula {
    if case .fenced(let inner) = formula { return inner }
    return formula
  }

  /// Adds a term; a sum at the very front keeps its own signs.
  private func append(_ term: Formula, sign: String?, to parts: inout [Formula.Link]) {
    if sign == nil, case .chain(let inner) = term, inner.first?.sign == "−" || inner.count == 1 {
      parts += inner
    } else {
      parts.append(Formula.Link(sign: sign, operand: term))
    }
  }

  private func cases(_ expression: SyntaxExpression, _ lag: Int) -> [Formula.Case] {
    var cases: [Formula.Case] = []
    var rest = expression
    while case .choice(let condition, let then, let otherwise) = rest.kind {
      cases.append(
        Formula.Case(value: formula(then, lag: lag), condition: formula(condition)))
      rest = otherwise
    }
    cases.append(Formula.Case(value: formula(rest, lag: lag), condition: nil))
    return cases
  }

  private func call(
    _ name: String, _ arguments: [SyntaxExpression], _ lag: Int
  ) -> (Formula, Binding) {
    func all() -> [Formula] { arguments.map { formula($0, lag: lag) } }
    guard let first = arguments.first else { return (.call(.name(name), []), .atom) }
    switch name {
    case "lag":
      var periods = 1
      if arguments.count > 1, case .number(let value) = arguments[1].kind { periods = Int(value) }
      return set(first, lag + periods)
    case "d": return (.row([.word("Δ"), argument(first, lag)]), .product)
    case "dlog":
      return (
        .row([.word("Δ"), .call(.operatorName("log"), [formula(first, lag: lag)])]), .product
      )
    case "growth":
      let rate = Formula.fraction(formula(first, lag: lag), formula(first, lag: lag + 1))
      let one = Formula.number(digits: "1", exponent: nil)
      return (
        .chain([
          Formula.Link(sign: nil, operand: rate), Formula.Link(sign: "−", operand: one),
        ]), .sum
      )
    case "log", "exp", "min", "max", "step": return (.call(.operatorName(name), all()), .atom)
    case "sqrt": return (.root(formula(first, lag: lag)), .atom)
    case "abs": return (.absolute(formula(first, lag: lag)), .atom)
    default: return (.call(.name(name), all()), .atom)
    }
  }

  /// The argument of Δ: bare where it is a name, in parentheses otherwise.
  private func argument(_ expression: SyntaxExpression, _ lag: Int) -> Formula {
    let (formula, _) = set(expression, lag)
    switch formula {
    case .name, .subscripted, .number: return .row([.word(" "), formula])
    default: return .fenced(formula)
    }
  }

  static func index(_ index: IndexSyntax) -> Formula {
    index.kind == .quoted ? .word(index.name.text) : .name(index.name.text)
  }

  static func number(_ value: Double) -> Formula {
    let text = "\(value)"
    let parts = text.split(separator: "e")
    let mantissa = parts[0].hasSuffix(".0") ? String(parts[0].dropLast(2)) : String(parts[0])
    return .number(digits: mantissa, exponent: parts.count > 1 ? Int(parts[1]) : nil)
  }

  /// A number in digits, without a point where it is whole.
  static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Both sides of an equation; of a complementarity condition, both inequalities.
  func formula(_ equation: EquationSyntax) -> Formula {
    guard let other = equation.complement else {
      return .equation(formula(equation.left), formula(equation.right))
    }
    return .row([
      formula(equation.left), .mark(Typesetter.mark(equation.relation)), formula(equation.right),
      .mark("⊥"), formula(other.left), .mark(other.isGreater ? "≥" : "≤"), formula(other.right),
    ])
  }

  private static func mark(_ comparison: SyntaxExpression.Comparison) -> String {
    switch comparison {
    case .equal: "="
    case .notEqual: "≠"
    case .less: "<"
    case .lessOrEqual: "≤"
    case .greater: ">"
    case .greaterOrEqual: "≥"
    }
  }
}
