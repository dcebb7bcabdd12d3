import ArgumentParser
import Assessment

/// `jtam scenario set NAME KEY=VALUE…`.
struct ScenarioSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change lines of a scenario file; notes, order and all other lines stay.",
    discussion: """
      A key is a lever, as carbonPrice=50 or 'carbonPrice={shape: linear, 2026: 20, 2030: 60}'; one \
      year of a lever, as carbonPrice@2030=120; overrides.NAME, choices.PART, add_factors.EQUATION or \
      measures.NAME; description, author, parent, years or closure. The result is checked against the \
      model, and a file that would not run is not written.
      """)

  @Argument(help: "The scenario: a name or a file.")
  var name: String

  @Argument(help: ArgumentHelp("What is set.", valueName: "key=value"))
  var values: [Assignment] = []

  @Option(
    name: .customLong("remove"),
    help: ArgumentHelp("What is taken out; may be repeated.", valueName: "key"))
  var removed: [String] = []

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if values.isEmpty && removed.isEmpty {
      throw ValidationError(
        "Say what to change: KEY=VALUE, as carbonPrice=50, or --remove KEY.")
    }
  }

  mutating func run() throws {
    let (file, isChanged) = try ScenarioDesk(try projectOptions.project()).change(
      name, set: values.map { ($0.name, $0.value) }, remove: removed)
    talk.say(isChanged ? "Changed \(file)." : "\(file) says so already.")
  }
}
