import LinearAlgebra
import SocialAccounting

/// A symmetric input-output table: what sectors buy of each other, of primary inputs, and sell to
/// final users; in one unit of current money.
///
/// Every row adds up to the output of its sector, and so does every column with its primary inputs.
public struct InputOutputTable: Sendable {
  /// The sectors, in order.
  public let sectors: [String]
  /// What the column sector buys of the row sector, `Z`.
  public let flows: CoefficientMatrix
  /// What final users buy, by sector and user.
  public let finalDemand: LabelledMatrix
  /// Value added, imports and taxes, by item and sector.
  public let primaryInputs: LabelledMatrix
  /// Output of every sector, `x`.
  public let output: [Double]

  /// Gathers a table and makes sure that it adds up.
  ///
  /// - Parameter tolerance: The largest gap accepted between sales and costs, as a share of output.
  /// - Throws: ``InputOutputError`` for a sector without output, one that does not balance, or lists of
  ///   other lengths.
  public init(
    sectors: [String], flows: CoefficientMatrix, finalDemand: LabelledMatrix,
    primaryInputs: LabelledMatrix, tolerance: Double = 1e-9
  ) throws(InputOutputError) {
    guard flows.rows == sectors.count, flows.columns == sectors.count else {
      throw .wrongLength(what: "flows", found: flows.columns, expected: sectors.count)
    }
    guard finalDemand.rows == sectors else {
      throw .wrongLength(
        what: "final demand", found: finalDemand.rows.count, expected: sectors.count)
    }
    guard primaryInputs.columns == sectors else {
      throw .wrongLength(
        what: "primary inputs", found: primaryInputs.columns.count, expected: sectors.count)
    }
    if let cell = flows.notFinite {
      throw .notFinite(row: sectors[cell.row], column: sectors[cell.column])
    }
    let bought = flows.columnSums
    let sold = flows.rowSums
    var output: [Double] = []
    for sector in sectors.indices {
      let sales = sold[sector] + finalDemand.rowTotal(sector)
      let costs = bought[sector] + primaryInputs.columnTotal(sector)
      if sales == 0 {
        if costs == 0 { throw .idleAccount(sectors[sector]) }
        throw .zeroOutput(account: sectors[sector], inputs: costs)
      }
      guard sales > 0 else { throw .negativeOutput(account: sectors[sector], value: sales) }
      guard (sales - costs).magnitude <= tolerance * max(sales, costs.magnitude) else {
        throw .unbalanced(account: sectors[sector], sales: sales, costs: costs)
      }
      output.append(sales)
    }
    self.sectors = sectors
    self.flows = flows
    self.finalDemand = finalDemand
    self.primaryInputs = primaryInputs
    self.output = output
  }

  /// Inputs per unit of output, `A = Z x̂⁻¹`.
  public var coefficients: CoefficientMatrix { flows.columnsDivided(by: output) }

  /// The Leontief model of this table.
  /// - Throws: ``InputOutputError`` when it is not productive.
  public func model() throws(InputOutputError) -> LeontiefModel {
    try LeontiefModel(accounts: sectors, coefficients: coefficients)
  }

  /// An item of primary inputs, or any amount by sector, per unit of output, `v x̂⁻¹`.
  /// - Throws: ``InputOutputError/wrongLength(what:found:expected:)``.
  public func intensities(of amounts: [Double]) throws(InputOutputError) -> [Double] {
    guard amounts.count == sectors.count else {
      throw .wrongLength(what: "amounts", found: amounts.count, expected: sectors.count)
    }
    return zip(amounts, output).map { $0 / $1 }
  }

  /// A row of the primary inputs.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func primaryInput(_ item: String) throws(InputOutputError) -> [Double] {
    guard let row = primaryInputs.rows.firstIndex(of: item) else {
      throw .unknownAccount(item, among: primaryInputs.rows)
    }
    return sectors.indices.map { primaryInputs[row, $0] }
  }

  /// What one final user buys of every sector.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func finalDemand(of user: String) throws(InputOutputError) -> [Double] {
    guard let column = finalDemand.columns.firstIndex(of: user) else {
      throw .unknownAccount(user, among: finalDemand.columns)
    }
    return sectors.indices.map { finalDemand[$0, column] }
  }
}
