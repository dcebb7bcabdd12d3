import COpenBLAS

/// The factors of a dense square matrix, `P A = L U`, ready to solve for any right-hand side.
public struct DenseLU: Sendable {
  /// The number of rows.
  public let size: Int
  private let factors: [Double]
  private let pivots: [Int32]

  /// One thread: results then do not depend on the machine, and parallel work is by whole runs.
  static let singleThread: Void = openblas_set_num_threads(1)

  /// Factors a matrix by LAPACK's `dgetrf`.
  /// - Throws: ``LinearAlgebraError`` when it is not square, not finite, or is singular.
  ///
  /// The factors take the place of the matrix: one that the caller gives up is not copied.
  public init(_ matrix: consuming DenseMatrix) throws(LinearAlgebraError) {
    guard matrix.rows == matrix.columns else {
      throw LinearAlgebraError.notSquare(rows: matrix.rows, columns: matrix.columns)
    }
    if let position = matrix.storage.firstIndex(where: { !$0.isFinite }) {
      throw LinearAlgebraError.notFinite(
        row: position % matrix.rows, column: position / matrix.rows)
    }
    Self.singleThread
    size = matrix.rows
    var storage: [Double] = []
    swap(&storage, &matrix.storage)
    var pivots = [Int32](repeating: 0, count: matrix.rows)
    var order = Int32(matrix.rows)
    var leading = max(1, order)
    var status: Int32 = 0
    if order > 0 {
      var columns = order
      dgetrf_(&order, &columns, &storage, &leading, &pivots, &status)
    }
    guard status == 0 else { throw LinearAlgebraError.singular(column: Int(status) - 1) }
    factors = storage
    self.pivots = pivots
  }

  /// The solution of `A x = b`.
  public func solve(_ rightHandSide: [Double]) throws(LinearAlgebraError) -> [Double] {
    guard rightHandSide.count == size else {
      throw LinearAlgebraError.wrongLength(found: rightHandSide.count, expected: size)
    }
    return solve(columns: rightHandSide)
  }

  /// The solution of `A X = B`, column by column.
  public func solve(_ rightHandSides: DenseMatrix) throws(LinearAlgebraError) -> DenseMatrix {
    guard rightHandSides.rows == size else {
      throw LinearAlgebraError.wrongLength(found: rightHandSides.rows, expected: size)
    }
    var result = rightHandSides
    result.storage = solve(columns: rightHandSides.storage)
    return result
  }

  /// The solution of `Aᵀ x = b`.
  public func solveTransposed(_ rightHandSide: [Double]) throws(LinearAlgebraError) -> [Double] {
    guard rightHandSide.count == size else {
      throw LinearAlgebraError.wrongLength(found: rightHandSide.count, expected: size)
    }
    return solve(columns: rightHandSide, transposed: true)
  }

  /// The solution of `Aᵀ X = B`, column by column.
  public func solveTransposed(
    _ rightHandSides: DenseMatrix
  ) throws(LinearAlgebraError) -> DenseMatrix {
    guard rightHandSides.rows == size else {
      throw LinearAlgebraError.wrongLength(found: rightHandSides.rows, expected: size)
    }
    var result = rightHandSides
    result.storage = solve(columns: rightHandSides.storage, transposed: true)
    return result
  }

  private func solve(columns: [Double], transposed: Bool = false) -> [Double] {
    guard size > 0 else { return columns }
    var solution = columns
    var order = Int32(size)
    var leading = order
    var count = Int32(columns.count / size)
    var second = order
    var status: Int32 = 0
    var form = CChar(UInt8(ascii: transposed ? "T" : "N"))
    dgetrs_(
      &form, &order, &count, factors, &leading, pivots, &solution, &second, &status)
    precondition(status == 0, "dgetrs rejects argument \(-status).")
    return solution
  }
}
