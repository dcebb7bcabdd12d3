import Quantities
import SocialAccounting

/// The pack's totals beside the published ones.
///
/// The published side is read from the raw tables and the recipe; the pack's side is added up again from
/// the text of the built tables.
struct AccountsReconciliation {
  let recipe: PackRecipe
  let national: NationalAccounts
  let tables: [PackTable]

  /// The table `reconciliation-accounts.csv`.
  func table() throws -> PackTable {
    ReconciliationLine.table(stage: "accounts", try items())
  }

  private func items() throws -> [ReconciliationLine] {
    let money = "million BRL of \(recipe.baseYear)"
    let tru = "IBGE TRU"
    func industry(_ name: String) throws -> Double {
      guard let total = national.industryTotals[name] else {
        throw PackError.missing(
          what: "variable \"\(name)\"", table: recipe.accounts.supplyUse.industryAccounts)
      }
      return total
    }
    let scalar = recipe.accounts.institutions.scalar
    let use = try sums("useValue0", by: "user")
    func final(_ user: String) -> Double { use[user] ?? 0 }
    func pack(_ name: String) throws -> Double { try sums(name, by: nil)[""] ?? 0 }
    let sectors = Set(try column("sector", "sector"))
    let bought = use.filter { sectors.contains($0.key) }.values.sorted().reduce(0, +)
    let output = try pack("output0")
    let taxes = try pack("useTax0") + pack("useDuty0")
    let imports = try pack("importValue0")
    let kinds = try taxesByKind()
    let income =
      try pack("wages0") + pack("officialContributions0") + pack("privateContributions0")
      + pack("imputedContributions0") + pack("mixedIncome0") + pack("operatingSurplus0")
      + pack("productionTax0") - pack("productionSubsidy0")
    let publishedTaxes = national.total("taxes_less_subsidies_on_products")
    let publishedGDP = try industry("value_added") + publishedTaxes
    let expenditure =
      SectorClassification.finalUsers.reduce(0) { $0 + final($1) } - imports
    let compensation =
      try pack("wages0") + pack("officialContributions0") + pack("privateContributions0")
      + pack("imputedContributions0")
    var items = [
      ReconciliationLine(
        item: "output", unit: money, published: try industry("gross_output"), source: tru,
        pack: output),
      ReconciliationLine(
        item: "intermediate consumption", unit: money,
        published: try industry("intermediate_consumption"), source: tru, pack: bought),
      ReconciliationLine(
        item: "value added", unit: money, published: try industry("value_added"), source: tru,
        pack: income),
      ReconciliationLine(
        item: "GDP, production", unit: money, published: publishedGDP, source: tru,
        pack: output - bought + taxes),
      ReconciliationLine(
        item: "GDP, income", unit: money, published: publishedGDP, source: tru, pack: income + taxes
      ),
      ReconciliationLine(
        item: "GDP, expenditure", unit: money, published: publishedGDP, source: tru,
        pack: expenditure),
      ReconciliationLine(
        item: "compensation of employees", unit: money,
        published: try industry("compensation_of_employees"), source: tru, pack: compensation),
      ReconciliationLine(
        item: "wages", unit: money, published: try industry("wages"), source: tru,
        pack: try pack("wages0")),
      ReconciliationLine(
        item: "official contributions", unit: money,
        published: try industry("social_contrib_official"), source: tru,
        pack: try pack("officialContributions0")),
      ReconciliationLine(
        item: "private contributions", unit: money,
        published: try industry("social_contrib_private"), source: tru,
        pack: try pack("privateContributions0")),
      ReconciliationLine(
        item: "imputed contributions", unit: money,
        published: try industry("social_contrib_imputed"), source: tru,
        pack: try pack("imputedContributions0")),
      ReconciliationLine(
        item: "mixed income", unit: money, published: try industry("mixed_income"), source: tru,
        pack: try pack("mixedIncome0")),
      ReconciliationLine(
        item: "operating surplus", unit: money, published: try industry("gross_operating_surplus"),
        source: tru, pack: try pack("operatingSurplus0")),
      ReconciliationLine(
        item: "other taxes on production", unit: money,
        published: try industry("other_taxes_on_production"), source: tru,
        pack: try pack("productionTax0")),
      ReconciliationLine(
        item: "other subsidies on production", unit: money,
        published: -(try industry("other_subsidies_on_production")), source: tru,
        pack: try pack("productionSubsidy0")),
      ReconciliationLine(
        item: "taxes on products", unit: money, published: publishedTaxes, source: tru, pack: taxes),
      ReconciliationLine(
        item: "import duty", unit: money, published: national.total("import_duty"), source: tru,
        pack: try pack("importDuty0")),
    ]
    for tax in recipe.accounts.supplyUse.taxFlows {
      items.append(
        ReconciliationLine(
          item: "tax on products \(tax.name)", unit: money, published: national.total(tax.flow),
          source: tru, pack: kinds[tax.name] ?? 0))
    }
    let margins = try sums("useMargin0", by: "margin")
    for margin in recipe.accounts.supplyUse.margins {
      let supplied = national.products.reduce(0) { $0 + max(0, national.flow(margin.flow, $1)) }
      items.append(
        ReconciliationLine(
          item: "\(margin.name) margin", unit: money, published: supplied, source: tru,
          pack: margins[margin.name] ?? 0))
    }
    let householdFlows =
      national.total("household_consumption") + national.total("npish_consumption")
    let primary = try scalar("governmentPrimaryBalance").value
    let currentAccount = try scalar("currentAccountShareOfGDP")
    let sam = try samTotals()
    items += [
      ReconciliationLine(
        item: "consumption of households and NPISH", unit: money, published: householdFlows,
        source: tru, pack: final("household")),
      ReconciliationLine(
        item: "government consumption", unit: money, published: national.total("gov_consumption"),
        source: tru, pack: final("government")),
      ReconciliationLine(
        item: "gross fixed capital formation", unit: money, published: national.total("gfcf"),
        source: tru, pack: final("investment")),
      ReconciliationLine(
        item: "investment by sector", unit: money, published: national.total("gfcf"), source: tru,
        pack: try pack("investmentBySector0")),
      ReconciliationLine(
        item: "changes in stocks", unit: money, published: national.total("inventory_change"),
        source: tru, pack: final("stocks")),
      ReconciliationLine(
        item: "exports", unit: money, published: national.total("exports"), source: tru,
        pack: final("exports")),
      ReconciliationLine(
        item: "imports", unit: money, published: national.total("imports"), source: tru,
        pack: imports),
      ReconciliationLine(
        item: "jobs", unit: "jobs", published: try industry("jobs"), source: tru,
        pack: try pack("jobs0")),
      ReconciliationLine(
        item: "current account", unit: money, published: currentAccount.value * publishedGDP,
        source: currentAccount.source, pack: -sam.foreignSaving),
      ReconciliationLine(
        item: "government balance", unit: money,
        published: try scalar("governmentNetLending").value,
        source: try scalar("governmentNetLending").source,
        pack: sam.governmentSaving - sam.publicInvestment),
      ReconciliationLine(
        item: "government primary balance", unit: money, published: primary,
        source: try scalar("governmentPrimaryBalance").source,
        pack: sam.governmentSaving - sam.publicInvestment + sam.interest),
      ReconciliationLine(
        item: "taxes and contributions", unit: money, published: try scalar("taxBurden").value,
        source:
          "Carga tributaria bruta 1990-2024 (another source)",
        pack: sam.taxes),
      ReconciliationLine(
        item: "saving less investment", unit: money, published: 0, source: "identity",
        pack: sam.savingGap),
    ]
    return items
  }

  // MARK: Reading back

  private func parsed(_ name: String) throws -> CSVTable {
    guard let table = tables.first(where: { $0.name == name }) else {
      throw PackError.missing(what: "table \(name)", table: "the built pack")
    }
    return try table.parsed()
  }

  private func column(_ name: String, _ column: String) throws -> [String] {
    let table = try parsed(name)
    let position = try table.column(column)
    return table.rows.map { $0[position] }
  }

  /// Sums of a table's values by the elements of one index, or all together under the empty text.
  private func sums(_ name: String, by index: String?) throws -> [String: Double] {
    let table = try parsed(name)
    let value = try table.column("value")
    let key = try index.map { try table.column($0) }
    var result: [String: Double] = [:]
    for (position, row) in table.rows.enumerated() {
      result[key.map { row[$0] } ?? "", default: 0] += try table.number(
        row: position, column: value)
    }
    return result
  }

  private func taxesByKind() throws -> [String: Double] {
    try sums("productTax0", by: "taxKind")
  }

  private func samTotals() throws -> (
    taxes: Double, foreignSaving: Double, governmentSaving: Double, publicInvestment: Double,
    interest: Double, savingGap: Double
  ) {
    let matrix = try SocialAccountingMatrix(csv: try parsed("sam"))
    var taxes = 0.0
    for account in matrix.accounts {
      let isTax = account.hasPrefix("t:") && account != "t:productionSubsidy"
      if isTax || account == "s:official" || account == "s:own" {
        taxes += try matrix.receipts(of: account)
      }
    }
    let parameters = try parsed("parameters-accounts")
    let (name, value) = (try parameters.column("name"), try parameters.column("value"))
    guard let row = parameters.rows.firstIndex(where: { $0[name] == "publicInvestment0" }) else {
      throw PackError.missing(what: "publicInvestment0", table: "parameters-accounts.csv")
    }
    return (
      taxes, try matrix.payment(from: "restOfWorld", to: "saving-investment"),
      try matrix.payment(from: "government", to: "saving-investment"),
      try parameters.number(row: row, column: value),
      try matrix.payment(from: "government", to: "firms"),
      try matrix.receipts(of: "saving-investment") - matrix.outlays(of: "saving-investment")
    )
  }
}
