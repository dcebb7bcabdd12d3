import ArgumentParser
import Assessment

/// `jtam scenario new NAME`.
struct ScenarioNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a scenario file that runs as it is, with notes on what else it could say.")

  @Argument(help: "Its name: letters, digits, - and _.")
  var name: String

  @Option(help: "The scenario it is a change to.")
  var parent = "baseline"

  @Option(help: ArgumentHelp("What it is, in a sentence.", valueName: "text"))
  var description: String?

  @Option(
    name: .customLong("lever"),
    help: ArgumentHelp(
      "A lever and its path, as carbonPrice=50 or 'carbonPrice={2026: 20, 2027: 40}'; may be repeated.",
      valueName: "name=path"))
  var levers: [Assignment] = []

  @Option(
    help: ArgumentHelp(
      "The file NAME.yaml, or the folder for it. Without it, the working folder.", valueName: "file"
    ))
  var out: String?

  @Flag(help: "Replace a file that is there already.")
  var force = false

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let file = try ScenarioDesk(try projectOptions.project()).make(
      name, parent: parent, description: description, levers: levers.map { ($0.name, $0.value) },
      at: out, replacing: force)
    talk.say(
      "Wrote \(file). See it with `jtam scenario show \(file)`, run it with `jtam run \(file)`.")
  }
}
