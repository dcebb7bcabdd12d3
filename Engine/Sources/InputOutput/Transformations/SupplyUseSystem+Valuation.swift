import SocialAccounting

extension SupplyUseSystem {
  /// The system at basic prices of accounts whose uses are split into what they are made of.
  ///
  /// Margins are bought of the products that supply them, in the proportions of ``SupplyUseAccounts/marginSupply``,
  /// so that domestic uses add up to output. What is left of the purchaser's price is a layer each:
  /// `imports`, `duty` and `taxes`.
  ///
  /// - Throws: ``InputOutputError``, ``SocialAccountingError``.
  public init(basicPrices accounts: SupplyUseAccounts, tolerance: Double = 1e-9) throws {
    var domestic = accounts.domestic
    for (margin, uses) in accounts.margins.enumerated() {
      let supplied = accounts.marginSupply.rowTotal(margin)
      for user in accounts.users.indices {
        let bought = uses.columnTotal(user)
        if bought == 0 { continue }
        if supplied == 0 {
          throw InputOutputError.nothingMade(
            kind: "margin", label: accounts.marginNames[margin], used: bought)
        }
        for product in accounts.products.indices {
          domestic[product, user] += bought * accounts.marginSupply[margin, product] / supplied
        }
      }
    }
    let final = accounts.users.filter { !accounts.sectors.contains($0) }
    func part(_ table: LabelledMatrix, _ users: [String]) throws -> LabelledMatrix {
      var result = try LabelledMatrix(rows: table.rows, columns: users)
      for (column, user) in users.enumerated() {
        let source = try table.columnPosition(user)
        for row in table.rows.indices { result[row, column] = table[row, source] }
      }
      return result
    }
    let layers = try [
      ("imports", accounts.imports), ("duty", accounts.duty), ("taxes", accounts.taxes),
    ].map { name, table in
      ValuationLayer(
        name: name, use: try part(table, accounts.sectors), finalDemand: try part(table, final))
    }
    try self.init(
      make: accounts.make, use: part(domestic, accounts.sectors),
      finalDemand: part(domestic, final), layers: layers, primaryInputs: accounts.valueAdded,
      tolerance: tolerance)
  }
}

extension LabelledMatrix {
  /// The domestic and the imported part of uses of which only the imports of every product are known.
  ///
  /// Every user imports the same share of a product, `imports / use`: the import proportionality
  /// assumption, which is an estimate and should be marked as one.
  ///
  /// - Parameters:
  ///   - imports: Imports of every product, in the rows' order.
  ///   - exempt: Users who buy nothing imported, usually exports.
  /// - Throws: ``InputOutputError`` when more is imported than used.
  public func splitByImports(
    _ imports: [Double], exempt: Set<String> = []
  ) throws(InputOutputError) -> (domestic: LabelledMatrix, imported: LabelledMatrix) {
    guard imports.count == rows.count else {
      throw .wrongLength(what: "imports", found: imports.count, expected: rows.count)
    }
    var domestic = self
    var imported = self
    for row in rows.indices {
      let buyers = columns.indices.filter { !exempt.contains(columns[$0]) }
      let use = buyers.reduce(0) { $0 + self[row, $1] }
      guard imports[row] <= use || imports[row] == 0 else {
        throw .importsExceedUse(product: rows[row], imports: imports[row], use: use)
      }
      let share = imports[row] == 0 ? 0 : imports[row] / use
      for column in columns.indices {
        imported[row, column] = exempt.contains(columns[column]) ? 0 : share * self[row, column]
        domestic[row, column] = self[row, column] - imported[row, column]
      }
    }
    return (domestic, imported)
  }
}
