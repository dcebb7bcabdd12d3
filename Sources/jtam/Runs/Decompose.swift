import ArgumentParser
import Assessment
import Reporting

/// `jtam decompose SCENARIO`.
struct Decompose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Why government debt differs from a baseline: item by item, adding up.",
    discussion: """
      Works on stored runs. The table shows what each item of the budget added to debt from the first \
      year on (receipts count negative), their sum, and how much of the difference in the debt ratio \
      comes from debt and how much from GDP in current prices. csv and json hold every year.
      """)

  @Argument(help: "What is explained: a run's id or a scenario.")
  var scenario: String

  @Option(
    help: "What it is compared with: a run's id, or a scenario among those it is a change to.")
  var base = "baseline"

  @Option(help: "Only these years, as 2030,2050 or 2020-2050.")
  var years: YearSelection?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    let run = try store.wholeRun(scenario)
    let baseline = try store.wholeRun(store.counterpart(base, of: scenario).id)
    let bridge = try DebtBridge(of: run, beside: baseline)
    if let years = years?.years, !years.contains(where: { bridge.difference[$0] != nil }) {
      let known = bridge.difference.keys.sorted()
      throw AssessmentError.usage(
        "The runs have none of the years asked for: they differ from \(known.first ?? 0) to \(known.last ?? 0)."
      )
    }
    talk.say("\(run.manifest.runID) beside \(baseline.manifest.runID)")
    let records = bridge.records(years: years?.years)
    try output.write(
      table: bridge.table(years: years?.years.sorted() ?? Headline.years(of: run))
        .text(plain: talk.plain),
      csv: records.csv, json: records.json)
  }
}
