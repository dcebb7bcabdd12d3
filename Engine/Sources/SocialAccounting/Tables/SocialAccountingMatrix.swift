import Quantities

/// A square matrix of payments between accounts: the row receives, the column pays.
public struct SocialAccountingMatrix: Sendable, Equatable {
  /// The payments.
  public private(set) var payments: LabelledMatrix

  /// The accounts, in order.
  public var accounts: [String] { payments.rows }

  /// Creates a matrix without payments.
  public init(accounts: [String]) throws(SocialAccountingError) {
    payments = try LabelledMatrix(rows: accounts, columns: accounts)
  }

  /// Adds a payment.
  /// - Throws: ``SocialAccountingError/unknownLabel(_:among:)`` when an account is not in the matrix.
  public mutating func pay(
    _ value: Double, from payer: String, to receiver: String
  ) throws(SocialAccountingError) {
    try payments.add(value, row: receiver, column: payer)
  }

  /// What one account pays to another.
  public func payment(
    from payer: String, to receiver: String
  ) throws(SocialAccountingError) -> Double {
    try payments.value(receiver, payer)
  }

  /// What an account receives in all.
  public func receipts(of account: String) throws(SocialAccountingError) -> Double {
    payments.rowTotal(try payments.rowPosition(account))
  }

  /// What an account pays in all.
  public func outlays(of account: String) throws(SocialAccountingError) -> Double {
    payments.columnTotal(try payments.columnPosition(account))
  }

  /// Receipts less outlays of every account, in order.
  public var gaps: [Double] {
    accounts.indices.map { payments.rowTotal($0) - payments.columnTotal($0) }
  }

  /// Refuses a matrix in which an account receives and pays different amounts.
  ///
  /// - Parameter tolerance: The largest gap accepted, as a share of what the account receives or pays
  ///   in absolute amounts.
  /// - Throws: ``SocialAccountingError/unbalancedAccount(account:receipts:outlays:)`` for the first one.
  public func checkBalanced(tolerance: Double = 1e-9) throws(SocialAccountingError) {
    for position in accounts.indices {
      let receipts = payments.rowTotal(position)
      let outlays = payments.columnTotal(position)
      if (receipts - outlays).magnitude > tolerance * max(receipts.magnitude, outlays.magnitude, 1)
      {
        throw SocialAccountingError.unbalancedAccount(
          account: accounts[position], receipts: receipts, outlays: outlays)
      }
    }
  }

  /// The matrix with accounts added up into groups; payments within a group stay on the diagonal.
  /// - Throws: ``SocialAccountingError/ungrouped(_:)``.
  public func aggregated(by grouping: Grouping) throws(SocialAccountingError) -> Self {
    var result = try SocialAccountingMatrix(accounts: grouping.groups)
    result.payments = try payments.aggregated(rows: grouping, columns: grouping)
    return result
  }
}
