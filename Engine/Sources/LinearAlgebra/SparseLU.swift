import CSuiteSparse

/// A workspace that factors sparse matrices of one pattern by SuiteSparse KLU and solves with them.
///
/// The ordering is found once. A later factorisation keeps the pivots of the one before, which is
/// several times faster, and looks for new ones by itself when the old ones have become poor.
/// Use one workspace from one thread at a time.
///
/// - SeeAlso: Davis and Palamadai Natarajan (2010), *Algorithm 907: KLU*, ACM TOMS 37(3).
public final class SparseLU: SparseFactorisation {
  /// Where the matrices have entries.
  public let pattern: SparsePattern
  /// The smallest over the largest pivot: near 1e-16 the matrix is close to singular.
  public private(set) var reciprocalCondition = 0.0
  /// How far entries grew in elimination, inverted: near 1 is good, near 0 means lost digits.
  public private(set) var reciprocalGrowth = 0.0
  /// How many factorisations chose pivots anew.
  public private(set) var fullFactorisations = 0
  /// How many kept the pivots of an earlier one.
  public private(set) var keptPivots = 0

  private var common = klu_common()
  private var symbolic: UnsafeMutablePointer<klu_symbolic>?
  private var numeric: UnsafeMutablePointer<klu_numeric>?
  private var starts: [Int32]
  private var indices: [Int32]

  /// Below this growth the old pivots are given up.
  private static let poorGrowth = 1e-8

  /// Finds the ordering for a pattern.
  /// - Throws: ``LinearAlgebraError`` when the pattern is not square.
  public init(pattern: SparsePattern) throws(LinearAlgebraError) {
    self.pattern = pattern
    starts = pattern.columnStarts
    indices = pattern.rowIndices
    guard pattern.rows == pattern.columns else {
      throw LinearAlgebraError.notSquare(rows: pattern.rows, columns: pattern.columns)
    }
    klu_defaults(&common)
    symbolic = klu_analyze(Int32(pattern.rows), &starts, &indices, &common)
    guard let symbolic else {
      throw LinearAlgebraError.libraryFailure(status: Int(common.status))
    }
    let rank = Int(symbolic.pointee.structural_rank)
    if rank >= 0 && rank < pattern.rows {
      throw LinearAlgebraError.structurallySingular(rank: rank, size: pattern.rows)
    }
  }

  deinit {
    klu_free_numeric(&numeric, &common)
    klu_free_symbolic(&symbolic, &common)
  }

  /// Multiplications and divisions a factorisation needs, as far as the ordering foresees.
  public var expectedOperations: Double { symbolic?.pointee.est_flops ?? 0 }

  /// Makes the next factorisation choose its pivots anew, so that it does not depend on earlier ones.
  public func forgetPivots() { klu_free_numeric(&numeric, &common) }

  /// Factors the matrix of these entries, given in the order of the pattern.
  /// - Throws: ``LinearAlgebraError`` when it is singular or holds a value that is not finite.
  public func factor(_ values: [Double]) throws(LinearAlgebraError) {
    precondition(values.count == pattern.count, "One value per entry of the pattern.")
    try pattern.requireFinite(values)
    if numeric != nil, refactor(values) {
      keptPivots += 1
      return
    }
    klu_free_numeric(&numeric, &common)
    fullFactorisations += 1
    numeric = values.withUnsafeBufferPointer { buffer in
      klu_factor(
        &starts, &indices, UnsafeMutablePointer(mutating: buffer.baseAddress), symbolic, &common)
    }
    guard numeric != nil, common.status == KLU_OK else {
      let status = common.status
      let column = Int(common.singular_col)
      klu_free_numeric(&numeric, &common)
      if status == KLU_SINGULAR { throw LinearAlgebraError.singular(column: column) }
      throw LinearAlgebraError.libraryFailure(status: Int(status))
    }
    measure(values)
  }

  private func refactor(_ values: [Double]) -> Bool {
    let status = values.withUnsafeBufferPointer { buffer in
      klu_refactor(
        &starts, &indices, UnsafeMutablePointer(mutating: buffer.baseAddress), symbolic, numeric,
        &common)
    }
    guard status != 0, common.status == KLU_OK else { return false }
    measure(values)
    return reciprocalGrowth > Self.poorGrowth && reciprocalCondition > 0
  }

  private func measure(_ values: [Double]) {
    klu_rcond(symbolic, numeric, &common)
    reciprocalCondition = common.rcond
    _ = values.withUnsafeBufferPointer { buffer in
      klu_rgrowth(
        &starts, &indices, UnsafeMutablePointer(mutating: buffer.baseAddress), symbolic, numeric,
        &common)
    }
    reciprocalGrowth = common.rgrowth
  }

  /// Replaces a right-hand side by the solution of `A x = b`, with the matrix factored last.
  public func solve(_ rightHandSide: inout [Double]) {
    precondition(rightHandSide.count == pattern.rows, "One value per row of the matrix.")
    precondition(numeric != nil, "Factor a matrix before solving with it.")
    klu_solve(
      symbolic, numeric, Int32(pattern.rows), 1, &rightHandSide, &common)
  }

  /// Replaces a right-hand side by the solution of `Aᵀ x = b`.
  public func solveTransposed(_ rightHandSide: inout [Double]) {
    precondition(rightHandSide.count == pattern.rows, "One value per row of the matrix.")
    precondition(numeric != nil, "Factor a matrix before solving with it.")
    klu_tsolve(
      symbolic, numeric, Int32(pattern.rows), 1, &rightHandSide, &common)
  }

  /// The matrix factored last, as ``LaneFactors``: read by many threads, for many right-hand sides.
  public func laneFactors() -> LaneFactors {
    guard let symbolic, let numeric else {
      preconditionFailure("Factor a matrix before taking its factors.")
    }
    let size = pattern.rows
    let counts = numeric.pointee
    var lower = LaneFactors.Columns(size, entries: Int(counts.lnz))
    var upper = LaneFactors.Columns(size, entries: Int(counts.unz))
    var outside = LaneFactors.Columns(size, entries: Int(counts.nzoff))
    var rowOrder = [Int32](repeating: 0, count: size)
    var columnOrder = rowOrder
    var scales = [Double](repeating: 1, count: size)
    var blockStarts = [Int32](repeating: 0, count: size + 1)
    let status = klu_extract(
      numeric, symbolic, &lower.starts, &lower.rows, &lower.values, &upper.starts, &upper.rows,
      &upper.values, &outside.starts, &outside.rows, &outside.values, &rowOrder, &columnOrder,
      &scales, &blockStarts, &common)
    precondition(status != 0, "KLU gives the factors it has.")
    return LaneFactors(
      lower: lower, upper: upper, outside: outside, rowOrder: rowOrder, columnOrder: columnOrder,
      rowScales: scales, blockStarts: Array(blockStarts.prefix(Int(symbolic.pointee.nblocks) + 1)))
  }
}
