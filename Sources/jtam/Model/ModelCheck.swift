import ArgumentParser
import Assessment
import Reporting

/// `jtam model check`.
struct ModelCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Put the model to the tests any model must pass.",
    discussion: """
      Always: every equation holds at the base-year data, and the model's own checks hold in every \
      year of the scenario. With --perturb, the base year solved from disturbed values returns to the \
      data. With --homogeneity, all money times a factor changes nothing real. With --zero-shock, a \
      scenario that changes nothing equals its parent bit for bit. Without any of the three, all are \
      made, with factor 2 and seed 1. Ends with exit code 1 when a test fails.
      """)

  @Option(help: "The scenario along which the model is tested.")
  var scenario = "baseline"

  @Option(help: "Multiply all money by this and compare.")
  var homogeneity: Double?

  @Option(
    help: ArgumentHelp("Disturb the start by random factors of this seed.", valueName: "seed"))
  var perturb: UInt64?

  @Flag(help: "Compare a scenario without changes with its parent.")
  var zeroShock = false

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    Interruption.watch()
    let runner = try projectOptions.project().runner(storing: false)
    let examination = try Examination(runner: runner, scenario: scenario)
    let everything = homogeneity == nil && perturb == nil && !zeroShock
    var findings = try examination.baseYear()
    if let seed = perturb ?? (everything ? 1 : nil) {
      findings += try examination.perturbed(seed: seed)
    }
    findings += try examination.residuals()
    if let factor = homogeneity ?? (everything ? 2 : nil) {
      findings += try examination.homogeneity(factor: factor)
    }
    if zeroShock || everything { findings += try examination.zeroShock() }
    let table = RecordTable(
      columns: ["test", "subject", "outcome", "distance", "tolerance", "place"],
      rows: findings.map { finding in
        [
          .text(finding.test), .text(finding.subject), .text(finding.holds ? "holds" : "FAILS"),
          .number(finding.distance), .number(finding.tolerance), .text(finding.place),
        ]
      })
    try output.write(
      table: table.text(plain: talk.plain, widest: 76), csv: table.csv, json: table.json)
    let failed = findings.filter { !$0.holds }
    talk.say(
      failed.isEmpty
        ? "All tests hold." : "\(failed.count) of \(findings.count) findings fail.")
    if !failed.isEmpty { throw ExitCode(1) }
  }
}
