import ArgumentParser
import Assessment
import Reporting

/// `jtam model solve FILE.eqn`.
struct ModelSolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Solve any model file, with or without a folder of data.",
    discussion: """
      Without --from and --to, the periods that all dated tables cover are solved; a model without \
      dated data is solved for periods 1 to 60. A model with base values has them in the period \
      before --from.

      --target 'gdp=120 by taxRate in 3-5' gives gdp and solves for taxRate in these periods; \
      'gdp*1.02 by taxRate' gives it as a multiple of its value without targets. Elements stand in \
      brackets: 'output[power]=8 by subsidy[power]'.
      """)

  @Argument(help: "The model's main file.")
  var file: String

  @Option(help: "The folder of its tables: one NAME.csv for each symbol and set.")
  var data: String?

  @Option(help: "The first period.")
  var from: Int?

  @Option(help: "The last period.")
  var to: Int?

  @Option(
    name: .customLong("choose"),
    help: ArgumentHelp("Take another variant of a part of the model.", valueName: "part=variant"))
  var choices: [Assignment] = []

  @Option(help: "Apply a closure of the model by name.")
  var closure: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a parameter or an exogenous value.", valueName: "name=value"))
  var values: [Assignment] = []

  @Option(
    name: .customLong("target"),
    help: ArgumentHelp(
      "Give a variable and solve for an exogenous value instead, in all periods or some.",
      valueName: "variable=value by exogenous [in periods]"))
  var targets: [String] = []

  @Option(
    name: .customLong("add"),
    help: ArgumentHelp(
      "Add an amount to an equation, in all periods or some.",
      valueName: "equation=amount [in periods]"))
  var additions: [String] = []

  @Option(
    name: .customLong("changes"),
    help: ArgumentHelp(
      "A table of targets (variable,instrument,year,value) or of amounts (equation,year,value).",
      valueName: "file.csv"))
  var changeTables: [String] = []

  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let changes =
      try changeTables.flatMap { try PathChange.table($0) }
      + targets.map { try PathChange(target: $0) } + additions.map { try PathChange(addition: $0) }
    let solved = try SolvedFile(
      file: file, data: data, from: from, to: to,
      settings: ModelSettings(
        choices: try Assignment.dictionary(choices, option: "--choose"), closure: closure,
        overrides: try Assignment.numbers(values)),
      changes: changes)
    try output.write(
      table: SeriesTable(
        lines: lines(solved),
        years: solved.periods.count > 60 ? nil : sample(solved.periods)
      ).text(plain: talk.plain),
      csv: LongCSV.periods(solved.observations), json: LongJSON.periods(solved.observations))
    talk.say("Periods \(solved.periods.lowerBound) to \(solved.periods.upperBound).")
    let failed = solved.checks.filter { !$0.holds }
    for check in failed {
      Console.message(
        "check \(check.name) does not hold in period \(check.year ?? 0): \(check.place) is off by \(check.residual)."
      )
    }
    if !failed.isEmpty { throw ExitCode(1) }
  }

  private func lines(_ solved: SolvedFile) -> [SeriesTable.Line] {
    var lines: [SeriesTable.Line] = []
    for one in solved.observations {
      let cell = one.dimensions.pairs.map(\.element).joined(separator: ",")
      let label = cell.isEmpty ? one.variable : "\(one.variable)[\(cell)]"
      if lines.last?.label != label {
        lines.append(SeriesTable.Line(label: label, unit: one.unit, values: [:]))
      }
      lines[lines.count - 1].values[one.year] = one.value
    }
    return lines
  }

  /// The first few periods and the last, as textbooks print them.
  private func sample(_ periods: ClosedRange<Int>) -> [Int] {
    periods.count <= 6
      ? Array(periods)
      : Array(periods.prefix(3)) + [periods.lowerBound + periods.count / 2, periods.upperBound]
  }
}
