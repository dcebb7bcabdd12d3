import SocialAccounting

extension SocialAccountingMatrix {
  /// The most accounts that are studied, so that a matrix fits in a quarter of a gigabyte.
  static let mostAccounts = 5_000

  /// Reads a matrix as ``MatrixFile`` does: rows receive, columns pay; an empty cell pays nothing.
  /// - Throws: ``AssessmentError/badInput(_:)`` for one that is not square or too large; as ``MatrixFile``.
  init(file path: String) throws {
    let table = try MatrixFile(path: path).matrix
    let (rows, accounts) = (table.rows, table.columns)
    guard accounts.count <= Self.mostAccounts else {
      throw AssessmentError.badInput(
        "\(path) has \(accounts.count) accounts; at most \(Self.mostAccounts) are studied. Aggregate it."
      )
    }
    let (onRows, onColumns) = (Set(rows), Set(accounts))
    guard onRows == onColumns else {
      let other =
        rows.first { !onColumns.contains($0) } ?? accounts.first { !onRows.contains($0) } ?? ""
      throw AssessmentError.badInput(
        """
        \(path) is no square matrix: it has \(rows.count) rows and \(accounts.count) columns, and \
        "\(other)" stands on one side only. A matrix has one row and one column for each account, without \
        totals; or give it as a list with the columns row, column and value.
        """)
    }
    try self.init(accounts: accounts)
    for (index, row) in rows.enumerated() {
      for (column, account) in accounts.enumerated() where table[index, column] != 0 {
        try pay(table[index, column], from: account, to: row)
      }
    }
  }
}
