import SocialAccounting

/// Splits every use into home product, import, duty, taxes and margin where a matrix knows these by
/// product only.
///
/// Exports are home product and margin at the product's one rate, without tax. Changes in stocks are home
/// product and import at one rate, with neither tax nor margin. All other uses of a product have one
/// composition, since nothing tells them apart: what supply leaves.
struct MatrixUses {
  let flows: MatrixFlows
  let margin: String

  /// The accounts by industry.
  ///
  /// - Parameter valueAdded: Payments by ``ValueAddedItem`` and industry.
  /// - Throws: ``MatrixError/industry(code:problem:)`` when more is exported than is made.
  func accounts(valueAdded: LabelledMatrix) throws -> SupplyUseAccounts {
    let use = flows.use
    let empty = try LabelledMatrix(rows: use.rows, columns: use.columns)
    var (domestic, imports, duty, taxes) = (empty, empty, empty, empty)
    var margins = empty
    let (exports, stocks) = (
      try use.columnPosition("exports"), try use.columnPosition("stocks")
    )
    let hasMargin = flows.marginSupply.contains { $0 != 0 }
    for product in use.rows.indices {
      let made = flows.make.rowTotal(product) - flows.marginSupply[product]
      let basic = made + flows.imports[product] + flows.duty[product]
      let exported = use[product, exports]
      let rate = flows.marginPaid[product] / (basic + flows.marginPaid[product])
      margins[product, exports] = exported * rate
      domestic[product, exports] = exported - margins[product, exports]
      let home = made - domestic[product, exports]
      guard home >= 0 else {
        throw MatrixError.industry(
          code: use.rows[product],
          problem:
            "exports \(domestic[product, exports]) at basic prices of the \(made) that it makes and does not give out as margin. Join its product with another in the classification."
        )
      }
      // Products as they are supplied at home, of which stocks take or give some.
      let stored = use[product, stocks] / (home + flows.imports[product] + flows.duty[product])
      domestic[product, stocks] = home * stored
      imports[product, stocks] = flows.imports[product] * stored
      duty[product, stocks] = flows.duty[product] * stored
      let users = use.columns.indices.filter {
        $0 != exports && $0 != stocks && use[product, $0] != 0
      }
      guard stored < 1 else {
        throw MatrixError.industry(
          code: use.rows[product],
          problem:
            "puts \(use[product, stocks]) into stocks, which is more than is supplied at home. Correct the matrix."
        )
      }
      let bought = users.reduce(0) { $0 + use[product, $1] }
      guard bought > 0 else {
        throw MatrixError.industry(
          code: use.rows[product],
          problem:
            "has a product that home users buy \(bought) of in all. Join it with another in the classification."
        )
      }
      let tax = flows.productTax.rowTotal(product)
      for user in users {
        let share = use[product, user] / bought
        domestic[product, user] = (home - domestic[product, stocks]) * share
        imports[product, user] = (flows.imports[product] - imports[product, stocks]) * share
        duty[product, user] = (flows.duty[product] - duty[product, stocks]) * share
        taxes[product, user] = tax * share
        margins[product, user] =
          (flows.marginPaid[product] - margins[product, exports]) * share
      }
    }
    var marginSupply = try LabelledMatrix(rows: hasMargin ? [margin] : [], columns: use.rows)
    if hasMargin {
      for product in use.rows.indices { marginSupply[0, product] = flows.marginSupply[product] }
    }
    return SupplyUseAccounts(
      make: flows.make, use: use, domestic: domestic, imports: imports, duty: duty, taxes: taxes,
      margins: hasMargin ? [margins] : [], marginSupply: marginSupply,
      taxesByKind: flows.productTax, valueAdded: valueAdded)
  }
}
