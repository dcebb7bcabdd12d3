import ArgumentParser
import Assessment
import Reporting

/// `jtam sources`.
struct Sources: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say where the pack's numbers are from, and how they compare with what is published.")

  @Flag(help: "Every published total used, beside the pack's.")
  var reconciliation = false

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let pack = try projectOptions.project().pack()
    let table = RecordTable(
      try pack.records(reconciliation ? "reconciliation" : "sources"),
      numbers: ["published", "pack", "difference"])
    var shown = table
    if !reconciliation {
      // People read who, what, when and on which terms; programs get every column.
      let wanted = ["table", "publisher", "title", "vintage", "licence", "status"]
      let kept = table.columns.indices.filter { wanted.contains(table.columns[$0]) }
      if !kept.isEmpty {
        shown = RecordTable(
          columns: kept.map { table.columns[$0] },
          rows: table.rows.map { row in kept.map { row[$0] } })
      }
    }
    try output.write(
      table: shown.text(plain: talk.plain, widest: 40), csv: table.csv, json: table.json)
    if output.format == .table && !reconciliation {
      talk.say("All columns, credit lines and processing: jtam sources --format csv")
    }
  }
}
