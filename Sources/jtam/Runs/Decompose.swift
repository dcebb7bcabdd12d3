import ArgumentParser
import Assessment
import Reporting
import Results

/// `jtam decompose SCENARIO`.
struct Decompose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Why debt or jobs differ from a baseline, in parts or by measure, adding up.",
    discussion: """
      Works on stored runs. --what debt shows what each item of the budget added to government debt \
      from the first year on (receipts count negative), their sum, and how much of the difference in \
      the debt ratio comes from debt and how much from GDP in current prices. --what jobs splits the \
      difference in jobs into direct, indirect, induced, price and fiscal parts and what adjustment \
      delays, by cause or, with --by sector, by industry. --by measure shares out the effect on jobs, \
      or on the variables named, among the scenario's measures: it solves every set of them. csv and \
      json hold every year. The model text and the pack must be those of the runs, but for debt.
      """)

  /// What is explained.
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case debt, jobs
  }

  /// What it is explained by.
  enum Division: String, CaseIterable, ExpressibleByArgument {
    case part, sector, measure
  }

  @Argument(help: "What is explained: a run's id or a scenario.")
  var scenario: String

  @Option(
    help: "What it is compared with: a run's id, or a scenario among those it is a change to.")
  var base = "baseline"

  @Option(help: "debt or jobs. Without it debt, or jobs where --by or --chart is given.")
  var what: Subject?

  @Option(help: "Jobs by part with causes, by sector and part, or by measure.")
  var by: Division?

  @Option(
    name: .customLong("variable"),
    help:
      "With --by measure: share out this variable instead of jobs, GDP, emissions and the debt ratio; may be repeated."
  )
  var variables: [String] = []

  @Option(help: "Only these years, as 2030,2050 or 2020-2050.")
  var years: YearSelection?

  @Option(
    help: ArgumentHelp(
      "Also draw the parts of the last year shown as a waterfall: .svg, .png or .json.",
      valueName: "file"))
  var chart: String?

  @Option(
    help: ArgumentHelp(
      "The country pack of the runs, where it is not found by its name.", valueName: "name|folder"))
  var pack: String?

  @Option(
    help: ArgumentHelp(
      "The main file of the model of the runs. The standard model without it.", valueName: "file"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The grouping that the runs were solved with, where it was a file.", valueName: "file"))
  var aggregation: String?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if what == .debt, by != nil || chart != nil {
      throw ValidationError("--by and --chart are for --what jobs; debt has one form.")
    }
    if !variables.isEmpty, by != .measure {
      throw ValidationError("--variable is for --by measure.")
    }
    if chart != nil, by == .measure {
      throw ValidationError("--chart draws parts: take --by part or --by sector.")
    }
  }

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    if by == .measure { return try explainByMeasure(store) }
    let run = try store.wholeRun(scenario)
    let baseline = try store.wholeRun(store.counterpart(base, of: scenario).id)
    let sectors = [run, baseline].map(\.manifest.identity.solverSettings)
    guard sectors[0]["aggregation"] == sectors[1]["aggregation"],
      sectors[0]["grouping"] == sectors[1]["grouping"]
    else {
      throw AssessmentError.usage(
        "\(run.manifest.runID) has the sectors \"\(sectors[0]["aggregation"] ?? "")\" and \(baseline.manifest.runID) \"\(sectors[1]["aggregation"] ?? "")\": what differs would be the detail, not the policy. Compare runs of one aggregation."
      )
    }
    talk.warn([run, baseline])
    if what == .jobs || by != nil || chart != nil {
      try explainJobs(of: run, beside: baseline)
    } else {
      try explainDebt(of: run, beside: baseline)
    }
  }

  private func explainDebt(of run: StoredRun, beside baseline: StoredRun) throws {
    let bridge = try DebtBridge(of: run, beside: baseline)
    try requireYears(among: bridge.difference.keys.sorted())
    talk.say("\(run.manifest.runID) beside \(baseline.manifest.runID)")
    let records = bridge.records(years: years?.years)
    try output.write(
      table: bridge.table(years: shownYears(of: run)).text(plain: talk.plain),
      csv: records.csv, json: records.json)
  }

  private func explainJobs(of run: StoredRun, beside baseline: StoredRun) throws {
    let atHand = try atHand(run)
    _ = try self.atHand(baseline)
    let jobs = try JobsDecomposition(of: run, beside: baseline, model: atHand.model)
    try requireYears(among: jobs.years.map(\.year))
    talk.say("\(run.manifest.runID) beside \(baseline.manifest.runID)")
    let shown = shownYears(of: run).filter { jobs[$0] != nil }
    let records = jobs.records(years: years?.years, bySector: by == .sector)
    let names = try atHand.runner.names(of: "sector")
    try output.write(
      table: by == .sector
        ? (years == nil ? shown.suffix(1) : shown).map {
          jobs.sectorTable(year: $0, names: names).text(plain: talk.plain)
        }.joined(separator: "\n")
        : jobs.table(years: shown).text(plain: talk.plain),
      csv: records.csv, json: records.json)
    guard let chart, let year = shown.last else { return }
    let specification = try jobs.waterfall(
      year: year, scenario: run.manifest.identity.scenario,
      source: "\(run.manifest.runID), \(baseline.manifest.runID)",
      isVerified: run.manifest.isVerified && baseline.manifest.isVerified)
    let isReplacing = output.file.force
    switch try ChartFormat(file: chart, isNeeded: true) {
    case .some(let form) where form == .svg || form == .png:
      try ChartImage(specification).write(as: form, to: chart, replacing: isReplacing)
    case .csv:
      throw AssessmentError.usage(
        "\(chart): a waterfall is drawn as .svg, .png or .json; for its numbers use --format csv.")
    default: try OutputFile.write(specification.text(), to: chart, replacing: isReplacing)
    }
  }

  private func explainByMeasure(_ store: RunStore) throws {
    let run = try store.wholeRun(scenario)
    let baseline = try store.wholeRun(store.counterpart(base, of: scenario).id)
    let atHand = try atHand(run)
    let progress = Progress(isShown: !talk.quiet)
    let attribution = try MeasureAttribution(
      of: atHand, beside: baseline,
      variables: variables.isEmpty ? MeasureAttribution.usualVariables : variables,
      years: output.format == .table ? Set(shownYears(of: run)) : years?.years
    ) { solved, all in
      if progress.isShown { Console.progress("\(solved) of \(all) sets of measures") }
    }
    progress.end()
    talk.say("\(run.manifest.runID) beside \(baseline.manifest.runID)")
    let records = attribution.records
    try output.write(
      table: attribution.table(years: shownYears(of: run), plain: talk.plain), csv: records.csv,
      json: records.json)
  }

  private func atHand(_ run: StoredRun) throws -> RunAtHand {
    try RunAtHand(
      run, locator: ResourceLocator(pack: pack, model: model), aggregation: aggregation)
  }

  private func shownYears(of run: StoredRun) -> [Int] {
    years?.years.sorted() ?? Headline.years(of: run)
  }

  private func requireYears(among known: [Int]) throws {
    guard let wanted = years?.years, wanted.isDisjoint(with: known) else { return }
    throw AssessmentError.usage(
      "The runs have none of the years asked for: they differ from \(known.first ?? 0) to \(known.last ?? 0)."
    )
  }
}
