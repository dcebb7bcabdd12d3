/// What balancing did to one cell.
public struct CellAdjustment: Sendable, Equatable {
  /// The cell.
  public let cell: BalancingResult.Cell
  /// Its value in the prior.
  public let before: Double
  /// Its value now.
  public let after: Double
  /// Its change as a share of all changes, both in absolute amounts.
  public let share: Double

  /// How much was added.
  public var change: Double { after - before }
  /// The change as a share of the value before.
  public var relativeChange: Double { change / before.magnitude }
}

extension BalancingResult {
  /// All cells that changed, those that took the largest share of the adjustment first.
  public func adjustments(of prior: LabelledMatrix) -> [CellAdjustment] {
    precondition(
      prior.rows == matrix.rows && prior.columns == matrix.columns,
      "the prior has the rows and columns of the result")
    let changed = prior.values.indices.filter { prior.values[$0] != matrix.values[$0] }
    let total = changed.reduce(0) { $0 + (matrix.values[$1] - prior.values[$1]).magnitude }
    let width = prior.columns.count
    return changed.map { position in
      let (before, after) = (prior.values[position], matrix.values[position])
      return CellAdjustment(
        cell: Cell(row: prior.rows[position / width], column: prior.columns[position % width]),
        before: before, after: after, share: (after - before).magnitude / total)
    }
    .enumerated()
    .sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }
    .map(\.element)
  }
}
