extension LabelledMatrix {
  /// Returns this matrix scaled, by RAS, until every row and column meets its total.
  ///
  /// Rows and columns are scaled in turn, `x′ = diag(r) · x · diag(c)`, so zero stays zero and no cell
  /// changes sign.
  ///
  /// - Parameters:
  ///   - rowTotals: One total of zero or more for each row.
  ///   - columnTotals: One total of zero or more for each column; they add up to the same sum.
  ///   - tolerance: The largest gap accepted, as a share of the largest total.
  ///   - maximumSweeps: How often rows and columns are scaled before giving up.
  /// - Throws: ``BalancingError`` when a cell or total is negative or the zeros rule the totals out.
  /// - SeeAlso: Miller and Blair (2009), *Input–Output Analysis*, 2nd ed., ch. 7.
  public func balancedByRAS(
    rowTotals: [Double], columnTotals: [Double], tolerance: Double = 1e-12,
    maximumSweeps: Int = 100_000
  ) throws(BalancingError) -> BalancedMatrix {
    if let (position, value) = firstNegative {
      throw BalancingError.negativeCell(
        row: rows[position / columns.count], column: columns[position % columns.count],
        value: value)
    }
    for (label, total) in zip(rows + columns, rowTotals + columnTotals) where total < 0 {
      throw BalancingError.negativeTotal(label: label, value: total)
    }
    return try balancedByGRAS(
      rowTotals: rowTotals, columnTotals: columnTotals, tolerance: tolerance,
      maximumSweeps: maximumSweeps)
  }

  /// The first negative cell and its position.
  var firstNegative: (position: Int, value: Double)? {
    values.withUnsafeBufferPointer { cells in
      cells.firstIndex { $0 < 0 }.map { ($0, cells[$0]) }
    }
  }
}
