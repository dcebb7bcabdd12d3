import ArgumentParser
import Assessment
import Equations
import Reporting

/// `jtam model list [FILE]`.
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

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    try output.file.keep(input.inputs())
    let guide = try input.guide()
    let table = guide.list(kind: SymbolKind(rawValue: kind.rawValue))
    try output.write(table, plain: talk.plain)
  }
}
