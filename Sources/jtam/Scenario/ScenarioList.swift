import ArgumentParser
import Assessment

/// `jtam scenario list`.
struct ScenarioList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the scenarios that a name can mean: those here and those that ship.")

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let desk = try ScenarioDesk(try projectOptions.project())
    let catalogue = ScenarioCatalogue(desk.scenarios)
    for problem in catalogue.problems { talk.say("left out: \(problem)") }
    try output.write(catalogue.table, plain: talk.plain)
  }
}
