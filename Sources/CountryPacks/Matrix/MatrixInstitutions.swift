import SocialAccounting

/// What the accounts of households, firms and government take from a matrix and from published numbers.
///
/// Parts of the matrix's year, moved with gross domestic product: taxes on incomes and their division,
/// what households pay to government, their part of property income and their saving rate. From outside:
/// government's balances and debt, the current account, and what the recipe assumes.
struct MatrixInstitutions {
  let recipe: MatrixRecipe
  let source: SourceMatrix
  /// Payments by ``ValueAddedItem`` and industry in the base year.
  let valueAdded: LabelledMatrix
  /// Gross domestic product of the base year over that of the matrix.
  let growth: Double

  /// Payments by item and industry.
  ///
  /// The matrix has one payment for work, contributions of employers included: the recipe's rate divides
  /// the official ones off. What the self-employed earn is divided off from property where the recipe says
  /// so. Private and imputed contributions are not told apart: they are in wages and stand as zero.
  static func valueAdded(_ flows: MatrixFlows, recipe: MatrixRecipe) throws -> LabelledMatrix {
    let rate = try recipe.institutions.scalar("employersContributionRate").value
    let industries = flows.make.columns
    var shares: [String: Double] = [:]
    for entry in recipe.mixedIncome {
      for industry in entry.industries {
        guard industries.contains(industry), (0...1).contains(entry.share) else {
          throw PackError.recipe(
            path: "mixedIncome",
            reason: "\(industry) is no industry, or \(entry.share) is not between 0 and 1.")
        }
        shares[industry] = entry.share
      }
    }
    var result = try LabelledMatrix(
      rows: ValueAddedItem.allCases.map(\.rawValue), columns: industries)
    for (column, industry) in industries.enumerated() {
      func set(_ item: ValueAddedItem, _ value: Double) throws {
        result[try result.rowPosition(item.rawValue), column] = value
      }
      let wages = flows.labour[column] / (1 + rate)
      let mixed = (shares[industry] ?? 0) * max(0, flows.capital[column])
      try set(.wages, wages)
      try set(.officialContributions, flows.labour[column] - wages)
      try set(.mixedIncome, mixed)
      try set(.operatingSurplus, flows.capital[column] - mixed)
      try set(.productionTax, max(0, flows.activityTax[column]))
      try set(.productionSubsidy, min(0, flows.activityTax[column]))
    }
    return result
  }

  /// The givens of the base year.
  func givens() throws -> InstitutionGivens {
    let institutions = recipe.institutions
    func number(_ name: String) throws -> Double { try institutions.scalar(name).value }
    func sum(_ item: ValueAddedItem) throws -> Double {
      let row = try valueAdded.rowPosition(item.rawValue)
      return valueAdded.rowTotal(row)
    }
    let property = try sum(.operatingSurplus) + sum(.mixedIncome)
    // A number of the recipe stands in for what a matrix does not tell.
    let ofHouseholds =
      institutions.value("householdShareOfProperty")
      ?? source.paid(by: .capital, to: .household) / source.paid(by: .activity, to: .capital)
    let householdSurplus = max(0, ofHouseholds * property - (try sum(.mixedIncome)))
    let rents = try valueAdded.value(
      ValueAddedItem.operatingSurplus.rawValue, institutions.dwellingsIndustry)
    let ofHousehold = source.paid(by: .household, to: .directTax)
    let inMatrix = ofHousehold + source.paid(by: .enterprise, to: .directTax)
    let direct =
      try institutions.value("directTaxShareOfGDP").map {
        $0 * (try number("grossDomesticProduct"))
      }
      ?? growth * inMatrix * (institutions.value("taxScale") ?? 1)
    guard direct > 0, rents > 0 else {
      throw MatrixError.totals(
        "Households and enterprises pay \(direct) of direct tax, and \(institutions.dwellingsIndustry) earns \(rents) of surplus; both must be above zero. Correct the roles of the accounts."
      )
    }
    // What households pay to government beside taxes, unless the recipe has a rate for contributions.
    let own =
      if let rate = institutions.value("employeesContributionRate") {
        rate * (try sum(.wages))
      } else {
        growth * source.paid(by: .household, to: .government)
      }
    let saved = source.paid(by: .household, to: .savingInvestment)
    let consumed =
      source.paid(by: .household, to: .commodity) + source.paid(by: .household, to: .imports)
    return InstitutionGivens(
      publicIndustries: institutions.publicIndustries,
      dwellingsIndustry: institutions.dwellingsIndustry,
      householdShareOfRents: householdSurplus / rents,
      contributionRevenue: own + (try sum(.officialContributions)),
      directTaxes: direct,
      householdShareOfDirectTaxes: institutions.value("householdShareOfDirectTaxes")
        ?? ofHousehold / inMatrix,
      currentAccountShareOfGDP: try number("currentAccountShareOfGDP"),
      governmentNetLending: try number("governmentNetLending"),
      governmentPrimaryBalance: try number("governmentPrimaryBalance"),
      netDebt: try number("netDebt"), netDebtPrevious: try number("netDebtPrevious"),
      publicShareOfInvestment: try number("publicShareOfInvestment"),
      householdSavingRate: institutions.value("householdSavingRate")
        ?? saved / (saved + consumed))
  }
}
