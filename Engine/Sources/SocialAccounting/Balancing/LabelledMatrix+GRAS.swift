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
    var rowFactors = Array(repeating: Multiplier.one, count: rows.count)
    var columnFactors = Array(repeating: Multiplier.one, count: columns.count)
    var sweeps = 0
    var gap = Double.infinity
    while sweeps < maximumSweeps {
      gap = 0
      for row in rows.indices {
        var (positive, negative) = (0.0, 0.0)
        for column in columns.indices {
          let cell = self[row, column]
          if cell > 0 { positive += cell * columnFactors[column].up }
          if cell < 0 { negative -= cell * columnFactors[column].down }
        }
        let reached = positive * rowFactors[row].up - negative * rowFactors[row].down
        gap = max(gap, (reached - rowTotals[row]).magnitude / scale)
        rowFactors[row] = Multiplier(positive: positive, negative: negative, total: rowTotals[row])
      }
      if sweeps > 0 && gap <= tolerance { break }
      for column in columns.indices {
        var (positive, negative) = (0.0, 0.0)
        for row in rows.indices {
          let cell = self[row, column]
          if cell > 0 { positive += cell * rowFactors[row].up }
          if cell < 0 { negative -= cell * rowFactors[row].down }
        }
        columnFactors[column] = Multiplier(
          positive: positive, negative: negative, total: columnTotals[column])
      }
      sweeps += 1
    }
    var result = self
    for row in rows.indices {
      for column in columns.indices {
        let cell = self[row, column]
        let (rowFactor, columnFactor) = (rowFactors[row], columnFactors[column])
        result[row, column] =
          cell < 0
          ? cell * rowFactor.down * columnFactor.down : cell * rowFactor.up * columnFactor.up
      }
    }
    let worst = result.furthest(rowTotals: rowTotals, columnTotals: columnTotals)
    let largest = (worst.reached - worst.total).magnitude / scale
    guard largest <= max(10 * tolerance, 1e-15), largest.isFinite else {
      throw BalancingError.notReached(
        label: worst.label, total: worst.total, reached: worst.reached, sweeps: sweeps)
    }
    return BalancedMatrix(matrix: result, sweeps: sweeps, largestGap: largest)
  }
}

/// What positive cells of a line are multiplied by, and what its negative cells are: each other's
/// inverse, kept apart because one of them may be zero.
private struct Multiplier {
  var up: Double
  var down: Double
  static let one = Multiplier(up: 1, down: 1)

  init(up: Double, down: Double) {
    self.up = up
    self.down = down
  }

  /// Solves `positive · r − negative / r = total`, in the form that loses no digits for either sign.
  init(positive: Double, negative: Double, total: Double) {
    if positive > 0 && negative > 0 {
      let root = (total * total + 4 * positive * negative).squareRoot()
      let factor = total >= 0 ? (total + root) / (2 * positive) : 2 * negative / (root - total)
      self.init(up: factor, down: 1 / factor)
    } else if positive > 0 {
      let factor = max(0, total / positive)
      self.init(up: factor, down: factor > 0 ? 1 / factor : 1)
    } else if negative > 0 {
      let inverse = max(0, -total / negative)
      self.init(up: inverse > 0 ? 1 / inverse : 1, down: inverse)
    } else {
      self = .one
    }
  }
}
