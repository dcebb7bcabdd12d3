/// Where a sparse matrix has entries: compressed columns, rows ascending within each.
public struct SparsePattern: Sendable, Equatable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Entries of column `j` are `columnStarts[j]..<columnStarts[j + 1]`.
  public let columnStarts: [Int32]
  /// The row of each entry.
  public let rowIndices: [Int32]

  /// The number of entries.
  public var count: Int { rowIndices.count }

  /// A pattern from the rows that each column has entries in, in any order, without repeats.
  public init(rows: Int, columnRows: [[Int]]) {
    self.rows = rows
    columns = columnRows.count
    var starts: [Int32] = [0]
    var indices: [Int32] = []
    starts.reserveCapacity(columnRows.count + 1)
    for entries in columnRows {
      var previous: Int32 = -1
      for row in entries.sorted() {
        precondition(row >= 0 && row < rows, "Row \(row) is outside a matrix of \(rows) rows.")
        precondition(Int32(row) > previous, "Row \(row) appears twice in one column.")
        previous = Int32(row)
        indices.append(previous)
      }
      starts.append(Int32(indices.count))
    }
    columnStarts = starts
    rowIndices = indices
  }

  /// The positions of the entries of a column.
  public func entries(ofColumn column: Int) -> Range<Int> {
    Int(columnStarts[column])..<Int(columnStarts[column + 1])
  }

  /// The position of an entry, or nil where the matrix is structurally zero.
  public func position(row: Int, column: Int) -> Int? {
    var range = entries(ofColumn: column)
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      let found = Int(rowIndices[middle])
      if found == row { return middle }
      range = found < row ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// Checks the values of a matrix of this pattern.
  /// - Throws: ``LinearAlgebraError`` that names the first entry that is not finite.
  func requireFinite(_ values: [Double]) throws(LinearAlgebraError) {
    var sum = 0.0
    for value in values { sum += value * 0 }
    if sum == 0 { return }
    guard let position = values.firstIndex(where: { !$0.isFinite }) else { return }
    let column = (0..<columns).first { entries(ofColumn: $0).contains(position) }
    throw LinearAlgebraError.notFinite(row: Int(rowIndices[position]), column: column ?? 0)
  }
}

/// A matrix that stores only its non-zero entries.
public struct SparseMatrix: Sendable, Equatable {
  /// Where the entries are.
  public let pattern: SparsePattern
  /// The entries, in the order of the pattern.
  public var values: [Double]

  /// A matrix of given entries.
  public init(pattern: SparsePattern, values: [Double]) {
    precondition(values.count == pattern.count, "One value per entry of the pattern.")
    self.pattern = pattern
    self.values = values
  }

  /// A matrix from entries in any order; entries of one cell are added.
  public init(rows: Int, columns: Int, entries: [(row: Int, column: Int, value: Double)]) {
    var byColumn = [[Int: Double]](repeating: [:], count: columns)
    for entry in entries { byColumn[entry.column][entry.row, default: 0] += entry.value }
    pattern = SparsePattern(rows: rows, columnRows: byColumn.map { Array($0.keys) })
    values = []
    for column in 0..<columns {
      for position in pattern.entries(ofColumn: column) {
        values.append(byColumn[column][Int(pattern.rowIndices[position])] ?? 0)
      }
    }
  }

  /// The entry in a row and column; zero where nothing is stored.
  public subscript(row: Int, column: Int) -> Double {
    pattern.position(row: row, column: column).map { values[$0] } ?? 0
  }

  /// `A x`.
  public func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == pattern.columns, "One value per column of the matrix.")
    var result = [Double](repeating: 0, count: pattern.rows)
    for column in 0..<pattern.columns {
      for position in pattern.entries(ofColumn: column) {
        result[Int(pattern.rowIndices[position])] += values[position] * vector[column]
      }
    }
    return result
  }

  /// The same matrix with every entry stored.
  public var dense: DenseMatrix {
    var result = DenseMatrix(rows: pattern.rows, columns: pattern.columns)
    for column in 0..<pattern.columns {
      for position in pattern.entries(ofColumn: column) {
        result[Int(pattern.rowIndices[position]), column] = values[position]
      }
    }
    return result
  }
}
