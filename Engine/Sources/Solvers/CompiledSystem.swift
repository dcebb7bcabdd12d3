import Equations
import LinearAlgebra

/// The equations of a model compiled for one choice of unknowns: blocks in order, tapes, and the
/// factorisations that go with them.
final class CompiledSystem {
  let workspace: TapeWorkspace
  let prologue: Range<Int>
  let blocks: [BlockSolver]
  let checks: [CompiledCheck]
  let checkSegment: Range<Int>
  let largestBlock: Int

  /// A check with the slots of its sides and of what it is measured against.
  struct CompiledCheck {
    let row: Int
    let left: Int
    let right: Int
    let scales: [Int]
  }

  /// Compiles a model for these unknown cells, ascending.
  /// - Parameter joinsBlocks: Whether all equations are one block, though some could be solved first.
  init(
    model: EquationModel, unknownCells: [Int], method: FactorisationMethod,
    joinsBlocks: Bool = false
  ) throws(StructuralError) {
    var graph = model.graph
    let residuals = model.equations.map { graph.apply(.subtract, $0.left, $0.right) }
    var isUnknown = [Bool](repeating: false, count: model.cellCount)
    var positionOfCell = [Int](repeating: -1, count: model.cellCount)
    for (position, cell) in unknownCells.enumerated() {
      isUnknown[cell] = true
      positionOfCell[cell] = position
    }
    let isActive: (Node) -> Bool = { node in
      if case .cell(let cell, 0) = node { isUnknown[cell] } else { false }
    }
    var differentiator = Differentiator(graph: graph, isActive: isActive)
    let gradients = residuals.map { differentiator.gradient(of: $0) }
    graph = differentiator.graph

    func position(_ leaf: NodeID) -> Int {
      guard case .cell(let cell, _) = graph[leaf] else { return -1 }
      return positionOfCell[cell]
    }
    let incidence = Incidence(
      unknownCount: unknownCells.count,
      unknownsOfRow: gradients.map { $0.map { position($0.leaf) }.sorted() })
    let hints = model.equations.map { row -> Int? in
      row.determines.flatMap { isUnknown[$0] ? positionOfCell[$0] : nil }
    }
    let matching = Matching(maximumOf: incidence, hints: hints)
    guard matching.isPerfect else {
      throw StructuralError(
        incidence: incidence, matching: matching,
        nameOfUnknown: { model.label(ofCell: unknownCells[$0]) },
        nameOfRow: { model.label(ofEquation: $0) },
        placeOfUnknown: { model.symbol(ofCell: unknownCells[$0])?.location },
        placeOfRow: { model.location(ofEquation: $0) })
    }
    let order = BlockOrdering(incidence: incidence, matching: matching)

    let active = graph.activity(of: isActive)
    let positive = model.positiveCells
    var builder = TapeBuilder(graph: graph, layout: SlotLayout(model: model))
    let terms = model.equations.map { row in
      graph.additiveTerms(of: row.left) + graph.additiveTerms(of: row.right)
    }
    let checkTerms = model.checks.map { check in
      check.scale.map { [$0] }
        ?? graph.additiveTerms(of: check.left) + graph.additiveTerms(of: check.right)
    }
    let residualRoots = model.equations.map { [$0.left, $0.right] }
    let checkRoots = model.checks.enumerated().flatMap { index, check in
      [check.left, check.right] + checkTerms[index]
    }
    let gradientRoots = gradients.flatMap { $0.map(\.value) }
    prologue = builder.appendSegment(
      computing: residualRoots.flatMap { $0 } + terms.flatMap { $0 } + checkRoots + gradientRoots,
      lasting: true
    ) { !active[Int($0.index)] }

    var blocks: [BlockSolver] = []
    for rows in joinsBlocks ? [order.blocks.flatMap { $0 }] : order.blocks {
      let cells = rows.map { unknownCells[matching.unknownOfRow[$0]] }
      blocks.append(
        BlockSolver(
          rows: rows, cells: cells, isPositive: cells.map { positive[$0] },
          residuals: rows.map { residualRoots[$0] }, terms: rows.map { terms[$0] },
          gradients: rows.map { gradients[$0] }, graph: graph, method: method,
          builder: &builder))
    }
    checkSegment = builder.appendSegment(computing: checkRoots, lasting: false)
    var compiledChecks: [CompiledCheck] = []
    for (row, check) in model.checks.enumerated() {
      compiledChecks.append(
        CompiledCheck(
          row: row, left: builder.slot(of: check.left), right: builder.slot(of: check.right),
          scales: checkTerms[row].map { builder.slot(of: $0) }))
    }
    checks = compiledChecks
    self.blocks = blocks
    largestBlock = blocks.map(\.rows.count).max() ?? 0
    workspace = TapeWorkspace(tape: builder.finished())
    for block in blocks { block.attach(workspace) }
  }

  /// Forgets factorisations, so that a run does not depend on earlier ones.
  func reset() {
    for block in blocks { block.reset() }
  }
}
