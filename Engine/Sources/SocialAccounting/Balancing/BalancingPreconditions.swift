extension LabelledMatrix {
  /// Refuses totals that no scaling of this matrix can meet, and says why.
  ///
  /// Checks, in this order: the two sums agree; no empty line has a total; no line of one sign has a
  /// total of the other; each part of the matrix that zeros cut off from the rest balances in itself.
  func checkReachable(
    rowTotals: [Double], columnTotals: [Double], tolerance: Double
  ) throws(BalancingError) {
    let size = (rowTotals + columnTotals).map(\.magnitude).max() ?? 0
    let slack = tolerance * size
    let rowSum = rowTotals.reduce(0, +)
    let columnSum = columnTotals.reduce(0, +)
    guard (rowSum - columnSum).magnitude <= max(slack, 1e-12 * size * Double(rows.count)) else {
      throw BalancingError.inconsistentTotals(rows: rowSum, columns: columnSum)
    }
    for row in rows.indices {
      try checkLine(
        rows[row], columns.indices.map { self[row, $0] }, total: rowTotals[row], slack: slack)
    }
    for column in columns.indices {
      try checkLine(
        columns[column], rows.indices.map { self[$0, column] }, total: columnTotals[column],
        slack: slack)
    }
    try checkParts(rowTotals: rowTotals, columnTotals: columnTotals, slack: slack)
  }

  private func checkLine(
    _ label: String, _ cells: [Double], total: Double, slack: Double
  ) throws(BalancingError) {
    guard total.magnitude > slack else { return }
    let hasPositive = cells.contains { $0 > 0 }
    let hasNegative = cells.contains { $0 < 0 }
    if !hasPositive && !hasNegative { throw BalancingError.emptyLine(label: label, total: total) }
    if (total > 0 && !hasPositive) || (total < 0 && !hasNegative) {
      throw BalancingError.wrongSign(label: label, total: total)
    }
  }

  private func checkParts(
    rowTotals: [Double], columnTotals: [Double], slack: Double
  ) throws(BalancingError) {
    var parent = Array(0..<(rows.count + columns.count))
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    for row in rows.indices {
      for column in columns.indices where self[row, column] != 0 {
        parent[root(row)] = root(rows.count + column)
      }
    }
    var rowSums: [Int: Double] = [:]
    var columnSums: [Int: Double] = [:]
    for row in rows.indices { rowSums[root(row), default: 0] += rowTotals[row] }
    for column in columns.indices {
      columnSums[root(rows.count + column), default: 0] += columnTotals[column]
    }
    var smallest: BalancingError?
    var members = rows.count + columns.count + 1
    for node in parent.indices where root(node) == node {
      let received = rowSums[node] ?? 0
      let paid = columnSums[node] ?? 0
      guard (received - paid).magnitude > slack * Double(rows.count + columns.count) else {
        continue
      }
      let labels =
        rows.indices.filter { root($0) == node }.map { rows[$0] }
        + columns.indices.filter { root(rows.count + $0) == node }.map { columns[$0] }
      if labels.count < members {
        members = labels.count
        smallest = .separatePart(labels: labels, rows: received, columns: paid)
      }
    }
    if let smallest { throw smallest }
  }

  /// The row or column furthest from its total.
  func furthest(
    rowTotals: [Double], columnTotals: [Double]
  ) -> (label: String, total: Double, reached: Double) {
    var worst = (label: "", total: 0.0, reached: 0.0)
    for row in rows.indices {
      let reached = rowTotal(row)
      if (reached - rowTotals[row]).magnitude > (worst.reached - worst.total).magnitude {
        worst = (rows[row], rowTotals[row], reached)
      }
    }
    for column in columns.indices {
      let reached = columnTotal(column)
      if (reached - columnTotals[column]).magnitude > (worst.reached - worst.total).magnitude {
        worst = (columns[column], columnTotals[column], reached)
      }
    }
    return worst
  }
}
