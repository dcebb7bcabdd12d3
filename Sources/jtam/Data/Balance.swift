import ArgumentParser
import Assessment
import Foundation
import Reporting
import SocialAccounting

/// `jtam balance FILE`.
struct Balance: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Balance a matrix of payments, and say what had to change.",
    discussion: """
      The file is a table (accounts in the header and in the first column; rows receive, columns pay; \
      an empty cell means that nothing is paid) or a list with the columns row, column and value. \
      Without totals every account is to receive what it pays. Zero cells stay zero. The changes are \
      printed, those that took the largest share first; --out writes the matrix in the form it came in.

      Ends with exit code 1 when the sums can be met only by setting payments to zero (nothing is \
      written then, unless --accept-zeros), with 2 when no matrix meets them: the message names the \
      accounts and sums that rule it out. Methods, files and messages: Documentation/Balancing.md.
      """)

  /// The methods by the names they have on the command line.
  enum Method: String, CaseIterable, ExpressibleByArgument {
    case ras, gras
    case crossEntropy = "cross-entropy"
    case leastSquares = "least-squares"
  }

  @Argument(help: "The matrix, as CSV.")
  var file: String

  @Option(help: "How changes are weighed.")
  var method: Method = .crossEntropy

  @Flag(help: "Let least squares change signs, and say where it does.")
  var freeSigns = false

  @Option(
    help: "Totals, as CSV: account,total for a SAM, or side,account,total; error if uncertain.")
  var totals: String?

  @Option(help: "Cells that stay as they are, as CSV: row,column; * for all.")
  var lock: String?

  @Option(
    help: "Standard errors of cells as shares of their values, as CSV: row,column,error; * for all."
  )
  var reliability: String?

  @Option(
    help: "Sums of cells, as CSV: aggregate,row,column,coefficient,target,error; * for all.")
  var aggregate: String?

  @Option(help: "The gap accepted, as a share of what a sum adds up.")
  var tolerance = 1e-12

  @Option(help: "Write the balanced matrix to this file.")
  var out: String?

  @Option(help: "Write every change to this file, as CSV.")
  var report: String?

  @Flag(help: "Replace files that are there already.")
  var force = false

  @Flag(help: "Accept payments at zero where the sums can be met only so.")
  var acceptZeros = false

  @Option(help: "How many changes and sums a table shows.")
  var top = 15

  @Option(help: "table for people; csv for all changes, json for everything.")
  var format: OutputFormat = .table

  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if freeSigns, method != .leastSquares {
      throw ValidationError("--free-signs is for --method least-squares: the others keep signs.")
    }
    if !(tolerance > 0 && tolerance < 1) {
      throw ValidationError("--tolerance is a share above 0 and below 1, such as 1e-12.")
    }
    if top < 0 { throw ValidationError("--top is a number of lines, 0 or more.") }
  }

  mutating func run() throws {
    let input = try MatrixFile(path: file)
    let problem = try BalancingFiles(
      totals: totals, locked: lock, reliability: reliability, aggregates: aggregate
    ).problem(input.matrix)
    let found = try BalancingReport(problem, by: engineMethod, tolerance: tolerance)
    let isWritten = found.result.status == .balanced || acceptZeros
    if isWritten {
      try OutputFile.check([out, report].compactMap { $0 }, replacing: force)
      if let out {
        try OutputFile.write(input.text(found.result.matrix), to: out, replacing: force)
      }
      if let report {
        try OutputFile.write(found.adjustmentTable.csv, to: report, replacing: force)
      }
    }
    switch format {
    case .table: try Console.write(text(found))
    case .csv: try Console.write(found.adjustmentTable.csv)
    case .json: try Console.write(found.json.text())
    }
    talk.say(found.summary)
    for warning in found.warnings { talk.say("warning: \(warning)") }
    if found.result.status == .boundary, !acceptZeros {
      talk.say("Nothing was written. Correct the totals, or accept the zeros with --accept-zeros.")
      throw ExitCode(1)
    }
  }

  private var engineMethod: BalancingMethod {
    switch method {
    case .ras: .ras
    case .gras: .gras
    case .crossEntropy: .crossEntropy
    case .leastSquares: .leastSquares(keepingSigns: !freeSigns)
    }
  }

  /// The first lines of both lists.
  private func text(_ found: BalancingReport) -> String {
    func first(_ table: RecordTable) -> String {
      RecordTable(columns: table.columns, rows: Array(table.rows.prefix(top)))
        .text(plain: talk.plain)
    }
    if found.adjustments.isEmpty { return "" }
    return
      "Sums that had to be pulled hardest (\(found.result.sums.count) in all)\n\n"
      + first(found.sumTable)
      + "\nPayments that changed most (\(found.adjustments.count) in all)\n\n"
      + first(found.adjustmentTable)
  }
}
