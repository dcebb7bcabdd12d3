/// A node of an ``ExpressionGraph``.
public struct NodeID: Hashable, Sendable, Comparable {
  /// The position in the graph; operands always come before the node that uses them.
  public let index: Int32

  /// Orders nodes so that operands come first.
  public static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }

  init(_ index: Int) { self.index = Int32(index) }
}

/// An operator of one operand.
///
/// `sign` (−1, 0 or 1) and `step` (1 from zero upwards, else 0) are the derivatives of `absolute`,
/// `minimum` and `maximum`; they are not differentiated further.
public enum UnaryOperator: UInt8, Sendable, Hashable, CaseIterable {
  case negate, log, exp, sqrt, absolute, sign, step
}

/// An operator of two operands.
public enum BinaryOperator: UInt8, Sendable, Hashable, CaseIterable {
  case add, subtract, multiply, divide, power, minimum, maximum
}

/// What a node computes.
public enum Node: Hashable, Sendable {
  /// A number written in the model text.
  case constant(Double)
  /// A parameter cell (``EquationModel/parameterCellCount``).
  case parameter(Int)
  /// A variable or exogenous cell (``EquationModel/cellCount``), `lag` periods ago; 0 is now.
  case cell(Int, lag: Int)
  case unary(UnaryOperator, NodeID)
  case binary(BinaryOperator, NodeID, NodeID)
}

/// Expressions shared by every equation of a model: equal sub-expressions are one node.
public struct ExpressionGraph: Sendable {
  /// The nodes, operands first.
  public private(set) var nodes: [Node] = []
  private var table = NodeTable()

  /// An empty graph.
  public init() {}

  /// What a node computes.
  public subscript(id: NodeID) -> Node { nodes[Int(id.index)] }

  /// The node that computes this, found or made; constants are folded and 0 and 1 simplified.
  public mutating func node(_ node: Node) -> NodeID {
    let simplified = simplify(node)
    if case .existing(let id) = simplified { return id }
    guard case .new(let node) = simplified else { preconditionFailure("unreachable") }
    if let known = table.position(of: node, in: nodes) { return NodeID(known) }
    nodes.append(node)
    table.insertLast(of: nodes)
    return NodeID(nodes.count - 1)
  }

  /// A constant.
  public mutating func constant(_ value: Double) -> NodeID { node(.constant(value)) }

  /// An operator applied to one operand.
  public mutating func apply(_ operation: UnaryOperator, _ operand: NodeID) -> NodeID {
    node(.unary(operation, operand))
  }

  /// An operator applied to two operands.
  public mutating func apply(
    _ operation: BinaryOperator, _ left: NodeID, _ right: NodeID
  ) -> NodeID {
    node(.binary(operation, left, right))
  }

  private enum Simplified {
    case existing(NodeID)
    case new(Node)
  }

  private func value(_ id: NodeID) -> Double? {
    if case .constant(let value) = self[id] { return value }
    return nil
  }

  private func simplify(_ node: Node) -> Simplified {
    switch node {
    case .constant, .parameter, .cell:
      return .new(node)
    case .unary(let operation, let operand):
      if let value = value(operand) {
        let folded = operation.evaluate(value)
        if folded.isFinite { return .new(.constant(folded)) }
      }
      if operation == .negate, case .unary(.negate, let inner) = self[operand] {
        return .existing(inner)
      }
      return .new(node)
    case .binary(let operation, let left, let right):
      let first = value(left)
      let second = value(right)
      if let first, let second {
        let folded = operation.evaluate(first, second)
        if folded.isFinite { return .new(.constant(folded)) }
      }
      switch operation {
      case .add:
        if first == 0 { return .existing(right) }
        if second == 0 { return .existing(left) }
      case .subtract:
        if second == 0 { return .existing(left) }
        if first == 0 { return .new(.unary(.negate, right)) }
      case .multiply:
        if first == 0 || second == 0 { return .new(.constant(0)) }
        if first == 1 { return .existing(right) }
        if second == 1 { return .existing(left) }
      case .divide:
        // Not 0 for a zero numerator: the denominator may be zero too.
        if second == 1 { return .existing(left) }
      case .power:
        if second == 1 { return .existing(left) }
        if second == 0 { return .new(.constant(1)) }
      case .minimum, .maximum:
        if left == right { return .existing(left) }
      }
      return .new(node)
    }
  }
}
