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
  /// A cell of the matrix is no number.
  case notFinite(row: String, column: String, value: Double)
  /// A target, or a coefficient of an aggregate, is no number.
  case targetNotFinite(BalancingConstraint, value: Double)
  /// The standard error of a target is negative or no number.
  case invalidError(BalancingConstraint, error: Double)
  /// Two aggregates have one name.
  case repeatedAggregate(String)
  /// An aggregate adds up a cell that is not in the matrix.
  case unknownTerm(aggregate: String, cause: SocialAccountingError)
  /// Accounts are to balance in a matrix whose rows and columns are not the same.
  case notSquare(odd: String)
  /// A method cannot take account of something that the problem states.
  case unsupported(method: BalancingMethod, what: String)
  /// A method needs totals for all rows and columns.
  case missingTotal(BalancingMethod)
  /// All cells that could bring a sum to its target are locked or have the wrong sign.
  case outOfReach(BalancingConstraint, target: Double, fixed: Double)
  /// An account receives without paying, or pays without receiving.
  case oneSided(account: String, receipts: Double, outlays: Double)
  /// Rows can be met only by columns that are to add up to less, or columns by such rows.
  case shortage(rows: [String], columns: [String], rowsNeed: Double, columnsNeed: Double)
  /// Locked cells bring accounts more than their other cells can pass on, or take more than they can.
  case lockedImbalance(accounts: [String], surplus: Double)
  /// Sums that cannot all be met.
  case contradiction([BalancingConstraint])
  /// No solution was found, and no reason why.
  case notConverged(BalancingConstraint, target: Double, reached: Double, iterations: Int)

  /// Whether the problem is stated properly and has no solution, or none was found.
  public var isInfeasibility: Bool {
    switch self {
    case .inconsistentTotals, .emptyLine, .wrongSign, .separatePart, .notReached, .outOfReach,
      .oneSided, .shortage, .lockedImbalance, .contradiction, .notConverged:
      true
    case .negativeCell, .negativeTotal, .notFinite, .targetNotFinite, .invalidError,
      .repeatedAggregate, .unknownTerm, .notSquare, .unsupported, .missingTotal:
      false
    }
  }

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
    case .notFinite(let row, let column, let value):
      "The cell in row \(row), column \(column) is \(value), which is no amount. Supply it, or set it to zero."
    case .targetNotFinite(let constraint, let value):
      "The target of \(constraint) holds \(value), which is no number. Supply it, or leave the target out."
    case .invalidError(let constraint, let error):
      """
      The standard error of \(constraint) is \(error). Give it as a share of the target, 0.05 for five per \
      cent, or 0 where the target must be met.
      """
    case .repeatedAggregate(let name):
      "Two aggregates are named \(name). Give each its own name."
    case .unknownTerm(let aggregate, let cause):
      "Aggregate \(aggregate) adds up a cell that is not there. \(cause)"
    case .notSquare(let odd):
      """
      Accounts can balance only in a matrix with the same rows and columns in the same order; look at \
      \(odd). Give totals for rows and columns if this is no SAM.
      """
    case .unsupported(let method, let what):
      "\(method.name) cannot take account of \(what). Leave that out, or balance by cross-entropy or least squares."
    case .missingTotal(let method):
      """
      \(method.name) needs a total for every row and column, and one is missing. Give them all, or balance \
      by cross-entropy or least squares, which can do without.
      """
    case .outOfReach(let constraint, let target, let fixed):
      """
      \(constraint) is to be \(target). Its locked cells come to \(fixed), and it has no other cell that \
      could \(target > fixed ? "add" : "take away") the difference. Unlock a cell, correct the target, or \
      give a zero cell a value.
      """
    case .oneSided(let account, let receipts, let outlays):
      """
      Account \(account) receives \(receipts) and pays \(outlays), so it can balance only if all its cells \
      become zero. Record where the money \(outlays == 0 ? "goes" : "comes from"), or remove the account.
      """
    case .shortage(let rows, let columns, let rowsNeed, let columnsNeed):
      rowsNeed > columnsNeed
        ? """
        \(Self.list(rows, "row")) must add up to \(rowsNeed) and \(rows.count == 1 ? "has" : "have") cells \
        only in \(Self.list(columns, "column")), which must add up to \(columnsNeed). Correct one of these \
        totals, unlock a cell, or give a zero cell outside a value.
        """
        : """
        \(Self.list(columns, "column")) must add up to \(columnsNeed) and \(columns.count == 1 ? "has" : "have") \
        cells only in \(Self.list(rows, "row")), which must add up to \(rowsNeed). Correct one of these \
        totals, unlock a cell, or give a zero cell outside a value.
        """
    case .lockedImbalance(let accounts, let surplus):
      """
      Locked cells bring \(Self.list(accounts, "account")) \(surplus.magnitude) \
      \(surplus > 0 ? "more than they take from it, and no other cell can pass that on" : "less than they take from it, and no other cell can bring that in"). \
      Unlock one of these cells, or give a zero cell a value.
      """
    case .contradiction(let constraints):
      """
      These sums contradict each other: \(constraints.prefix(8).map(\.description).joined(separator: ", "))\
      \(constraints.count > 8 ? " and \(constraints.count - 8) more" : ""). No cells with the signs and \
      zeros of the matrix meet them all. Correct one of the targets, give it an error, or unlock a cell.
      """
    case .notConverged(let constraint, let target, let reached, let iterations):
      """
      No balanced matrix was found in \(iterations) iterations: \(constraint) stays at \(reached) instead of \
      \(target). Look at its cells, its target and the errors given.
      """
    }
  }

  /// `rows a, b`, shortened.
  private static func list(_ labels: [String], _ kind: String) -> String {
    if labels.isEmpty { return "no \(kind)" }
    let shown = labels.prefix(6).joined(separator: ", ")
    return
      "\(kind)\(labels.count == 1 ? "" : "s") \(shown)\(labels.count > 6 ? " and \(labels.count - 6) more" : "")"
  }
}
