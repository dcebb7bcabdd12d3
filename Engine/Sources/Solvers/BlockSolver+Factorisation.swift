import LinearAlgebra

extension BlockSolver {
  /// Below this many expected operations a sparse factorisation is too cheap to improve upon.
  private static let cheapOperations = 2e7
  /// Operations a second, measured on blocks of 4,000 to 16,000 equations: those that KLU's ordering
  /// foresees (it counts on more fill than there is), forming a core's matrix, and LAPACK.
  private static let sparseSpeed = 9e9
  private static let condensingSpeed = 1e9
  private static let denseSpeed = 3.3e10
  /// The share of the sparse time below which condensing is chosen.
  private static let advantage = 0.7

  /// The workspace that factors the Jacobian, by the method asked for.
  func makeFactorisation() throws(LinearAlgebraError) -> any SparseFactorisation {
    switch method {
    case .sparse: return try SparseLU(pattern: pattern)
    case .condensed:
      let plan = Condensation(pattern: pattern, isEliminable: isEliminable)
      return plan.isFeasible ? CondensedLU(plan) : try SparseLU(pattern: pattern)
    case .automatic:
      let sparse = try SparseLU(pattern: pattern)
      guard sparse.expectedOperations > Self.cheapOperations else { return sparse }
      let plan = Condensation(pattern: pattern, isEliminable: isEliminable)
      guard plan.isFeasible else { return sparse }
      let core = Double(plan.core.count)
      let condensed =
        Double(plan.operations) / Self.condensingSpeed
        + 2.0 / 3 * core * core * core / Self.denseSpeed
      let isFaster = condensed < Self.advantage * sparse.expectedOperations / Self.sparseSpeed
      return isFaster ? CondensedLU(plan) : sparse
    }
  }

  /// The sizes of the block.
  func statistics() -> BlockStatistics {
    // A block that cannot be factored at all is reported when it is solved.
    if factors == nil { factors = try? makeFactorisation() }
    let condensed = factors as? CondensedLU
    let plan =
      condensed?.condensation ?? Condensation(pattern: pattern, isEliminable: isEliminable)
    return BlockStatistics(
      equations: rows.count, nonZeros: pattern.count, core: plan.core.count,
      method: condensed == nil ? .sparse : .condensed,
      reciprocalCondition: hasFactors ? factors?.reciprocalCondition : nil,
      reciprocalGrowth: hasFactors ? factors?.reciprocalGrowth : nil)
  }
}
