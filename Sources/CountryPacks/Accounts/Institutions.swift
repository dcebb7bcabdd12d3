import SocialAccounting

/// The accounts of households, firms, government and the rest of the world in the base year.
///
/// Given: the supply-use tables and ``InstitutionGivens``. Closing items: benefits close government,
/// distributed income closes households, firms' saving is what is left to them, net income abroad
/// follows from the current account. Then saving equals investment by itself.
struct Institutions: Sendable {
  let consumption, governmentConsumption, investment, stocks, exports, imports, gdp: Double
  let wages, imputed, mixedIncome, privateContributions, officialContributions: Double
  let productTaxes, productionTaxes, productionSubsidies, surplus: Double
  let governmentSurplus, householdSurplus, firmsSurplus: Double
  let ownContributions, directTaxHousehold, directTaxFirms: Double
  let currentAccount, netIncomeAbroad, governmentBalance, netInterest, publicInvestment: Double
  let governmentRevenue, socialBenefits, savingRate, disposableIncome: Double
  let distributedIncome, householdSaving, firmsSaving, governmentSaving, foreignSaving: Double
  let netDebt, netDebtPrevious: Double
  let baseYear: Int

  /// Computes every item from accounts in the published detail.
  ///
  /// - Parameters:
  ///   - imports: Published imports, cif.
  ///   - duty: Published import duty. Both are also in the accounts, split and so rounded.
  init(
    accounts: SupplyUseAccounts, imports: Double, duty: Double, given: InstitutionGivens,
    baseYear: Int
  ) throws {
    self.baseYear = baseYear
    func final(_ user: String) throws -> Double {
      accounts.use.columnTotal(try accounts.use.columnPosition(user))
    }
    func paid(_ item: ValueAddedItem) throws -> Double {
      try accounts.valueAdded(item).reduce(0, +)
    }
    consumption = try final("household")
    governmentConsumption = try final("government")
    investment = try final("investment")
    stocks = try final("stocks")
    exports = try final("exports")
    self.imports = imports
    gdp = consumption + governmentConsumption + investment + stocks + exports - imports
    wages = try paid(.wages)
    imputed = try paid(.imputedContributions)
    mixedIncome = try paid(.mixedIncome)
    privateContributions = try paid(.privateContributions)
    officialContributions = try paid(.officialContributions)
    productionTaxes = try paid(.productionTax)
    productionSubsidies = -(try paid(.productionSubsidy))
    surplus = try paid(.operatingSurplus)
    productTaxes = duty + accounts.taxesByKind.total

    let surpluses = try accounts.valueAdded(.operatingSurplus)
    func surplusOf(_ industry: String) throws -> Double {
      surpluses[try accounts.make.columnPosition(industry)]
    }
    governmentSurplus = try given.publicIndustries.reduce(0) { try $0 + surplusOf($1) }
    householdSurplus = given.householdShareOfRents * (try surplusOf(given.dwellingsIndustry))
    firmsSurplus = surplus - governmentSurplus - householdSurplus

    ownContributions = given.contributionRevenue - officialContributions
    directTaxHousehold = given.householdShareOfDirectTaxes * given.directTaxes
    directTaxFirms = given.directTaxes - directTaxHousehold

    currentAccount = given.currentAccountShareOfGDP * gdp
    netIncomeAbroad = exports - imports - currentAccount
    governmentBalance = given.governmentNetLending
    netInterest = given.governmentPrimaryBalance - governmentBalance
    publicInvestment = given.publicShareOfInvestment * investment
    netDebt = given.netDebt
    netDebtPrevious = given.netDebtPrevious

    governmentRevenue =
      productTaxes + productionTaxes - productionSubsidies + officialContributions
      + ownContributions + directTaxHousehold + directTaxFirms + governmentSurplus
    socialBenefits =
      governmentRevenue - governmentConsumption - netInterest - publicInvestment
      - governmentBalance
    governmentSaving = governmentRevenue - governmentConsumption - socialBenefits - netInterest

    savingRate = given.householdSavingRate
    disposableIncome = consumption / (1 - savingRate)
    householdSaving = disposableIncome - consumption
    distributedIncome =
      disposableIncome + ownContributions + directTaxHousehold - wages - imputed - mixedIncome
      - householdSurplus - socialBenefits
    firmsSaving =
      firmsSurplus + privateContributions + netInterest - directTaxFirms - netIncomeAbroad
      - distributedIncome
    foreignSaving = -currentAccount
  }
}
