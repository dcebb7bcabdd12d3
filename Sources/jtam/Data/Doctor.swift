import ArgumentParser
import Assessment
import Reporting

/// `jtam doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See whether this installation works, and where everything was found.")

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let test = SelfTest(of: try projectOptions.project(store: storeOptions.store))
    let table = RecordTable(
      columns: ["subject", "outcome", "detail"],
      rows: test.findings.map { finding in
        [
          .text(finding.subject), .text(finding.holds.map { $0 ? "works" : "FAILS" } ?? ""),
          .text(finding.detail),
        ]
      })
    try output.write(
      table: table.text(plain: talk.plain, widest: 500), csv: table.csv, json: table.json)
    if !test.holds { throw ExitCode(1) }
  }
}
