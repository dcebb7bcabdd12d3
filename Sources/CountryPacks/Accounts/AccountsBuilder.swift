import SocialAccounting

/// The accounts stage of a pack: supply and use, institutions and the SAM, in the published detail and
/// by industry.
///
/// Everything is fitted in the published detail and added up afterwards, so all aggregations agree cell
/// by cell.
struct AccountsBuilder {
  let recipe: PackRecipe
  let folder: RawFolder

  /// What the stage gives to later stages.
  struct Result {
    let classification: SectorClassification
    let national: NationalAccounts
    /// Accounts in the published detail.
    let published: SupplyUseAccounts
    /// Accounts by industry, with one product for each industry.
    let finest: SupplyUseAccounts
    let institutions: Institutions
    /// Public and private investment by industry.
    let investment: [Double]
    /// The largest number of sweeps a product's fit took.
    let sweeps: Int
    /// The totals of the layers before the fit: domestic, import with duty, taxes, margins.
    let seedTotals: [Double]
    /// The files.
    var tables: [PackTable]
  }

  /// Builds the accounts and their files.
  /// - Throws: the first error met; ``PackError``, `CSVError`, `SocialAccountingError`.
  func build() throws -> Result {
    let accounts = recipe.accounts
    let classification = try SectorClassification(files: accounts.classification, folder: folder)
    let national = try NationalAccounts(
      files: accounts.supplyUse, folder: folder, products: classification.products.map(\.code),
      industries: classification.industries.map(\.code))
    let (detail, sweeps, seedTotals) = try split(national)
    let (products, sectors, users) = try classification.published()
    let published = try detail.aggregated(products: products, sectors: sectors, users: users)
    try published.checkIdentities()
    let groups = try classification.finest()
    let finest = try detail.aggregated(
      products: groups.products, sectors: groups.sectors, users: groups.users)
    try finest.checkIdentities()
    let institutions = try Institutions(
      accounts: published, imports: national.total("imports"), duty: national.total("import_duty"),
      given: InstitutionGivens(accounts.institutions), baseYear: recipe.baseYear)
    let investment = try InvestmentAllocation(
      accounts: published, recipe: accounts.institutions, institutions: institutions
    ).byIndustry()
    var result = Result(
      classification: classification, national: national, published: published, finest: finest,
      institutions: institutions, investment: investment, sweeps: sweeps, seedTotals: seedTotals,
      tables: [])
    result.tables = try tables(of: result)
    result.tables.append(
      try AccountsReconciliation(recipe: recipe, national: national, tables: result.tables).table())
    result.tables.append(TableSource.table(stage: "accounts", accounts.sources))
    return result
  }

  /// All files but the reconciliation and the sources.
  private func tables(of result: Result) throws -> [PackTable] {
    let writer = AccountsTables(
      industries: result.classification.industries, accounts: result.finest,
      importValue: try published("imports", result),
      importDuty: try published("import_duty", result), jobs: result.national.jobs,
      investment: result.investment,
      printedNames: [
        "icms": "ICMS, state value added tax", "ipi": "IPI, tax on industrial products",
      ], status: .official, jobsStatus: .official)
    let published = try AccountsSAM.build(result.published, result.institutions)
    try published.checkBalanced()
    return try writer.tables() + [
      AccountsParameters(
        recipe: recipe.accounts.institutions, institutions: result.institutions
      ).table(),
      try writer.matrix(result.institutions),
      PackTable(path: "tables/detail/samByProduct.csv", text: published.csv),
    ]
  }

  /// A published flow by the pack's products.
  private func published(_ flow: String, _ result: Result) throws -> [Double] {
    let grouping = try result.classification.finest().products
    var totals = Array(repeating: 0.0, count: grouping.groups.count)
    for (product, target) in zip(
      result.national.products, try grouping.positions(of: result.national.products))
    {
      totals[target] += result.national.flow(flow, product)
    }
    return totals
  }

  /// Splits every use of every product.
  private func split(
    _ national: NationalAccounts
  ) throws -> (accounts: SupplyUseAccounts, sweeps: Int, seedTotals: [Double]) {
    let files = recipe.accounts.supplyUse
    let splitter = UseSplit(
      national: national,
      contents: try ContentsOfUse(recipe: recipe.accounts, folder: folder),
      recipe: recipe.accounts)
    let empty = try LabelledMatrix(rows: national.products, columns: national.use.columns)
    var domestic = empty
    var imports = empty
    var duty = empty
    var taxes = empty
    var margins = files.margins.map { _ in empty }
    var marginSupply = try LabelledMatrix(
      rows: files.margins.map(\.name), columns: national.products)
    var taxesByKind = try LabelledMatrix(
      rows: national.products, columns: files.taxFlows.map(\.name))
    var sweeps = 0
    var seedTotals = Array(repeating: 0.0, count: 3 + files.margins.count)
    for (row, product) in national.products.enumerated() {
      let fit = try splitter.fit(product: product)
      sweeps = max(sweeps, fit.sweeps)
      for (layer, total) in fit.seedTotals.enumerated() { seedTotals[layer] += total }
      let imported = national.flow("imports", product)
      let dutyPaid = national.flow("import_duty", product)
      let dutyShare = imported > 0 ? dutyPaid / (imported + dutyPaid) : 0
      for (position, user) in fit.layers.columns.enumerated() {
        let column = try empty.columnPosition(user)
        domestic[row, column] = fit.layers[0, position]
        duty[row, column] = fit.layers[1, position] * dutyShare
        imports[row, column] = fit.layers[1, position] - duty[row, column]
        taxes[row, column] = fit.layers[2, position]
        for margin in margins.indices {
          margins[margin][row, column] = fit.layers[3 + margin, position]
        }
      }
      for (margin, file) in files.margins.enumerated() {
        marginSupply[margin, row] = -min(0, national.flow(file.flow, product))
      }
      for (kind, tax) in files.taxFlows.enumerated() {
        taxesByKind[row, kind] = national.flow(tax.flow, product)
      }
    }
    let accounts = SupplyUseAccounts(
      make: national.make, use: national.use, domestic: domestic, imports: imports, duty: duty,
      taxes: taxes, margins: margins, marginSupply: marginSupply, taxesByKind: taxesByKind,
      valueAdded: national.valueAdded)
    return (accounts, sweeps, seedTotals)
  }
}
