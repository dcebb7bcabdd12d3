import Quantities

/// What can be wrong with a table that multipliers are asked of.
public enum InputOutputError: Error, Equatable, CustomStringConvertible {
  /// A list has another length than the accounts.
  case wrongLength(what: String, found: Int, expected: Int)
  /// An account that the table does not have.
  case unknownAccount(String, among: [String])
  /// One account is named twice.
  case repeatedAccount(String)
  /// A cell is not a finite number.
  case notFinite(row: String, column: String)
  /// A sector or account buys inputs but has no output.
  case zeroOutput(account: String, inputs: Double)
  /// A sector or account neither receives nor pays.
  case idleAccount(String)
  /// A sector or account has a negative output.
  case negativeOutput(account: String, value: Double)
  /// What a sector sells is not what it costs.
  case unbalanced(account: String, sales: Double, costs: Double)
  /// A unit of output needs, directly and indirectly, more than can be produced (Hawkins and Simon).
  case notProductive(account: String, columnSum: Double, multiplier: Double)
  /// Nothing that enters these accounts ever leaves them.
  case closed(accounts: [String])
  /// Households would spend all, or more than, the income that their spending creates.
  case householdsNeverSave(incomeReturned: Double)
  /// No account is left outside for injections to come from.
  case nothingExogenous
  /// Solving by rounds does not come to an end.
  case didNotConverge(rounds: Int, change: Double)
  /// A model that needs as many products as industries was asked of other tables.
  case notSquare(model: String, products: Int, industries: Int)
  /// The make table cannot be inverted.
  case singularMake(industry: String)
  /// A product that is used but not made, or an industry that uses but makes nothing.
  case nothingMade(kind: String, label: String, used: Double)
  /// More is imported of a product than the users who may import it use.
  case importsExceedUse(product: String, imports: Double, use: Double)
  /// There are more paths than can be followed.
  case tooManyPaths(limit: Int, minimum: Double)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .wrongLength(let what, let found, let expected):
      "\(what): there are \(found) values for \(expected) accounts. Give one for each."
    case .unknownAccount(let name, let known):
      "There is no account \"\(name)\": \(NearestName.hint(for: name, among: known))"
    case .repeatedAccount(let name):
      "The account \"\(name)\" is named twice. Name it once."
    case .notFinite(let row, let column):
      """
      What \(column) pays to \(row) is not a finite number, so nothing can be computed from this \
      table. Correct that cell.
      """
    case .zeroOutput(let account, let inputs):
      """
      \(account) has no output, and yet pays \(inputs) for inputs, so its inputs per unit of output \
      have no value. Record its output, or move its inputs to the account that uses them.
      """
    case .idleAccount(let account):
      """
      \(account) neither receives nor pays anything, so it has no coefficients. Leave it out of the \
      accounts that are asked for.
      """
    case .negativeOutput(let account, let value):
      """
      The total of \(account) is \(value), and coefficients need a positive total. Make the account \
      exogenous, or record its negative payments as payments the other way.
      """
    case .unbalanced(let account, let sales, let costs):
      """
      \(account) sells \(sales) and costs \(costs). Balance the table before its multipliers are asked \
      for.
      """
    case .notProductive(let account, let columnSum, let multiplier):
      """
      The table is not productive (the Hawkins-Simon condition fails): one unit of \(account), whose \
      inputs per unit add up to \(columnSum), would need a total output of \(multiplier). \
      \(columnSum >= 1 ? "Its inputs cost more than its output is worth: check its column." : "Check the accounts it buys from; or make an account through which payments leave exogenous.")
      """
    case .closed(let accounts):
      """
      Nothing that enters \(InputOutputError.list(accounts)) ever leaves, so an injection would never \
      end. Make at least one account to which they pay exogenous.
      """
    case .householdsNeverSave(let returned):
      """
      Of one unit of household income \(returned) returns as household income through consumption, so \
      type II multipliers have no end. Consumption must be divided by the whole income of households, \
      and must leave some saving, taxes or imports.
      """
    case .nothingExogenous:
      """
      All accounts are endogenous, so there is none that an injection can come from. Leave out at \
      least one: usually government, saving and investment, and the rest of the world.
      """
    case .didNotConverge(let rounds, let change):
      """
      After \(rounds) rounds outputs still change by \(change) of the largest, so the table is not \
      productive or very nearly so. Check accounts whose column sums reach 1.
      """
    case .notSquare(let model, let products, let industries):
      """
      \(model) needs as many products as industries, and there are \(products) and \(industries). \
      Aggregate the products to the industries' classification, or use model B or D.
      """
    case .singularMake(let industry):
      """
      The make table cannot be inverted: what \(industry) makes is a combination of what other \
      industries make. Aggregate it with one of them, or use model B or D.
      """
    case .nothingMade(let kind, let label, let used):
      """
      The \(kind) \(label) has inputs or uses of \(used) and no output. Record its output, or move \
      what is recorded under it.
      """
    case .importsExceedUse(let product, let imports, let use):
      """
      Imports of \(product) are \(imports) and its use, without the users who do not import, is \
      \(use). Allow those users (re-exports) or correct the imports.
      """
    case .tooManyPaths(let limit, let minimum):
      """
      More than \(limit) paths have a direct influence of at least \(minimum). Ask for fewer arcs, or \
      for a larger smallest influence.
      """
    }
  }

  static func list(_ names: [String]) -> String {
    names.count <= 4
      ? names.joined(separator: ", ")
      : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
  }
}
