import Results

/// Why government debt in a scenario differs from its baseline: item by item, year by year, adding up
/// exactly.
public struct DebtBridge: Sendable {
  /// What one item of the budget did to the debt.
  public struct Row: Sendable, Equatable {
    /// The item, in words.
    public let item: String
    /// The year.
    public let year: Int
    /// What it added to debt in the year beside the baseline, in its ``unit``; receipts count negative.
    public let value: Double
    /// The sum of these amounts from the first year on.
    public let cumulated: Double
  }

  /// The difference of the debt ratio in a year, in points of one, split without a rest.
  public struct RatioSplit: Sendable, Equatable {
    /// The year.
    public let year: Int
    /// Debt relative to gross domestic product, scenario less baseline.
    public let difference: Double
    /// What other debt does to it, at the mean of both incomes' inverses.
    public let fromDebt: Double
    /// What other income does to it, at the mean of both debts.
    public let fromIncome: Double
  }

  /// Each item in every year, items in the order of ``items``.
  public let rows: [Row]
  /// Debt in the scenario less debt in the baseline, by year.
  public let difference: [Int: Double]
  /// The split of the debt ratio, by year.
  public let ratio: [RatioSplit]
  /// The unit of debt and of every item.
  public let unit: String

  /// The items: what each is called, the variables it sums over all their elements, and whether it adds
  /// to debt or takes from it.
  static let items: [(name: String, variable: String, sign: Double, isReal: Bool)] = [
    ("carbon revenue", "carbonRevenue", -1, false),
    ("carbon transfers to households", "carbonTransfer", 1, false),
    ("levy for green investment", "greenLevy", -1, false),
    ("interest", "netInterest", 1, false),
    ("taxes on products", "productTaxRevenue", -1, false),
    ("import duty", "importDuty", -1, false),
    ("taxes on production", "productionTax", -1, false),
    ("employers' contributions", "officialContributions", -1, false),
    ("own contributions", "ownContributions", -1, false),
    ("income tax of households", "directTaxHousehold", -1, false),
    ("income tax of firms", "directTaxFirms", -1, false),
    ("surplus of government", "governmentSurplus", -1, false),
    ("fiscal correction", "fiscalCorrection", -1, true),
    ("public consumption", "publicConsumptionValue", 1, false),
    ("public investment", "publicInvestmentValue", 1, false),
    ("social benefits", "socialBenefits", 1, false),
  ]

  /// Compares a run with its baseline.
  /// - Throws: ``AssessmentError/usage(_:)`` when the runs lack a series the bridge needs, or
  ///   their budgets do not explain the difference.
  public init(of run: StoredRun, beside baseline: StoredRun) throws(AssessmentError) {
    let scenario = BudgetReader(run: run)
    let reference = BudgetReader(run: baseline)
    let years = try scenario.years(of: "governmentDebt").intersection(
      reference.years(of: "governmentDebt")
    ).sorted()
    var rows: [Row] = []
    for item in DebtBridge.items {
      var cumulated = 0.0
      // In the base year both runs are the same data.
      for year in years.dropFirst() {
        let value =
          item.sign
          * (try scenario.amount(item.variable, in: year, isReal: item.isReal)
            - reference.amount(item.variable, in: year, isReal: item.isReal))
        cumulated += value
        rows.append(Row(item: item.name, year: year, value: value, cumulated: cumulated))
      }
    }
    self.rows = rows
    var difference: [Int: Double] = [:]
    var ratio: [RatioSplit] = []
    for year in years.dropFirst() {
      let debt = try (
        scenario.amount("governmentDebt", in: year), reference.amount("governmentDebt", in: year)
      )
      let income = try (
        scenario.amount("gdpNominal", in: year), reference.amount("gdpNominal", in: year)
      )
      difference[year] = debt.0 - debt.1
      ratio.append(
        RatioSplit(
          year: year, difference: debt.0 / income.0 - debt.1 / income.1,
          fromDebt: (debt.0 - debt.1) * (1 / income.0 + 1 / income.1) / 2,
          fromIncome: (debt.0 + debt.1) / 2 * (1 / income.0 - 1 / income.1)))
    }
    self.difference = difference
    self.ratio = ratio
    unit = run.series(of: "governmentDebt")?.unit ?? ""
    try requireSum(of: run, beside: baseline)
  }

  /// Whether the items leave nothing of the difference unexplained, but rounding.
  private func requireSum(of run: StoredRun, beside baseline: StoredRun) throws(AssessmentError) {
    let totals = rows.reduce(into: [Int: Double]()) { $0[$1.year, default: 0] += $1.cumulated }
    for (year, found) in difference.sorted(by: { $0.key < $1.key }) {
      let explained = totals[year] ?? 0
      // Rounding is relative to debt itself, of which the difference may be a tiny part.
      let debt = baseline.series(of: "governmentDebt")?.value(in: year) ?? 0
      let rest = (found - explained).magnitude
      guard !(rest <= 1e-8 * max(debt.magnitude, found.magnitude)) else { continue }
      throw .usage(
        "The budgets of \(run.manifest.runID) and \(baseline.manifest.runID) explain \(explained) of a difference in debt of \(found) in \(year). Compare runs that begin with the same data and take the standard model's account of the debt."
      )
    }
  }
}

/// Amounts of a run's budget.
private struct BudgetReader {
  let run: StoredRun

  func years(of variable: String) throws(AssessmentError) -> Set<Int> {
    guard let series = run.series(of: variable) else { throw missing(variable) }
    return Set(series.years)
  }

  /// The value of a year, summed over all elements; a real amount at the year's consumer prices.
  func amount(
    _ variable: String, in year: Int, isReal: Bool = false
  ) throws(AssessmentError) -> Double {
    guard let value = sum(variable, in: year) else { throw missing(variable) }
    guard isReal else { return value }
    guard let price = sum("consumerPrice", in: year) else { throw missing("consumerPrice") }
    return value * price
  }

  private func sum(_ variable: String, in year: Int) -> Double? {
    if let total = run.series(of: variable)?.value(in: year) { return total }
    let cells = run.series.filter { $0.variable == variable && !$0.dimensions.pairs.isEmpty }
    let values = cells.compactMap { $0.value(in: year) }
    return values.isEmpty || values.count < cells.count ? nil : values.reduce(0, +)
  }

  private func missing(_ variable: String) -> AssessmentError {
    .usage(
      "The run \(run.manifest.runID) has no series \(variable), which the account of the debt needs. Run the scenario with the standard model."
    )
  }
}
