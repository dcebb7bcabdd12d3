import SocialAccounting

/// Supply and use read out of a social accounting matrix, by the industries of a pack and a product of
/// each. Money in millions.
///
/// For every product, output, imports, duty, taxes and margins less what it gives out as margin are what
/// is used of it; for every industry, purchases and value added are output.
struct MatrixFlows: Sendable {
  /// Output by product and industry, basic prices.
  var make: LabelledMatrix
  /// Use by product and user, purchasers' prices; users are the industries, then final users.
  var use: LabelledMatrix
  /// Work and property by industry, and taxes less subsidies on production.
  var labour, capital, activityTax: [Double]
  /// Imports at the border, duty and margins paid, by product.
  var imports, duty, marginPaid: [Double]
  /// What each product gives out as margin.
  var marginSupply: [Double]
  /// Taxes less subsidies by product and kind.
  var productTax: LabelledMatrix

  /// What is supplied of a product at purchasers' prices.
  func supply(_ product: Int) -> Double {
    make.rowTotal(product) + imports[product] + duty[product] + productTax.rowTotal(product)
      + marginPaid[product] - marginSupply[product]
  }

  /// Value added of an industry at basic prices.
  func valueAdded(_ industry: Int) -> Double {
    labour[industry] + capital[industry] + activityTax[industry]
  }

  /// Gross domestic product at market prices: value added and taxes on products.
  var gdp: Double {
    labour.indices.reduce(0) { $0 + valueAdded($1) } + duty.reduce(0, +) + productTax.total
  }

  /// A final user's purchases.
  func final(_ user: String) throws(SocialAccountingError) -> Double {
    use.columnTotal(try use.columnPosition(user))
  }

  /// Reads the flows of a matrix.
  ///
  /// Margins that an activity pays are purchases of the products that give them out.
  ///
  /// - Parameters:
  ///   - industries: The industries and their order.
  ///   - finals: The final users and their order.
  /// - Throws: ``MatrixError`` when nobody makes a product, or an industry has no value added.
  init(_ matrix: SourceMatrix, industries: [String], finals: [String]) throws {
    let payments = matrix.payments
    func element(_ account: Int) -> String { matrix.elements[account] }
    var make = try LabelledMatrix(rows: industries, columns: industries)
    var use = try LabelledMatrix(rows: industries, columns: industries + finals)
    let kinds = Set(matrix.accounts(.productTax).map(element)).sorted()
    var productTax = try LabelledMatrix(rows: industries, columns: kinds)
    let none = industries.map { _ in 0.0 }
    var sums = Sums(labour: none, capital: none, activityTax: none, imports: none, duty: none,
      marginPaid: none, marginSupply: none)
    var marginOfActivity = none
    let users: [MatrixRole: String] = [
      .household: "household", .government: "government", .savingInvestment: "investment",
      .stocks: "stocks", .restOfWorld: "exports",
    ]
    for column in matrix.roles.indices {
      for row in matrix.roles.indices where payments[row, column] != 0 {
        let value = payments[row, column]
        switch (matrix.roles[column], matrix.roles[row]) {
        case (.commodity, .activity):
          try make.add(value, row: element(column), column: element(row))
        case (.activity, .commodity):
          try use.add(value, row: element(row), column: element(column))
        case (.activity, let payee):
          let industry = try make.columnPosition(element(column))
          switch payee {
          case .labour: sums.labour[industry] += value
          case .capital: sums.capital[industry] += value
          case .activityTax: sums.activityTax[industry] += value
          default: marginOfActivity[industry] += value
          }
        case (.commodity, let payee):
          let product = try make.rowPosition(element(column))
          switch payee {
          case .restOfWorld: sums.imports[product] += value
          case .importTax: sums.duty[product] += value
          case .margin: sums.marginPaid[product] += value
          case .productTax: try productTax.add(value, row: element(column), column: element(row))
          default: break  // The imports of a product, which are its own.
          }
        case (.margin, .commodity):
          sums.marginSupply[try make.rowPosition(element(row))] += value
        case (let payer, .commodity):
          if let user = users[payer] { try use.add(value, row: element(row), column: user) }
        default: break  // Between institutions.
        }
      }
    }
    // Margins on an activity's purchases: the services themselves, in the mix of all margins.
    let given = sums.marginSupply.reduce(0, +)
    let bought = marginOfActivity.reduce(0, +)
    if bought != 0 {
      for (product, supplied) in sums.marginSupply.enumerated() {
        for (industry, paid) in marginOfActivity.enumerated() {
          use[product, industry] += paid * supplied / given
        }
        sums.marginSupply[product] -= bought * supplied / given
      }
    }
    self.make = make
    self.use = use
    self.productTax = productTax
    labour = sums.labour
    capital = sums.capital
    activityTax = sums.activityTax
    imports = sums.imports
    duty = sums.duty
    marginPaid = sums.marginPaid
    // What rounding leaves of margins that are all bought outright.
    let isOutright = sums.marginPaid.reduce(0, +) == 0
    marginSupply = isOutright ? none : sums.marginSupply
    try check(industries)
  }

  private struct Sums {
    var labour, capital, activityTax, imports, duty, marginPaid, marginSupply: [Double]
  }

  private func check(_ industries: [String]) throws(MatrixError) {
    for (position, code) in industries.enumerated() {
      guard make.rowTotal(position) > 0 else {
        throw .industry(
          code: code,
          problem:
            "has no product that anybody makes: no activity is paid by a commodity of this element. Join it with another in the classification."
        )
      }
      guard make.columnTotal(position) > 0, labour[position] > 0 else {
        throw .industry(
          code: code,
          problem:
            "makes \(make.columnTotal(position)) and pays \(labour[position]) for work; both must be above zero. Join it with another in the classification."
        )
      }
    }
  }
}
