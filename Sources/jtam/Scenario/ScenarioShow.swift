import ArgumentParser
import Assessment
import Reporting

/// `jtam scenario show NAME`.
struct ScenarioShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a scenario says and what it has from its ancestors.",
    discussion: """
      Nothing is solved: a value that only a run can tell, such as an instrument that the parent's \
      targets solve for, stays empty. The table shows every fifth year; csv and json hold all years.
      """)

  @Argument(help: "The scenario: a name or a file.")
  var name: String

  @Option(help: "Only these years, as 2030,2050 or 2020-2050.")
  var years: YearSelection?

  @Flag(help: "Show levers that nobody sets, too.")
  var all = false

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let desk = try ScenarioDesk(try projectOptions.project())
    let resolved = try desk.scenarios.resolve(name)
    try years?.check(within: resolved.years)
    let report = ScenarioReport(resolved, isComplete: all)
    let records = report.records(years: years?.years)
    try output.write(
      table: report.text(years: years?.years.sorted(), plain: talk.plain), csv: records.csv,
      json: records.json)
  }
}

extension YearSelection {
  /// Refuses years of which none is solved.
  func check(within solved: ClosedRange<Int>) throws {
    if !years.contains(where: solved.contains) {
      throw AssessmentError.usage(
        "None of the years asked for is solved: those are \(solved.lowerBound) to \(solved.upperBound)."
      )
    }
  }
}
