import Quantities

/// The scalars of the institutions' accounts, as a table.
struct AccountsParameters {
  let recipe: InstitutionsRecipe
  let institutions: Institutions

  /// The table of this stage; the builder joins those of all stages.
  func table() -> PackTable {
    PackTable(
      path: "tables/parameters-accounts.csv",
      header: ["name", "value", "unit", "status", "source", "note"], rows: rows)
  }

  private var rows: [[String]] {
    let i = institutions
    let tru = "IBGE, Tabelas de Recursos e Usos \(i.baseYear)"
    let imf = "IMF, World Economic Outlook April 2024"
    let imaclim = "IMACLIM-BR, institutional accounts 2015"
    let revenue = "tax revenue 1990-2024 and IBGE"
    func row(
      _ name: String, _ value: Double, _ status: Status, _ source: String, _ note: String,
      unit: String? = nil
    ) -> [String] {
      [
        name, CSVWriter.number(value), unit ?? "million BRL of \(i.baseYear)", status.rawValue,
        source, note,
      ]
    }
    return [
      row("gdp0", i.gdp, .official, tru, "gross domestic product at market prices"),
      row(
        "governmentSurplus0", i.governmentSurplus, .derived, tru,
        "operating surplus of industries \(recipe.publicIndustries.joined(separator: ", "))"),
      row(
        "householdSurplus0", i.householdSurplus, .illustrative, tru,
        "assumed share of the surplus of real estate, rent of owner-occupied dwellings"),
      row(
        "firmsSurplus0", i.firmsSurplus, .derived, tru,
        "operating surplus left after households and government"),
      row(
        "ownContributions0", i.ownContributions, .derived, revenue,
        "contributions of employees and the self-employed: revenue less employers' official contributions"
      ),
      row(
        "directTaxHousehold0", i.directTaxHousehold, .borrowed, "\(imaclim) and tax revenue",
        "direct taxes of 2015 moved by the growth of income tax, CSLL and IPVA; split of 2015"),
      row(
        "directTaxFirms0", i.directTaxFirms, .borrowed, "\(imaclim) and tax revenue",
        "direct taxes of 2015 moved by the growth of income tax, CSLL and IPVA; split of 2015"),
      row(
        "currentAccount0", i.currentAccount, .official, imf, "share of GDP times GDP of the tables"),
      row(
        "netIncomeAbroad0", i.netIncomeAbroad, .derived, "\(imf) and IBGE",
        "exports less imports less the current account, all paid by firms"),
      row("governmentBalance0", i.governmentBalance, .official, imf, "net lending"),
      row(
        "netInterest0", i.netInterest, .official, imf, "primary balance less net lending, to firms"),
      row(
        "publicInvestment0", i.publicInvestment, .borrowed, imaclim,
        "share of government in gross fixed capital formation of 2015"),
      row(
        "socialBenefits0", i.socialBenefits, .derived, "closing item", "closes government's account"
      ),
      row("governmentRevenue0", i.governmentRevenue, .derived, "sum", "without property income"),
      row(
        "householdSavingRate0", i.savingRate, .borrowed, imaclim, "saving over disposable income",
        unit: "share"),
      row(
        "disposableIncome0", i.disposableIncome, .derived, "closing item",
        "consumption over one less the saving rate"),
      row(
        "distributedIncome0", i.distributedIncome, .derived, "closing item",
        "from firms, closes households' account"),
      row("householdSaving0", i.householdSaving, .derived, "closing item", "rate times income"),
      row("firmsSaving0", i.firmsSaving, .derived, "closing item", "closes firms' account"),
      row(
        "governmentSaving0", i.governmentSaving, .derived, "sum", "balance plus public investment"),
      row("foreignSaving0", i.foreignSaving, .derived, imf, "the current account deficit"),
      row("netDebt0", i.netDebt, .official, imf, "general government net debt, end of year"),
      row(
        "netDebtPrevious0", i.netDebtPrevious, .official, imf,
        "general government net debt, end of the year before; net interest is paid on it"),
    ]
  }
}
