import ArgumentParser
import Assessment
import Reporting

/// `jtam levers [NAME]`.
struct Levers: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "List the policy levers of the model: units, bounds, where they enter, who uses them.",
    discussion: """
      The table for people leaves out what is long; csv and json hold all of it, and `jtam levers NAME` \
      explains one lever at length.
      """)

  @Argument(
    help: "A lever, or a cell of one such as greenInvestment[wind]; all of them without it.")
  var name: String?

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let project = try projectOptions.project()
    let guide = LeverGuide(
      try project.preparedModel(),
      scenarios: ScenarioCatalogue(try project.runner(storing: false)))
    if let name {
      let explanation = try guide.explanation(of: name)
      try output.write(
        table: LeverGuide.text(explanation), csv: explanation.csv, json: explanation.json)
    } else {
      let table = guide.table
      try output.write(table: guide.text(plain: talk.plain), csv: table.csv, json: table.json)
    }
  }
}
