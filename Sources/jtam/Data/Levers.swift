import ArgumentParser
import Assessment
import Reporting

/// `jtam levers`.
struct Levers: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the policy levers of the model: units, bounds, where they enter.")

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let guide = ModelGuide(try projectOptions.project().preparedModel().compiled)
    let table = guide.levers()
    try output.write(
      table: table.text(plain: talk.plain, widest: 72), csv: table.csv, json: table.json)
  }
}
