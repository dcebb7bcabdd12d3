import ArgumentParser
import Assessment
import Equations
import Reporting

/// `jtam model list`.
struct ModelList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the variables of the model: unit, kind, meaning, where they are declared.")

  /// Which symbols are listed.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case variable, exogenous, parameter, all
  }

  @Option(help: "What to list.")
  var kind: Kind = .all

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let guide = ModelGuide(try projectOptions.project().preparedModel().compiled)
    let table = guide.list(kind: SymbolKind(rawValue: kind.rawValue))
    try output.write(table, plain: talk.plain)
  }
}
