/// A balanced matrix, and how it got there.
public struct BalancingResult: Sendable, Equatable {
  /// Whether the matrix is a proper solution.
  public enum Status: String, Sendable, Equatable {
    /// All sums are met, and every cell that had a value has one.
    case balanced
    /// The sums can only be met with some cells at zero that had a value: the limit that scaling
    /// approaches like 1/k and never reaches. See ``BalancingResult/zeroed``.
    case boundary
  }

  /// One sum of cells before and after.
  public struct Sum: Sendable, Equatable {
    /// Which sum.
    public let constraint: BalancingConstraint
    /// What it was to be.
    public let target: BalancingTarget
    /// What it was in the prior.
    public let before: Double
    /// What it is now.
    public let after: Double
    /// The dual value of the sum: how hard it had to be pulled. In RAS, GRAS and cross-entropy the
    /// logarithm of a factor; in least squares per unit of the matrix. Large values point at the sums
    /// that do not fit with the rest.
    public let multiplier: Double
  }

  /// A cell by the names of its row and column.
  public struct Cell: Sendable, Hashable {
    /// The row.
    public let row: String
    /// The column.
    public let column: String

    /// Names a cell.
    public init(row: String, column: String) {
      self.row = row
      self.column = column
    }
  }

  /// The balanced matrix, over the labels of the prior.
  public let matrix: LabelledMatrix
  /// How it was balanced.
  public let method: BalancingMethod
  /// Whether every cell could keep a value.
  public let status: Status
  /// Sweeps over rows and columns (RAS, GRAS) or Newton steps (the others).
  public let iterations: Int
  /// The largest distance between an exact sum and its target, as a share of the largest total.
  public let largestGap: Double
  /// All sums, in the order rows, columns, accounts, aggregates.
  public let sums: [Sum]
  /// Cells that had a value and are zero now.
  public let zeroed: [Cell]
  /// Cells that changed their sign, which only least squares without kept signs can do.
  public let signFlips: [Cell]
}
