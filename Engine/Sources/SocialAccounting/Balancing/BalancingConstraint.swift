/// A sum of cells that balancing is to get right.
public enum BalancingConstraint: Sendable, Hashable, CustomStringConvertible {
  /// The total of a row.
  case row(String)
  /// The total of a column.
  case column(String)
  /// Receipts less outlays of an account.
  case account(String)
  /// A sum with a name of its own.
  case aggregate(String)

  /// Its kind: `row`, `column`, `account` or `aggregate`.
  public var kind: String {
    switch self {
    case .row: "row"
    case .column: "column"
    case .account: "account"
    case .aggregate: "aggregate"
    }
  }

  /// The name of the row, column, account or aggregate.
  public var label: String {
    switch self {
    case .row(let label), .column(let label), .account(let label), .aggregate(let label): label
    }
  }

  /// Kind and name.
  public var description: String { "\(kind) \(label)" }
}
