import ArgumentParser
import Assessment

/// `jtam scenario schema`.
struct ScenarioSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract:
      "Print the JSON Schema of scenario files, with the levers of the model and their bounds.",
    discussion: "An editor that knows JSON Schema completes and checks scenario files with it.")

  @Flag(help: "For any model: levers without names and bounds.")
  var generic = false

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var file: FileOptions

  mutating func run() throws {
    let model = generic ? nil : try projectOptions.project().preparedModel()
    try file.write(ScenarioSchema.value(model).text())
  }
}
