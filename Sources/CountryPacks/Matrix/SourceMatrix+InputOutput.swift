import Quantities
import SocialAccounting

extension SourceMatrix {
  /// Lays a symmetric input-output table out as a matrix of accounts.
  ///
  /// The table has a product for each industry, in one order, domestic and imported uses together, values at
  /// basic prices, and taxes on products by buyer. Taxes on what an industry buys stand among its taxes on
  /// production, since no product is named; those on what a final user buys are shared out over the products
  /// by value. The table knows no institutions: households receive all income and pay no tax, and
  /// what each institution does not spend is saving. A recipe must say with scalars what it wants instead.
  ///
  /// - Throws: ``MatrixError`` when the table does not balance, `CSVError` or ``PackError``.
  init(
    inputOutput table: MatrixRecipe.InputOutput, recipe: MatrixRecipe, folder: RawFolder,
    industries: [String]
  )
    throws
  {
    let unit = recipe.millionsPerUnit
    let flows = try folder.table(recipe.file)
    let added = try folder.table(table.valueAdded)
    func row(_ name: String, of table: CSVTable) throws -> Int {
      guard let row = table.rows.firstIndex(where: { $0[0] == name }) else {
        throw PackError.missing(what: "row \(name)", table: table.source)
      }
      return row
    }
    func value(_ row: Int, _ column: String, of table: CSVTable) throws -> Double {
      let position = try table.column(column)
      return table.rows[row][position].isEmpty
        ? 0 : unit * (try table.number(row: row, column: position))
    }
    let activities = industries.map { "a:\($0)" }
    let products = industries.map { "c:\($0)" }
    let others: [(String, MatrixRole)] = [
      ("work", .labour), ("property", .capital), ("households", .household),
      ("government", .government), ("taxes on production", .activityTax),
      ("taxes on products", .productTax), ("saving", .savingInvestment), ("stocks", .stocks),
      ("rest of the world", .restOfWorld),
    ]
    let names = activities + products + others.map(\.0)
    var payments = try LabelledMatrix(rows: names, columns: names)
    let rows = try industries.map { code in
      try row(table.productPrefix + code.dropFirst(table.industryPrefix.count), of: flows)
    }
    let taxRows = try table.taxRows.map { try row($0, of: flows) }
    for (industry, column) in industries.enumerated() {
      let account = activities[industry]
      for (product, line) in rows.enumerated() {
        try payments.add(
          value(line, column, of: flows), row: products[product], column: account)
      }
      for line in taxRows {
        try payments.add(
          value(line, column, of: flows), row: "taxes on production", column: account)
      }
      for (name, line) in [
        ("work", table.labour), ("property", table.surplus),
        ("taxes on production", table.otherTaxes),
      ] {
        try payments.add(
          value(row(line, of: added), column, of: added), row: name, column: account)
      }
    }
    let users = [
      "households": table.household, "government": table.government, "saving": table.investment,
      "stocks": table.stocks, "rest of the world": table.exports,
    ]
    for (user, finals) in users.sorted(by: { $0.key < $1.key }) {
      for final in finals {
        let bought = try rows.map { try value($0, final, of: flows) }
        let sum = bought.reduce(0, +)
        let tax = try taxRows.reduce(0) { $0 + (try value($1, final, of: flows)) }
        for (product, spent) in bought.enumerated() {
          let share = sum == 0 ? 0 : tax * spent / sum
          try payments.add(spent + share, row: products[product], column: user)
          try payments.add(share, row: "taxes on products", column: products[product])
        }
      }
    }
    for (product, line) in rows.enumerated() {
      try payments.add(
        -(try value(line, table.imports, of: flows)), row: "rest of the world",
        column: products[product])
      // What is left is made at home: the printed output but for the rounding of the table.
      let position = try payments.columnPosition(products[product])
      let made =
        payments.rowTotal(try payments.rowPosition(products[product]))
        - payments.columnTotal(position)
      let cost = payments.columnTotal(try payments.columnPosition(activities[product]))
      guard (made - cost).magnitude <= recipe.tolerance * max(made.magnitude, cost.magnitude) else {
        throw MatrixError.unbalanced(
          account: industries[product], file: recipe.file, receipts: made, outlays: cost,
          tolerance: recipe.tolerance)
      }
      try payments.add(made, row: activities[product], column: products[product])
      try payments.add(made - cost, row: "property", column: activities[product])
    }
    func pass(_ payer: String, _ payee: String) throws {
      let (row, column) = (try payments.rowPosition(payer), try payments.columnPosition(payer))
      try payments.add(
        payments.rowTotal(row) - payments.columnTotal(column), row: payee, column: payer)
    }
    for (payer, payee) in [
      ("work", "households"), ("property", "households"), ("taxes on production", "government"),
      ("taxes on products", "government"), ("households", "saving"), ("government", "saving"),
      ("rest of the world", "saving"), ("saving", "stocks"),
    ] { try pass(payer, payee) }
    self.init(
      payments: payments,
      roles: activities.map { _ in .activity } + products.map { _ in .commodity }
        + others.map(\.1),
      elements: industries + industries
        + others.map { $0.1 == .productTax ? "productTax" : "" })
  }
}
