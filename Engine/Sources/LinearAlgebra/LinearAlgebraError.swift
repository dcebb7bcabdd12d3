/// What can be wrong with a matrix that is to be solved.
public enum LinearAlgebraError: Error, Equatable, CustomStringConvertible {
  /// A matrix that must be square is not.
  case notSquare(rows: Int, columns: Int)
  /// A right-hand side has another length than the matrix.
  case wrongLength(found: Int, expected: Int)
  /// Elimination finds no pivot in this column: it depends on the columns before it.
  case singular(column: Int)
  /// A column, or row, holds no entries at all, or entries only where others need them.
  case structurallySingular(rank: Int, size: Int)
  /// An entry is not a finite number.
  case notFinite(row: Int, column: Int)
  /// The library ran out of memory or overflowed its integers.
  case libraryFailure(status: Int)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .notSquare(let rows, let columns):
      "A matrix of \(rows) rows and \(columns) columns cannot be factored: it must be square."
    case .wrongLength(let found, let expected):
      "The right-hand side has \(found) values and the matrix \(expected) rows; give one per row."
    case .singular(let column):
      """
      The matrix is singular: column \(column) is a combination of other columns. Look for two \
      equations that say the same thing about this unknown.
      """
    case .structurallySingular(let rank, let size):
      """
      The matrix is singular whatever its values: its entries can determine only \(rank) of \
      \(size) unknowns. Check which rows the unknowns appear in.
      """
    case .notFinite(let row, let column):
      "The entry in row \(row), column \(column) is not a finite number; nothing can be solved."
    case .libraryFailure(let status):
      "The sparse factorisation stopped with status \(status): out of memory, or too large."
    }
  }
}
