/// A number that a sum of cells is to reach, and how well it is known.
public struct BalancingTarget: Sendable, Equatable {
  /// The number, in the unit of the matrix.
  public var value: Double
  /// Its standard error as a share of the number: 0 where it must be met exactly. Where the number
  /// itself is zero, as a share of the amounts that the prior adds up.
  public var error: Double

  /// Creates a target, exact unless an error is given.
  public init(_ value: Double, error: Double = 0) {
    self.value = value
    self.error = error
  }
}

/// A sum of cells that is known from elsewhere, such as gross domestic product or exports.
public struct BalancingAggregate: Sendable, Equatable {
  /// One cell of the sum and the number it is multiplied by.
  public struct Term: Sendable, Equatable {
    /// The cell's row.
    public var row: String
    /// The cell's column.
    public var column: String
    /// What the cell is multiplied by: −1 where it is subtracted.
    public var coefficient: Double

    /// Creates a term.
    public init(row: String, column: String, coefficient: Double = 1) {
      self.row = row
      self.column = column
      self.coefficient = coefficient
    }
  }

  /// What the sum is called in messages and reports.
  public var name: String
  /// The cells it adds up.
  public var terms: [Term]
  /// What they add up to.
  public var target: BalancingTarget

  /// Creates an aggregate from its terms.
  public init(name: String, terms: [Term], target: BalancingTarget) {
    self.name = name
    self.terms = terms
    self.target = target
  }
}

/// A matrix whose cells are to be adjusted as little as possible until sums of them are right.
///
/// The sums are row totals, column totals, the balance of every account of a SAM, and aggregates; each
/// is exact or known with an error. A cell has an error too, as a share of its value: the larger it is
/// beside those of other cells, the more of the adjustment the cell takes; a cell with the error 0 is
/// locked. Zero cells stay zero in every method.
public struct BalancingProblem: Sendable {
  /// The matrix as it is.
  public let prior: LabelledMatrix
  /// What each row adds up to; nil where nothing is known.
  public var rowTargets: [BalancingTarget?]
  /// What each column adds up to; nil where nothing is known.
  public var columnTargets: [BalancingTarget?]
  /// Whether every account's receipts equal its outlays: row and column of one name have one total.
  public var accountsBalance: Bool
  /// Further sums of cells.
  public var aggregates: [BalancingAggregate] = []
  /// The standard error of each cell, row after row, as a share of its value; all 1 when nil.
  public private(set) var errors: [Double]?

  /// A matrix with a total for every row and column.
  ///
  /// - Precondition: there is one total for each row and one for each column.
  public init(prior: LabelledMatrix, rowTotals: [Double], columnTotals: [Double]) {
    precondition(
      rowTotals.count == prior.rows.count && columnTotals.count == prior.columns.count,
      "one total for each row and column")
    self.prior = prior
    rowTargets = rowTotals.map { BalancingTarget($0) }
    columnTargets = columnTotals.map { BalancingTarget($0) }
    accountsBalance = false
  }

  /// A SAM in which every account is to receive what it pays, whatever that is.
  public init(_ matrix: SocialAccountingMatrix) {
    prior = matrix.payments
    rowTargets = Array(repeating: nil, count: prior.rows.count)
    columnTargets = rowTargets
    accountsBalance = true
  }

  /// The standard error of a cell as a share of its value; 0 where it is locked.
  public func error(row: Int, column: Int) -> Double {
    errors?[row * prior.columns.count + column] ?? 1
  }

  /// Says how well a cell is known.
  ///
  /// - Parameter error: The standard error as a share of the cell's value; 0 locks the cell.
  /// - Precondition: the error is finite and not negative.
  public mutating func setError(_ error: Double, row: Int, column: Int) {
    precondition(error >= 0 && error.isFinite, "a standard error is a number of zero or more")
    if errors == nil { errors = Array(repeating: 1, count: prior.values.count) }
    errors?[row * prior.columns.count + column] = error
  }

  /// Keeps a cell as it is.
  /// - Throws: ``SocialAccountingError/unknownLabel(_:among:)``.
  public mutating func lock(row: String, column: String) throws(SocialAccountingError) {
    setError(0, row: try prior.rowPosition(row), column: try prior.columnPosition(column))
  }

  /// Says how well the cells of a row and column are known, by name.
  /// - Throws: ``SocialAccountingError/unknownLabel(_:among:)``.
  public mutating func setError(
    _ error: Double, row: String, column: String
  ) throws(SocialAccountingError) {
    setError(error, row: try prior.rowPosition(row), column: try prior.columnPosition(column))
  }
}
