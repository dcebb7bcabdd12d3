import ArgumentParser
import Assessment
import Foundation
import Reporting

/// `jtam check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find everything that is wrong with a country pack's tables.",
    discussion: """
      Numbers that a spreadsheet turned into text or dates, unknown or repeated cells, missing rows, \
      negative amounts, accounts that do not balance, shares that do not sum to one, files that are \
      not as datapackage.json describes them, and what the model refuses. Causes come before their \
      consequences. Ends with exit code 1 when there are findings.
      """)

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let examination = try PackExamination(project: projectOptions.project())
    let findings = examination.findings
    let table = RecordTable(
      columns: ["rank", "kind", "place", "cell", "found", "expected", "gap", "message"],
      rows: findings.enumerated().map { position, finding in
        [
          .number(Double(position + 1)), .text(finding.kind.rawValue), .text(finding.place),
          .text(finding.cell), .text(finding.found), .text(finding.expected),
          finding.gap.map { .number($0) } ?? .missing, .text(finding.message),
        ]
      })
    try output.write(table: list(examination), csv: table.csv, json: table.json)
    talk.say(
      findings.isEmpty
        ? "\(examination.tableCount) tables read; nothing is wrong with them."
        : "\(examination.tableCount) tables read; \(findings.count) findings.")
    if !findings.isEmpty { throw ExitCode(1) }
  }

  /// The findings for people, one below the other.
  private func list(_ examination: PackExamination) -> String {
    examination.findings.enumerated().map { position, finding in
      let comparison = [finding.found, finding.expected].filter { !$0.isEmpty }
        .joined(separator: finding.kind == .balance ? ", " : ", expected ")
      var lines = ["\(position + 1). \(finding.place): \(finding.kind.rawValue)"]
      if !finding.cell.isEmpty { lines[0] += ", \(finding.cell)" }
      if !comparison.isEmpty { lines.append("   \(comparison)") }
      if let gap = finding.gap { lines[lines.count - 1] += " (gap \(NumberText.significant(gap)))" }
      lines.append("   \(finding.message)")
      return lines.joined(separator: "\n") + "\n"
    }.joined()
  }
}
