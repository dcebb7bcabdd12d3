import Quantities

/// The scalars of the institutions' accounts of a pack built from a matrix, as a table.
struct MatrixParameters {
  let recipe: MatrixRecipe
  /// The unit of money in the tables.
  let unit: String
  let institutions: Institutions

  /// The table of this stage; the builder joins those of all stages.
  func table() throws -> PackTable {
    PackTable(
      path: "tables/parameters-accounts.csv",
      header: ["name", "value", "unit", "status", "source", "note"], rows: try rows())
  }

  private func rows() throws -> [[String]] {
    let i = institutions
    let directTaxes =
      "direct taxes of \(recipe.year), moved with gross domestic product"
      + (recipe.institutions.value("taxScale").map {
        " and scaled by \(CSVWriter.number($0)) to published revenue"
      } ?? "")
    let matrix = "social accounting matrix of \(recipe.year)"
    func row(
      _ name: String, _ value: Double, _ status: Status, _ source: String, _ note: String,
      unit: String? = nil
    ) -> [String] {
      [name, CSVWriter.number(value), unit ?? self.unit, status.rawValue, source, note]
    }
    /// A number of the recipe with the recipe's own status and source.
    func given(
      _ name: String, _ value: Double, from scalar: String, _ note: String? = nil,
      unit: String? = nil
    ) throws -> [String] {
      let scalar = try recipe.institutions.scalar(scalar)
      guard let status = Status(rawValue: scalar.status) else {
        throw PackError.recipe(
          path: "scalars",
          reason:
            "\"\(scalar.status)\" is no status; \(NearestName.hint(for: scalar.status, among: Status.allCases.map(\.rawValue)))"
        )
      }
      return row(name, value, status, scalar.source, note ?? scalar.note, unit: unit)
    }
    /// A number of the recipe where it has one, else of the matrix.
    func either(
      _ name: String, _ value: Double, _ scalar: String, _ status: Status, _ note: String,
      unit: String? = nil
    ) throws -> [String] {
      guard recipe.institutions.value(scalar) != nil else {
        return row(name, value, status, matrix, note, unit: unit)
      }
      return try given(name, value, from: scalar, unit: unit)
    }
    return [
      try given("gdp0", i.gdp, from: "grossDomesticProduct"),
      row(
        "governmentSurplus0", i.governmentSurplus, .estimated, matrix,
        "operating surplus of industries \(recipe.institutions.publicIndustries.joined(separator: ", "))"
      ),
      try either(
        "householdSurplus0", i.householdSurplus, "householdShareOfProperty", .estimated,
        "households' part of property income, without what is mixed income"),
      row(
        "firmsSurplus0", i.firmsSurplus, .estimated, "closing item",
        "operating surplus left after households and government"),
      try either(
        "ownContributions0", i.ownContributions, "employeesContributionRate", .borrowed,
        "what households pay to government beside direct taxes, moved with gross domestic product"),
      try either(
        "directTaxHousehold0", i.directTaxHousehold, "directTaxShareOfGDP", .borrowed, directTaxes),
      try either(
        "directTaxFirms0", i.directTaxFirms, "directTaxShareOfGDP", .borrowed, directTaxes),
      try given("currentAccount0", i.currentAccount, from: "currentAccountShareOfGDP"),
      row(
        "netIncomeAbroad0", i.netIncomeAbroad, .derived, "closing item",
        "exports less imports less the current account, all paid by firms"),
      try given("governmentBalance0", i.governmentBalance, from: "governmentNetLending"),
      try given(
        "netInterest0", i.netInterest, from: "governmentPrimaryBalance",
        "primary balance less net lending, to firms"),
      try given("publicInvestment0", i.publicInvestment, from: "publicShareOfInvestment"),
      row(
        "socialBenefits0", i.socialBenefits, .estimated, "closing item",
        "closes government's account"),
      row(
        "governmentRevenue0", i.governmentRevenue, .estimated, "sum", "without property income"),
      try either(
        "householdSavingRate0", i.savingRate, "householdSavingRate", .borrowed,
        "saving over disposable income in \(recipe.year)", unit: "share"),
      row(
        "disposableIncome0", i.disposableIncome, .estimated, "closing item",
        "consumption over one less the saving rate"),
      row(
        "distributedIncome0", i.distributedIncome, .estimated, "closing item",
        "from firms, closes households' account"),
      row(
        "householdSaving0", i.householdSaving, .estimated, "closing item", "rate times income"),
      row("firmsSaving0", i.firmsSaving, .estimated, "closing item", "closes firms' account"),
      row(
        "governmentSaving0", i.governmentSaving, .derived, "sum",
        "balance plus public investment"),
      row(
        "foreignSaving0", i.foreignSaving, .derived, "sum", "the current account deficit"),
      try given("netDebt0", i.netDebt, from: "netDebt"),
      try given("netDebtPrevious0", i.netDebtPrevious, from: "netDebtPrevious"),
    ]
  }
}
