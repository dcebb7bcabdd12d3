import COpenBLAS

/// The factor of a dense symmetric positive definite matrix, `A = Uᵀ U`, ready to solve for any
/// right-hand side.
///
/// Half the work of ``DenseLU`` and no pivoting: what normal equations and Newton steps of convex
/// problems need.
public struct DenseCholesky: Sendable {
  /// The number of rows.
  public let size: Int
  private let factor: [Double]

  /// Factors a matrix by LAPACK's `dpotrf`, reading its upper triangle only.
  /// - Throws: ``LinearAlgebraError`` when it is not square, not finite, or not positive definite.
  public init(_ matrix: consuming DenseMatrix) throws(LinearAlgebraError) {
    guard matrix.rows == matrix.columns else {
      throw LinearAlgebraError.notSquare(rows: matrix.rows, columns: matrix.columns)
    }
    DenseLU.singleThread
    size = matrix.rows
    var storage = matrix.storage
    var upper = CChar(UInt8(ascii: "U"))
    var order = Int32(size)
    var leading = max(1, order)
    var status: Int32 = 0
    if size > 0 { dpotrf_(&upper, &order, &storage, &leading, &status) }
    guard status == 0 else { throw LinearAlgebraError.singular(column: Int(status) - 1) }
    for column in 0..<size {
      let pivot = storage[column * size + column]
      if !pivot.isFinite { throw LinearAlgebraError.notFinite(row: column, column: column) }
    }
    factor = storage
  }

  /// Replaces a right-hand side by the solution of `A x = b`.
  public func solve(_ rightHandSide: inout [Double]) {
    precondition(rightHandSide.count == size, "One value per row of the matrix.")
    guard size > 0 else { return }
    var upper = CChar(UInt8(ascii: "U"))
    var order = Int32(size)
    var leading = order
    var second = order
    var count: Int32 = 1
    var status: Int32 = 0
    dpotrs_(&upper, &order, &count, factor, &leading, &rightHandSide, &second, &status)
    precondition(status == 0, "dpotrs rejects argument \(-status).")
  }
}
