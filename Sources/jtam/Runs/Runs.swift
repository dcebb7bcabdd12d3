import ArgumentParser
import Assessment
import Foundation
import Reporting

/// `jtam runs`.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the stored runs, the latest first.")

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let project = Project(store: storeOptions.store)
    let store = try project.store()
    let dates = ISO8601DateFormatter()
    var table = RecordTable(columns: [
      "run", "scenario", "parent", "firstYear", "lastYear", "created", "checks", "series",
      "choices", "aggregation",
    ])
    for run in try store.runs() {
      let identity = try store.manifest(of: run.id).identity
      let choices = identity.choices.map { "\($0.key)=\($0.value)" }.sorted()
      table.rows.append([
        .text(run.id), .text(run.scenario), run.parentRunID.map { .text($0) } ?? .missing,
        .number(Double(run.years.lowerBound)), .number(Double(run.years.upperBound)),
        .text(dates.string(from: run.created)), .text(run.isVerified ? "hold" : "FAILED"),
        .number(Double(run.seriesCount)),
        .text(
          (choices + (identity.closure.isEmpty ? [] : ["closure=\(identity.closure)"]))
            .joined(separator: " ")),
        .text(identity.solverSettings["aggregation"] ?? ""),
      ])
    }
    try output.write(
      table: YearlessTable.text(table, plain: talk.plain), csv: table.csv, json: table.json)
  }
}

/// Tables whose numbers are years and counts, printed without separators between thousands.
enum YearlessTable {
  static func text(_ table: RecordTable, plain: Bool) -> String {
    var table = table
    table.rows = table.rows.map { row in
      row.map { field in
        if case .number(let value) = field, value == value.rounded() {
          return .text("\(Int(value))")
        }
        return field
      }
    }
    return table.text(plain: plain, widest: 90)
  }
}
