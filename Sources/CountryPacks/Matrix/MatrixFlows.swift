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
  /// Taxes on products that activities pay are taxes on what they make, whose basic value is less by them.
  /// Imported inputs that products pay are purchases, and output, of those who make the product. Margins that
  /// activities pay are purchases of the products that give margins out.
  ///
  /// - Parameters:
  ///   - industries: The industries and their order.
  ///   - finals: The final users and their order.
  /// - Throws: ``MatrixError`` when nobody makes a product, or an industry pays nothing for work.
  init(_ matrix: SourceMatrix, industries: [String], finals: [String]) throws {
    let payments = matrix.payments
    func element(_ account: Int) -> String { matrix.elements[account] }
    make = try LabelledMatrix(rows: industries, columns: industries)
    use = try LabelledMatrix(rows: industries, columns: industries + finals)
    productTax = try LabelledMatrix(
      rows: industries, columns: Set(matrix.accounts(.productTax).map(element)).sorted())
    let none = industries.map { _ in 0.0 }
    (labour, capital, activityTax) = (none, none, none)
    (imports, duty, marginPaid, marginSupply) = (none, none, none, none)
    var marginOfActivity = none
    // What products pay for imports, by product, and what activities pay of taxes on products, by kind.
    var importedInputs = try LabelledMatrix(rows: industries, columns: industries)
    var taxOfActivity = try LabelledMatrix(rows: industries, columns: productTax.columns)
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
        case (.activity, .commodity), (.activity, .imports):
          try use.add(value, row: element(row), column: element(column))
        case (.activity, .productTax):
          try taxOfActivity.add(value, row: element(column), column: element(row))
        case (.activity, let payee):
          let industry = try make.columnPosition(element(column))
          switch payee {
          case .labour: labour[industry] += value
          case .capital: capital[industry] += value
          case .activityTax: activityTax[industry] += value
          default: marginOfActivity[industry] += value
          }
        case (.commodity, .imports):
          try importedInputs.add(value, row: element(row), column: element(column))
        case (.commodity, let payee), (.imports, let payee):
          let product = try make.rowPosition(element(column))
          switch payee {
          case .restOfWorld: imports[product] += value
          case .importTax: duty[product] += value
          case .margin: marginPaid[product] += value
          default: try productTax.add(value, row: element(column), column: element(row))
          }
        case (.margin, .commodity):
          marginSupply[try make.rowPosition(element(row))] += value
        case (let payer, .commodity), (let payer, .imports):
          if let user = users[payer] { try use.add(value, row: element(row), column: user) }
        default: break  // Between institutions.
        }
      }
    }
    giveImportedInputs(importedInputs)
    takeTaxes(taxOfActivity)
    buyMargins(marginOfActivity)
    try check(industries)
  }

  /// Imported inputs of a product go to those who make it, by what they make of it.
  private mutating func giveImportedInputs(_ inputs: LabelledMatrix) {
    let shares = makers
    for product in inputs.columns.indices {
      let paid = inputs.columnTotal(product)
      guard paid != 0 else { continue }
      for industry in inputs.columns.indices {
        let share = shares[product, industry]
        make[product, industry] += paid * share
        for row in inputs.rows.indices { use[row, industry] += inputs[row, product] * share }
      }
    }
  }

  /// Taxes on products that activities pay are moved to the products, by what the activity makes.
  private mutating func takeTaxes(_ taxes: LabelledMatrix) {
    let made = make
    for industry in taxes.rows.indices {
      let output = made.columnTotal(industry)
      for kind in taxes.columns.indices where taxes[industry, kind] != 0 {
        for product in made.rows.indices where made[product, industry] != 0 {
          let part = taxes[industry, kind] * made[product, industry] / output
          make[product, industry] -= part
          productTax[product, kind] += part
        }
      }
    }
  }

  /// Margins on an activity's purchases: the services themselves, in the mix of all margins.
  private mutating func buyMargins(_ paid: [Double]) {
    let bought = paid.reduce(0, +)
    guard bought != 0 else { return }
    let supplied = marginSupply
    let given = supplied.reduce(0, +)
    // Where nobody else pays margins, rounding leaves none.
    let isOutright = marginPaid.reduce(0, +) == 0
    for product in supplied.indices {
      for (industry, value) in paid.enumerated() {
        use[product, industry] += value * supplied[product] / given
      }
      marginSupply[product] = isOutright ? 0 : supplied[product] * (1 - bought / given)
    }
  }

  /// The part of each industry in the making of each product.
  private var makers: LabelledMatrix {
    var shares = make
    for product in make.rows.indices {
      let output = make.rowTotal(product)
      for industry in make.columns.indices {
        shares[product, industry] = output == 0 ? 0 : make[product, industry] / output
      }
    }
    return shares
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
