extension SyntaxExpression {
  /// A text that is the same for two expressions exactly when they are written alike, spaces and
  /// parentheses apart.
  var key: String {
    switch kind {
    case .number(let value): "\(value)"
    case .quoted(let element): "'\(element)'"
    case .name(let name, let indices, let shift):
      name.text + SyntaxExpression.key(indices ?? []) + (shift.map { "[\($0)]" } ?? "")
    case .call(let name, let arguments):
      "\(name.text)(\(arguments.map(\.key).joined(separator: ",")))"
    case .aggregate(let isProduct, let binders, let condition, let body):
      (isProduct ? "product(" : "sum(")
        + binders.map { $0.index.text + ($0.set.map { " in \($0.text)" } ?? "") }
        .joined(separator: ",")
        + (condition.map { " where \($0.key)" } ?? "") + ",\(body.key))"
    case .chain(let first, let links):
      "(" + first.key + links.map { " \($0.operation) \($0.operand.key)" }.joined() + ")"
    case .negate(let inner): "(-\(inner.key))"
    case .power(let base, let exponent): "(\(base.key)^\(exponent.key))"
    case .choice(let condition, let then, let otherwise):
      "(if \(condition.key) then \(then.key) else \(otherwise.key))"
    case .comparison(let comparison, let left, let right):
      "(\(left.key) \(comparison) \(right.key))"
    case .membership(let member, let set): "(\(member.key) in \(set.text))"
    case .combination(let indices, let set):
      "(\(SyntaxExpression.key(indices)) in \(set.text))"
    case .all(let parts): "(" + parts.map(\.key).joined(separator: " and ") + ")"
    case .any(let parts): "(" + parts.map(\.key).joined(separator: " or ") + ")"
    case .not(let inner): "(not \(inner.key))"
    case .exists(let name, let indices): "(exists \(name.text)\(SyntaxExpression.key(indices)))"
    }
  }

  private static func key(_ indices: [IndexSyntax]) -> String {
    indices.isEmpty ? "" : "[" + indices.map(\.name.text).joined(separator: ",") + "]"
  }

  /// How many names and numbers stand in it.
  var leafCount: Int {
    switch kind {
    case .number, .name, .quoted, .exists, .combination: 1
    default: children.reduce(0) { $0 + $1.leafCount }
    }
  }
}
