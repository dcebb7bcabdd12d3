import ArgumentParser
import Assessment
import Reporting

/// `jtam sam`.
struct SAM: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sam",
    abstract: "Look into a social accounting matrix: multipliers, linkages, paths, extraction.",
    discussion: """
      Of a country pack, or of a file (--sam): a list with the columns row, column and value, or a \
      square table. Rows receive, columns pay.

      Every account plays one part. Sectors produce; payments pass through products and margins; \
      factors and households close the circle of income; all others are outside. Formulas and \
      sources: Documentation/Multipliers.md.
      """,
    subcommands: [
      SAMView.self, SAMMultipliers.self, SAMLinkages.self, SAMPaths.self, SAMExtract.self,
    ])
}

/// Which matrix, and who plays which part in it.
struct MatrixOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A matrix as CSV, instead of a pack's.", valueName: "file"))
  var sam: String?

  @Option(help: "The country pack: a name below Packs, or a folder. Brazil without it.")
  var pack: String?

  @Option(
    help: ArgumentHelp(
      "Which sectors of the pack: 20, 68, or a file that groups every industry.",
      valueName: "20|68|FILE"))
  var aggregation: String?

  @Option(
    help: ArgumentHelp(
      "The accounts that produce, as 'act*' or farms,plants; a:* without it.",
      valueName: "accounts"))
  var sectors: String?

  @Option(
    help: ArgumentHelp(
      "The accounts that payments pass through; c:*,m:* without it, or none.",
      valueName: "accounts"))
  var through: String?

  @Option(
    help: ArgumentHelp(
      "Factors and households inside for induced effects; f:*,households,firms without it, or none.",
      valueName: "accounts"))
  var households: String?

  @Option(help: "The largest gap of an account accepted in a file, as a share of its total.")
  var tolerance = 1e-9

  mutating func validate() throws {
    if sam != nil, pack != nil || aggregation != nil {
      throw ValidationError("Name a file with --sam, or a pack with --pack and --aggregation.")
    }
    guard tolerance >= 0, tolerance < 1 else {
      throw ValidationError("--tolerance is a share from 0 to less than 1.")
    }
  }

  /// The study these options describe.
  func study(_ talk: TalkOptions) throws -> MatrixStudy {
    let choice = MatrixStudy.Choice(
      sectors: sectors.map { AccountPattern($0) }, through: through.map { AccountPattern($0) },
      households: households.map { AccountPattern($0) })
    let study: MatrixStudy
    if let sam {
      study = try MatrixStudy(file: sam, choice: choice, tolerance: tolerance)
    } else {
      let settings = ModelSettings(aggregation: aggregation ?? "20")
      study = try MatrixStudy(
        project: Project(locator: ResourceLocator(pack: pack), settings: settings), choice: choice)
    }
    if !study.idle.isEmpty {
      talk.say("Left out, for nothing is paid or received: \(study.idle.joined(separator: ", ")).")
    }
    return study
  }
}

/// `jtam sam view [ACCOUNT]`.
struct SAMView: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "List the accounts with their parts and totals, or one account's payments.")

  @Argument(help: "An account; all of them without it.")
  var account: String?

  @OptionGroup var matrix: MatrixOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let study = try matrix.study(talk)
    try output.write(
      account.map { try study.payments(of: $0) } ?? study.accounts(), plain: talk.plain)
  }
}

/// `jtam sam linkages`.
struct SAMLinkages: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "linkages",
    abstract: "Backward and forward linkages of every sector, direct and total.",
    discussion: """
      Direct: Chenery and Watanabe. Total: Rasmussen, and forward by the inverse of Ghosh; normalised \
      ones average 1. A key sector pulls and pushes more than the mean.
      """)

  @OptionGroup var matrix: MatrixOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    try output.write(try matrix.study(talk).linkages(), plain: talk.plain)
  }
}

/// `jtam sam paths FROM TO`.
struct SAMPaths: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths",
    abstract: "The paths along which an injection into one account reaches another.",
    discussion: """
      Structural path analysis (Defourny and Thorbecke): the direct influence of each path, the \
      multiplier of circuits along it, their product, and its share of the global influence.
      """)

  @Argument(help: "The account of the injection, as c:food.")
  var from: String

  @Argument(help: "The account reached, as f:labour.")
  var to: String

  @Option(help: "The most arcs of a path.")
  var longest = 5

  @Option(help: "The smallest direct influence followed.")
  var minimum = 1e-4

  @OptionGroup var matrix: MatrixOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    guard (0...20).contains(longest) else {
      throw ValidationError("--longest is a number of arcs from 0 to 20.")
    }
    guard minimum >= 0, minimum < 1 else {
      throw ValidationError("--minimum is an influence from 0 to less than 1.")
    }
  }

  mutating func run() throws {
    let found = try matrix.study(talk).paths(
      from: from, to: to, longest: longest, minimum: minimum)
    try output.write(
      table: found.table.text(plain: talk.plain, widest: 72), csv: found.table.csv,
      json: found.table.json)
    talk.say(
      "Global influence \(NumberText.significant(found.global)); the paths explain \(NumberText.significant(100 * found.explained)) %."
    )
  }
}

/// `jtam sam extract SECTORS`.
struct SAMExtract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "What output would be lost if sectors no longer bought, sold, or existed.")

  /// How they are taken out.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case total, backward, forward

    var extraction: ExtractionKind {
      switch self {
      case .total: .total
      case .backward: .backward
      case .forward: .forward
      }
    }
  }

  @Argument(help: "The sectors, as a:oil-gas,a:refining.")
  var sectors: String

  @Option(
    help: ArgumentHelp(
      "total: they do not exist; backward: they buy from no sector; forward: they sell to none.",
      valueName: "total|backward|forward"))
  var kind: Kind = .total

  @OptionGroup var matrix: MatrixOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let found = try matrix.study(talk).extraction(of: AccountPattern(sectors), kind.extraction)
    try output.write(found.table, plain: talk.plain)
    talk.say(
      "Output lost: \(NumberText.significant(found.loss)), \(NumberText.significant(100 * found.share)) % of all."
    )
  }
}
