import Foundation
import Testing

@Suite("Balancing a file")
struct BalanceTests {
  private static let sam = """
    account,households,firms,government,abroad
    households,0,100,20,5
    firms,90,0,25,30
    government,25,10,,
    abroad,8,22,,

    """

  private func program(_ files: [String: String]) throws -> Program {
    let folder = try temporaryFolder()
    for (name, text) in files {
      try text.write(
        to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  private func text(_ name: String, _ program: Program) -> String? {
    try? String(contentsOf: program.folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test("A table is balanced, written in its form, and what changed is listed by share")
  func table() throws {
    let program = try program(["sam.csv": Self.sam])
    let outcome = try program(
      "balance", "sam.csv", "--out", "out.csv", "--report", "report.csv", "--format", "csv")
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("Balanced by cross-entropy"))
    #expect(outcome.lines.first == "rank,row,column,before,after,change,relativeChange,share")
    #expect(outcome.lines.count == 11)
    #expect(outcome.output == text("report.csv", program))
    let written = try #require(text("out.csv", program)).split(separator: "\n")
    #expect(written[0] == "account,households,firms,government,abroad")
    let cells = written.dropFirst().map {
      $0.split(separator: ",").dropFirst().compactMap { Double($0) }
    }
    for account in 0..<4 {
      let receipts = cells[account].reduce(0, +)
      #expect((receipts - cells.reduce(0) { $0 + $1[account] }).magnitude < 1e-9)
    }
    // Balanced once, nothing is left to do.
    let again = try program("balance", "out.csv", "--out", "again.csv")
    #expect(again.messages.contains("0 cells changed"))
    #expect(text("again.csv", program) == text("out.csv", program))
    #expect(try program("balance", "sam.csv", "--out", "out.csv").status == 74)
  }

  @Test("Totals, locked cells, reliabilities and aggregates are read from their files")
  func files() throws {
    let program = try program([
      "sam.csv": Self.sam, "totals.csv": "account,total,error\nfirms,144,0.01\n",
      "lock.csv": "row,column\nabroad,firms\n",
      "errors.csv": "row,column,error\n*,government,0.2\n",
      "exports.csv": "aggregate,row,column,target\nexports,firms,abroad,31\n",
      "trade.csv":
        "aggregate,row,column,coefficient,target\nsurplus,firms,abroad,1,1\nsurplus,abroad,*,-1,\n",
    ])
    let stated = [
      "balance", "sam.csv", "--totals", "totals.csv", "--lock", "lock.csv", "--reliability",
      "errors.csv", "--out", "out.csv", "--force", "--aggregate",
    ]
    for method in ["cross-entropy", "least-squares"] {
      let outcome = try program.start(stated + ["exports.csv", "--method", method]).finished()
      #expect(outcome.status == 0)
      let rows = try #require(text("out.csv", program)).split(separator: "\n")
        .map { $0.split(separator: ",").map(String.init) }
      #expect((Double(rows[2][4]) ?? 0) > 30.999999999 && (Double(rows[2][4]) ?? 0) < 31.000000001)
      #expect(rows[4][2] == "22")
    }
    // Exports less imports cannot be above zero: only transfers come in beside them.
    let beyond = try program.start(stated + ["trade.csv"]).finished()
    #expect(beyond.status == 2)
    #expect(beyond.messages.contains("aggregate surplus, account abroad."))
  }

  @Test("What cannot be balanced ends with 2, the boundary with 1, wrong files with 65 and 74")
  func refusals() throws {
    let program = try program([
      "table.csv": ",a,b\nx,1,1\ny,1,0\n",
      "edge.csv": "side,account,total\nrow,x,1\nrow,y,1\ncolumn,a,1\ncolumn,b,1\n",
      "beyond.csv": "side,account,total\nrow,x,1\nrow,y,3\ncolumn,a,2\ncolumn,b,2\n",
      "unknown.csv": "side,account,total\nrow,z,1\n", "sums.csv": ",a,total\na,1,1\ntotal,1,1\n",
    ])
    let edge = try program("balance", "table.csv", "--totals", "edge.csv", "--out", "out.csv")
    #expect(edge.status == 1)
    #expect(edge.messages.contains("payments at zero: a to x"))
    #expect(text("out.csv", program) == nil)
    let accepted = try program(
      "balance", "table.csv", "--totals", "edge.csv", "--out", "out.csv", "--accept-zeros")
    #expect(accepted.status == 0)
    #expect(text("out.csv", program) == ",a,b\nx,0,1\ny,1,0\n")
    let beyond = try program("balance", "table.csv", "--totals", "beyond.csv", "--method", "ras")
    #expect(beyond.status == 2)
    #expect(beyond.messages.contains("row y must add up to 3.0 and has cells only in column a"))
    let unknown = try program("balance", "table.csv", "--totals", "unknown.csv")
    #expect(unknown.status == 65)
    #expect(unknown.messages.contains("unknown.csv:2: \"z\" is not in this table"))
    #expect(try program("balance", "sums.csv").status == 65)
    #expect(try program("balance", "none.csv").status == 74)
    #expect(try program("balance", "table.csv", "--free-signs").status == 64)
    let square = try program("balance", "table.csv")
    #expect(square.status == 65)
    #expect(square.messages.contains("Give the totals of rows and columns with --totals"))
  }
}
