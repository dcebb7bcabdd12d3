extension LabelledMatrix {
  /// Returns this matrix scaled, by GRAS, until every row and column meets its total.
  ///
  /// Every positive cell becomes `a · r · s` and every negative one `a / (r · s)`, so no cell changes
  /// its sign and zero stays zero; of all such matrices it is the one closest to this one in the
  /// information sense. A row multiplier solves `p r − n / r = u`, where `p` is the sum of the row's
  /// positive cells times `s`, `n` that of the magnitudes of its negative cells over `s`, and `u` its
  /// total; columns alike. Without negative cells this is RAS.
  ///
  /// - Parameters:
  ///   - rowTotals: One total for each row.
  ///   - columnTotals: One total for each column; they add up to the same sum.
  ///   - tolerance: The largest gap accepted, as a share of the largest total.
  ///   - maximumSweeps: How often rows and columns are scaled before giving up.
  /// - Throws: ``BalancingError`` that names the row, column or part that rules the totals out.
  /// - Complexity: O(cells) per sweep.
  /// - SeeAlso: Junius and Oosterhaven (2003), *Economic Systems Research* 15(1), for the idea;
  ///   Lenzen, Wood and Gallego (2007) 19(4), for the objective without the constant e;
  ///   Temurshoev, Miller and Bouwmeester (2013) 25(3), for rows and columns of negative cells only.
  public func balancedByGRAS(
    rowTotals: [Double], columnTotals: [Double], tolerance: Double = 1e-12,
    maximumSweeps: Int = 100_000
  ) throws(BalancingError) -> BalancedMatrix {
    precondition(rowTotals.count == rows.count && columnTotals.count == columns.count)
    try checkReachable(rowTotals: rowTotals, columnTotals: columnTotals, tolerance: tolerance)
    let size = (rowTotals + columnTotals).map(\.magnitude).max() ?? 0
    let scale = size > 0 ? size : 1
    let scaling = scaled(
      rowTotals: rowTotals, columnTotals: columnTotals, tolerance: tolerance,
      maximumSweeps: maximumSweeps)
    let result = multiplied(by: scaling)
    let worst = result.furthest(rowTotals: rowTotals, columnTotals: columnTotals)
    let largest = (worst.reached - worst.total).magnitude / scale
    guard largest <= max(10 * tolerance, 1e-15), largest.isFinite else {
      throw BalancingError.notReached(
        label: worst.label, total: worst.total, reached: worst.reached, sweeps: scaling.sweeps)
    }
    return BalancedMatrix(matrix: result, sweeps: scaling.sweeps, largestGap: largest)
  }
}
