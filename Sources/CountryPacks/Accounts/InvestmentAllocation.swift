import SocialAccounting

/// Spreads gross fixed capital formation, known by product only, over the industries that invest.
///
/// Public industries share public investment in proportion to their output. Of the rest, the dwellings'
/// share of buildings goes to the industry of rents, and what remains follows surplus and mixed income of
/// the other private industries (none where it is negative).
struct InvestmentAllocation {
  let accounts: SupplyUseAccounts
  let recipe: InstitutionsRecipe
  let institutions: Institutions

  /// Investment by industry.
  func byIndustry() throws -> [Double] {
    let surplus = try accounts.valueAdded(.operatingSurplus)
    let mixed = try accounts.valueAdded(.mixedIncome)
    let isPublic = Set(recipe.publicIndustries)
    let product = try accounts.use.rowPosition(recipe.buildingsProduct)
    let buildings = accounts.use[product, try accounts.use.columnPosition("investment")]
    let dwellings = try recipe.scalar("dwellingsShareOfBuildings").value * buildings
    let rest = institutions.investment - institutions.publicInvestment - dwellings
    var publicWeights: [Double] = []
    var privateWeights: [Double] = []
    for (position, industry) in accounts.sectors.enumerated() {
      let output = accounts.make.columnTotal(position)
      let belongsToGovernment = isPublic.contains(industry)
      publicWeights.append(belongsToGovernment ? output : 0)
      let sharesRest = !belongsToGovernment && industry != recipe.dwellingsIndustry
      privateWeights.append(sharesRest ? max(0, surplus[position] + mixed[position]) : 0)
    }
    let publicSum = publicWeights.reduce(0, +)
    let privateSum = privateWeights.reduce(0, +)
    return accounts.sectors.enumerated().map { position, industry in
      institutions.publicInvestment * publicWeights[position] / publicSum
        + rest * privateWeights[position] / privateSum
        + (industry == recipe.dwellingsIndustry ? dwellings : 0)
    }
  }
}
