/// What can be wrong with labels and tables of accounts.
public enum SocialAccountingError: Error, Equatable, CustomStringConvertible {
  /// One label stands twice.
  case repeatedLabel(String)
  /// A label that is not in the table.
  case unknownLabel(String, among: [String])
  /// A label that belongs to no group.
  case ungrouped(String)
  /// One payment is recorded twice.
  case repeatedPayment(source: String, line: Int, row: String, column: String)
  /// An account receives and pays different amounts.
  case unbalancedAccount(account: String, receipts: Double, outlays: Double)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .repeatedLabel(let label):
      "\"\(label)\" names two rows or columns of one table. Give each its own name."
    case .unknownLabel(let label, let labels):
      """
      "\(label)" is not in this table, which has \(labels.prefix(8).joined(separator: ", "))\
      \(labels.count > 8 ? " and \(labels.count - 8) more" : ""). Check the spelling or the classification.
      """
    case .ungrouped(let label):
      "\"\(label)\" belongs to no group. Add it to the classification."
    case .repeatedPayment(let source, let line, let row, let column):
      """
      \(source):\(line): the payment of \(column) to \(row) is already recorded above. \
      Add the two up or remove one.
      """
    case .unbalancedAccount(let account, let receipts, let outlays):
      """
      Account \(account) receives \(receipts) and pays \(outlays). Record the missing payment, or \
      balance the matrix before using it.
      """
    }
  }
}
