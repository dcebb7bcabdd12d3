import Equations

/// What an index stands for.
enum IndexReference: Sendable, Hashable {
  /// The element that a free or summed index takes, by its place in the frame.
  case slot(Int)
  /// One element, by its position in the largest set.
  case element(Int)
}

/// An index that runs over a set.
struct CheckedIndex: Sendable {
  let name: String
  let slot: Int
  let set: Int
}

/// An expression with every name known and every function expanded.
///
/// Nodes are shared: an argument that a function uses twice is one object.
final class CheckedExpression: Sendable {
  struct Link: Sendable {
    let operation: BinaryOperator
    let operand: CheckedExpression
  }

  enum Kind: Sendable {
    case constant(Double)
    case symbol(Int, [IndexReference])
    case lag(CheckedExpression, Int)
    case unary(UnaryOperator, CheckedExpression)
    case binary(BinaryOperator, CheckedExpression, CheckedExpression)
    case chain(CheckedExpression, [Link])
    case aggregate(
      isProduct: Bool, binders: [CheckedIndex], condition: CheckedCondition?, CheckedExpression)
    case choice(CheckedCondition, CheckedExpression, CheckedExpression)
  }

  let kind: Kind
  let span: Span
  /// Whether it holds a variable or exogenous value, so that it changes over time.
  let usesTime: Bool
  /// How deep it nests, functions expanded.
  let depth: Int

  init(_ kind: Kind, span: Span, usesTime: Bool, depth: Int) {
    self.kind = kind
    self.span = span
    self.usesTime = usesTime
    self.depth = depth
  }
}

/// A condition with every name known.
indirect enum CheckedCondition: Sendable {
  case comparison(SyntaxExpression.Comparison, CheckedExpression, CheckedExpression)
  case sameElement(IndexReference, IndexReference, isEqual: Bool)
  case membership(IndexReference, set: Int, Span)
  /// Whether the elements of these indices together belong to a set of combinations.
  case combination([IndexReference], set: Int)
  case exists(symbol: Int, [IndexReference])
  case all([CheckedCondition])
  case any([CheckedCondition])
  case not(CheckedCondition)
}
