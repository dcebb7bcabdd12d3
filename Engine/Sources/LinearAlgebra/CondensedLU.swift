import COpenBLAS

/// A workspace that factors sparse matrices of one pattern by eliminating most unknowns by their
/// own equations, and the core that is left by dense LAPACK.
///
/// With the eliminated pairs first the matrix is `[L B; C D]`, `L` lower triangular. The core's
/// matrix is the Schur complement `D − C L⁻¹ B`. The pivots of `L` are not chosen by size, so every
/// solution is checked and refined once; where that does not do, ``SparseLU`` takes over until the
/// next factorisation.
///
/// Use one workspace from one thread at a time.
public final class CondensedLU: SparseFactorisation {
  /// What is eliminated, and in which order.
  public let condensation: Condensation
  /// Where the matrices have entries.
  public var pattern: SparsePattern { condensation.pattern }
  /// How many factorisations condensed the matrix.
  public private(set) var factorisations = 0
  /// How many were left to ``SparseLU`` because of a pivot, a singular core or a poor solution.
  public private(set) var fallbacks = 0

  /// The smallest over the largest pivot, of those eliminated and those of the core together.
  public var reciprocalCondition: Double {
    usesFallback ? fallback?.reciprocalCondition ?? 0 : storage.reciprocalCondition
  }
  /// The largest entry of the matrix over the largest of the core's upper factor, at most 1.
  public var reciprocalGrowth: Double {
    usesFallback ? fallback?.reciprocalGrowth ?? 0 : storage.reciprocalGrowth
  }

  private var fallback: SparseLU?
  private var usesFallback = false
  private var isFactored = false
  private let storage: CondensedStorage

  /// A solution whose residual is larger, relative to the terms of the equations, is refined.
  private static let goodResidual = 1e-13
  /// After refinement a solution must be at least this good.
  private static let acceptedResidual = 1e-10

  /// Prepares to factor matrices by a plan.
  public init(_ condensation: Condensation) {
    precondition(condensation.isFeasible, "The dependence on the core is too large to store.")
    self.condensation = condensation
    storage = CondensedStorage(condensation)
    DenseLU.singleThread
  }

  /// Makes the next factorisation independent of earlier ones.
  public func forgetPivots() { fallback?.forgetPivots() }

  /// Factors the matrix of these entries, given in the order of the pattern.
  /// - Throws: ``LinearAlgebraError``, as ``SparseLU`` does for the same matrix.
  public func factor(_ values: [Double]) throws(LinearAlgebraError) {
    precondition(values.count == pattern.count, "One value per entry of the pattern.")
    try pattern.requireFinite(values)
    isFactored = false
    usesFallback = false
    storage.keep(values)
    if storage.condense(condensation) {
      factorisations += 1
    } else {
      try fallBack()
    }
    isFactored = true
  }

  private func fallBack() throws(LinearAlgebraError) {
    fallbacks += 1
    let sparse: SparseLU
    if let fallback { sparse = fallback } else { sparse = try SparseLU(pattern: pattern) }
    fallback = sparse
    try sparse.factor(storage.keptValues)
    usesFallback = true
  }

  /// Replaces a right-hand side by the solution of `A x = b`, with the matrix factored last.
  public func solve(_ rightHandSide: inout [Double]) {
    precondition(rightHandSide.count == pattern.rows, "One value per row of the matrix.")
    precondition(isFactored, "Factor a matrix before solving with it.")
    if usesFallback {
      fallback?.solve(&rightHandSide)
      return
    }
    let storage = self.storage
    let plan = condensation
    let isAccepted = rightHandSide.withUnsafeMutableBufferPointer { buffer in
      guard let values = buffer.baseAddress else { return true }
      return storage.solve(
        plan, values, good: Self.goodResidual, accepted: Self.acceptedResidual)
    }
    guard !isAccepted, rightHandSide.allSatisfy(\.isFinite) else { return }
    do throws(LinearAlgebraError) {
      try fallBack()
      fallback?.solve(&rightHandSide)
    } catch {
      // The matrix is singular to working precision: the solution at hand is the best there is.
      storage.takeSolution(&rightHandSide)
    }
  }
}
