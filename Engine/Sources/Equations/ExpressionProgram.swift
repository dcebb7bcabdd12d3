/// A few expressions, ready to be evaluated with values from anywhere: for base values, calibration
/// and diagnosis, where a ``Tape`` would be more than is needed.
public struct ExpressionProgram: Sendable {
  /// The cells, parameters and constants that take part, in the order of the graph.
  public let leaves: [NodeID]
  private let steps: [(node: Node, first: Int, second: Int)]
  private let rootPositions: [Int]
  let order: [NodeID]

  /// Prepares expressions of a graph.
  public init(graph: ExpressionGraph, roots: [NodeID]) {
    order = graph.reachable(from: roots)
    var position: [NodeID: Int] = [:]
    var steps: [(node: Node, first: Int, second: Int)] = []
    for (index, id) in order.enumerated() {
      position[id] = index
      let node = graph[id]
      switch node {
      case .constant, .parameter, .cell: steps.append((node, 0, 0))
      case .unary(_, let operand): steps.append((node, position[operand] ?? 0, 0))
      case .binary(_, let left, let right):
        steps.append((node, position[left] ?? 0, position[right] ?? 0))
      }
    }
    self.steps = steps
    rootPositions = roots.map { position[$0] ?? 0 }
    leaves = order.filter { graph[$0].isLeaf }
  }

  /// The values of the roots, when `leaf` gives those of parameters and cells.
  public func values(leaf: (Node) -> Double) -> [Double] {
    let all = allValues(leaf: leaf)
    return rootPositions.map { all[$0] }
  }

  /// How large the roots would be if no terms cancelled: what rounding errors are judged against.
  ///
  /// A sum is as large as its largest term, a product as the sizes of its factors together; any other
  /// operator counts with its value.
  public func sizesWithoutCancellation(leaf: (Node) -> Double) -> [Double] {
    let values = allValues(leaf: leaf)
    var sizes: [Double] = []
    sizes.reserveCapacity(steps.count)
    for (index, step) in steps.enumerated() {
      switch step.node {
      case .unary(.negate, _): sizes.append(sizes[step.first])
      case .binary(.add, _, _), .binary(.subtract, _, _):
        sizes.append(max(sizes[step.first], sizes[step.second]))
      case .binary(.multiply, _, _): sizes.append(sizes[step.first] * sizes[step.second])
      default: sizes.append(values[index].magnitude)
      }
    }
    return rootPositions.map { sizes[$0] }
  }

  /// The values of all nodes in ``order``.
  func allValues(leaf: (Node) -> Double) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(steps.count)
    for step in steps {
      switch step.node {
      case .constant(let value): values.append(value)
      case .parameter, .cell: values.append(leaf(step.node))
      case .unary(let operation, _): values.append(operation.evaluate(values[step.first]))
      case .binary(let operation, _, _):
        values.append(operation.evaluate(values[step.first], values[step.second]))
      }
    }
    return values
  }
}
