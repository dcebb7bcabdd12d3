/// How the linear systems of a block are factored.
public enum FactorisationMethod: String, Sendable, CaseIterable {
  /// Whichever is expected to be faster for the block.
  case automatic
  /// As a sparse matrix, by KLU.
  case sparse
  /// By eliminating the unknowns that their own equations define; the rest as a dense matrix.
  case condensed
}
