import Quantities
import Reporting
import Results

/// The indicators that tell a run's story, and what they need beyond the model's own variables.
public enum Headline {
  /// The baseline in levels.
  public static let levels: [HeadlineTable.Indicator] = [
    .init("GDP growth", variable: gdpGrowth, change: .level, unit: "%", factor: 100),
    .init(
      "Jobs", variable: "employmentJobs", change: .level, unit: "million", factor: 1e-6,
      decimals: 1),
    .init(
      "Unemployment", variable: "unemploymentRate", change: .level, unit: "%", factor: 100,
      decimals: 1),
    .init(
      "Net public debt", variable: "debtRatio", change: .level, unit: "% of GDP", factor: 100,
      decimals: 1),
    .init(
      "Emissions, land use included", variable: "emissionsNet", change: .level, unit: "Mt CO2e",
      decimals: 0),
    // What the baseline solved so that its targets are met; scenarios take them from it as given.
    .init(
      "Demand factor (meets GDP)", variable: "demandFactor", change: .level, unit: "2019 = 1",
      decimals: 3),
    .init(
      "Productivity (meets unemployment)", variable: "productivity", change: .level,
      unit: "2019 = 1", decimals: 3),
    .init(
      "Lump-sum tax (keeps the debt)", variable: "fiscalCorrectionRatio", change: .level,
      unit: "% of GDP", factor: 100, decimals: 1),
  ]

  /// A scenario against its baseline.
  public static let differences: [HeadlineTable.Indicator] = [
    .init("GDP", variable: "gdpReal", change: .relative),
    .init("Household consumption", variable: "consumptionReal", change: .relative),
    .init("Real disposable income", variable: "realDisposableIncome", change: .relative),
    .init("Jobs", variable: "employmentJobs", change: .relative),
    .init(
      "Jobs", variable: "employmentJobs", change: .absolute, unit: "thousand", factor: 1e-3,
      decimals: 0),
    .init("Unemployment", variable: "unemploymentRate", change: .percentagePoints),
    .init("Consumer prices", variable: "consumerPrice", change: .relative),
    .init("Real wage", variable: "realWage", change: .relative),
    .init("Exports", variable: "exportsReal", change: .relative),
    .init("Imports", variable: "importsReal", change: .relative),
    .init("Government balance, share of GDP", variable: balanceShare, change: .percentagePoints),
    .init("Net public debt, share of GDP", variable: "debtRatio", change: .percentagePoints),
    .init("CO2 from fuels", variable: "emissionsCO2Fuel", change: .relative),
    .init("Emissions without land use", variable: "emissionsGross", change: .relative),
    .init("Emissions with land use", variable: "emissionsNet", change: .relative),
    .init(
      "Carbon revenue", variable: carbonShare, change: .level, unit: "% of GDP", factor: 100),
  ]

  static let gdpGrowth = "gdpRealGrowth"
  static let balanceShare = "governmentBalanceShare"
  static let carbonShare = "carbonRevenueShare"

  /// A run with the shares and growth rates that the indicators need.
  public static func enriched(_ run: StoredRun) -> StoredRun {
    var added: [StoredSeries] = []
    if let gdp = run.series(of: "gdpReal"), gdp.values.count > 1 {
      var growth = gdp
      growth.variable = gdpGrowth
      growth.unit = "share a year"
      growth.firstYear += 1
      growth.values = zip(gdp.values.dropFirst(), gdp.values).map { $0 / $1 - 1 }
      added.append(growth)
    }
    for (name, variable) in [(balanceShare, "governmentBalance"), (carbonShare, "carbonRevenue")] {
      guard let above = run.series(of: variable), let below = run.series(of: "gdpNominal"),
        above.years == below.years
      else { continue }
      var share = above
      share.variable = name
      share.unit = "share of GDP"
      share.values = zip(above.values, below.values).map { $0 / $1 }
      added.append(share)
    }
    return StoredRun(manifest: run.manifest, series: run.series + added)
  }

  /// What is said of a run of a model that has none of the headline's variables.
  public static func nothing(in run: StoredRun) -> AssessmentError {
    var names: [String] = []
    for series in run.series where series.kind == .variable && names.last != series.variable {
      names.append(series.variable)
    }
    let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    return .usage(
      "\(run.manifest.runID) is of a model without the variables of the headline table, such as gdpReal and employmentJobs. Name what to compare with --variable; the run has \(shown)"
        + (names.count > 6 ? "" : "."))
  }

  /// The milestones that a run reaches; its last year when it reaches none.
  public static func years(of run: StoredRun) -> [Int] {
    let last = run.manifest.identity.lastYear
    let known = [2030, 2040, 2050].filter { $0 > run.manifest.identity.firstYear && $0 <= last }
    return known.isEmpty ? [last] : known
  }
}
