import Equations

/// Finds the variable that an equation is written for.
enum FirstVariable {
  /// The first variable of an expression that is not lagged; failing that, the first one.
  static func find(
    in expression: CheckedExpression, _ symbols: [CheckedSymbol]
  ) -> (symbol: Int, indices: [IndexReference])? {
    var visited: Set<ObjectIdentifier> = []
    if let now = search(expression, symbols, intoLags: false, &visited) { return now }
    visited = []
    return search(expression, symbols, intoLags: true, &visited)
  }

  /// The first variable of an expression that is not lagged, if any.
  static func now(
    in expression: CheckedExpression, _ symbols: [CheckedSymbol]
  ) -> Int? {
    var visited: Set<ObjectIdentifier> = []
    return search(expression, symbols, intoLags: false, &visited)?.symbol
  }

  private static func search(
    _ expression: CheckedExpression, _ symbols: [CheckedSymbol], intoLags: Bool,
    _ visited: inout Set<ObjectIdentifier>
  ) -> (symbol: Int, indices: [IndexReference])? {
    guard expression.usesTime, visited.insert(ObjectIdentifier(expression)).inserted else {
      return nil
    }
    let operands: [CheckedExpression]
    switch expression.kind {
    case .constant: return nil
    case .symbol(let symbol, let indices):
      return symbols[symbol].kind == .variable ? (symbol, indices) : nil
    case .lag(let operand, _): operands = intoLags ? [operand] : []
    case .unary(_, let operand): operands = [operand]
    case .binary(_, let left, let right): operands = [left, right]
    case .chain(let first, let links): operands = [first] + links.map(\.operand)
    case .aggregate(_, _, _, let body): operands = [body]
    case .choice(_, let first, let second): operands = [first, second]
    }
    for operand in operands {
      if let found = search(operand, symbols, intoLags: intoLags, &visited) { return found }
    }
    return nil
  }
}
