/// Which unknowns each equation holds; both are numbered from 0 within a system.
public struct Incidence: Sendable, Equatable {
  /// The number of unknowns.
  public let unknownCount: Int
  /// The unknowns in each equation, ascending.
  public let unknownsOfRow: [[Int]]

  /// An incidence from the unknowns of each row.
  public init(unknownCount: Int, unknownsOfRow: [[Int]]) {
    self.unknownCount = unknownCount
    self.unknownsOfRow = unknownsOfRow
  }

  /// The number of equations.
  public var rowCount: Int { unknownsOfRow.count }

  /// The equations that hold each unknown, ascending.
  public var rowsOfUnknown: [[Int]] {
    var result = [[Int]](repeating: [], count: unknownCount)
    for (row, unknowns) in unknownsOfRow.enumerated() {
      for unknown in unknowns { result[unknown].append(row) }
    }
    return result
  }
}
