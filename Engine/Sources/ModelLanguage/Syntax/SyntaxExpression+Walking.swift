extension SyntaxExpression {
  /// The expressions directly inside, in the order of the text.
  var children: [SyntaxExpression] {
    switch kind {
    case .number, .name, .quoted, .exists, .combination: []
    case .call(_, let arguments): arguments
    case .aggregate(_, _, let condition, let body): (condition.map { [$0] } ?? []) + [body]
    case .chain(let first, let links): [first] + links.map(\.operand)
    case .negate(let inner), .not(let inner), .membership(let inner, _): [inner]
    case .power(let one, let other), .comparison(_, let one, let other): [one, other]
    case .choice(let condition, let then, let otherwise): [condition, then, otherwise]
    case .all(let parts), .any(let parts): parts
    }
  }

  /// What a name stands for in an expression.
  enum NameRole {
    /// A symbol, an argument, an index or an element standing as a value.
    case value
    case function
    case index
    case set
  }

  /// Visits every name in the expression, those of indices, sets and functions included.
  func visitNames(_ visit: (Name, NameRole) -> Void) {
    switch kind {
    case .name(let name, let indices, _):
      visit(name, .value)
      for index in indices ?? [] { visit(index.name, .index) }
    case .exists(let name, let indices):
      visit(name, .value)
      for index in indices { visit(index.name, .index) }
    case .call(let name, _): visit(name, .function)
    case .aggregate(_, let binders, _, _):
      for binder in binders {
        visit(binder.index, .index)
        if let set = binder.set { visit(set, .set) }
      }
    case .membership(_, let set): visit(set, .set)
    case .combination(let indices, let set):
      for index in indices { visit(index.name, .index) }
      visit(set, .set)
    default: break
    }
    for child in children { child.visitNames(visit) }
  }

  /// Visits this expression and every one inside it.
  func visit(_ visit: (SyntaxExpression) -> Void) {
    visit(self)
    for child in children { child.visit(visit) }
  }
}
