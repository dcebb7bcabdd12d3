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
  /// Whether the block is one equation, linear in its unknown.
  let isLinear: Bool
  /// For each equation, whether its slope in its own unknown is never zero.
  let isEliminable: [Bool]
  let method: FactorisationMethod
  /// The slot of each entry of the Jacobian, in the order of the pattern.
  let entrySlots: [Int]

  var workspace: TapeWorkspace?
  var factors: (any SparseFactorisation)?
  /// Whether `factors` holds a factorisation of this run, with the scales it was made with.
  var hasFactors = false
  /// The unknown that the Jacobian factored last all but leaves free, by its position.
  private(set) var freeColumn: Int?
  /// Scales of the matrix factored last.
  let factorRowScale: UnsafeMutableBufferPointer<Double>
  let factorColumnScale: UnsafeMutableBufferPointer<Double>

  // Buffers rather than arrays: they are read and written entry by entry millions of times a run.
  let residual: UnsafeMutableBufferPointer<Double>
  let rowScale: UnsafeMutableBufferPointer<Double>
  let columnScale: UnsafeMutableBufferPointer<Double>
  let entries: UnsafeMutableBufferPointer<Double>
  let addFactor: UnsafeMutableBufferPointer<Double>
  /// Positions of the diagonal in the pattern, −1 where it has no entry.
  private let diagonal: [Int]
  /// Columns whose scale changed last.
  private var changedColumns: [Int] = []
  /// The matrix as it is factored, kept between factorisations.
  private var scaled: [Double]
  /// A Newton step, or the right-hand side it is solved from.
  private(set) var step: [Double]

  /// Appends the segments of a block to a tape.
  init(
    rows: [Int], cells: [Int], isPositive: [Bool], residuals: [[NodeID]], terms: [[NodeID]],
    gradients: [[PartialDerivative]], graph: ExpressionGraph, method: FactorisationMethod,
    builder: inout TapeBuilder
  ) {
    self.method = method
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
    var isEliminable = [Bool](repeating: false, count: count)
    var columnEntries = [[(row: Int, value: NodeID)]](repeating: [], count: count)
    for (row, gradient) in gradients.enumerated() {
      for partial in gradient {
        // Unknowns of earlier blocks are given by the time this block is solved.
        guard case .cell(let cell, _) = graph[partial.leaf], let column = columnOfCell[cell] else {
          continue
        }
        columnEntries[column].append((row, partial.value))
        if column == row { isEliminable[row] = graph.isNeverZero(partial.value) }
      }
    }
    self.isEliminable = isEliminable
    isLinear = Self.isLinear(cells: cells, gradient: gradients.first, graph: graph)
    let ordered = columnEntries.map { $0.sorted { $0.row < $1.row } }
    pattern = SparsePattern(rows: count, columnRows: ordered.map { $0.map(\.row) })
    jacobianSegment = builder.appendSegment(
      computing: ordered.flatMap { $0.map(\.value) }, lasting: false)
    entrySlots = ordered.flatMap { $0.map { builder.slot(of: $0.value) } }

    let pattern = self.pattern
    diagonal = (0..<count).map { pattern.position(row: $0, column: $0) ?? -1 }
    func zeros(_ count: Int) -> UnsafeMutableBufferPointer<Double> {
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: count)
      buffer.initialize(repeating: 0)
      return buffer
    }
    factorRowScale = zeros(count)
    factorColumnScale = zeros(count)
    residual = zeros(count)
    rowScale = zeros(count)
    columnScale = zeros(count)
    addFactor = zeros(count)
    entries = zeros(entrySlots.count)
    scaled = [Double](repeating: 0, count: entrySlots.count)
    step = [Double](repeating: 0, count: count)
    changedColumns.reserveCapacity(count)
  }

  deinit {
    for buffer in [
      factorRowScale, factorColumnScale, residual, rowScale, columnScale, entries, addFactor,
    ] { buffer.deallocate() }
  }

  /// Connects the block to the slots of the finished tape.
  func attach(_ workspace: TapeWorkspace) { self.workspace = workspace }

  /// Forgets factorisations of earlier runs.
  func reset() {
    hasFactors = false
    freeColumn = nil
    factors?.forgetPivots()
  }

  /// Evaluates the residuals at the unknowns in the slots; returns whether all are finite.
  func evaluateResidual(_ workspace: TapeWorkspace) -> Bool {
    workspace.run(residualSegment)
    let (slots, residual, addFactor) = (workspace.slots, residual, addFactor)
    let left = leftSlots
    let right = rightSlots
    var sum = 0.0
    for row in 0..<residual.count {
      let value = slots[left[row]] - slots[right[row]] - addFactor[row]
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
    findScales(workspace)
  }

  /// The entries of the Jacobian in the slots, and the scales that follow from them.
  func findScales(_ workspace: TapeWorkspace) {
    let slots = workspace.slots
    let (entries, rowScale, columnScale) = (entries, rowScale, columnScale)
    let sources = entrySlots
    for position in 0..<entries.count { entries[position] = slots[sources[position]] }
    let starts = termStarts
    let terms = termSlots
    for row in 0..<rowScale.count {
      var scale = addFactor[row].magnitude
      for position in starts[row]..<starts[row + 1] {
        scale = max(scale, slots[terms[position]].magnitude)
      }
      rowScale[row] = scale
    }
    let cellSlots = self.cellSlots
    for column in 0..<columnScale.count {
      columnScale[column] = slots[cellSlots[column]].magnitude
      spread(column)
    }
    for _ in 0..<3 where enlargeColumnScales() {
      for column in changedColumns { spread(column) }
    }
    for row in 0..<rowScale.count where !(rowScale[row] > 0) { rowScale[row] = 1 }
    for column in 0..<columnScale.count where !(columnScale[column] > 0) { columnScale[column] = 1 }
  }

  /// Raises the scale of equations to the effect that one unknown could have on them.
  private func spread(_ column: Int) {
    let size = columnScale[column]
    guard size > 0 else { return }
    let (entries, rowScale) = (entries, rowScale)
    let rows = pattern.rowIndices
    for position in pattern.entries(ofColumn: column) {
      let row = Int(rows[position])
      let effect = entries[position].magnitude * size
      if effect > rowScale[row] && effect.isFinite { rowScale[row] = effect }
    }
  }

  /// Gives unknowns that are small beside their own equation its size; returns whether any was.
  private func enlargeColumnScales() -> Bool {
    changedColumns.removeAll(keepingCapacity: true)
    let (entries, rowScale, columnScale) = (entries, rowScale, columnScale)
    let diagonal = self.diagonal
    for column in 0..<columnScale.count where diagonal[column] >= 0 {
      let slope = entries[diagonal[column]].magnitude
      guard slope > 0 else { continue }
      let size = rowScale[column] / slope
      if size.isFinite && columnScale[column] < 1e-8 * size {
        columnScale[column] = size
        changedColumns.append(column)
      }
    }
    return !changedColumns.isEmpty
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
    let rowIndices = pattern.rowIndices
    for column in 0..<cells.count {
      for position in pattern.entries(ofColumn: column) {
        scaled[position] =
          entries[position] * (columnScale[column] / rowScale[Int(rowIndices[position])])
      }
    }
    let workspace: any SparseFactorisation
    if let factors { workspace = factors } else { workspace = try makeFactorisation() }
    factors = workspace
    try workspace.factor(scaled)
    _ = factorRowScale.update(fromContentsOf: rowScale)
    _ = factorColumnScale.update(fromContentsOf: columnScale)
    hasFactors = true
    freeColumn = findFreeColumn()
  }

  /// Finds the Newton step with the factors at hand, −J⁻¹ · residual, and leaves it in ``step``.
  func findStep() {
    guard let factors else { preconditionFailure("Factor before stepping.") }
    for row in 0..<rows.count { step[row] = residual[row] / -factorRowScale[row] }
    factors.solve(&step)
    for column in 0..<rows.count { step[column] *= factorColumnScale[column] }
  }
}
