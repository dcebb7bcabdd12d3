import LinearAlgebra
import SocialAccounting

/// Multipliers of a social accounting matrix for any choice of endogenous accounts.
///
/// `A[i, j]` is what `j` pays to `i` for each unit that `j` pays in all; an injection `f` into
/// endogenous accounts raises their receipts by `(I − A)⁻¹ f`, and leaves them through payments to
/// exogenous accounts.
///
/// - SeeAlso: Pyatt and Round (1979), *Accounting and fixed price multipliers in a social accounting
///   matrix framework*, Economic Journal 89; Stone (1985), *The disaggregation of the household sector
///   in the national accounts*.
public final class AccountMultipliers {
  /// The endogenous accounts, in the order of the matrix.
  public let accounts: [String]
  /// The exogenous accounts, in the order of the matrix.
  public let exogenous: [String]
  /// What every endogenous account receives.
  public let totals: [Double]
  /// What one unit of an endogenous account pays to each exogenous one: leakages.
  public let leakages: LabelledMatrix
  /// The Leontief model of the endogenous accounts.
  public let model: LeontiefModel

  /// Divides the payments of endogenous accounts by their totals.
  ///
  /// - Parameters:
  ///   - matrix: A balanced matrix.
  ///   - endogenous: Endogenous accounts; those the matrix does not have are an error.
  ///   - tolerance: The largest gap of an account, as in ``SocialAccountingMatrix/checkBalanced(tolerance:)``.
  /// - Throws: ``InputOutputError`` for accounts without or with negative totals, nothing exogenous, or
  ///   payments that never leave; ``SocialAccountingError`` for an account that does not balance.
  public init(
    _ matrix: SocialAccountingMatrix, endogenous: [String], tolerance: Double = 1e-9
  ) throws {
    try matrix.checkBalanced(tolerance: tolerance)
    var chosen: Set<String> = []
    for account in endogenous {
      if !matrix.accounts.contains(account) {
        throw InputOutputError.unknownAccount(account, among: matrix.accounts)
      }
      if !chosen.insert(account).inserted { throw InputOutputError.repeatedAccount(account) }
    }
    let inside = matrix.accounts.indices.filter { chosen.contains(matrix.accounts[$0]) }
    let outside = matrix.accounts.indices.filter { !chosen.contains(matrix.accounts[$0]) }
    if outside.isEmpty { throw InputOutputError.nothingExogenous }
    accounts = inside.map { matrix.accounts[$0] }
    exogenous = outside.map { matrix.accounts[$0] }
    let payments = matrix.payments
    var totals: [Double] = []
    for position in inside {
      let total = payments.columnTotal(position)
      let name = matrix.accounts[position]
      let moved = matrix.accounts.indices.contains {
        payments[$0, position] != 0 || payments[position, $0] != 0
      }
      if !moved { throw InputOutputError.idleAccount(name) }
      if total == 0 {
        throw InputOutputError.zeroOutput(account: name, inputs: payments.rowTotal(position))
      }
      guard total > 0 else { throw InputOutputError.negativeOutput(account: name, value: total) }
      totals.append(total)
    }
    self.totals = totals
    var coefficients = DenseMatrix(rows: inside.count, columns: inside.count)
    var leakages = try LabelledMatrix(rows: exogenous, columns: accounts)
    for (column, payer) in inside.enumerated() {
      for (row, receiver) in inside.enumerated() {
        coefficients[row, column] = payments[receiver, payer] / totals[column]
      }
      for (row, receiver) in outside.enumerated() {
        leakages[row, column] = payments[receiver, payer] / totals[column]
      }
    }
    self.leakages = leakages
    model = try LeontiefModel(accounts: accounts, coefficients: .dense(coefficients))
  }

  /// The receipts of every endogenous account for one unit injected into one of them.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func effects(of account: String) throws(InputOutputError) -> [Double] {
    try model.column(model.position(of: account))
  }

  /// Where one unit injected into an account leaves: its parts, by exogenous account, add up to one.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func leakage(of account: String) throws(InputOutputError) -> [Double] {
    let effects = try effects(of: account)
    return exogenous.indices.map { row in
      effects.indices.reduce(0) { $0 + leakages[row, $1] * effects[$1] }
    }
  }

  /// The model of supply-driven questions over the same accounts, for linkages and extraction.
  public func ghosh() throws(InputOutputError) -> GhoshModel {
    try GhoshModel(model, output: totals)
  }
}
