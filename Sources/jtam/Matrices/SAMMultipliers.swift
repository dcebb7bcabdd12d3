import ArgumentParser
import Assessment
import Reporting

/// `jtam sam multipliers`.
struct SAMMultipliers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "multipliers",
    abstract:
      "What a unit of final demand makes necessary: output, value added, jobs, energy, CO2.",
    discussion: """
      Initial, direct and indirect effects add up to the simple multiplier, with induced effects to the \
      total one; types I and II are these for each initial unit. With --leakages, where the unit leaves; \
      with --parts ACCOUNT, what a unit injected there does, in the parts of Pyatt, Round and Stone.
      """)

  /// What is counted.
  enum Count: String, CaseIterable, ExpressibleByArgument {
    case output, valueAdded, jobs, energy, co2
  }

  @Option(help: "What is counted. Jobs, energy and CO2 only of a pack.")
  var count: Count = .output

  @Option(
    name: .customLong("paid-to"),
    help: ArgumentHelp(
      "Count the sectors' payments to these accounts, as 'f:*'.", valueName: "accounts"))
  var paidTo: String?

  @Option(
    help: ArgumentHelp(
      "Count amounts of your own: a table with the columns account and value.", valueName: "file"))
  var satellite: String?

  @Option(help: ArgumentHelp("Only of these accounts.", valueName: "accounts"))
  var of: String?

  @Flag(help: "Where a unit of final demand leaves: imports, taxes, income, saving.")
  var leakages = false

  @Flag(help: "With --leakages: let households spend their income.")
  var income = false

  @Option(help: ArgumentHelp("What a unit injected into this account does.", valueName: "account"))
  var parts: String?

  @OptionGroup var matrix: MatrixOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if paidTo != nil && satellite != nil {
      throw ValidationError("Count payments with --paid-to or amounts with --satellite, not both.")
    }
    if leakages && parts != nil {
      throw ValidationError("Ask for --leakages or for --parts, not for both.")
    }
    if income && !leakages { throw ValidationError("--income goes with --leakages.") }
  }

  mutating func run() throws {
    let study = try matrix.study(talk)
    let pattern = of.map { AccountPattern($0) }
    if let parts { return try output.write(study.parts(of: parts), plain: talk.plain) }
    if leakages {
      return try output.write(study.leakages(of: pattern, income: income), plain: talk.plain)
    }
    let found = try study.multipliers(measure, of: pattern)
    try output.write(found.table, plain: talk.plain)
    talk.say("In \(found.unit).")
  }

  private var measure: MatrixStudy.Measure {
    if let paidTo { return .paidTo(AccountPattern(paidTo)) }
    if let satellite { return .file(satellite) }
    switch count {
    case .output: return .output
    case .valueAdded: return .valueAdded
    case .jobs: return .jobs
    case .energy: return .energy
    case .co2: return .co2
    }
  }
}
