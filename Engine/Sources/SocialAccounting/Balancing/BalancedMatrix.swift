/// A matrix that meets its totals, and how it got there.
public struct BalancedMatrix: Sendable, Equatable {
  /// The matrix.
  public let matrix: LabelledMatrix
  /// How many times rows and columns were scaled.
  public let sweeps: Int
  /// The largest distance left between a row or column and its total, as a share of the largest total.
  public let largestGap: Double
}
