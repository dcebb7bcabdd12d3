import LinearAlgebra

/// The open Leontief model `x = A x + f` of any accounts, factored once for every question.
///
/// `A[i, j]` is what one unit of `j` buys of `i`. A dense table is factored as `I − A = L U`; a sparse
/// one by sparse LU where that stays cheap, and otherwise solved round by round (Gauss-Seidel), which
/// converges for every productive table. No inverse is formed unless ``inverse()`` asks for it.
/// Use one model from one thread at a time.
///
/// - SeeAlso: Miller and Blair (2009), *Input-Output Analysis*, 2nd ed., ch. 2.
public final class LeontiefModel {
  /// The accounts or sectors, in order.
  public let accounts: [String]
  /// Inputs per unit, `A`.
  public let coefficients: CoefficientMatrix
  private let solver: any RequirementSolver
  private let positions: [String: Int]

  /// Factors the model and makes sure that it is productive.
  ///
  /// A table without negative coefficients is productive exactly when every total output that a unit
  /// of final demand needs, `1′ (I − A)⁻¹`, is positive; that is what is tested.
  ///
  /// - Throws: ``InputOutputError`` for names that repeat, numbers that are not finite, and tables in
  ///   which a unit cannot be produced (Hawkins and Simon 1949).
  public init(
    accounts: [String], coefficients: CoefficientMatrix
  ) throws(InputOutputError) {
    guard coefficients.rows == accounts.count, coefficients.columns == accounts.count else {
      throw .wrongLength(
        what: "coefficients", found: coefficients.columns, expected: accounts.count)
    }
    var positions: [String: Int] = [:]
    for (position, account) in accounts.enumerated()
    where positions.updateValue(position, forKey: account) != nil {
      throw .repeatedAccount(account)
    }
    if let cell = coefficients.notFinite {
      throw .notFinite(row: accounts[cell.row], column: accounts[cell.column])
    }
    self.accounts = accounts
    self.coefficients = coefficients
    self.positions = positions
    let columnSums = coefficients.columnSums
    guard let solver = try LeontiefModel.solver(coefficients) else {
      let closed = accounts.indices.filter { columnSums[$0] >= 1 - 1e-12 }
      throw .closed(
        accounts: (closed.isEmpty ? Array(accounts.indices) : closed).map { accounts[$0] })
    }
    self.solver = solver
    try checkProductive(columnSums)
  }

  /// The position of an account.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func position(of account: String) throws(InputOutputError) -> Int {
    guard let position = positions[account] else {
      throw .unknownAccount(account, among: accounts)
    }
    return position
  }

  /// The output that meets a final demand, `x = (I − A)⁻¹ f`.
  public func outputs(meeting demand: [Double]) throws(InputOutputError) -> [Double] {
    try check(demand, "final demand")
    return try solver.solve(demand)
  }

  /// What a unit of final demand of every account needs in all, `m′ = s′ (I − A)⁻¹`, where `s` is what
  /// a unit of output needs directly: jobs, emissions, value added, imports; or, of primary costs, the
  /// prices that cover them (the Leontief price model `p′ = v′ (I − A)⁻¹`).
  public func requirements(of intensities: [Double]) throws(InputOutputError) -> [Double] {
    try check(intensities, "intensities")
    return try solver.solveTransposed(intensities)
  }

  /// The same for many kinds of intensities at once, one column each.
  public func requirements(of intensities: DenseMatrix) throws(InputOutputError) -> DenseMatrix {
    guard intensities.rows == accounts.count else {
      throw .wrongLength(
        what: "intensities", found: intensities.rows, expected: accounts.count)
    }
    return try solver.solveTransposed(intensities)
  }

  /// The column of `(I − A)⁻¹` of one account: all outputs that a unit of its final demand needs.
  public func column(_ account: Int) throws(InputOutputError) -> [Double] {
    var unit = [Double](repeating: 0, count: accounts.count)
    unit[account] = 1
    return try solver.solve(unit)
  }

  /// The row of `(I − A)⁻¹` of one account: its output for a unit of every final demand.
  public func row(_ account: Int) throws(InputOutputError) -> [Double] {
    var unit = [Double](repeating: 0, count: accounts.count)
    unit[account] = 1
    return try solver.solveTransposed(unit)
  }

  /// `(I − A)⁻¹` in full: for small tables, and to compare with what others publish.
  public func inverse() throws(InputOutputError) -> DenseMatrix {
    try solver.solve(DenseMatrix.identity(accounts.count))
  }

  private func check(_ values: [Double], _ what: String) throws(InputOutputError) {
    guard values.count == accounts.count else {
      throw .wrongLength(what: what, found: values.count, expected: accounts.count)
    }
  }

  private func checkProductive(_ columnSums: [Double]) throws(InputOutputError) {
    guard coefficients.isNonNegative else { return }
    let totals = try requirements(of: [Double](repeating: 1, count: accounts.count))
    // Far beyond what can be told from a table through which nothing leaks.
    let beyond = 1e12
    guard let worst = totals.firstIndex(where: { !($0 > 0.999_999 && $0 < beyond) }) else { return }
    let reported = columnSums.indices.max { columnSums[$0] < columnSums[$1] } ?? worst
    let named = columnSums[reported] > 1 ? reported : worst
    throw .notProductive(
      account: accounts[named], columnSum: columnSums[named], multiplier: totals[named])
  }

  private static func solver(
    _ coefficients: CoefficientMatrix
  ) throws(InputOutputError) -> (any RequirementSolver)? {
    switch coefficients {
    case .dense(let matrix): DenseRequirements(matrix)
    case .sparse(let matrix): try sparseRequirements(matrix)
    }
  }
}
