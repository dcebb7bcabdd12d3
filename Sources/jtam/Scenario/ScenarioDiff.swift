import ArgumentParser
import Assessment

/// `jtam scenario diff A B`.
struct ScenarioDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show in which levers, overrides, choices and targets two scenarios differ.")

  @Argument(help: "A scenario: a name or a file.")
  var first: String

  @Argument(help: "Another.")
  var second: String

  @Option(help: "Only these years, as 2030,2050 or 2020-2050.")
  var years: YearSelection?

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let desk = try ScenarioDesk(try projectOptions.project())
    let difference = ScenarioDifference(
      try desk.scenarios.resolve(first), try desk.scenarios.resolve(second))
    try years?.check(within: difference.first.years)
    let records = difference.records(years: years?.years)
    try output.write(
      table: difference.text(years: years?.years.sorted(), plain: talk.plain), csv: records.csv,
      json: records.json)
  }
}
