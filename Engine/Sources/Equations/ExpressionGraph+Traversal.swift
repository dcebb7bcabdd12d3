extension Node {
  /// The nodes it uses.
  @inlinable public func forEachOperand(_ body: (NodeID) -> Void) {
    switch self {
    case .constant, .parameter, .cell: break
    case .unary(_, let operand): body(operand)
    case .binary(_, let left, let right):
      body(left)
      if right != left { body(right) }
    }
  }

  /// Whether it is a constant, a parameter or a cell.
  public var isLeaf: Bool {
    switch self {
    case .constant, .parameter, .cell: true
    case .unary, .binary: false
    }
  }
}

extension ExpressionGraph {
  /// Every node used by these roots, themselves included; operands come before their users.
  public func reachable(from roots: [NodeID]) -> [NodeID] {
    var seen: Set<NodeID> = []
    var pending = roots
    while let id = pending.popLast() {
      guard seen.insert(id).inserted else { continue }
      self[id].forEachOperand { pending.append($0) }
    }
    return seen.sorted()
  }

  /// For every node of the graph, whether a leaf that `isActive` accepts takes part in it.
  public func activity(of isActive: (Node) -> Bool) -> [Bool] {
    var active = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      switch node {
      case .constant, .parameter, .cell: active[index] = isActive(node)
      case .unary(_, let operand): active[index] = active[Int(operand.index)]
      case .binary(_, let left, let right):
        active[index] = active[Int(left.index)] || active[Int(right.index)]
      }
    }
    return active
  }

  /// The terms that an expression adds and subtracts, without their signs.
  public func additiveTerms(of root: NodeID) -> [NodeID] {
    var terms: Set<NodeID> = []
    var seen: Set<NodeID> = []
    var pending = [root]
    while let id = pending.popLast() {
      guard seen.insert(id).inserted else { continue }
      switch self[id] {
      case .binary(.add, let left, let right), .binary(.subtract, let left, let right):
        pending.append(left)
        pending.append(right)
      case .unary(.negate, let operand): pending.append(operand)
      case .constant(0): break
      default: terms.insert(id)
      }
    }
    return terms.sorted()
  }
}
