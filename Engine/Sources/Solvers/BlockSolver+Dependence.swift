import Equations
import LinearAlgebra

extension BlockSolver {
  /// Larger blocks are not searched: the search factors the matrix anew.
  private static let largestSearched = 50_000
  /// Relative to the largest entry of the scaled Jacobian, what counts as nothing.
  private static let negligible = 1e-9
  /// The share of the largest weight above which an equation or unknown takes part.
  private static let noticeable = 1e-2

  /// The equations of the block that depend on each other at the point evaluated last; nil where
  /// they do not.
  func dependence(of model: EquationModel) -> LinearDependence? {
    guard rows.count <= Self.largestSearched, let vectors = nullVectors(),
      vectors.residual <= Self.negligible
    else { return nil }
    func participants(_ weights: [Double]) -> [Int] {
      weights.indices.filter { weights[$0].magnitude > Self.noticeable }
        .sorted { (-weights[$0].magnitude, $0) < (-weights[$1].magnitude, $1) }
    }
    let equations = participants(vectors.left)
    let unknowns = participants(vectors.right)
    let first = unknowns.first.map { vectors.right[$0] * columnScale[$0] } ?? 1
    let limit = LinearDependence.limit
    return LinearDependence(
      equations: equations.prefix(limit).map {
        LinearDependence.Equation(
          label: model.label(ofEquation: rows[$0]), location: model.location(ofEquation: rows[$0]))
      },
      unknowns: unknowns.prefix(limit).map {
        LinearDependence.Movement(
          label: model.label(ofCell: cells[$0]),
          change: vectors.right[$0] * columnScale[$0] / first)
      },
      omitted: max(0, equations.count - limit) + max(0, unknowns.count - limit))
  }

  /// Pivots may differ by this much before the matrix is looked at more closely.
  private static let suspiciousCondition = 1e-13
  /// A matrix that annihilates a direction to this is singular but for rounding.
  private static let rounding = 1e-13

  /// The column that moves most along the null vector, where only rounding left the matrix factored
  /// last a pivot.
  func findFreeColumn() -> Int? {
    guard let sparse = factors as? SparseLU,
      sparse.reciprocalCondition < Self.suspiciousCondition,
      let vectors = nullVectors(), vectors.residual <= Self.rounding
    else { return nil }
    return vectors.right.indices.max {
      vectors.right[$0].magnitude < vectors.right[$1].magnitude
    }
  }

  /// The null vectors of the scaled Jacobian evaluated last.
  private func nullVectors() -> NullVectors? {
    let rowIndices = pattern.rowIndices
    var values = [Double](repeating: 0, count: pattern.count)
    for column in 0..<cells.count {
      for position in pattern.entries(ofColumn: column) {
        values[position] =
          entries[position] * (columnScale[column] / rowScale[Int(rowIndices[position])])
      }
    }
    return NullVectors(pattern: pattern, values: values)
  }
}
