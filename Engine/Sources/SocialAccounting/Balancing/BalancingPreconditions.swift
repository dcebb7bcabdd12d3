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
    let signs = lineSigns()
    for (line, total) in (rowTotals + columnTotals).enumerated() where total.magnitude > slack {
      let label = line < rows.count ? rows[line] : columns[line - rows.count]
      let (hasPositive, hasNegative) = signs[line]
      if !hasPositive && !hasNegative {
        throw BalancingError.emptyLine(label: label, total: total)
      }
      if (total > 0 && !hasPositive) || (total < 0 && !hasNegative) {
        throw BalancingError.wrongSign(label: label, total: total)
      }
    }
    if isOnePart(signs) { return }
    try checkParts(
      rowTotals: rowTotals, columnTotals: columnTotals, slack: max(slack, 1e-12 * size))
  }

  /// Whether each row, and then each column, has positive and negative cells.
  private func lineSigns() -> [(hasPositive: Bool, hasNegative: Bool)] {
    let (height, width) = (rows.count, columns.count)
    var result = [(hasPositive: Bool, hasNegative: Bool)](
      repeating: (false, false), count: height + width)
    var tops = [Double](repeating: 0, count: width)
    var bottoms = tops
    values.withUnsafeBufferPointer { cells in
      for row in 0..<height {
        var (top, bottom) = (0.0, 0.0)
        for column in 0..<width {
          let cell = cells[row * width + column]
          top = max(top, cell)
          bottom = min(bottom, cell)
          tops[column] = max(tops[column], cell)
          bottoms[column] = min(bottoms[column], cell)
        }
        result[row] = (top > 0, bottom < 0)
      }
    }
    for column in 0..<width { result[height + column] = (tops[column] > 0, bottoms[column] < 0) }
    return result
  }

  /// Whether no zeros cut this matrix in parts, lines without cells left aside: from one row on, columns
  /// reach rows that were not reached before. Looks at few cells of a full matrix.
  private func isOnePart(_ signs: [(hasPositive: Bool, hasNegative: Bool)]) -> Bool {
    let (height, width) = (rows.count, columns.count)
    func hasCells(_ line: Int) -> Bool { signs[line].hasPositive || signs[line].hasNegative }
    var newRows = (0..<height).filter { hasCells($0) }
    var newColumns = (0..<width).filter { hasCells(height + $0) }
    guard let first = newRows.popLast() else { return true }
    var reached = [first]
    while let row = reached.popLast() {
      var columns: [Int] = []
      newColumns.removeAll {
        guard self[row, $0] != 0 else { return false }
        columns.append($0)
        return true
      }
      for column in columns where !newRows.isEmpty {
        newRows.removeAll {
          guard self[$0, column] != 0 else { return false }
          reached.append($0)
          return true
        }
      }
      if newRows.isEmpty && newColumns.isEmpty { return true }
    }
    return false
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
    let reached = lineTotals()
    var worst = (label: "", total: 0.0, reached: 0.0)
    let lines = zip(rows + columns, zip(rowTotals + columnTotals, reached.rows + reached.columns))
    for (label, (total, reached)) in lines
    where (reached - total).magnitude > (worst.reached - worst.total).magnitude {
      worst = (label, total, reached)
    }
    return worst
  }
}
