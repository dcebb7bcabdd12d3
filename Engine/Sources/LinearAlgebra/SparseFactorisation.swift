/// A workspace that factors sparse matrices of one pattern and solves with them.
///
/// ``SparseLU`` takes the matrix as it is; ``CondensedLU`` first eliminates the unknowns that their
/// own equations define. Both give the same solutions and the same errors.
public protocol SparseFactorisation: AnyObject {
  /// Where the matrices have entries.
  var pattern: SparsePattern { get }

  /// Factors the matrix of these entries, given in the order of the pattern.
  /// - Throws: ``LinearAlgebraError`` when it is singular or holds a value that is not finite.
  func factor(_ values: [Double]) throws(LinearAlgebraError)

  /// Replaces a right-hand side by the solution of `A x = b`, with the matrix factored last.
  func solve(_ rightHandSide: inout [Double])

  /// Makes the next factorisation independent of earlier ones.
  func forgetPivots()
}
