import Equations

extension EquationModel {
  /// Cells that the model takes the logarithm, the square root or a fractional power of, alone or as
  /// a factor of a product or quotient: where they are positive they must stay so.
  var positiveCells: [Bool] { positiveCells(in: graph.nodes) }

  /// The same for the logarithms, roots and powers among some nodes.
  func positiveCells(in nodes: [Node]) -> [Bool] {
    var result = [Bool](repeating: false, count: cellCount)
    var seen: Set<NodeID> = []
    func mark(_ root: NodeID) {
      var pending = [root]
      while let id = pending.popLast() {
        guard seen.insert(id).inserted else { continue }
        switch graph[id] {
        case .cell(let cell, _): result[cell] = true
        case .binary(.multiply, let left, let right), .binary(.divide, let left, let right):
          pending.append(left)
          pending.append(right)
        case .binary(.power, let base, _): pending.append(base)
        case .unary(.sqrt, let operand): pending.append(operand)
        default: break
        }
      }
    }
    for node in nodes {
      switch node {
      case .unary(.log, let operand), .unary(.sqrt, let operand): mark(operand)
      case .binary(.power, let base, let exponent):
        if case .constant(let value) = graph[exponent], value == value.rounded() { break }
        mark(base)
      default: break
      }
    }
    return result
  }
}
