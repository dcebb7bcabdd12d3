/// What can be wrong with a social accounting matrix, or with what a recipe says of it.
public enum MatrixError: Error, Equatable, CustomStringConvertible {
  /// The rows and columns of the file are not the same accounts.
  case notSquare(file: String, account: String, missing: String)
  /// An account that the classification does not name.
  case withoutRole(account: String, file: String, classification: String)
  /// An account of the classification that the matrix does not have.
  case withoutAccount(account: String, classification: String, hint: String)
  /// A role that a matrix cannot do without and no account has.
  case missingRole(role: MatrixRole, classification: String)
  /// A line of the classification that cannot be followed.
  case line(classification: String, line: Int, problem: String)
  /// An account that does not receive what it pays.
  case unbalanced(
    account: String, file: String, receipts: Double, outlays: Double, tolerance: Double)
  /// A payment between roles that the accounts have no place for.
  case payment(payer: String, payee: String, value: Double, roles: String)
  /// An industry or a product that nobody makes or that does not pay for itself.
  case industry(code: String, problem: String)
  /// Totals that contradict one another.
  case totals(String)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .notSquare(let file, let account, let missing):
      "\(file): account \(account) has no \(missing). A matrix names the same accounts in its first column and in its header; add the \(missing), empty if the account is."
    case .withoutRole(let account, let file, let classification):
      "\(file) has the account \(account), which \(classification) does not name. Add a line with its role: \(MatrixRole.allCases.map(\.rawValue).joined(separator: ", "))."
    case .withoutAccount(let account, let classification, let hint):
      "\(classification) names the account \(account), which the matrix does not have: \(hint)"
    case .missingRole(let role, let classification):
      "\(classification) gives no account the role \(role.rawValue), and accounts cannot be built without one. Name the account that plays it."
    case .line(let classification, let line, let problem):
      "\(classification):\(line): error: \(problem)"
    case .unbalanced(let account, let file, let receipts, let outlays, let tolerance):
      "\(file): account \(account) receives \(receipts) and pays \(outlays), which is more apart than \(tolerance) of them. Balance the matrix first (`jtam sam balance`), or state the tolerance that its rounding explains."
    case .payment(let payer, let payee, let value, let roles):
      "\(payer) pays \(value) to \(payee), and there is no place for a payment \(roles). Correct the role of one of the two accounts."
    case .industry(let code, let problem):
      "Industry \(code) \(problem)"
    case .totals(let problem):
      problem
    }
  }
}
