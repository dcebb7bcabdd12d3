import Equations

extension BlockSolver {
  /// Whether one equation is linear in the one unknown of its block.
  static func isLinear(
    cells: [Int], gradient: [PartialDerivative]?, graph: ExpressionGraph
  ) -> Bool {
    guard cells.count == 1, let gradient else { return false }
    func isUnknown(_ id: NodeID) -> Bool {
      if case .cell(let cell, 0) = graph[id] { return cell == cells[0] }
      return false
    }
    guard let slope = gradient.first(where: { isUnknown($0.leaf) })?.value else { return false }
    return !graph.reachable(from: [slope]).contains(where: isUnknown)
  }

  /// Solves a linear equation: x = −r(0) / slope, with r the left side less the right and less what
  /// is added to it.
  ///
  /// The solution does not depend on a start, so an unknown that is a small difference of large terms
  /// is as exact as these allow, where iterations end at any value that is small beside them.
  ///
  /// - Returns: Whether it has one; if not, the unknown is what it was.
  func solveLinear(_ workspace: TapeWorkspace) -> Bool {
    let slot = cellSlots[0]
    let start = workspace.slots[slot]
    workspace.slots[slot] = 0
    let isFinite = evaluateResidual(workspace)
    workspace.run(jacobianSegment)
    let slope = workspace.slots[entrySlots[0]]
    let solution = -residual[0] / slope
    guard isFinite, slope.isFinite, solution.isFinite else {
      workspace.slots[slot] = start
      _ = evaluateResidual(workspace)
      return false
    }
    // Not −0: the sign of nothing is nobody's business.
    workspace.slots[slot] = solution == 0 ? 0 : solution
    _ = evaluateResidual(workspace)
    findScales(workspace)
    return true
  }
}
