import ArgumentParser
import Assessment
import Foundation
import Reporting
import Results

/// `jtam show VARIABLE`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a variable of a stored run, year by year.")

  @Argument(help: "The variable, as `jtam model list` names it.")
  var variable: String

  @Option(
    name: .customLong("run"),
    help: "The run's id, or a scenario whose latest run is meant. The latest run without it.")
  var wanted: String?

  @OptionGroup var queryOptions: QueryOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    let name = try wanted ?? Show.latest(in: store)
    let query = try queryOptions.query([variable])
    let rows = try query.rows(of: name, in: store)
    try talk.warn([name], in: store)
    if output.format == .table { talk.say("\(variable) in \(try store.run(named: name).id)") }
    try output.write(
      table: SeriesTable(
        lines: try query.series(of: name, in: store).map { series in
          SeriesTable.Line(
            label: label(series), unit: series.unit,
            values: Dictionary(
              series.observations(in: query.years).map { ($0.year, $0.value) },
              uniquingKeysWith: { first, _ in first }))
        }, years: query.years.flatMap { $0.count <= 8 ? $0.sorted() : nil }
      ).text(plain: talk.plain),
      csv: LongCSV.text(rows), json: LongJSON.value(rows))
  }

  private func label(_ series: StoredSeries) -> String {
    series.dimensions.pairs.isEmpty ? series.variable : "\(series.dimensions)"
  }

  /// The id of the run stored last.
  static func latest(in store: RunStore) throws -> String {
    guard let run = try store.runs().first else {
      throw AssessmentError.usage(
        "\(store.path) holds no runs yet. Make one with `jtam run baseline`, or all at once with `jtam demo`."
      )
    }
    return run.id
  }
}
