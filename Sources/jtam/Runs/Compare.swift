import ArgumentParser
import Assessment
import Foundation
import Quantities
import Reporting
import Results

/// `jtam compare BASE SCENARIO…`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Set stored runs beside a baseline: levels, differences and relative differences.",
    discussion: """
      The table for people shows the headline indicators, or the relative difference in per cent of \
      the variables named (for a variable whose unit is a share, the difference in points). csv and \
      json hold levels and differences of every variable, or of those named.
      """)

  @Argument(
    help:
      "The baseline: a run's id, or a scenario, which means the run that each one is a change to."
  )
  var base: String

  @Argument(help: "What is compared with it: runs' ids or scenarios.")
  var scenarios: [String]

  @Option(name: .customLong("variable"), help: "Only this variable; may be repeated.")
  var variables: [String] = []

  @OptionGroup var queryOptions: QueryOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if scenarios.isEmpty {
      throw ValidationError("Name at least one scenario to compare with \(base).")
    }
  }

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    try talk.warn(scenarios + [base], in: store)
    let query = try queryOptions.query(variables)
    for scenario in scenarios { try warn(scenario, store) }
    if output.format == .table && variables.isEmpty { return try headline(store, query) }
    var rows: [ComparisonRow] = []
    for scenario in scenarios {
      let comparison = try query.comparison(of: scenario, with: base, in: store)
      rows += comparison.rows
      if comparison.unmatched > 0 {
        talk.say("\(comparison.unmatched) numbers are in only one of \(base) and \(scenario).")
      }
    }
    let several = scenarios.count > 1
    try output.write(
      table: SeriesTable(
        lines: lines(rows, several: several),
        years: query.years.flatMap { $0.count <= 8 ? $0.sorted() : nil }, isSigned: true
      ).text(plain: talk.plain),
      csv: LongCSV.text(rows), json: LongJSON.value(rows))
  }

  /// Says in one line in what two runs differ that no scenario file tells.
  private func warn(_ scenario: String, _ store: RunStore) throws {
    let run = try store.run(named: scenario).id
    let baseline = try store.counterpart(base, of: scenario).id
    let names = try SettingsDifference(baseline, run, in: store).names
    if !names.isEmpty {
      talk.say(
        "warning: \(baseline) and \(run) differ in more than their scenarios: \(names.joined(separator: "; "))."
      )
    }
  }

  private func headline(_ store: RunStore, _ query: RunQuery) throws {
    var text = ""
    for scenario in scenarios {
      let run = try store.wholeRun(scenario)
      let baseline = try store.wholeRun(store.counterpart(base, of: scenario).id)
      talk.say("\(run.manifest.runID): differences from \(baseline.manifest.runID)")
      text += scenarios.count > 1 ? "\(run.manifest.runID)\n" : ""
      let table = HeadlineTable(
        Headline.differences, baseline: Headline.enriched(baseline),
        scenario: Headline.enriched(run),
        years: query.years.map { $0.sorted() } ?? Headline.years(of: run))
      guard !table.lines.isEmpty else { throw Headline.nothing(in: run) }
      text += table.text(plain: talk.plain)
      if scenario != scenarios.last { text += "\n" }
    }
    try output.file.write(text)
  }

  private func lines(_ rows: [ComparisonRow], several: Bool) -> [SeriesTable.Line] {
    var lines: [String: SeriesTable.Line] = [:]
    var order: [String] = []
    func name(_ row: ComparisonRow) -> String {
      row.variable + (row.dimensions.pairs.isEmpty ? "" : " \(row.dimensions)")
    }
    let known = Set(rows.filter { $0.baseline != 0 }.map(name))
    let news = Set(rows.map(name)).subtracting(known)
    for row in rows {
      let cell = row.dimensions.pairs.isEmpty ? "" : " \(row.dimensions)"
      let label = (several ? "\(row.scenarioName) " : "") + row.variable + cell
      let told = DifferenceUnit(ofUnit: row.unit)
      // What the baseline does not have at all can only differ in its own unit.
      let isNew = told == .percent && news.contains(row.variable + cell)
      if lines[label] == nil {
        order.append(label)
        lines[label] = SeriesTable.Line(
          label: label, unit: isNew ? row.unit : told.label, values: [:])
      }
      lines[label]?.values[row.year] =
        isNew ? row.difference : told.difference(from: row.baseline, to: row.scenario)
    }
    return order.compactMap { lines[$0] }
  }
}
