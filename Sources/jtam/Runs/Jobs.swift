import ArgumentParser
import Assessment
import Foundation
import Quantities
import Reporting
import Results

/// `jtam jobs SCENARIO`.
struct Jobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a run's jobs by gender, age, skill and formality, alone or beside a baseline.",
    discussion: """
      Works on stored runs with the shares of the pack they were made with. Shares are constant within \
      a sector: only the mix of sectors moves them. Several --by give one table each; groups of two \
      dimensions are not crossed, because no source says how they go together in an industry. With \
      --compare the table also shows which part of the jobs that sectors lose each group bears. csv and \
      json hold every year.
      """)

  @Argument(help: "The run's id or a scenario. The latest run without it.")
  var scenario: String?

  @Option(name: .customLong("run"), help: "The same as the argument.")
  var wanted: String?

  @Option(help: "gender, age, skill or formality; may be repeated. All without it.")
  var by: [String] = []

  @Flag(help: "Keep sectors apart.")
  var bySector = false

  @Option(help: "One sector only.")
  var sector: String?

  @Option(
    name: .customLong("compare"),
    help: "A baseline: a run's id, or a scenario, which means the run that this one is a change to."
  )
  var base: String?

  @Option(help: "Only these years, as 2030,2035,2050.")
  var years: YearSelection?

  @OptionGroup var labour: LabourOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if scenario != nil && wanted != nil {
      throw ValidationError("Name the run once: as the argument or with --run.")
    }
  }

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    let name = try scenario ?? wanted ?? Show.latest(in: store)
    try talk.warn([name], in: store)
    let report = try labour.report(of: name, in: store)
    let chosen = try report.compositions(by: by)
    let limits = report.limits(of: chosen, plain: talk.plain)
    guard let base else {
      talk.say(report.runID)
      let rows = try report.observations(
        by: by, sector: sector, isBySector: bySector, years: years?.years
      ).map { RunRow(scenario: report.scenario, observation: $0) }
      let shown = try years.map { try report.years($0.years) } ?? report.milestones
      let text = try chosen.map {
        try report.table($0, sector: sector, isBySector: bySector, years: shown)
          .text(plain: talk.plain)
      }.joined(separator: "\n")
      return try write(text, limits, csv: LongCSV.text(rows), json: LongJSON.value(rows))
    }
    let baseline = try labour.report(of: store.counterpart(base, of: name).id, in: store)
    talk.say("\(report.runID): differences from \(baseline.runID), thousand jobs")
    func rows(_ report: LabourReport) throws -> [Observation] {
      try report.observations(
        by: by, sector: sector, isBySector: bySector, years: years?.years)
    }
    let comparison = try Comparison(
      scenarioName: report.scenario, baseline: rows(baseline), scenario: rows(report)
    ).rows
    let shown =
      try years.map { try report.years($0.years) }
      ?? report.milestones.filter { $0 > report.years.lowerBound }
    let text = try chosen.flatMap { one in
      try shown.map { year in
        try report.table(
          one, beside: baseline, in: year, sector: sector, isBySector: bySector
        ).text(plain: talk.plain)
      }
    }.joined(separator: "\n")
    try write(text, limits, csv: LongCSV.text(comparison), json: LongJSON.value(comparison))
  }

  /// The limits stand below a table, and among the messages of other forms.
  private func write(_ table: String, _ limits: String, csv: String, json: JSONValue) throws {
    if output.format != .table { talk.say(limits) }
    try output.write(table: table + "\n" + limits, csv: csv, json: json)
  }
}
