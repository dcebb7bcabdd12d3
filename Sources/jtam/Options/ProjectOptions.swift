import ArgumentParser
import Assessment

/// Options of every command that needs a pack or the model.
struct ProjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The country pack: a name below Packs, or a folder. Brazil without it.",
      valueName: "name|folder"))
  var pack: String?

  @Option(
    help: ArgumentHelp(
      "The model's main file, which has the tables of the pack. The standard model without it.",
      valueName: "file"))
  var model: String?

  @Option(
    name: .customLong("choose"),
    help: ArgumentHelp(
      "Take another variant of a part of the model, as wages=phillips; may be given again.",
      valueName: "part=variant"))
  var choices: [Assignment] = []

  @Option(
    help: ArgumentHelp("Apply a closure of the model by name, as frozen.", valueName: "name"))
  var closure: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a parameter or an exogenous value, as armingtonElasticity=2 or 'name[element]=2'; may be given again.",
      valueName: "name=value"))
  var values: [Assignment] = []

  @Option(
    help: ArgumentHelp(
      "Which sectors: 20, 68, or a file that groups every industry (columns industry, sector, name).",
      valueName: "20|68|FILE"))
  var aggregation = "20"

  mutating func validate() throws { _ = try settings() }

  /// The form of the model asked for.
  func settings() throws -> ModelSettings {
    ModelSettings(
      choices: try Assignment.dictionary(choices, option: "--choose"), closure: closure,
      overrides: try Assignment.numbers(values), aggregation: aggregation)
  }

  /// The project these options describe.
  func project(store: String? = nil) throws -> Project {
    Project(
      locator: ResourceLocator(pack: pack, model: model), settings: try settings(), store: store)
  }
}

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file that keeps runs. Without it JTAM_STORE, else .jtam/runs.sqlite in this folder.",
      valueName: "file"))
  var store: String?
}

/// How a command talks.
struct TalkOptions: ParsableArguments {
  @Flag(help: "No messages, only data and errors.")
  var quiet = false

  @Flag(help: "Only ASCII characters in tables.")
  var plain = false

  /// Tells the user something that is not data.
  func say(_ text: String) {
    if !quiet { Console.message(text) }
  }
}
