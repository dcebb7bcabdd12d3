import Quantities
import SocialAccounting

/// The accounts stage of a pack that starts from a social accounting matrix: its flows by industry, moved
/// to the base year, with every use split into what it is made of and the institutions' accounts closed.
struct MatrixAccountsBuilder {
  let header: PackHeader
  let recipe: MatrixRecipe
  let folder: RawFolder

  /// What the stage gives to later stages.
  struct Result {
    let classification: SectorClassification
    let accounts: SupplyUseAccounts
    let institutions: Institutions
    let fit: BaseYearFit
    /// Tables that later stages read as if they were raw: uses, household purchases, jobs.
    let built: [String: String]
    /// The files.
    let tables: [PackTable]
  }

  /// Builds the accounts and their files.
  /// - Throws: the first error met; ``MatrixError``, ``PackError``, `CSVError`,
  ///   `SocialAccountingError` or `BalancingError`.
  func build() throws -> Result {
    let classification = try SectorClassification(
      sectors: recipe.sectors, industries: recipe.industries, folder: folder)
    let industries = classification.industries.map(\.code)
    let groups = try self.groups(industries)
    let source = try SourceMatrix(recipe: recipe, folder: folder, industries: industries)
    let flows = try MatrixFlows(
      source, industries: industries, finals: SectorClassification.finalUsers)
    let growth = try GroupGrowth(recipe.growth, folder: folder)
    let fit = try BaseYearFit(
      flows, growth: groups.map { try growth.valueAdded($0, since: recipe.year) },
      totals: BaseYearTotals(recipe.institutions))
    let valueAdded = try MatrixInstitutions.valueAdded(fit.flows, recipe: recipe)
    let margins = Set(source.accounts(.margin).map { source.elements[$0] }).sorted()
    let accounts = try MatrixUses(flows: fit.flows, margin: margins.first ?? "")
      .accounts(valueAdded: valueAdded)
    try accounts.checkIdentities()
    let institutions = try Institutions(
      accounts: accounts, imports: fit.flows.imports.reduce(0, +),
      duty: fit.flows.duty.reduce(0, +),
      given: MatrixInstitutions(
        recipe: recipe, source: source, valueAdded: valueAdded,
        growth: fit.flows.gdp / flows.gdp
      ).givens(), baseYear: header.baseYear)
    let jobs = try MatrixJobs(
      recipe: recipe, folder: folder, source: source, industries: industries, groups: groups,
      labour: fit.flows.labour)
    guard let jobsStatus = Status(rawValue: recipe.jobs.status) else {
      throw PackError.recipe(
        path: "jobs", reason: "\"\(recipe.jobs.status)\" is no status of a number.")
    }
    let writer = AccountsTables(
      industries: classification.industries, accounts: accounts,
      importValue: fit.flows.imports, importDuty: fit.flows.duty, jobs: jobs.jobs,
      investment: try InvestmentAllocation(
        accounts: accounts, recipe: recipe.institutions, institutions: institutions
      ).byIndustry(), printedNames: recipe.names, status: .estimated, jobsStatus: jobsStatus)
    let tables =
      try writer.tables() + [
        MatrixParameters(recipe: recipe, unit: header.unit, institutions: institutions).table(),
        try writer.matrix(institutions),
        MatrixReconciliation(
          recipe: recipe, unit: header.unit, source: flows,
          accounts: accounts, imports: fit.flows.imports.reduce(0, +), jobs: jobs.jobs,
          institutions: institutions
        ).table(),
        TableSource.table(stage: "accounts", recipe.sources),
      ]
    return Result(
      classification: classification, accounts: accounts, institutions: institutions, fit: fit,
      built: try built(accounts, jobs, industries), tables: tables)
  }

  /// The group of the growth table that each industry moves with.
  private func groups(_ industries: [String]) throws -> [String] {
    let table = try folder.table(recipe.industries)
    let (code, group) = (try table.column("code"), try table.column("group"))
    let groups = Dictionary(
      table.rows.map { ($0[code], $0[group]) }, uniquingKeysWith: { first, _ in first })
    return industries.map { groups[$0] ?? "" }
  }

  /// Later stages read supply, use and jobs in the form in which a supply-use office publishes them.
  private func built(
    _ accounts: SupplyUseAccounts, _ jobs: MatrixJobs, _ industries: [String]
  ) throws -> [String: String] {
    var cells = CSVWriter.line(["table", "product", "industry", "value"])
    for (name, matrix) in [("make", accounts.make), ("use", accounts.use)] {
      for (row, product) in matrix.rows.enumerated() {
        for (column, industry) in industries.enumerated() where matrix[row, column] != 0 {
          cells += CSVWriter.line([
            name, product, industry, CSVWriter.number(matrix[row, column]),
          ])
        }
      }
    }
    let household = try accounts.use.columnPosition("household")
    var flows = CSVWriter.line(["product", "flow", "price", "value"])
    for (row, product) in accounts.products.enumerated() {
      flows += CSVWriter.line([
        product, "household_consumption", "current", CSVWriter.number(accounts.use[row, household]),
      ])
    }
    var persons = CSVWriter.line(["industry", "variable", "price", "value"])
    var groups = CSVWriter.line(["industry", "group", "value"])
    for (position, industry) in industries.enumerated() {
      persons += CSVWriter.line([
        industry, "jobs", "current", CSVWriter.number(jobs.jobs[position]),
      ])
      for part in jobs.byGroup {
        groups += CSVWriter.line([
          industry, part.group, CSVWriter.number(part.jobs[position]),
        ])
      }
    }
    return [
      "built/makeAndUse.csv": cells, "built/productFlows.csv": flows,
      "built/industryAccounts.csv": persons, "built/jobsByGroup.csv": groups,
    ]
  }
}
