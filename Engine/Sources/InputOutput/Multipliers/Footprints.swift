import LinearAlgebra
import SocialAccounting

/// What final purchases embody: jobs, emissions, imports or value added along their supply chains.
public struct Footprints: Sendable {
  /// What a unit of final demand of each sector embodies, by account and sector.
  public let requirements: LabelledMatrix
  /// What the purchases of each final user embody, by account and user.
  public let byUser: LabelledMatrix

  /// Computes them from one factorisation and one right-hand side for every account.
  ///
  /// `M = S (I − A)⁻¹` and `M Y`.
  ///
  /// - Parameters:
  ///   - model: The Leontief model.
  ///   - intensities: What a unit of output needs, by account and sector, `S`.
  ///   - demand: Final purchases, by sector and user, `Y`.
  /// - Throws: ``InputOutputError`` when the sectors are not those of the model.
  public init(
    _ model: LeontiefModel, intensities: LabelledMatrix, demand: LabelledMatrix
  ) throws(InputOutputError) {
    guard intensities.columns == model.accounts else {
      throw .wrongLength(
        what: "intensities", found: intensities.columns.count, expected: model.accounts.count)
    }
    guard demand.rows == model.accounts else {
      throw .wrongLength(
        what: "final demand", found: demand.rows.count, expected: model.accounts.count)
    }
    // A table kept row after row is its own transpose kept column after column.
    var columns = DenseMatrix(rows: intensities.columns.count, columns: intensities.rows.count)
    columns.storage = intensities.values
    let totals = try model.requirements(of: columns)
    do {
      requirements = try LabelledMatrix(
        rows: intensities.rows, columns: intensities.columns, values: totals.storage)
      byUser = try requirements.times(demand)
    } catch {
      throw .repeatedAccount("\(error)")
    }
  }
}
