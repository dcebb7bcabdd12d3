import SocialAccounting

/// The social accounting matrix of supply-use accounts and institutions.
///
/// Activities `a:`, products `c:` at purchaser prices, margins `m:`, taxes `t:`, contributions `s:`,
/// factors `f:`, then institutions, saving and investment, stocks, and the rest of the world. The row
/// receives, the column pays; subsidies are negative payments.
enum AccountsSAM {
  /// Builds the matrix; every account receives what it pays.
  static func build(
    _ accounts: SupplyUseAccounts, _ institutions: Institutions
  ) throws -> SocialAccountingMatrix {
    let kinds = accounts.taxesByKind.columns
    var matrix = try SocialAccountingMatrix(
      accounts: accounts.sectors.map { "a:\($0)" } + accounts.products.map { "c:\($0)" }
        + accounts.marginNames.map { "m:\($0)" } + ["t:duty"] + kinds.map { "t:\($0)" }
        + ["t:production", "t:productionSubsidy", "t:directHousehold", "t:directFirms"]
        + ["s:official", "s:own", "s:private", "s:imputed"]
        + ["f:labour", "f:mixedIncome", "f:capital"]
        + ["households", "firms", "government", "saving-investment", "stocks", "restOfWorld"])
    try payForProducts(accounts, &matrix)
    try payByActivities(accounts, &matrix)
    try payByInstitutions(institutions, kinds: kinds, &matrix)
    return matrix
  }

  private static func payForProducts(
    _ accounts: SupplyUseAccounts, _ matrix: inout SocialAccountingMatrix
  ) throws {
    let payers = [
      "household": "households", "government": "government", "investment": "saving-investment",
      "stocks": "stocks", "exports": "restOfWorld",
    ]
    for (row, product) in accounts.products.enumerated() {
      let account = "c:\(product)"
      for (column, user) in accounts.users.enumerated() {
        try matrix.pay(
          accounts.use[row, column], from: payers[user] ?? "a:\(user)", to: account)
      }
      for (column, sector) in accounts.sectors.enumerated() {
        try matrix.pay(accounts.make[row, column], from: account, to: "a:\(sector)")
      }
      for (margin, name) in accounts.marginNames.enumerated() {
        try matrix.pay(accounts.margins[margin].rowTotal(row), from: account, to: "m:\(name)")
        try matrix.pay(accounts.marginSupply[margin, row], from: "m:\(name)", to: account)
      }
      try matrix.pay(accounts.duty.rowTotal(row), from: account, to: "t:duty")
      for (kind, name) in accounts.taxesByKind.columns.enumerated() {
        try matrix.pay(accounts.taxesByKind[row, kind], from: account, to: "t:\(name)")
      }
      try matrix.pay(accounts.imports.rowTotal(row), from: account, to: "restOfWorld")
    }
  }

  private static func payByActivities(
    _ accounts: SupplyUseAccounts, _ matrix: inout SocialAccountingMatrix
  ) throws {
    let receivers: [ValueAddedItem: String] = [
      .wages: "f:labour", .officialContributions: "s:official",
      .privateContributions: "s:private", .imputedContributions: "s:imputed",
      .productionTax: "t:production", .productionSubsidy: "t:productionSubsidy",
      .mixedIncome: "f:mixedIncome", .operatingSurplus: "f:capital",
    ]
    for (item, receiver) in receivers {
      for (position, value) in try accounts.valueAdded(item).enumerated() {
        try matrix.pay(value, from: "a:\(accounts.sectors[position])", to: receiver)
      }
    }
  }

  private static func payByInstitutions(
    _ i: Institutions, kinds: [String], _ matrix: inout SocialAccountingMatrix
  ) throws {
    try matrix.pay(i.wages, from: "f:labour", to: "households")
    try matrix.pay(i.mixedIncome, from: "f:mixedIncome", to: "households")
    try matrix.pay(i.householdSurplus, from: "f:capital", to: "households")
    try matrix.pay(i.firmsSurplus, from: "f:capital", to: "firms")
    try matrix.pay(i.governmentSurplus, from: "f:capital", to: "government")
    try matrix.pay(i.officialContributions, from: "s:official", to: "government")
    try matrix.pay(i.ownContributions, from: "households", to: "s:own")
    try matrix.pay(i.ownContributions, from: "s:own", to: "government")
    try matrix.pay(i.privateContributions, from: "s:private", to: "firms")
    try matrix.pay(i.imputed, from: "s:imputed", to: "households")
    for tax in ["duty"] + kinds + ["production", "productionSubsidy"] {
      try matrix.pay(
        try matrix.receipts(of: "t:\(tax)"), from: "t:\(tax)", to: "government")
    }
    try matrix.pay(i.directTaxHousehold, from: "households", to: "t:directHousehold")
    try matrix.pay(i.directTaxHousehold, from: "t:directHousehold", to: "government")
    try matrix.pay(i.directTaxFirms, from: "firms", to: "t:directFirms")
    try matrix.pay(i.directTaxFirms, from: "t:directFirms", to: "government")
    try matrix.pay(i.socialBenefits, from: "government", to: "households")
    try matrix.pay(i.netInterest, from: "government", to: "firms")
    try matrix.pay(i.distributedIncome, from: "firms", to: "households")
    try matrix.pay(i.netIncomeAbroad, from: "firms", to: "restOfWorld")
    try matrix.pay(i.householdSaving, from: "households", to: "saving-investment")
    try matrix.pay(i.firmsSaving, from: "firms", to: "saving-investment")
    try matrix.pay(i.governmentSaving, from: "government", to: "saving-investment")
    try matrix.pay(i.foreignSaving, from: "restOfWorld", to: "saving-investment")
    try matrix.pay(i.stocks, from: "saving-investment", to: "stocks")
  }
}
