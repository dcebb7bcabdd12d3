import Equations
import LinearAlgebra

/// Equations that must be solved together, with everything needed to do so again and again.
///
/// A workspace: arrays are made once and reused over iterations, years and runs.
final class BlockSolver {
  /// Equations of the model, and the cell each is paired with.
  let rows: [Int]
  let cells: [Int]
  let isPositive: [Bool]
  let residualSegment: Range<Int>
  let jacobianSegment: Range<Int>
  let leftSlots: [Int]
  let rightSlots: [Int]
  let cellSlots: [Int]
  /// Slots of the terms of equation `k`: `termSlots[termStarts[k]..<termStarts[k + 1]]`.
  let termStarts: [Int]
  let termSlots: [Int]
  let pattern: SparsePattern
  /// The slot of each entry of the Jacobian, in the order of the pattern.
  let entrySlots: [Int]

  var workspace: TapeWorkspace?
  var factors: SparseLU?
  /// Whether `factors` holds a factorisation of this run, with the scales it was made with.
  var hasFactors = false
  var factorRowScale: [Double]
  var factorColumnScale: [Double]

  var residual: [Double]
  var rowScale: [Double]
  var columnScale: [Double]
  var entries: [Double]
  var addFactor: [Double]

  /// Appends the segments of a block to a tape.
  init(
    rows: [Int], cells: [Int], isPositive: [Bool], residuals: [[NodeID]], terms: [[NodeID]],
    gradients: [[PartialDerivative]], graph: ExpressionGraph, builder: inout TapeBuilder
  ) {
    self.rows = rows
    self.cells = cells
    self.isPositive = isPositive
    let count = rows.count
    residualSegment = builder.appendSegment(
      computing: residuals.flatMap { $0 } + terms.flatMap { $0 }, lasting: true)
    leftSlots = residuals.map { builder.slot(of: $0[0]) }
    rightSlots = residuals.map { builder.slot(of: $0[1]) }
    cellSlots = cells.map { builder.layout.slot(ofCell: $0) }
    var starts = [0]
    var slots: [Int] = []
    for list in terms {
      slots += list.map { builder.slot(of: $0) }
      starts.append(slots.count)
    }
    termStarts = starts
    termSlots = slots

    let columnOfCell = Dictionary(uniqueKeysWithValues: zip(cells, cells.indices))
    var columnEntries = [[(row: Int, value: NodeID)]](repeating: [], count: count)
    for (row, gradient) in gradients.enumerated() {
      for partial in gradient {
        // Unknowns of earlier blocks are given by the time this block is solved.
        guard case .cell(let cell, _) = graph[partial.leaf], let column = columnOfCell[cell] else {
          continue
        }
        columnEntries[column].append((row, partial.value))
      }
    }
    let ordered = columnEntries.map { $0.sorted { $0.row < $1.row } }
    pattern = SparsePattern(rows: count, columnRows: ordered.map { $0.map(\.row) })
    jacobianSegment = builder.appendSegment(
      computing: ordered.flatMap { $0.map(\.value) }, lasting: false)
    entrySlots = ordered.flatMap { $0.map { builder.slot(of: $0.value) } }

    let zeros = [Double](repeating: 0, count: count)
    factorRowScale = zeros
    factorColumnScale = zeros
    residual = zeros
    rowScale = zeros
    columnScale = zeros
    addFactor = zeros
    entries = [Double](repeating: 0, count: entrySlots.count)
  }

  /// Connects the block to the slots of the finished tape.
  func attach(_ workspace: TapeWorkspace) { self.workspace = workspace }

  /// Forgets factorisations of earlier runs.
  func reset() {
    hasFactors = false
    factors?.forgetPivots()
  }

  /// Evaluates the residuals at the unknowns in the slots; returns whether all are finite.
  func evaluateResidual(_ workspace: TapeWorkspace) -> Bool {
    workspace.run(residualSegment)
    let slots = workspace.slots
    var sum = 0.0
    for row in 0..<rows.count {
      let value = slots[leftSlots[row]] - slots[rightSlots[row]] - addFactor[row]
      residual[row] = value
      sum += value * 0
    }
    return sum == 0
  }

  /// Evaluates the Jacobian, and from it the scales by which residuals and unknowns are judged.
  ///
  /// An equation's scale is its largest term, or the largest change that its unknowns could make to
  /// it if larger. An unknown that is (nearly) zero only because large terms cancel is given the
  /// size of those terms, so that rounding in them is not mistaken for an error.
  func evaluateJacobian(_ workspace: TapeWorkspace) {
    workspace.run(jacobianSegment)
    let slots = workspace.slots
    for position in entries.indices { entries[position] = slots[entrySlots[position]] }
    for row in 0..<rows.count {
      var scale = addFactor[row].magnitude
      for position in termStarts[row]..<termStarts[row + 1] {
        scale = max(scale, slots[termSlots[position]].magnitude)
      }
      rowScale[row] = scale
    }
    for column in 0..<cells.count { columnScale[column] = slots[cellSlots[column]].magnitude }
    for _ in 0..<3 {
      spreadScales()
      for column in 0..<cells.count {
        guard let diagonal = pattern.position(row: column, column: column) else { continue }
        let slope = entries[diagonal].magnitude
        guard slope > 0 else { continue }
        let size = rowScale[column] / slope
        if size.isFinite && columnScale[column] < 1e-8 * size { columnScale[column] = size }
      }
    }
    spreadScales()
    for row in 0..<rows.count where !(rowScale[row] > 0) { rowScale[row] = 1 }
    for column in 0..<cells.count where !(columnScale[column] > 0) { columnScale[column] = 1 }
  }

  private func spreadScales() {
    for column in 0..<cells.count {
      let size = columnScale[column]
      guard size > 0 else { continue }
      for position in pattern.entries(ofColumn: column) {
        let row = Int(pattern.rowIndices[position])
        let effect = entries[position].magnitude * size
        if effect > rowScale[row] && effect.isFinite { rowScale[row] = effect }
      }
    }
  }

  /// The largest scaled residual.
  var largestResidual: Double {
    var largest = 0.0
    for row in 0..<rows.count { largest = max(largest, residual[row].magnitude / rowScale[row]) }
    return largest
  }

  /// Half the sum of squared scaled residuals: what a line search lowers.
  var merit: Double {
    var sum = 0.0
    for row in 0..<rows.count {
      let scaled = residual[row] / rowScale[row]
      sum += scaled * scaled
    }
    return sum / 2
  }

  /// The equation with the largest scaled residual.
  var worstRow: Int {
    var worst = 0
    for row in 0..<rows.count
    where residual[row].magnitude / rowScale[row] > residual[worst].magnitude / rowScale[worst] {
      worst = row
    }
    return worst
  }

  /// Factors the Jacobian evaluated last, with rows and columns scaled.
  func factor() throws(LinearAlgebraError) {
    hasFactors = false
    var scaled = entries
    for column in 0..<cells.count {
      for position in pattern.entries(ofColumn: column) {
        scaled[position] *= columnScale[column] / rowScale[Int(pattern.rowIndices[position])]
      }
    }
    let workspace: SparseLU
    if let factors { workspace = factors } else { workspace = try SparseLU(pattern: pattern) }
    factors = workspace
    try workspace.factor(scaled)
    factorRowScale = rowScale
    factorColumnScale = columnScale
    hasFactors = true
  }

  /// The Newton step with the factors at hand: −J⁻¹ · residual.
  func step() -> [Double] {
    guard let factors else { preconditionFailure("Factor before stepping.") }
    var step = residual
    for row in 0..<rows.count { step[row] /= -factorRowScale[row] }
    factors.solve(&step)
    for column in 0..<cells.count { step[column] *= factorColumnScale[column] }
    return step
  }
}
