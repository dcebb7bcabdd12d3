/// What "as little as possible" means when a matrix is balanced.
public enum BalancingMethod: Sendable, Equatable {
  /// Rows and columns are scaled in turn; cells and totals of zero or more only.
  case ras
  /// The same for matrices with negative cells, which are divided by the factors of the others.
  case gras
  /// Minimises `Σ (|x| ln(|x| / |a|) − |x| + |a|) / e² + Σ (t − t₀)² / (2 |t₀| e²)` over cells `x` with
  /// prior `a` and uncertain sums `t`. Signs and zeros are kept. With every error 1 this is what RAS and
  /// GRAS find.
  case crossEntropy
  /// Minimises `Σ (x − a)² / (2 e² a²) + Σ (t − t₀)² / (2 e² t₀²)`: Stone's and Byron's least squares,
  /// with the standard errors `e a` and `e t₀`. Cells may change their sign unless signs are kept, and
  /// then stop at zero.
  case leastSquares(keepingSigns: Bool)

  /// The method's name for people.
  public var name: String {
    switch self {
    case .ras: "RAS"
    case .gras: "GRAS"
    case .crossEntropy: "cross-entropy"
    case .leastSquares(keepingSigns: true): "least squares, signs kept"
    case .leastSquares(keepingSigns: false): "least squares"
    }
  }

  /// Whether no cell may change its sign.
  public var keepsSigns: Bool { self != .leastSquares(keepingSigns: false) }
}
