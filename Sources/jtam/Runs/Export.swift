import ArgumentParser
import Assessment
import Foundation
import Reporting

/// `jtam export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write whole runs for other programs: every variable, every year.")

  /// The forms of an export.
  enum Format: String, CaseIterable, ExpressibleByArgument { case csv, json }

  @Option(help: "csv: the long table; json: the same fields.")
  var format: Format = .csv

  @Option(
    name: .customLong("run"),
    help: "A run's id or a scenario; may be repeated. The latest run without it.")
  var runs: [String] = []

  @Option(name: .customLong("variable"), help: "Only this variable; may be repeated.")
  var variables: [String] = []

  @OptionGroup var queryOptions: QueryOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var file: FileOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    let query = try queryOptions.query(variables)
    let names = try runs.isEmpty ? [Show.latest(in: store)] : runs
    try talk.warn(names, in: store)
    let rows = try names.flatMap { try query.rows(of: $0, in: store) }
    try file.write(format == .csv ? LongCSV.text(rows) : LongJSON.value(rows).text(pretty: false))
    talk.say(
      "\(rows.count) numbers of \(names.joined(separator: ", "))\(file.out.map { " in \($0)" } ?? "")"
    )
  }
}
