import ArgumentParser
import Assessment
import Reporting

/// `jtam affected SCENARIO`.
struct Affected: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show who loses and who gains jobs, on one page.",
    discussion: """
      The sectors that lose and gain most beside the baseline, with how many of these jobs are those of \
      women, young people, low-skilled and informal workers, and every group's part of what sectors lose \
      and gain. Shares are constant within a sector; `jtam jobs` shows every year. csv and json hold all \
      sectors.
      """)

  @Argument(help: "A run's id or a scenario.")
  var scenario: String

  @Option(
    help: "What it is compared with: a run's id, or a scenario among those it is a change to.")
  var base = "baseline"

  @Option(help: "The year; 2035, or the last year of a run that ends before.")
  var year: Int?

  @Option(help: "How many sectors are shown on each side.")
  var top = 5

  @OptionGroup var labour: LabourOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if top < 1 { throw ValidationError("--top needs a number of 1 or more.") }
  }

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    try talk.warn([scenario], in: store)
    let report = try labour.report(of: scenario, in: store)
    let baseline = try labour.report(of: store.counterpart(base, of: scenario).id, in: store)
    let year = try report.years([self.year ?? min(2035, report.years.upperBound)])[0]
    let affected = try AffectedJobs(report, beside: baseline, in: year)
    talk.say("\(report.runID) beside \(baseline.runID), thousand jobs")
    if output.format != .table {
      talk.say(report.limits(of: report.compositions, plain: talk.plain))
    }
    let records = try affected.records()
    try output.write(
      table: affected.text(count: top, plain: talk.plain), csv: records.csv, json: records.json)
  }
}
