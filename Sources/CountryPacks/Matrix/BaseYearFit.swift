import SocialAccounting

/// Moves the flows of a matrix to a later year by fitting them to its published totals.
///
/// What is known of the base year is its gross domestic product by expenditure and, by group of
/// industries, how value added has grown. From that:
///
/// - taxes on products keep their part in gross domestic product, or a stated multiple of it, each in
///   proportion to itself;
/// - value added grows with its group, all scaled by one factor so that with taxes it is the published
///   product; an industry keeps its ratio of value added to output, its mix of payments and of products;
/// - imports and duty grow alike to the published imports;
/// - what a product gives out as margin grows with its output, margins paid with supply;
/// - final demand has the published totals, changes in stocks their part of gross domestic product.
///
/// Supply of every product and purchases of every user are then given, and GRAS scales the matrix's use to
/// both: zeros stay zero and signs stay.
struct BaseYearFit: Sendable {
  /// The flows of the base year.
  let flows: MatrixFlows
  /// How many sweeps the fit took.
  let sweeps: Int
  /// The factor that brought value added, grown by group, to the published total.
  let valueAddedScale: Double

  /// The largest gap of the fit, as a share of the largest total.
  static let tolerance = 1e-13

  /// Fits the flows.
  ///
  /// - Parameter growth: Growth of value added of each industry since the matrix's year.
  /// - Throws: ``MatrixError/totals(_:)`` or `BalancingError` when the totals rule each other out.
  init(_ old: MatrixFlows, growth: [Double], totals: BaseYearTotals) throws {
    var new = old
    let industries = old.make.columns.indices
    let ratio = totals.gdp / old.gdp
    let importRatio = totals.imports / old.imports.reduce(0, +)
    new.imports = old.imports.map { $0 * importRatio }
    new.duty = old.duty.map { $0 * importRatio * totals.taxScale }
    let taxes = (old.duty.reduce(0, +) + old.productTax.total) * ratio * totals.taxScale
    let taxRatio =
      old.productTax.total == 0 ? 0 : (taxes - new.duty.reduce(0, +)) / old.productTax.total
    for row in new.productTax.rows.indices {
      for column in new.productTax.columns.indices { new.productTax[row, column] *= taxRatio }
    }
    let grown = industries.reduce(0) { $0 + old.valueAdded($1) * growth[$1] }
    let scale = (totals.gdp - new.duty.reduce(0, +) - new.productTax.total) / grown
    let factors = growth.map { $0 * scale }
    for industry in industries {
      new.labour[industry] *= factors[industry]
      new.capital[industry] *= factors[industry]
      new.activityTax[industry] *= factors[industry]
      for product in old.make.rows.indices { new.make[product, industry] *= factors[industry] }
    }
    let products = old.make.rows.indices
    let moved = new
    let outputRatio = products.map { moved.make.rowTotal($0) / old.make.rowTotal($0) }
    new.marginSupply = products.map { old.marginSupply[$0] * outputRatio[$0] }
    let paid = products.map { product in
      let before = old.make.rowTotal(product) + old.imports[product]
      return before == 0
        ? 0
        : old.marginPaid[product] * (moved.make.rowTotal(product) + moved.imports[product]) / before
    }
    let paidSum = paid.reduce(0, +)
    let supplied = new.marginSupply.reduce(0, +)
    new.marginPaid = paid.map { paidSum == 0 ? 0 : $0 * supplied / paidSum }
    let rows = products.map { new.supply($0) }
    let columns = try BaseYearFit.purchases(old: old, new: new, totals: totals, supply: rows)
    for (row, total) in rows.enumerated() where total <= 0 {
      throw MatrixError.industry(
        code: old.make.rows[row],
        problem: "supplies \(total) at purchasers' prices in the base year. Correct the totals.")
    }
    let fitted = try old.use.balancedByGRAS(
      rowTotals: rows, columnTotals: columns, tolerance: BaseYearFit.tolerance)
    new.use = fitted.matrix
    flows = new
    sweeps = fitted.sweeps
    valueAddedScale = scale
  }

  /// What every user spends: industries what output leaves after value added, final users the published
  /// totals. Households take what the rounding of the sums leaves.
  private static func purchases(
    old: MatrixFlows, new: MatrixFlows, totals: BaseYearTotals, supply: [Double]
  ) throws -> [Double] {
    let stocks = try old.final("stocks") / old.gdp * totals.gdp
    let government = totals.governmentShareOfConsumption * totals.consumption
    let given = [
      "government": government, "investment": totals.capitalFormation - stocks,
      "stocks": stocks, "exports": totals.exports,
    ]
    var spent: [Double] = []
    var household: Int?
    for (column, user) in new.use.columns.enumerated() {
      if column < new.make.columns.count {
        spent.append(new.make.columnTotal(column) - new.valueAdded(column))
      } else if user == "household" {
        household = column
        spent.append(0)
      } else {
        spent.append(given[user] ?? 0)
      }
    }
    if let household { spent[household] = supply.reduce(0, +) - spent.reduce(0, +) }
    return spent
  }
}
