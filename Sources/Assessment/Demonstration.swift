import CountryPacks
import Quantities
import Reporting
import Results

/// The first thing a reader sees: a policy's effects in a page, every sentence made from the numbers.
public struct Demonstration {
  /// The baseline, with the headline's shares and growth rates.
  public let baseline: StoredRun
  /// The scenario, likewise.
  public let scenario: StoredRun
  private let title: String
  private let description: String
  private let sectorNames: [String: String]

  /// The year in which industries are compared.
  static let sectorYear = 2035

  /// Sets a scenario's run beside its baseline's.
  /// - Parameters:
  ///   - description: What the scenario's file says it is.
  ///   - sectorNames: What industries are called in print.
  public init(
    title: String, description: String = "", baseline: StoredRun, scenario: StoredRun,
    sectorNames: [String: String]
  ) {
    self.title = title
    self.description = description
    self.baseline = Headline.enriched(baseline)
    self.scenario = Headline.enriched(scenario)
    self.sectorNames = sectorNames
  }

  /// Whether both runs converged and all their checks hold.
  public var isVerified: Bool { baseline.manifest.isVerified && scenario.manifest.isVerified }

  /// The page.
  public func text(plain: Bool = false) -> String {
    let identity = scenario.manifest.identity
    let years = Headline.years(of: scenario)
    var text = "\(title): \(baseline.manifest.identity.scenario), levels\n\n"
    text += HeadlineTable(Headline.levels, baseline: baseline, scenario: baseline, years: years)
      .text(plain: plain)
    text +=
      "\n\(title): \(identity.scenario), differences from \(baseline.manifest.identity.scenario)\n\n"
    if !description.isEmpty { text += Wording.wrapped(description) + "\n" }
    text += HeadlineTable(
      Headline.differences, baseline: baseline, scenario: scenario, years: years
    )
    .text(plain: plain)
    text += jobsTable(plain: plain)
    text += "\n" + sentences().map { Wording.wrapped($0) }.joined()
    text += "\n" + notes().map { $0.hasPrefix(" ") ? "\($0)\n" : Wording.wrapped($0) }.joined()
    return text
  }

  // MARK: Jobs by industry

  private struct SectorChange {
    var name: String
    var jobs: Double
    var share: Double
  }

  /// Industries by the change of their jobs, the largest loss first.
  private var sectorChanges: [SectorChange] {
    baseline.series.compactMap { series -> SectorChange? in
      guard series.variable == "employmentJobs", let sector = series.dimensions["sector"],
        let before = series.value(in: year),
        let after = scenario.series(of: series.variable, at: series.dimensions)?.value(in: year)
      else { return nil }
      return SectorChange(
        name: sectorNames[sector] ?? sector, jobs: after - before,
        share: before == 0 ? 0 : (after - before) / before)
    }.sorted { ($0.jobs, $0.name) < ($1.jobs, $1.name) }
  }

  private var year: Int {
    min(Demonstration.sectorYear, scenario.manifest.identity.lastYear)
  }

  private func jobsTable(plain: Bool) -> String {
    let changes = sectorChanges
    let losers = changes.filter { $0.jobs < 0 }.prefix(5)
    let gainers = changes.filter { $0.jobs > 0 }.suffix(5).reversed()
    var text = "\nJobs in \(year) by industry, difference from the baseline\n\n"
    func row(_ change: SectorChange) -> [String] {
      [
        change.name, NumberText.fixed(change.jobs / 1000, decimals: 1, signed: true),
        NumberText.fixed(change.share * 100, decimals: 2, signed: true),
      ]
    }
    var rows = losers.map(row)
    if !losers.isEmpty && !gainers.isEmpty { rows.append([]) }
    rows += gainers.map(row)
    text += TextTable(
      columns: [
        TextTable.Column("Industry"), TextTable.Column("thousand", .right),
        TextTable.Column("%", .right),
      ], rows: rows
    ).text(plain: plain)
    if losers.isEmpty { text += "No industry loses jobs.\n" }
    if gainers.isEmpty { text += "No industry gains jobs.\n" }
    return text
  }

  // MARK: Sentences

  /// Three sentences; each word of direction follows the sign of its number.
  func sentences() -> [String] {
    [economySentence, sectorSentence, budgetSentence].compactMap { $0 }
  }

  private var economySentence: String? {
    guard let gdp = relative("gdpReal", year), let jobs = difference("employmentJobs", year),
      let unemployment = difference("unemploymentRate", year),
      let income = relative("realDisposableIncome", year)
    else { return nil }
    return
      "In \(year) real GDP is \(Wording.gap(gdp)) the baseline's and there are "
      + "\(Wording.count(jobs)) jobs; unemployment is \(Wording.points(unemployment)), and what "
      + "households can buy with their income is \(Wording.gap(income)) the baseline's."
  }

  private var sectorSentence: String? {
    let changes = sectorChanges
    guard let worst = changes.first, let best = changes.last else { return nil }
    let losing = changes.filter { $0.jobs < 0 }.count
    let gaining = changes.filter { $0.jobs > 0 }.count
    var text = "\(losing) of \(changes.count) industries lose jobs and \(gaining) gain some"
    if worst.jobs < 0 {
      text += ": the largest loss is in \(worst.name) (\(Wording.thousands(worst.jobs)))"
    }
    if best.jobs > 0 {
      text += worst.jobs < 0 ? ", the largest gain in " : ": the largest gain is in "
      text += "\(best.name) (\(Wording.thousands(best.jobs)))"
    }
    return text + "."
  }

  private var budgetSentence: String? {
    let last = scenario.manifest.identity.lastYear
    guard let jobs = difference("employmentJobs", last),
      let fuels = relative("emissionsCO2Fuel", last), let net = relative("emissionsNet", last),
      let debt = difference("debtRatio", last),
      let revenue = scenario.series(of: Headline.carbonShare)?.value(in: year)
    else { return nil }
    return
      "In \(last) there are \(Wording.count(jobs)) jobs, CO2 from fuels is \(Wording.gap(fuels)) the baseline's and all emissions, land use "
      + "included, are \(Wording.gap(net)); the carbon price yields "
      + "\(NumberText.fixed(revenue * 100, decimals: 2)) % of GDP in \(year), and net public debt "
      + "is \(Wording.points(debt, of: "of GDP")) in \(last)."
  }

  private func relative(_ variable: String, _ year: Int) -> Double? {
    guard let (before, after) = pair(variable, year), before != 0 else { return nil }
    return (after - before) / before.magnitude
  }

  private func difference(_ variable: String, _ year: Int) -> Double? {
    pair(variable, year).map { $0.after - $0.before }
  }

  private func pair(_ variable: String, _ year: Int) -> (before: Double, after: Double)? {
    guard let before = baseline.series(of: variable)?.value(in: year),
      let after = scenario.series(of: variable)?.value(in: year)
    else { return nil }
    return (before, after)
  }

  // MARK: What to know beside the numbers

  /// The wage regime, the status of what the run rests on, the checks, and where to look next.
  func notes() -> [String] {
    let manifest = scenario.manifest
    let wages = manifest.identity.choices["wages"]
    func count(_ status: Status) -> Int {
      manifest.assumptions.filter { $0.status == status }.count
    }
    let other = wages == "phillips" ? "wage-setting" : "phillips"
    var notes: [String] = []
    if let wages {
      notes.append("Wage regime: \(wages). The other one: --choose wages=\(other)")
    }
    notes.append(
      "Status: \(count(.borrowed)) parameters are borrowed from other places or models, \(count(.illustrative)) are illustrative, \(count(.estimated)) estimated. These are model results, not forecasts."
    )
    let checks = baseline.manifest.checks + manifest.checks
    let failed = checks.filter { !$0.holds }
    let worst = checks.map(\.residual.magnitude).max() ?? 0
    notes.append(
      failed.isEmpty
        ? "Checks: all \(manifest.checks.count) hold in every year of both runs; the largest residual is \(NumberText.significant(worst, digits: 2))."
        : "Checks: \(failed.count) FAIL (\(Set(failed.map(\.name)).sorted().joined(separator: ", "))). Do not use these numbers."
    )
    let base = baseline.manifest.identity.scenario
    let name = manifest.identity.scenario
    notes.append("Runs: \(baseline.manifest.runID), \(manifest.runID)")
    notes.append("Next:")
    notes.append("  jtam compare \(base) \(name) --variable employmentJobs --years 2030,2035,2050")
    notes.append("  jtam model explain employmentJobs     what a number is and where it is from")
    notes.append("  jtam levers                           what you can change")
    notes.append("  jtam sources --reconciliation         published totals beside the pack's")
    return notes
  }
}

/// Numbers in words whose direction follows the sign.
enum Wording {
  /// `0.42 % below`, or `the same as` where it would print as zero.
  static func gap(_ share: Double) -> String {
    let number = NumberText.fixed((share * 100).magnitude, decimals: 2)
    if number == "0.00" { return "within 0.01 % of" }
    return "\(number) % \(share < 0 ? "below" : "above")"
  }

  /// `105,000 fewer`, rounded to thousands.
  static func count(_ number: Double) -> String {
    let thousands = (number / 1000).rounded()
    if thousands == 0 { return "about as many" }
    let text = NumberText.fixed(thousands.magnitude * 1000, decimals: 0)
    return "\(text) \(number < 0 ? "fewer" : "more")"
  }

  /// `0.10 points higher`.
  static func points(_ share: Double, of what: String = "") -> String {
    let number = NumberText.fixed((share * 100).magnitude, decimals: 2)
    if number == "0.00" { return "unchanged" }
    let unit = what.isEmpty ? "points" : "points \(what)"
    return "\(number) \(unit) \(share < 0 ? "lower" : "higher")"
  }

  /// The text in lines of at most `width` characters, each ended.
  static func wrapped(_ text: String, width: Int = 98) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// `-12.3 thousand`.
  static func thousands(_ number: Double) -> String {
    NumberText.fixed(number / 1000, decimals: 1, signed: true) + " thousand"
  }
}
