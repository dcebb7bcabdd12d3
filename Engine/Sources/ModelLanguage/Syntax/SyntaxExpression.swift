import Equations

/// A name as written.
struct Name: Sendable {
  let text: String
  let span: Span
}

/// What stands between brackets after a name.
struct IndexSyntax: Sendable {
  enum Kind: Sendable {
    /// An index, a set's own name, or an element.
    case name
    /// An element in quotes.
    case quoted
  }

  let kind: Kind
  let name: Name
}

/// An expression or condition as written, before names are known.
struct SyntaxExpression: Sendable {
  let kind: Kind
  let span: Span

  /// An index that a sum runs over, narrowed to a set where one is written.
  struct Binder: Sendable {
    let index: Name
    let set: Name?
  }

  enum Comparison: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  /// A term or factor that follows the first one, so that a long sum is a list and not a deep tree.
  struct Link: Sendable {
    let operation: BinaryOperator
    let operand: SyntaxExpression
  }

  indirect enum Kind: Sendable {
    case number(Double)
    /// `name`, `name[i, j]`, `name[-1]`, `name[i][-1]`; the shift is periods ahead, so −1 is a lag.
    case name(Name, indices: [IndexSyntax]?, shift: Int?)
    case quoted(String)
    case call(Name, [SyntaxExpression])
    case aggregate(
      isProduct: Bool, binders: [Binder], condition: SyntaxExpression?, body: SyntaxExpression)
    case chain(SyntaxExpression, [Link])
    case negate(SyntaxExpression)
    case power(SyntaxExpression, SyntaxExpression)
    case choice(SyntaxExpression, then: SyntaxExpression, otherwise: SyntaxExpression)
    case comparison(Comparison, SyntaxExpression, SyntaxExpression)
    case membership(SyntaxExpression, Name)
    /// `(i, j) in link`
    case combination([IndexSyntax], Name)
    case all([SyntaxExpression])
    case any([SyntaxExpression])
    case not(SyntaxExpression)
    case exists(Name, [IndexSyntax])
  }
}
