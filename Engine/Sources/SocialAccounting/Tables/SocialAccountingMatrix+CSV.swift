import Quantities

extension SocialAccountingMatrix {
  /// The payments as long text, `row,column,value`, without zeros; rows and columns in order.
  public var csv: String {
    var text = CSVWriter.line(["row", "column", "value"])
    for row in accounts.indices {
      for column in accounts.indices where payments[row, column] != 0 {
        text += CSVWriter.line([
          accounts[row], accounts[column], CSVWriter.number(payments[row, column]),
        ])
      }
    }
    return text
  }

  /// Reads payments from long text with columns `row`, `column` and `value`.
  ///
  /// - Parameter accounts: The accounts and their order; without it, in order of first appearance.
  /// - Throws: ``CSVError`` for text that is no such table, ``SocialAccountingError`` for an unknown
  ///   account or a payment recorded twice.
  public init(csv table: CSVTable, accounts: [String]? = nil) throws {
    let row = try table.column("row")
    let column = try table.column("column")
    let value = try table.column("value")
    var order: [String] = []
    var seen: Set<String> = []
    for fields in table.rows {
      for account in [fields[row], fields[column]] where seen.insert(account).inserted {
        order.append(account)
      }
    }
    try self.init(accounts: accounts ?? order)
    var recorded: Set<[String]> = []
    for (index, fields) in table.rows.enumerated() {
      guard recorded.insert([fields[row], fields[column]]).inserted else {
        throw SocialAccountingError.repeatedPayment(
          source: table.source, line: table.lines[index], row: fields[row], column: fields[column])
      }
      try pay(
        try table.number(row: index, column: value), from: fields[column], to: fields[row])
    }
  }
}
