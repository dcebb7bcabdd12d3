import Testing

@testable import Workbooks

@Suite("Writing spreadsheets")
struct SpreadsheetWritingTests {
  private func reread(_ workbook: Workbook) throws -> Workbook {
    try WorkbookReader.workbook(SpreadsheetWriter.bytes(of: workbook), file: workbook.file)
  }

  /// The sheets as they are once they have a file.
  private func expected(_ workbook: Workbook) -> Workbook {
    var workbook = workbook
    for position in workbook.sheets.indices { workbook.sheets[position].file = workbook.file }
    return workbook
  }

  @Test("Every kind of cell, hidden row, column and sheet, and merged range reads back as written")
  func roundTrip() throws {
    let day = try #require(CellDate(year: 2019, month: 12, day: 31))
    let moment = try #require(CellDate(year: 2019, month: 12, day: 31, seconds: 3_600))
    var use = Sheet(
      name: "Use & more",
      rows: [
        [Cell("Código"), nil, Cell("<b>&\"'")], [],
        [
          Cell(0.1 + 0.2), Cell(-1e-300), Cell(.boolean(false)), Cell(.error("#N/A")),
          Cell(.date(day)), Cell(.date(moment)),
        ],
        [
          Cell(.number(3), formula: "A3+B3"), Cell(.text("x"), formula: "\"x\"&\"\""),
          Cell(.absent, formula: "NOW()"), Cell("line\r\nbreak\u{1}"), Cell("_x0041_"), Cell(" a "),
        ],
        [Cell("e\u{301}"), Cell("\u{E9}"), Cell("0191"), Cell("🌍")],
      ])
    use.hiddenRows = [2, 4, 9]
    use.hiddenColumns = [2...3]
    use.merged = [CellRange(first: cell("A1"), last: cell("B1"))]
    var notes = Sheet(name: "Notes", rows: [[Cell("hidden")]])
    notes.visibility = .hidden
    let workbook = Workbook(file: "a.xlsx", sheets: [use, notes, Sheet(name: "Empty")])
    let read = try reread(workbook)
    #expect(read == expected(workbook))
    // Texts that look alike are equal to Swift, and must not become one another.
    #expect(read.sheets[0][cell("A5")]?.text?.unicodeScalars.count == 2)
    #expect(read.sheets[0][cell("B5")]?.text?.unicodeScalars.count == 1)
  }

  @Test("Ten thousand numbers of any size read back bit for bit")
  func numbers() throws {
    var random = SystemRandomNumberGenerator()
    let numbers =
      (0..<10_000).map { _ in
        while true {
          let number = Double(bitPattern: random.next())
          if number.isFinite { return number }
        }
        return 0
      } + [
        0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e15, 1e16,
        123_456_789_012_345_680,
      ]
    let sheet = Sheet(name: "a", rows: numbers.map { [Cell($0)] })
    let read = try reread(Workbook(file: "a.xlsx", sheets: [sheet])).sheets[0]
    for (position, number) in numbers.enumerated() {
      #expect(read[position + 1, 1]?.number?.bitPattern == number.bitPattern)
    }
  }

  @Test("The same workbook gives the same bytes")
  func deterministic() throws {
    let workbook = Workbook(
      file: "a.xlsx", sheets: [Sheet(name: "a", rows: [[Cell("x"), Cell(1.5)]])])
    #expect(try SpreadsheetWriter.bytes(of: workbook) == SpreadsheetWriter.bytes(of: workbook))
  }

  @Test("Words that begin like a formula are stored as words and marked so")
  func formulas() throws {
    let words = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A0"]
    let sheet = Sheet(name: "a", rows: words.map { [Cell($0)] })
    let workbook = Workbook(file: "a.xlsx", sheets: [sheet])
    #expect(try reread(workbook) == expected(workbook))
    let text = try sheetText(sheet)
    #expect(!text.contains("<f>"))
    #expect(text.components("s=\"4\" t=\"s\"") == words.count)
  }

  private func sheetText(_ sheet: Sheet) throws -> String {
    var strings = StringTable()
    return try SheetText.text(
      of: sheet, look: .init(), isFirst: true, dates: .from1900, strings: &strings)
  }

  @Test(
    "A sheet that spreadsheets do not have is refused by name",
    arguments: [
      ("", "a sheet needs a name"), (String(repeating: "a", count: 32), "32 characters"),
      ("a/b", "may not hold any of"), ("'a", "apostrophe"), ("A", "another sheet has this name"),
    ])
  func names(name: String, said: String) {
    let workbook = Workbook(file: "a", sheets: [Sheet(name: "a"), Sheet(name: name)])
    do {
      _ = try SpreadsheetWriter.bytes(of: workbook)
      Issue.record("accepted")
    } catch {
      #expect(error.description.contains(said))
    }
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int { self.split(separator: part).count - 1 }
}
