import ArgumentParser
import Assessment
import Reporting

/// `jtam model explain NAME`.
struct ModelExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a name of the model: meaning, unit, equation, base-year value, source.")

  @Argument(help: "A variable, parameter, equation, check, set, choice, closure or function.")
  var name: String

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions

  mutating func run() throws {
    let explanation = try Explanation(of: name, in: projectOptions.project().preparedModel())
    try output.write(
      table: explanation.text, csv: explanation.table.csv, json: explanation.table.json)
  }
}
