import Testing

@testable import Importing
@testable import Workbooks

@Suite("Findings on imported tables")
struct FindingTests {
  private func changed(_ row: Int, _ column: Int, _ item: Any) -> [[Any]] {
    var lines = smallSAM
    lines[row][column] = item
    return lines
  }

  @Test("A gap between row and column is found at the row's cell, and ranked by its share")
  func balance() throws {
    let imported = try Imported([Sheet("SAM", changed(1, 2, 72.5))], as: .sam)
    let said = imported.messages(.balance)
    #expect(said.count == 2)
    #expect(
      said[0].hasPrefix(
        "a.xlsx, SAM!A3: \"households\" receives 90 and pays 92, a gap of -2 (2.17 %)."))
    #expect(said[1].hasPrefix("a.xlsx, SAM!A2: \"farms\" receives 102 and pays 100"))
    #expect(imported.findings[0].severity == .error)
  }

  @Test("Words, dates, errors and formulas without values are no numbers, and never zeros")
  func cells() throws {
    var lines: [[Cell?]] = [
      [nil, Cell("a"), Cell("b"), Cell("c")], [Cell("a"), Cell(1), Cell(2), Cell(3)],
      [Cell("b"), Cell(4), Cell(5.5), Cell(6)], [Cell("c"), Cell(7), Cell(8), Cell(9)],
    ]
    lines[1][1] = Cell("1,234.5")
    lines[1][2] = Cell(.error("#REF!"))
    lines[2][1] = Cell(.absent, formula: "B2+1")
    lines[2][2] = CellDate(year: 2019, month: 3, day: 4).map { Cell(.date($0)) }
    lines[3][3] = Cell("..")
    let imported = try Imported([Sheet(name: "SAM", rows: lines)], as: .sam)
    #expect(imported.data[table: "sam"]?.records.count == 4)
    #expect(
      imported.messages(.notANumber) == [
        "a.xlsx, SAM!B2: \"1,234.5\" is stored as words. It was not read: make a number of the cell.",
        "a.xlsx, SAM!C2: The formula here ends in #REF!. It was not read.",
        "a.xlsx, SAM!C3: The number in this cell is shown as the date 2019-03-04. It was not read: give the cell the format of a number.",
      ])
    #expect(
      imported.messages(.noValue) == [
        "a.xlsx, SAM!B3: The formula =B2+1 has no stored value. Open the file in a spreadsheet program and save it, so that values are stored."
      ])
    #expect(imported.messages(.missing).count == 1)
  }

  @Test("A code that stands twice is found at its second cell")
  func duplicates() throws {
    let many = (1...24).map { "a\($0)" }
    var lines: [[Any]] = [[""] + many]
    for (row, code) in many.enumerated() {
      lines.append([code] + many.indices.map { $0 == row ? 0.5 : Double($0 + row) })
    }
    lines[7][0] = "a2"
    let imported = try Imported([Sheet("SAM", lines)], as: .sam)
    #expect(
      imported.messages(.duplicate).first?.hasPrefix(
        "a.xlsx, SAM!A8: row \"a2\" stands here and at A3.")
        == true)
    let list = try Imported(
      "row,column,value\na,b,1.5\nb,a,2\na,b,1.5\n", as: .sam)
    #expect(
      list.messages(.duplicate).first?.hasPrefix("a.csv, a!C4: \"a, b\" stands here and at C2.")
        == true)
  }

  @Test("Published sums that do not add up are found, and rates are not taken for sums")
  func totals() throws {
    let lines: [[Any]] = [
      ["", "x", "y", "total"], ["a", 1.5, 2, 3.5], ["b", 3.5, 4, 8], ["c", 1, 1, 2],
      ["total", 6, 7, 13.5],
    ]
    let imported = try Imported([Sheet("Use", lines)], as: .io)
    let said = imported.messages(.total)
    #expect(said.count == 1)
    #expect(
      said.contains {
        $0.hasPrefix(
          "a.xlsx, Use!D3: The published sum \"b, total\" is 8, and what it is the sum of adds up to 7.5, a gap of 0.5."
        )
      })
    let rates = try Imported(
      "sex,time,value\nSEX_M,2019,50.5\nSEX_F,2019,60\nSEX_T,2019,55.5\n", as: .ilostat)
    #expect(rates.messages(.total) == [])
  }

  @Test("Supply that differs from use, and a use below zero, are found")
  func supplyUse() throws {
    let sheets = [
      Sheet("Supply", [["", "farming", "imports"], ["grain", 90, 10.5], ["bread", 40, 5]]),
      Sheet(
        "Use", [["", "farming", "stocks"], ["grain", 100.5, 10], ["bread", -45, 90]]),
    ]
    let imported = try Imported(sheets, as: .sut)
    #expect(
      imported.messages(.supplyUse).first?.hasPrefix(
        "a.xlsx, Supply!A2: Of \"grain\", 100.5 is supplied and 110.5 used, a gap of -10 (9.05 %).")
        == true)
    #expect(
      imported.messages(.negativeUse).first?.hasPrefix("a.xlsx, Use!B3: farming pays -45 to bread.")
        == true)
  }

  @Test("A jump of a thousand in one year and a year that is not there are found")
  func series() throws {
    var text = "sector,year,value\n"
    for sector in ["farms", "mines", "mills"] {
      for year in 2010...2016 where !(sector == "mines" && year == 2012) {
        text += "\(sector),\(year),\(year >= 2014 ? 1500.5 : 1.5)\n"
      }
    }
    let imported = try Imported(text, as: .series)
    #expect(
      imported.messages(.unitJump) == [
        "a.csv, a!C6: 3 of 3 numbers change about a thousand times in 2014: \"farms\" in 2014 is 1500.5, after 1.5 the year before. The unit changes there."
      ])
    #expect(imported.messages(.missingYear).count == 1)
    #expect(imported.messages(.missingYear)[0].contains("\"mines\" has no number for 2012"))
  }

  @Test("A sum may stand before its parts, and an account of dust beside a large one balances")
  func sumsBefore() throws {
    let imported = try Imported(
      [
        Sheet(
          "Supply",
          [
            ["", "total supply", "margins", "farming", "imports"], ["grain", 105.5, 5, 90.5, 10],
            ["bread", 46, 1.5, 40, 4.5], ["trade", 3.5, -6.5, 8, 2], ["salt", 5, 1, 3, 1],
            ["Total", 160, 1, 141.5, 17.5],
          ])
      ], as: .io)
    #expect(imported.data.tables[0].totals.count == 8)
    #expect(imported.messages(.total) == [])
    var lines = smallSAM
    for row in lines.indices { lines[row].append(row == 0 ? "margins" : "") }
    lines.append(["margins", 1e-9, -2e-9, "", ""])
    #expect(try Imported([Sheet("SAM", lines)], as: .sam).messages(.balance) == [])
  }

  @Test("Hidden rows are read, and said to be hidden")
  func hidden() throws {
    var sheet = Sheet("SAM", smallSAM)
    sheet.hiddenRows = [3]
    let imported = try Imported([sheet], as: .sam)
    #expect(imported.data.count == 6)
    #expect(imported.messages(.hidden).first?.contains("1 hidden rows lie in this table") == true)
  }
}
