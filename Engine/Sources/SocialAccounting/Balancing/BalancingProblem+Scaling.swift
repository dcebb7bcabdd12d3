import Foundation

extension BalancingProblem {
  /// Refuses what scaling rows and columns cannot take account of.
  func checkScalable(by method: BalancingMethod) throws(BalancingError) {
    try checkNumbers()
    func refuse(_ what: String) -> BalancingError { .unsupported(method: method, what: what) }
    if !aggregates.isEmpty { throw refuse("aggregates") }
    if let errors, errors.contains(where: { $0 != 0 && $0 != 1 }) {
      throw refuse("errors of cells")
    }
    for target in rowTargets + columnTargets {
      guard let target else { throw .missingTotal(method) }
      if target.error != 0 { throw refuse("uncertain totals") }
    }
    if accountsBalance {
      for (row, column) in zip(rowTargets, columnTargets) where row != column {
        throw refuse("different totals for the row and the column of an account that is to balance")
      }
    }
    guard method == .ras else { return }
    let width = prior.columns.count
    if let (position, value) = prior.firstNegative {
      throw .negativeCell(
        row: prior.rows[position / width], column: prior.columns[position % width], value: value)
    }
    for (target, label) in zip(rowTargets + columnTargets, prior.rows + prior.columns) {
      if let target, target.value < 0 { throw .negativeTotal(label: label, value: target.value) }
    }
  }

  /// Scales rows and columns, for at most some sweeps; nil when that is not enough.
  func scaled(
    by method: BalancingMethod, tolerance: Double, maximumSweeps: Int = 200
  ) throws(BalancingError) -> BalancingResult? {
    try checkTotalSums()
    var free = prior
    let width = prior.columns.count
    var rowTotals = rowTargets.map { $0?.value ?? 0 }
    var columnTotals = columnTargets.map { $0?.value ?? 0 }
    if let errors {
      for (position, error) in errors.enumerated() where error == 0 {
        let value = prior.values[position]
        free[position / width, position % width] = 0
        rowTotals[position / width] -= value
        columnTotals[position % width] -= value
      }
    }
    // What is left after locked cells may be out of reach: the general way says why.
    guard
      (try? free.checkReachable(rowTotals: rowTotals, columnTotals: columnTotals, tolerance: 1e-12))
        != nil
    else { return nil }
    let before = prior.lineTotals()
    let gross = prior.absolute.lineTotals()
    let sizes = gross.rows + gross.columns
    if isMet(before, sizes, tolerance) {
      return result(prior, method, sweeps: 0, before: before, factors: nil)
    }
    let scaling = free.scaled(
      rowTotals: rowTotals, columnTotals: columnTotals, tolerance: min(tolerance, 1e-13),
      maximumSweeps: maximumSweeps)
    var matrix = free.multiplied(by: scaling)
    if let errors {
      for (position, error) in errors.enumerated() where error == 0 {
        matrix[position / width, position % width] = prior.values[position]
      }
    }
    let smallest = (scaling.rows + scaling.columns).contains {
      !($0.up > 1e-8) || !($0.down > 1e-8)
    }
    guard isMet(matrix.lineTotals(), sizes, max(tolerance, 1e-11)), !smallest else { return nil }
    return result(
      matrix, method, sweeps: scaling.sweeps, before: before, factors: scaling)
  }

  /// Whether every total is met within a share of itself.
  private func isMet(
    _ totals: (rows: [Double], columns: [Double]), _ sizes: [Double], _ tolerance: Double
  ) -> Bool {
    let targets = rowTargets + columnTargets
    for (line, total) in (totals.rows + totals.columns).enumerated() {
      guard let target = targets[line]?.value else { continue }
      if (total - target).magnitude > tolerance * max(target.magnitude, sizes[line]) {
        return false
      }
    }
    return true
  }

  private func result(
    _ matrix: LabelledMatrix, _ method: BalancingMethod, sweeps: Int,
    before: (rows: [Double], columns: [Double]), factors: ScalingFactors?
  ) -> BalancingResult {
    let after = matrix.lineTotals()
    let names =
      prior.rows.map { BalancingConstraint.row($0) }
      + prior.columns.map { BalancingConstraint.column($0) }
    let multipliers = factors.map { $0.rows + $0.columns }
    let sums = names.indices.map { line in
      BalancingResult.Sum(
        constraint: names[line], target: (rowTargets + columnTargets)[line] ?? BalancingTarget(0),
        before: (before.rows + before.columns)[line], after: (after.rows + after.columns)[line],
        multiplier: multipliers.map { log($0[line].up) } ?? 0)
    }
    let width = prior.columns.count
    let zeroed = matrix.values.indices.filter { matrix.values[$0] == 0 && prior.values[$0] != 0 }
    return BalancingResult(
      matrix: matrix, method: method, status: .balanced, iterations: sweeps,
      largestGap: largestGap(of: matrix), sums: sums,
      zeroed: zeroed.map { .init(row: prior.rows[$0 / width], column: prior.columns[$0 % width]) },
      signFlips: [])
  }
}

extension LabelledMatrix {
  /// The matrix of magnitudes.
  var absolute: LabelledMatrix {
    var result = self
    result.withMutableCells { cells in
      for position in cells.indices { cells[position] = cells[position].magnitude }
    }
    return result
  }
}
