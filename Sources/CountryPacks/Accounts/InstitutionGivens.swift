/// What the accounts of households, firms and government take from outside the supply-use tables.
///
/// Money in the unit of the tables, shares of one.
struct InstitutionGivens: Sendable {
  /// Industries whose surplus is government's.
  let publicIndustries: [String]
  /// The industry of rents, imputed ones included.
  let dwellingsIndustry: String
  /// Households' surplus as a share of that industry's.
  let householdShareOfRents: Double
  /// Contributions of employers, employees and the self-employed.
  let contributionRevenue: Double
  /// Taxes on incomes.
  let directTaxes: Double
  /// The part of them that households pay.
  let householdShareOfDirectTaxes: Double
  /// Current account of the rest of the world with the country, as the country sees it.
  let currentAccountShareOfGDP: Double
  /// Net lending, and the same without interest.
  let governmentNetLending, governmentPrimaryBalance: Double
  /// Debt net of financial assets at the end of the year and of the year before.
  let netDebt, netDebtPrevious: Double
  /// The part of gross fixed capital formation that is government's.
  let publicShareOfInvestment: Double
  /// Saving of households over their disposable income.
  let householdSavingRate: Double
}

extension InstitutionGivens {
  /// The scalars of a recipe that starts from supply and use.
  /// - Throws: ``PackError/missing(what:table:)`` for a scalar the recipe lacks.
  init(_ recipe: InstitutionsRecipe) throws(PackError) {
    func number(_ name: String) throws(PackError) -> Double { try recipe.scalar(name).value }
    self.init(
      publicIndustries: recipe.publicIndustries, dwellingsIndustry: recipe.dwellingsIndustry,
      householdShareOfRents: try number("householdShareOfRents"),
      contributionRevenue: try number("contributionRevenue"),
      directTaxes: try number("directTaxRevenue2015") * number("incomeTaxRevenue")
        / number("incomeTaxRevenue2015"),
      householdShareOfDirectTaxes: try number("householdShareOfDirectTaxes"),
      currentAccountShareOfGDP: try number("currentAccountShareOfGDP"),
      governmentNetLending: try number("governmentNetLending"),
      governmentPrimaryBalance: try number("governmentPrimaryBalance"),
      netDebt: try number("netDebt"), netDebtPrevious: try number("netDebtPrevious"),
      publicShareOfInvestment: try number("publicInvestment2015") / number("totalInvestment2015"),
      householdSavingRate: try number("householdSavingRate"))
  }
}
