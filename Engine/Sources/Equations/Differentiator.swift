/// The derivative of an expression with respect to one leaf.
public struct PartialDerivative: Sendable, Equatable {
  /// The cell or parameter.
  public let leaf: NodeID
  /// The expression of the derivative.
  public let value: NodeID
}

/// Writes the derivatives of expressions into their own graph, in reverse mode: one sweep from an
/// expression down to its leaves gives every partial derivative, and equal parts are shared.
public struct Differentiator: Sendable {
  /// The graph, with the derivatives added so far.
  public private(set) var graph: ExpressionGraph
  private let active: [Bool]
  private var stamp: [Int32]
  private var round: Int32 = 0
  private var adjoints: [NodeID]

  /// Prepares to differentiate expressions of a graph with respect to the leaves that `isActive`
  /// accepts. Expressions must be in the graph already.
  public init(graph: ExpressionGraph, isActive: (Node) -> Bool) {
    self.graph = graph
    active = graph.activity(of: isActive)
    stamp = [Int32](repeating: 0, count: graph.nodes.count)
    adjoints = [NodeID](repeating: NodeID(0), count: graph.nodes.count)
  }

  /// The partial derivatives of an expression that are not zero everywhere, ordered by leaf.
  public mutating func gradient(of root: NodeID) -> [PartialDerivative] {
    precondition(Int(root.index) < active.count, "Make expressions before differentiating them.")
    guard active[Int(root.index)] else { return [] }
    let order = activeNodes(below: root)
    round += 1
    add(graph.constant(1), to: root)
    var result: [PartialDerivative] = []
    for id in order {
      let index = Int(id.index)
      guard stamp[index] == round else { continue }
      let adjoint = adjoints[index]
      switch graph[id] {
      case .constant: break
      case .parameter, .cell:
        if graph[adjoint] != .constant(0) {
          result.append(PartialDerivative(leaf: id, value: adjoint))
        }
      case .unary(let operation, let operand):
        propagate(operation, node: id, operand: operand, adjoint: adjoint)
      case .binary(let operation, let left, let right):
        propagate(operation, node: id, left: left, right: right, adjoint: adjoint)
      }
    }
    return result.reversed()
  }

  /// Active nodes below a root, users before their operands.
  private mutating func activeNodes(below root: NodeID) -> [NodeID] {
    round += 1
    var found: [NodeID] = []
    var pending = [root]
    while let id = pending.popLast() {
      let index = Int(id.index)
      guard active[index], stamp[index] != round else { continue }
      stamp[index] = round
      found.append(id)
      graph[id].forEachOperand { pending.append($0) }
    }
    return found.sorted(by: >)
  }

  private mutating func add(_ amount: NodeID, to id: NodeID) {
    let index = Int(id.index)
    guard active[index] else { return }
    if stamp[index] == round {
      adjoints[index] = graph.apply(.add, adjoints[index], amount)
    } else {
      stamp[index] = round
      adjoints[index] = amount
    }
  }

  private func isActive(_ id: NodeID) -> Bool { active[Int(id.index)] }

  private mutating func propagate(
    _ operation: UnaryOperator, node: NodeID, operand: NodeID, adjoint: NodeID
  ) {
    switch operation {
    case .negate: add(graph.apply(.negate, adjoint), to: operand)
    case .log: add(graph.apply(.divide, adjoint, operand), to: operand)
    case .exp: add(graph.apply(.multiply, adjoint, node), to: operand)
    case .sqrt:
      let half = graph.apply(.multiply, graph.constant(0.5), adjoint)
      add(graph.apply(.divide, half, node), to: operand)
    case .absolute:
      let sign = graph.apply(.sign, operand)
      add(graph.apply(.multiply, adjoint, sign), to: operand)
    case .sign, .step: break
    }
  }

  private mutating func propagate(
    _ operation: BinaryOperator, node: NodeID, left: NodeID, right: NodeID, adjoint: NodeID
  ) {
    switch operation {
    case .add:
      add(adjoint, to: left)
      add(adjoint, to: right)
    case .subtract:
      add(adjoint, to: left)
      if isActive(right) { add(graph.apply(.negate, adjoint), to: right) }
    case .multiply:
      if isActive(left) { add(graph.apply(.multiply, adjoint, right), to: left) }
      if isActive(right) { add(graph.apply(.multiply, adjoint, left), to: right) }
    case .divide:
      let share = graph.apply(.divide, adjoint, right)
      add(share, to: left)
      if isActive(right) {
        add(graph.apply(.negate, graph.apply(.multiply, share, node)), to: right)
      }
    case .power:
      if isActive(left) {
        let reduced = graph.apply(.subtract, right, graph.constant(1))
        let slope = graph.apply(.multiply, right, graph.apply(.power, left, reduced))
        add(graph.apply(.multiply, adjoint, slope), to: left)
      }
      if isActive(right) {
        let slope = graph.apply(.multiply, node, graph.apply(.log, left))
        add(graph.apply(.multiply, adjoint, slope), to: right)
      }
    case .minimum: chooseBranch(smaller: left, larger: right, wins: left, other: right, adjoint)
    case .maximum: chooseBranch(smaller: right, larger: left, wins: left, other: right, adjoint)
    }
  }

  /// Passes the adjoint to `wins` while `larger − smaller ≥ 0`, else to `other`.
  private mutating func chooseBranch(
    smaller: NodeID, larger: NodeID, wins: NodeID, other: NodeID, _ adjoint: NodeID
  ) {
    let step = graph.apply(.step, graph.apply(.subtract, larger, smaller))
    add(graph.apply(.multiply, adjoint, step), to: wins)
    let rest = graph.apply(.subtract, graph.constant(1), step)
    add(graph.apply(.multiply, adjoint, rest), to: other)
  }
}
