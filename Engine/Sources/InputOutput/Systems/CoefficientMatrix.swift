import LinearAlgebra

/// A square table of flows or coefficients that stores every cell, or only those that are not zero.
public enum CoefficientMatrix: Sendable, Equatable {
  /// Every cell is stored.
  case dense(DenseMatrix)
  /// Only cells that are not zero are stored.
  case sparse(SparseMatrix)

  /// The number of rows.
  public var rows: Int {
    switch self {
    case .dense(let matrix): matrix.rows
    case .sparse(let matrix): matrix.pattern.rows
    }
  }

  /// The number of columns.
  public var columns: Int {
    switch self {
    case .dense(let matrix): matrix.columns
    case .sparse(let matrix): matrix.pattern.columns
    }
  }

  /// The cell in a row and column.
  public subscript(row: Int, column: Int) -> Double {
    switch self {
    case .dense(let matrix): matrix[row, column]
    case .sparse(let matrix): matrix[row, column]
    }
  }

  /// Tells of every cell that is not zero, column after column.
  public func forEachCell(_ body: (_ row: Int, _ column: Int, _ value: Double) -> Void) {
    switch self {
    case .dense(let matrix):
      matrix.storage.withUnsafeBufferPointer { cells in
        var position = 0
        for column in 0..<matrix.columns {
          for row in 0..<matrix.rows {
            if cells[position] != 0 { body(row, column, cells[position]) }
            position += 1
          }
        }
      }
    case .sparse(let matrix):
      for column in 0..<matrix.pattern.columns {
        for position in matrix.pattern.entries(ofColumn: column) where matrix.values[position] != 0
        {
          body(Int(matrix.pattern.rowIndices[position]), column, matrix.values[position])
        }
      }
    }
  }

  /// The cells of one column that are not zero.
  public func column(_ column: Int) -> [(row: Int, value: Double)] {
    switch self {
    case .dense(let matrix):
      (0..<matrix.rows).compactMap { row in
        let value = matrix[row, column]
        return value == 0 ? nil : (row, value)
      }
    case .sparse(let matrix):
      matrix.pattern.entries(ofColumn: column).compactMap { position in
        let value = matrix.values[position]
        return value == 0 ? nil : (Int(matrix.pattern.rowIndices[position]), value)
      }
    }
  }

  /// The sum of every row.
  public var rowSums: [Double] {
    if case .dense(let matrix) = self {
      return matrix.times([Double](repeating: 1, count: matrix.columns))
    }
    var sums = [Double](repeating: 0, count: rows)
    forEachCell { row, _, value in sums[row] += value }
    return sums
  }

  /// The sum of every column.
  public var columnSums: [Double] {
    if case .dense(let matrix) = self {
      return matrix.storage.withUnsafeBufferPointer { cells in
        (0..<matrix.columns).map { column in
          cells[(column * matrix.rows)..<((column + 1) * matrix.rows)].reduce(0, +)
        }
      }
    }
    var sums = [Double](repeating: 0, count: columns)
    forEachCell { _, column, value in sums[column] += value }
    return sums
  }

  /// `A x`.
  public func times(_ vector: [Double]) -> [Double] {
    switch self {
    case .dense(let matrix): matrix.times(vector)
    case .sparse(let matrix): matrix.times(vector)
    }
  }

  /// `Aᵀ x`.
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columns)
    forEachCell { row, column, value in result[column] += value * vector[row] }
    return result
  }

  /// The table with every column divided by an amount, `A = Z x̂⁻¹`; no amount may be zero.
  public func columnsDivided(by amounts: [Double]) -> CoefficientMatrix {
    precondition(amounts.count == columns, "One amount per column.")
    switch self {
    case .dense(var matrix):
      let rows = matrix.rows
      matrix.storage.withUnsafeMutableBufferPointer { cells in
        for column in amounts.indices {
          for position in (column * rows)..<((column + 1) * rows) {
            cells[position] /= amounts[column]
          }
        }
      }
      return .dense(matrix)
    case .sparse(var matrix):
      for column in amounts.indices {
        for position in matrix.pattern.entries(ofColumn: column) {
          matrix.values[position] /= amounts[column]
        }
      }
      return .sparse(matrix)
    }
  }

  /// Whether no cell is negative.
  var isNonNegative: Bool {
    switch self {
    case .dense(let matrix): matrix.storage.allSatisfy { $0 >= 0 }
    case .sparse(let matrix): matrix.values.allSatisfy { $0 >= 0 }
    }
  }

  /// The first cell that is not a finite number.
  var notFinite: (row: Int, column: Int)? {
    switch self {
    case .dense(let matrix):
      matrix.storage.firstIndex { !$0.isFinite }.map { ($0 % matrix.rows, $0 / matrix.rows) }
    case .sparse(let matrix):
      matrix.values.firstIndex { !$0.isFinite }.map { position in
        let column = (0..<columns).first { matrix.pattern.entries(ofColumn: $0).contains(position) }
        return (Int(matrix.pattern.rowIndices[position]), column ?? 0)
      }
    }
  }
}
