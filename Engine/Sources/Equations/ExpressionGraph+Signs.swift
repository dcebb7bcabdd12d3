extension ExpressionGraph {
  /// Whether an expression can be told, without any values, to be zero nowhere that its parts are
  /// finite: a number, the inverse of anything, or products of such.
  ///
  /// The slope of `x = f(…)` in `x` is 1 and that of `log(x) = f(…)` is `1 / x`: both are.
  public func isNeverZero(_ id: NodeID) -> Bool {
    switch self[id] {
    case .constant(let value): value != 0 && value.isFinite
    case .unary(.negate, let operand): isNeverZero(operand)
    case .unary(.exp, _): true
    case .binary(.divide, let numerator, _): isNeverZero(numerator)
    case .binary(.multiply, let left, let right): isNeverZero(left) && isNeverZero(right)
    default: false
    }
  }
}
