import ArgumentParser
import Assessment
import Reporting

/// `jtam model check [FILE]`.
struct ModelCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Put a model to the tests any model must pass.",
    discussion: """
      The model of a pack is tested along a scenario, a model file over the periods that `model solve` \
      takes. What a model cannot be put to is named, with what to add.

      Always: every equation holds at the base-year data, and the model's own checks hold in every \
      year. With --perturb, the base year solved from disturbed values returns to the \
      data. With --homogeneity, all money times a factor changes nothing real. With --zero-shock, a \
      scenario that changes nothing equals its parent bit for bit. Without any of the three, all are \
      made, with factor 2 and seed 1. Ends with exit code 1 when a test fails.
      """)

  @Option(help: "The scenario along which the model of a pack is tested; the baseline without it.")
  var scenario: String?

  @Option(
    help: ArgumentHelp("Multiply all money by this and compare.", valueName: "factor"))
  var homogeneity: Double?

  @Option(
    help: ArgumentHelp("Disturb the start by random factors of this seed.", valueName: "seed"))
  var perturb: UInt64?

  @Flag(help: "Compare a scenario without changes with its parent.")
  var zeroShock = false

  @Option(help: ArgumentHelp("The first period of a file.", valueName: "period"))
  var from: Int?

  @Option(help: ArgumentHelp("The last period of a file.", valueName: "period"))
  var to: Int?

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if input.file == nil, from != nil || to != nil {
      throw ValidationError("--from and --to belong to a model file. A scenario has its own years.")
    }
    if input.file != nil, scenario != nil {
      throw ValidationError("A model file has no scenarios. Leave out --scenario, or the file.")
    }
  }

  private func examination() throws -> any ModelExamination {
    if let own = try input.own() {
      return try FileExamination(
        own, from: from, to: to, settings: input.projectOptions.settings())
    }
    return try Examination(
      runner: input.projectOptions.project().runner(storing: false),
      scenario: scenario ?? "baseline")
  }

  mutating func run() throws {
    try output.file.keep(input.inputs())
    Interruption.watch()
    let examination = try examination()
    let everything = homogeneity == nil && perturb == nil && !zeroShock
    var findings: [Examination.Finding] = []
    let talk = talk
    /// Makes a test; one that the model cannot be put to is named, and is an error when it was asked for.
    func make(_ name: String, asked: Bool, _ test: () throws -> [Examination.Finding]) throws {
      do {
        findings += try test()
      } catch let error as Examination.NotPossible {
        findings += error.findings
        if asked { throw AssessmentError.badInput("\(name) cannot be tested: \(error)") }
        talk.say("not tested: \(name): \(error)")
      }
    }
    try make("base year", asked: false) { try examination.baseYear() }
    if let seed = perturb ?? (everything ? 1 : nil) {
      try make("perturbed start", asked: !everything) { try examination.perturbed(seed: seed) }
    }
    findings += try examination.residuals()
    if let factor = homogeneity ?? (everything ? 2 : nil) {
      try make("homogeneity", asked: !everything) { try examination.homogeneity(factor: factor) }
    }
    if zeroShock || everything {
      try make("zero shock", asked: !everything) { try examination.zeroShock() }
    }
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
      findings.isEmpty
        ? "Nothing was tested: state base values, checks or what is nominal."
        : failed.isEmpty
          ? "All tests hold." : "\(failed.count) of \(findings.count) findings fail.")
    if !failed.isEmpty { throw ExitCode(1) }
  }
}
