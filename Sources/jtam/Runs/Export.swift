import ArgumentParser
import Assessment
import Foundation
import Reporting

/// `jtam export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write whole runs for other programs: every variable, every year.")

  /// The forms of an export.
  enum Format: String, CaseIterable, ExpressibleByArgument { case csv, json, xlsx }

  @Option(
    help:
      "csv: the long table; json: the same fields; xlsx: a workbook of them, and a sheet for each variable when there are at most \(RunWorkbook.mostVariables)."
  )
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

  func validate() throws {
    if format == .xlsx, file.out == nil {
      throw ValidationError("A workbook needs a file: --out NAME.xlsx.")
    }
  }

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    let query = try queryOptions.query(variables)
    let names = try runs.isEmpty ? [Show.latest(in: store)] : runs
    try talk.warn(names, in: store)
    let rows = try names.flatMap { try query.rows(of: $0, in: store) }
    switch format {
    case .csv: try file.write(LongCSV.text(rows))
    case .json: try file.write(LongJSON.value(rows).text(pretty: false))
    case .xlsx:
      try OutputFile.write(
        RunWorkbook.bytes(of: rows, version: ProgramVersion.current), to: file.out ?? "",
        replacing: file.force)
    }
    talk.say(
      "\(rows.count) numbers of \(names.joined(separator: ", "))\(file.out.map { " in \($0)" } ?? "")"
    )
  }
}
