import Quantities
import SocialAccounting

/// The pack's totals beside the published ones, and the matrix before it was moved beside what was
/// published of its own year.
struct MatrixReconciliation {
  let recipe: MatrixRecipe
  /// The unit of money in the tables.
  let unit: String
  let source: MatrixFlows
  let accounts: SupplyUseAccounts
  let imports: Double
  let jobs: [Double]
  let institutions: Institutions

  /// The table `reconciliation-accounts.csv`.
  func table() throws -> PackTable {
    ReconciliationLine.table(stage: "accounts", try checks() + given())
  }

  /// What the recipe asks to be compared.
  private func checks() throws -> [ReconciliationLine] {
    let values = try known()
    return try recipe.checks.map { check in
      guard let value = values[check.item] else {
        throw PackError.recipe(
          path: "checks",
          reason:
            "there is no item \"\(check.item)\" to compare: \(NearestName.hint(for: check.item, among: values.keys.sorted()))"
        )
      }
      return ReconciliationLine(
        item: check.item, unit: check.unit, published: check.value, source: check.source,
        pack: value)
    }
  }

  /// The totals that the fit was given, beside what the tables add up to.
  private func given() throws -> [ReconciliationLine] {
    let scalar = recipe.institutions.scalar
    let gdp = try scalar("grossDomesticProduct")
    let i = institutions
    func line(_ item: String, _ name: String, _ pack: Double) throws -> ReconciliationLine {
      let given = try scalar(name)
      return ReconciliationLine(
        item: item, unit: unit, published: given.value * gdp.value, source: given.source,
        pack: pack)
    }
    let employed = try scalar("employedPersons")
    return [
      ReconciliationLine(
        item: "gross domestic product", unit: unit, published: gdp.value, source: gdp.source,
        pack: i.gdp),
      try line("exports", "exportsShareOfGDP", i.exports),
      try line("imports", "importsShareOfGDP", imports),
      try line(
        "gross capital formation", "capitalFormationShareOfGDP", i.investment + i.stocks),
      try line("current account", "currentAccountShareOfGDP", i.currentAccount),
      ReconciliationLine(
        item: "jobs", unit: "jobs", published: employed.value, source: employed.source,
        pack: jobs.reduce(0, +)),
      ReconciliationLine(
        item: "income less expenditure", unit: unit, published: 0, source: "identity",
        pack: income() - i.gdp),
      ReconciliationLine(
        item: "saving less investment", unit: unit, published: 0, source: "identity",
        pack: i.householdSaving + i.firmsSaving + i.governmentSaving + i.foreignSaving
          - i.investment - i.stocks),
    ]
  }

  private func income() -> Double {
    accounts.valueAdded.total + accounts.duty.total + accounts.taxes.total
  }

  private func known() throws -> [String: Double] {
    let sum = accounts.valueAdded.total
    let i = institutions
    return [
      "gross domestic product of the matrix": source.gdp,
      "value added of the matrix": source.labour.indices.reduce(0) { $0 + source.valueAdded($1) },
      "value added": sum,
      "labour share of value added": (i.wages + i.officialContributions + i.mixedIncome) / sum,
      "household consumption share": i.consumption / i.gdp,
      "government consumption share": i.governmentConsumption / i.gdp,
      "government revenue": i.governmentRevenue,
      "taxes on products and production share":
        (i.productTaxes + i.productionTaxes - i.productionSubsidies) / i.gdp,
    ]
  }
}
