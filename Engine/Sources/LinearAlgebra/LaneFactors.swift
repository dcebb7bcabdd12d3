import CKernels

/// Factors of a sparse matrix that solve for several right-hand sides at once, one a lane.
///
/// Unlike the workspace it comes from (``SparseLU``) it never changes, so threads may share it. Rows
/// and columns are those of the factors: row `k` is row ``rowOrder``[k] of the matrix divided by
/// ``rowScales``[k], column `k` is column ``columnOrder``[k].
public struct LaneFactors: Sendable {
  /// A triangular matrix by columns.
  struct Columns: Sendable {
    var starts: [Int32]
    var rows: [Int32]
    var values: [Double]

    init(_ size: Int, entries: Int) {
      starts = [Int32](repeating: 0, count: size + 1)
      rows = [Int32](repeating: 0, count: max(1, entries))
      values = [Double](repeating: 0, count: max(1, entries))
    }
  }

  /// The row of the matrix in each place.
  public let rowOrder: [Int]
  /// The column of the matrix in each place.
  public let columnOrder: [Int]
  /// What each row was divided by, by place.
  public let rowScales: [Double]
  /// Below the diagonal, which is 1.
  private var lower: Columns
  /// Above the diagonal, with what lies outside the diagonal blocks.
  private var upper: Columns
  private var inverseDiagonal: [Double]
  /// Places that are solved together, or one after another without a lower part.
  private var ranges: [(first: Int32, last: Int32, hasLower: Bool)] = []

  /// The number of entries of both factors.
  public var entryCount: Int { lower.values.count + upper.values.count + inverseDiagonal.count }

  init(
    lower: Columns, upper: Columns, outside: Columns, rowOrder: [Int32], columnOrder: [Int32],
    rowScales: [Double], blockStarts: [Int32]
  ) {
    let size = rowOrder.count
    self.rowOrder = rowOrder.map(Int.init)
    self.columnOrder = columnOrder.map(Int.init)
    self.rowScales = rowScales
    inverseDiagonal = [Double](repeating: 1, count: size)
    self.lower = Columns(size, entries: 0)
    self.upper = Columns(size, entries: 0)
    self.lower.rows = []
    self.lower.values = []
    self.upper.rows = []
    self.upper.values = []
    for column in 0..<size {
      for entry in Int(lower.starts[column])..<Int(lower.starts[column + 1])
      where lower.rows[entry] != column {
        self.lower.rows.append(lower.rows[entry])
        self.lower.values.append(lower.values[entry])
      }
      self.lower.starts[column + 1] = Int32(self.lower.rows.count)
      for entry in Int(upper.starts[column])..<Int(upper.starts[column + 1]) {
        if upper.rows[entry] == column {
          inverseDiagonal[column] = 1 / upper.values[entry]
        } else {
          self.upper.rows.append(upper.rows[entry])
          self.upper.values.append(upper.values[entry])
        }
      }
      for entry in Int(outside.starts[column])..<Int(outside.starts[column + 1]) {
        self.upper.rows.append(outside.rows[entry])
        self.upper.values.append(outside.values[entry])
      }
      self.upper.starts[column + 1] = Int32(self.upper.rows.count)
    }
    for (first, last) in zip(blockStarts, blockStarts.dropFirst()) {
      let hasLower = self.lower.starts[Int(first)] != self.lower.starts[Int(last)]
      if !hasLower, let previous = ranges.last, !previous.hasLower {
        ranges[ranges.count - 1].last = last
      } else {
        ranges.append((first, last, hasLower))
      }
    }
  }

  /// Replaces right-hand sides, in the places of the factors and divided by ``rowScales``, by
  /// solutions in the places of the columns.
  /// - Parameters:
  ///   - kernel: One of `lane_kernel`.
  ///   - x: A group of lanes for each place, aligned to 64 bytes.
  public func solve(kernel: Int32, _ x: UnsafeMutablePointer<Double>) {
    for range in ranges.reversed() {
      if range.hasLower {
        lane_sweep(
          kernel, x, lower.starts, lower.rows, lower.values, nil, range.first, range.last, 0)
      }
      lane_sweep(
        kernel, x, upper.starts, upper.rows, upper.values, inverseDiagonal, range.first, range.last,
        1)
    }
  }
}
