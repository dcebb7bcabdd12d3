/// A workspace that factors sparse matrices of one pattern and solves with them.
///
/// ``SparseLU`` takes the matrix as it is; ``CondensedLU`` first eliminates the unknowns that their
/// own equations define. Both give the same solutions and the same errors.
public protocol SparseFactorisation: AnyObject {
  /// Where the matrices have entries.
  var pattern: SparsePattern { get }

  /// The smallest over the largest pivot of the matrix factored last: near 1e-16 it is close to singular.
  var reciprocalCondition: Double { get }

  /// How far entries grew in elimination, inverted: near 1 is good, near 0 means lost digits.
  var reciprocalGrowth: Double { get }

  /// Factors the matrix of these entries, given in the order of the pattern.
  /// - Throws: ``LinearAlgebraError`` when it is singular or holds a value that is not finite.
  func factor(_ values: [Double]) throws(LinearAlgebraError)

  /// Replaces a right-hand side by the solution of `A x = b`, with the matrix factored last.
  func solve(_ rightHandSide: inout [Double])

  /// Makes the next factorisation independent of earlier ones.
  func forgetPivots()
}
