import ArgumentParser
import Assessment
import Quantities
import Reporting

/// `jtam model solve FILE.eqn`.
struct ModelSolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Solve any model file, with or without a folder of data.",
    discussion: """
      Without --from and --to, the years are solved that all tables with a column year have, but for \
      tables of exogenous values with a default in the text; what decides is said at the end. Without \
      such tables, periods 1 to 60. A model with base values has them in the period before the first.

        --set taxRate=0.3 --set 'price[oil]=1.2'    two values, in all periods
        --target 'gdp=120 by taxRate in 3-5'        gives gdp, solves for taxRate
        --target 'gdp*1.02 by taxRate'              2 % above its own path
        --target 'output[power]=8 by subsidy[power]'
        --add 'consumption=-5 in 3-5'               left less right is -5, not 0
        --changes changes.csv --baseline            many at once, and their effects
      """)

  @Argument(help: "The model's main file.")
  var file: String

  @OptionGroup var dataOptions: DataOptions

  @Option(help: ArgumentHelp("The first period.", valueName: "period"))
  var from: Int?

  @Option(help: ArgumentHelp("The last period.", valueName: "period"))
  var to: Int?

  @Option(
    name: .customLong("choose"),
    help: ArgumentHelp(
      "Take another variant of a part of the model; may be given again.",
      valueName: "part=variant"))
  var choices: [Assignment] = []

  @Option(help: ArgumentHelp("Apply a closure of the model by name.", valueName: "name"))
  var closure: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a parameter or an exogenous value, one element or all, in all periods; may be given again.",
      valueName: "name=value"))
  var values: [Assignment] = []

  @Option(
    name: .customLong("target"),
    help: ArgumentHelp(
      "Give a variable and solve for an exogenous value instead, in all periods or some; may be given again.",
      valueName: "variable=value by exogenous [in periods]"))
  var targets: [String] = []

  @Option(
    name: .customLong("add"),
    help: ArgumentHelp(
      "Add an amount to an equation, in all periods or some; may be given again.",
      valueName: "equation=amount [in periods]"))
  var additions: [String] = []

  @Option(
    name: .customLong("changes"),
    help: ArgumentHelp(
      "A table of exogenous values (variable,year,value), targets (variable,instrument,year,value) or amounts (equation,year,value); may be given again.",
      valueName: "file.csv"))
  var changeTables: [String] = []

  @Flag(
    help:
      "Solve the file without --set, --target, --add and --changes too, and show the differences.")
  var baseline = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    _ = try settings()
    if baseline, values.isEmpty, targets.isEmpty, additions.isEmpty, changeTables.isEmpty {
      throw ValidationError(
        "--baseline compares with the file as it is: change something by --set, --target, --add or --changes."
      )
    }
  }

  private func settings() throws -> ModelSettings {
    ModelSettings(
      choices: try Assignment.dictionary(choices, option: "--choose"), closure: closure,
      overrides: try Assignment.numbers(values))
  }

  mutating func run() throws {
    let changes =
      try changeTables.flatMap { try PathChange.table($0) }
      + targets.map { try PathChange(target: $0) } + additions.map { try PathChange(addition: $0) }
    let own = try OwnModel(file: file, data: dataOptions.data)
    let settings = try settings()
    try output.file.keep(own.inputs(settings) + changeTables)
    let solved = try SolvedFile(own, from: from, to: to, settings: settings, changes: changes)
    if baseline {
      try write(
        PathComparison(
          solved,
          with: SolvedFile(
            own, from: solved.periods.lowerBound, to: solved.periods.upperBound,
            settings: ModelSettings(choices: settings.choices, closure: settings.closure))),
        solved.periods)
    } else {
      try output.write(
        table: table(lines(solved.observations.map { ($0, $0.value) }), solved.periods),
        csv: LongCSV.periods(solved.observations), json: LongJSON.periods(solved.observations))
    }
    let reason = solved.horizon.reason.map { ": \($0); --from and --to say otherwise" } ?? ""
    talk.say("Periods \(solved.periods.lowerBound) to \(solved.periods.upperBound)\(reason).")
    let failed = solved.checks.filter { !$0.holds }
    for check in failed {
      let finding =
        check.residual.isFinite ? "is off by \(check.residual)" : "is not a number"
      Console.message(
        "check \(check.name) does not hold in period \(check.year ?? 0): \(check.place) \(finding)."
      )
    }
    if !failed.isEmpty { throw ExitCode(1) }
  }

  private func write(_ comparison: PathComparison, _ periods: ClosedRange<Int>) throws {
    let all = lines(comparison.rows.map { ($0.observation, $0.difference) })
    let moved = all.filter { $0.values.values.contains { $0 != 0 } }
    let columns = comparison.table
    try output.write(
      table: table(moved, periods, isSigned: true), csv: columns.csv, json: columns.json)
    if output.format == .table {
      talk.say(
        "Differences from the file without changes: \(moved.count) of \(all.count) values move.")
    }
  }

  private func table(
    _ lines: [SeriesTable.Line], _ periods: ClosedRange<Int>, isSigned: Bool = false
  ) -> String {
    SeriesTable(
      lines: lines, years: periods.count > 60 ? nil : sample(periods), isSigned: isSigned
    ).text(plain: talk.plain)
  }

  private func lines(_ values: [(of: Observation, value: Double?)]) -> [SeriesTable.Line] {
    var lines: [SeriesTable.Line] = []
    for (one, value) in values {
      let cell = one.dimensions.pairs.map(\.element).joined(separator: ",")
      let label = cell.isEmpty ? one.variable : "\(one.variable)[\(cell)]"
      if lines.last?.label != label {
        lines.append(SeriesTable.Line(label: label, unit: one.unit, values: [:]))
      }
      lines[lines.count - 1].values[one.year] = value
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
