import ArgumentParser
import Assessment
import Reporting

/// `jtam model lint`.
struct ModelLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Read a model's text for what its author may want otherwise.",
    discussion: """
      Each finding has a place, a rule, a sentence and what to do. Findings are no mistakes: the \
      command ends with exit code 0, with --strict 1 when there is one. Text that does not compile is \
      exit code 65. A finding is kept quiet by a comment above its statement, with the reason: \
      `# lint: allow magic-number: months of a year`. The rules are listed in Documentation/Commands.md.
      """)

  @Flag(help: "End with exit code 1 when anything is found.")
  var strict = false

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    try output.file.keep(input.inputs())
    let model = try input.description()
    let findings = ModelFindings(model)
    try output.write(
      table: findings.text, csv: findings.table.csv, json: findings.table.json)
    if findings.isEmpty {
      talk.say("Nothing found.")
    } else {
      talk.say(findings.count == 1 ? "1 finding." : "\(findings.count) findings.")
      if strict { throw ExitCode(1) }
    }
  }
}
