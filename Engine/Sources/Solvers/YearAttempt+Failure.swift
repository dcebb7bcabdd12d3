import Equations

extension YearAttempt {
  /// The report on a failed pass, from the point where it ended.
  func failure(_ pass: Pass, homotopyReached: Double) -> ConvergenceFailure {
    guard case .failed(let index, let cause, let iterations) = pass else {
      preconditionFailure("Only a failed pass has a failure.")
    }
    let model = solver.model
    let block = system.blocks[index]
    let reason: ConvergenceFailure.Reason
    switch cause {
    case .stalled: reason = .stalled
    case .iterationLimit: reason = .iterationLimit
    case .singular(let column):
      reason = .singular(
        unknown: model.label(ofCell: block.cells[column]),
        equation: model.label(ofEquation: block.rows[column]))
    case .slopeNotFinite(let row, let column):
      reason = .slopeNotFinite(
        equation: model.label(ofEquation: block.rows[row]),
        location: model.location(ofEquation: block.rows[row]),
        unknown: model.label(ofCell: block.cells[column]))
    case .notFinite(let row):
      reason = notFinite(row: row, block)
    }
    return ConvergenceFailure(
      year: year, block: index + 1, blockCount: system.blocks.count,
      equationCount: block.rows.count, iterations: iterations, reason: reason,
      worst: worst(of: block), tolerance: problem.tolerance,
      farthestUnknown: farthest(block.cells, system.workspace.cells),
      largestExogenousChange: farthest(
        (0..<model.cellCount).filter { !solver.isVariable[$0] && !plan.given[$0].isNaN },
        plan.given),
      unknownsAtZero: unknownsAtZero(of: block).map(model.label(ofCell:)),
      positivity: nil, dependence: nil, exchanges: plan.exchanges,
      homotopyReached: homotopyReached)
  }

  /// The failure of a year that is given up, with what is worth its time only then.
  /// - Parameter pass: The last pass, where it is the one that failed so; it holds the Jacobian.
  func givenUp(_ failure: ConvergenceFailure, at pass: Pass?) -> Outcome {
    var failure = failure
    failure.dependence = pass.flatMap(dependence(where:))
    if let name = failure.unknownsAtZero.first,
      let cell = plan.unknownCells.first(where: { solver.model.label(ofCell: $0) == name })
    {
      failure.positivity = positivity(of: cell)
    }
    if case .notFinite(let report) = failure.reason {
      failure.startTakesPart = startTakesPart(in: report)
    }
    return .failed(failure)
  }

  /// Whether anything but parameters and values given in this year is in what is not finite.
  private func startTakesPart(in report: NonFiniteReport) -> Bool {
    guard report.inputs.count < NonFiniteReport.inputLimit else { return true }
    let model = solver.model
    var given: Set<String> = []
    for symbol in model.symbols where symbol.kind != .variable {
      given.formUnion(symbol.cells.map(symbol.label(ofCell:)))
    }
    return !report.inputs.allSatisfy { given.contains($0.text) }
  }

  /// The equations that depend on each other where a pass ended. Far from any solution much may depend on
  /// much: that says nothing.
  private func dependence(where pass: Pass) -> LinearDependence? {
    guard case .failed(let index, let cause, _) = pass else { return nil }
    switch cause {
    case .notFinite, .slopeNotFinite: return nil
    case .singular: return system.blocks[index].dependence(of: solver.model)
    case .stalled, .iterationLimit:
      let found = system.blocks[index].dependence(of: solver.model)
      return found?.omitted == 0 ? found : nil
    }
  }

  /// The first equation because of which a cell is kept positive, with its place.
  private func positivity(of cell: Int) -> String? {
    let model = solver.model
    let row = model.equations.indices.first { row in
      let nodes = model.graph.reachable(
        from: [model.equations[row].left, model.equations[row].right])
      return model.positiveCells(in: nodes.map { model.graph[$0] })[cell]
    }
    return row.map { "`\(model.label(ofEquation: $0))`, \(model.location(ofEquation: $0))" }
  }

  /// Positive unknowns that have all but vanished since last year.
  private func unknownsAtZero(of block: BlockSolver) -> [Int] {
    guard let last = lastYear else { return [] }
    let values = system.workspace.cells
    return block.cells.indices.filter { index in
      let cell = block.cells[index]
      return block.isPositive[index] && values[cell] < 1e-12 * last[cell].magnitude
    }.map { block.cells[$0] }
  }

  private func notFinite(row: Int, _ block: BlockSolver) -> ConvergenceFailure.Reason {
    let model = solver.model
    let layout = system.workspace.tape.layout
    let slots = system.workspace.slots
    let report = NonFiniteReport(model: model, equation: block.rows[row]) { node in
      switch node {
      case .constant(let value): value
      case .parameter(let parameter): slots[layout.slot(ofParameter: parameter)]
      case .cell(let cell, let lag): slots[layout.slot(ofCell: cell, lag: lag)]
      case .unary, .binary: .nan
      }
    }
    // Both sides may be finite and their difference overflow.
    return report.map { .notFinite($0) } ?? .stalled
  }

  private func worst(of block: BlockSolver) -> [ConvergenceFailure.WorstEquation] {
    let model = solver.model
    let all = block.rows.indices.compactMap { row -> ConvergenceFailure.WorstEquation? in
      let residual = block.residual[row].magnitude / block.rowScale[row]
      guard residual.isFinite else { return nil }
      return ConvergenceFailure.WorstEquation(
        label: model.label(ofEquation: block.rows[row]),
        location: model.location(ofEquation: block.rows[row]), residual: residual)
    }
    return Array(all.filter { $0.residual > 0 }.sorted { $0.residual > $1.residual }.prefix(5))
  }

  /// The cell whose value is most different from last year's, if any moved by a quarter or more.
  private func farthest(_ cells: [Int], _ values: [Double]) -> ConvergenceFailure.NamedRatio? {
    guard let last = lastYear else { return nil }
    var worst: (cell: Int, ratio: Double, size: Double)?
    for cell in cells {
      let ratio = values[cell] / last[cell]
      guard ratio.isFinite else { continue }
      let size = ratio > 0 ? max(ratio, 1 / ratio) : Double.infinity
      if size > (worst?.size ?? 1.25) { worst = (cell, ratio, size) }
    }
    return worst.map {
      ConvergenceFailure.NamedRatio(
        label: solver.model.label(ofCell: $0.cell), ratio: $0.ratio)
    }
  }
}
