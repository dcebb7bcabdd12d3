import CKernels

/// What rows and columns are multiplied by, and how many sweeps it took to find out.
struct ScalingFactors: Sendable {
  /// The factors of the rows.
  var rows: [ScalingFactor]
  /// The factors of the columns.
  var columns: [ScalingFactor]
  /// Sweeps over rows and columns.
  var sweeps: Int
}

/// What positive cells of a line are multiplied by, and what its negative cells are: each other's
/// inverse, kept apart because one of them may be zero.
struct ScalingFactor: Sendable, Equatable {
  var up: Double
  var down: Double
  static let one = ScalingFactor(up: 1, down: 1)

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

extension LabelledMatrix {
  /// Scales rows and columns in turn until the largest gap of a row is within the tolerance, as a share
  /// of the largest total, or for so many sweeps. Judged by the gap, never by the size of a step.
  func scaled(
    rowTotals: [Double], columnTotals: [Double], tolerance: Double, maximumSweeps: Int
  ) -> ScalingFactors {
    let size = (rowTotals + columnTotals).map(\.magnitude).max() ?? 0
    let scale = size > 0 ? size : 1
    let isSigned = values.withUnsafeBufferPointer { values in values.contains { $0 < 0 } }
    return isSigned
      ? scaledWithSigns(rowTotals, columnTotals, scale, tolerance, maximumSweeps)
      : scaledWithoutSigns(rowTotals, columnTotals, scale, tolerance, maximumSweeps)
  }

  /// Cells of zero or more: each sweep reads the matrix once, rows and columns together.
  private func scaledWithoutSigns(
    _ rowTotals: [Double], _ columnTotals: [Double], _ scale: Double, _ tolerance: Double,
    _ maximumSweeps: Int
  ) -> ScalingFactors {
    let kernel =
      [LANE_AVX512, LANE_AVX2].first { lane_kernel_available(Int32($0.rawValue)) != 0 }
      ?? LANE_BASELINE
    var rowFactors = [Double](repeating: 1, count: rows.count)
    var columnFactors = [Double](repeating: 1, count: columns.count)
    var sums = columnFactors
    var sweeps = 0
    while sweeps < maximumSweeps {
      var gap = 0.0
      for column in sums.indices { sums[column] = 0 }
      values.withUnsafeBufferPointer { cells in
        guard let start = cells.baseAddress else { return }
        scaling_sweep(
          Int32(kernel.rawValue), start, Int64(rows.count), Int64(columns.count), columnFactors,
          rowTotals, &rowFactors, &sums, &gap)
      }
      if sweeps > 0 && gap / scale <= tolerance { break }
      for column in sums.indices {
        columnFactors[column] =
          sums[column] > 0 ? max(0, columnTotals[column] / sums[column]) : 1
      }
      sweeps += 1
    }
    func factors(_ values: [Double]) -> [ScalingFactor] {
      values.map { ScalingFactor(up: $0, down: $0 > 0 ? 1 / $0 : 1) }
    }
    return ScalingFactors(
      rows: factors(rowFactors), columns: factors(columnFactors), sweeps: sweeps)
  }

  /// Positive cells are multiplied and negative ones divided by the factors.
  private func scaledWithSigns(
    _ rowTotals: [Double], _ columnTotals: [Double], _ scale: Double, _ tolerance: Double,
    _ maximumSweeps: Int
  ) -> ScalingFactors {
    let (height, width) = (rows.count, columns.count)
    var rowFactors = [ScalingFactor](repeating: .one, count: height)
    var columnFactors = [ScalingFactor](repeating: .one, count: width)
    var positives = [Double](repeating: 0, count: width)
    var negatives = positives
    var sweeps = 0
    while sweeps < maximumSweeps {
      var gap = 0.0
      for column in 0..<width {
        positives[column] = 0
        negatives[column] = 0
      }
      values.withUnsafeBufferPointer { cells in
        positives.withUnsafeMutableBufferPointer { positives in
          negatives.withUnsafeMutableBufferPointer { negatives in
            columnFactors.withUnsafeBufferPointer { columnFactors in
              for row in 0..<height {
                let first = row * width
                var (positive, negative) = (0.0, 0.0)
                for column in 0..<width {
                  let cell = cells[first + column]
                  if cell > 0 { positive += cell * columnFactors[column].up }
                  if cell < 0 { negative -= cell * columnFactors[column].down }
                }
                let old = rowFactors[row]
                let reached = positive * old.up - negative * old.down
                gap = max(gap, (reached - rowTotals[row]).magnitude)
                let new = ScalingFactor(
                  positive: positive, negative: negative, total: rowTotals[row])
                rowFactors[row] = new
                for column in 0..<width {
                  let cell = cells[first + column]
                  if cell > 0 { positives[column] += cell * new.up }
                  if cell < 0 { negatives[column] -= cell * new.down }
                }
              }
            }
          }
        }
      }
      if sweeps > 0 && gap / scale <= tolerance { break }
      for column in 0..<width {
        columnFactors[column] = ScalingFactor(
          positive: positives[column], negative: negatives[column], total: columnTotals[column])
      }
      sweeps += 1
    }
    return ScalingFactors(rows: rowFactors, columns: columnFactors, sweeps: sweeps)
  }

  /// The matrix with every cell multiplied, or divided where it is negative, by its factors.
  func multiplied(by scaling: ScalingFactors) -> LabelledMatrix {
    let width = columns.count
    var result = self
    result.withMutableCells { cells in
      scaling.columns.withUnsafeBufferPointer { columnFactors in
        for (row, factor) in scaling.rows.enumerated() {
          for column in 0..<width {
            let cell = cells[row * width + column]
            cells[row * width + column] =
              cell < 0
              ? cell * factor.down * columnFactors[column].down
              : cell * factor.up * columnFactors[column].up
          }
        }
      }
    }
    return result
  }
}
