/// Why a matrix cannot be scaled to the totals asked for.
public enum BalancingError: Error, Equatable, CustomStringConvertible {
  /// A cell that RAS cannot scale.
  case negativeCell(row: String, column: String, value: Double)
  /// A total that RAS cannot reach.
  case negativeTotal(label: String, value: Double)
  /// Row totals and column totals add up to different sums.
  case inconsistentTotals(rows: Double, columns: Double)
  /// A row or column without any cell has a total that is not zero.
  case emptyLine(label: String, total: Double)
  /// All cells of a row or column have one sign and its total has the other.
  case wrongSign(label: String, total: Double)
  /// The zeros cut the matrix in parts, and one part's row and column totals differ.
  case separatePart(labels: [String], rows: Double, columns: Double)
  /// The totals were not met.
  case notReached(label: String, total: Double, reached: Double, sweeps: Int)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .negativeCell(let row, let column, let value):
      """
      RAS cannot balance this matrix: \(column) pays \(value) to \(row), and RAS needs every \
      payment to be zero or more. Record it as a payment the other way, or balance by GRAS.
      """
    case .negativeTotal(let label, let value):
      "RAS cannot give \(label) the total \(value): cells of zero or more never add up to it. Balance by GRAS."
    case .inconsistentTotals(let rows, let columns):
      """
      No matrix has these totals: the rows add up to \(rows) and the columns to \(columns). \
      Make the two sums equal first.
      """
    case .emptyLine(let label, let total):
      """
      \(label) has the total \(total) and no cell but zeros, which scaling keeps at zero. Put a \
      value into one of its cells, or set the total to zero.
      """
    case .wrongSign(let label, let total):
      """
      \(label) has the total \(total), and all its cells have the other sign, which scaling keeps. \
      Correct the total, or add a cell of its sign.
      """
    case .separatePart(let labels, let rows, let columns):
      """
      The zeros separate \(labels.prefix(6).joined(separator: ", "))\(labels.count > 6 ? ", …" : "") \
      from the rest; in that part the rows must add up to \(rows) and the columns to \(columns). Give a \
      cell that links it to the rest, or make the two sums equal.
      """
    case .notReached(let label, let total, let reached, let sweeps):
      """
      \(label) stays at \(reached) instead of \(total) after \(sweeps) sweeps: zeros and signs of the \
      matrix rule these totals out, or nearly so. Look at the zeros of \(label).
      """
    }
  }
}
