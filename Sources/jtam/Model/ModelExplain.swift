import ArgumentParser
import Assessment
import Reporting

/// `jtam model explain NAME [FILE]`.
struct ModelExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a name of the model: meaning, unit, equation, base-year value, source.",
    discussion: """
      Of the standard model, or of any file:

        jtam model explain wage
        jtam model explain gap nk.eqn --data tables
      """)

  @Argument(help: "A variable, parameter, equation, check, set, choice, closure or function.")
  var name: String

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var output: OutputOptions

  mutating func run() throws {
    try output.file.keep(input.inputs())
    let explanation = try input.explanation(of: name)
    try output.write(
      table: explanation.text, csv: explanation.table.csv, json: explanation.table.json)
  }
}
