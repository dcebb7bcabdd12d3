extension BalancingProblem {
  /// Returns the matrix balanced by a method.
  ///
  /// - Parameters:
  ///   - method: What "as little as possible" means.
  ///   - tolerance: The gap of a sum, as a share of the amounts it adds up, at which a matrix counts as
  ///     balanced. A matrix that is balanced already is returned as it is.
  ///   - maximumIterations: How many Newton steps are tried.
  /// - Returns: The balanced matrix; look at ``BalancingResult/status-swift.property``, which tells a
  ///   solution that needs cells at zero from a proper one.
  /// - Throws: ``BalancingError``, which names the accounts and sums that rule a solution out, or what is
  ///   wrong with the input.
  public func balanced(
    by method: BalancingMethod, tolerance: Double = 1e-12, maximumIterations: Int = 300
  ) throws(BalancingError) -> BalancingResult {
    switch method {
    case .ras, .gras:
      try checkScalable(by: method)
      if let scaled = try scaled(by: method, tolerance: tolerance) { return scaled }
      return try solved(.entropy, method, tolerance, maximumIterations)
    case .crossEntropy:
      return try solved(.entropy, method, tolerance, maximumIterations)
    case .leastSquares(let keepingSigns):
      return try solved(
        keepingSigns ? .squaresKeepingSigns : .squares, method, tolerance, maximumIterations)
    }
  }

  private func solved(
    _ penalty: BalancingPenalty, _ method: BalancingMethod, _ tolerance: Double,
    _ maximumIterations: Int
  ) throws(BalancingError) -> BalancingResult {
    let whole = try BalancingSystem(self)
    try checkSums(whole, signsKept: method.keepsSigns)
    // A total of zero over cells of one sign says that they are zero.
    var dropped = method.keepsSigns ? cellsOfZeroTotals(whole) : []
    var system = dropped.isEmpty ? whole : try BalancingSystem(self, without: dropped)
    var status = BalancingResult.Status.balanced
    // Some steps are enough unless the solution lies on the boundary, or nowhere.
    let first = min(20, maximumIterations)
    var newton = DualNewton(system, penalty)
    var outcome = newton.solve(tolerance: tolerance, maximumIterations: first)
    var iterations = outcome.iterations
    if method.keepsSigns && (!outcome.isConverged || isNearBoundary(outcome, system)) {
      switch PaymentNetwork(self, system).examine() {
      case .impossible(let reason): throw reason
      case .possible(let forced) where !forced.isEmpty && penalty == .entropy:
        status = .boundary
        dropped.formUnion(forced)
        system = try BalancingSystem(self, without: dropped)
        newton = DualNewton(system, penalty)
        outcome = newton.solve(tolerance: tolerance, maximumIterations: first)
        iterations += outcome.iterations
      case .possible: break
      }
    }
    if !outcome.isConverged {
      if let contradiction = contradiction(system, penalty) { throw contradiction }
      outcome = newton.solve(tolerance: tolerance, maximumIterations: maximumIterations)
      iterations += outcome.iterations
    }
    guard outcome.isConverged else { throw furthest(outcome, system, iterations) }
    if penalty == .entropy && isNearBoundary(outcome, system) { status = .boundary }
    return result(
      system, outcome.point, method: method, status: status, iterations: iterations,
      dropped: dropped)
  }

  /// Whether a cell has all but vanished.
  private func isNearBoundary(_ outcome: DualNewton.Outcome, _ system: BalancingSystem) -> Bool {
    outcome.point.cells.indices.contains {
      outcome.point.cells[$0].magnitude < 1e-8 * system.prior[$0].magnitude
    }
  }

  /// The sum that is furthest from its target.
  private func furthest(
    _ outcome: DualNewton.Outcome, _ system: BalancingSystem, _ iterations: Int
  ) -> BalancingError {
    let totals = system.totals(outcome.point.cells)
    let gaps = outcome.point.gaps
    let worst = gaps.indices.max { gaps[$0].magnitude < gaps[$1].magnitude } ?? 0
    return .notConverged(
      system.constraints[worst], target: system.targets[worst].value,
      reached: totals[worst] * system.scale, iterations: iterations)
  }

  /// Puts the free cells back into the matrix.
  func result(
    _ system: BalancingSystem, _ point: DualNewton.Point, method: BalancingMethod,
    status: BalancingResult.Status, iterations: Int, dropped: Set<Int>
  ) -> BalancingResult {
    var matrix = prior
    let width = prior.columns.count
    var zeroed = dropped.sorted()
    var flips: [Int] = []
    for position in dropped { matrix[position / width, position % width] = 0 }
    // Without a step the cells are those of the prior, to the bit.
    if iterations > 0 || !dropped.isEmpty {
      for (cell, position) in system.positions.enumerated() {
        let value = point.cells[cell]
        matrix[position / width, position % width] =
          value == system.prior[cell]
          ? prior.values[position] : value * system.scale
        if value == 0 { zeroed.append(position) }
        if value != 0 && (value > 0) != (system.prior[cell] > 0) { flips.append(position) }
      }
    }
    // Multipliers of squares are pulls per unit of the matrix, squared amounts being scaled.
    let unit = method.pullsAreLogarithms ? 1 : 1 / system.scale
    let before = system.totals(system.prior)
    let after = system.totals(point.cells)
    let sums = system.constraints.indices.map { sum in
      BalancingResult.Sum(
        constraint: system.constraints[sum], target: system.targets[sum],
        before: before[sum] * system.scale, after: after[sum] * system.scale,
        multiplier: point.multipliers[sum] * unit)
    }
    func cells(_ positions: [Int]) -> [BalancingResult.Cell] {
      positions.map { .init(row: prior.rows[$0 / width], column: prior.columns[$0 % width]) }
    }
    return BalancingResult(
      matrix: matrix, method: method, status: status, iterations: iterations,
      largestGap: largestGap(of: matrix), sums: sums, zeroed: cells(zeroed),
      signFlips: cells(flips))
  }

  /// The largest distance of an exact sum from its target, as a share of the largest total, measured anew
  /// on the matrix itself.
  func largestGap(of matrix: LabelledMatrix) -> Double {
    let (rows, columns) = matrix.lineTotals()
    var gap = 0.0
    var size = 0.0
    for total in rows + columns { size = max(size, total.magnitude) }
    for (target, total) in zip(rowTargets + columnTargets, rows + columns) {
      guard let target else { continue }
      size = max(size, target.value.magnitude)
      if target.error == 0 { gap = max(gap, (total - target.value).magnitude) }
    }
    if accountsBalance {
      for account in rows.indices { gap = max(gap, (rows[account] - columns[account]).magnitude) }
    }
    for aggregate in aggregates where aggregate.target.error == 0 {
      let sum = aggregate.terms.reduce(0.0) { sum, term in
        sum + term.coefficient * ((try? matrix.value(term.row, term.column)) ?? .nan)
      }
      gap = max(gap, (sum - aggregate.target.value).magnitude)
    }
    return size > 0 ? gap / size : gap
  }
}

extension BalancingMethod {
  /// Whether dual values are logarithms of factors.
  var pullsAreLogarithms: Bool {
    if case .leastSquares = self { false } else { true }
  }
}

extension LabelledMatrix {
  /// The sums of all rows and of all columns, in one pass.
  func lineTotals() -> (rows: [Double], columns: [Double]) {
    var rowTotals = [Double](repeating: 0, count: rows.count)
    var columnTotals = [Double](repeating: 0, count: columns.count)
    let width = columns.count
    values.withUnsafeBufferPointer { values in
      columnTotals.withUnsafeMutableBufferPointer { columnTotals in
        for row in rowTotals.indices {
          var sum = 0.0
          for column in 0..<width {
            let value = values[row * width + column]
            sum += value
            columnTotals[column] += value
          }
          rowTotals[row] = sum
        }
      }
    }
    return (rowTotals, columnTotals)
  }
}
