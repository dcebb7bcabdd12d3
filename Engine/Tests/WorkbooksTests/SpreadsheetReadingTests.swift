import Testing

@testable import Workbooks

@Suite("Spreadsheets that other programs write")
struct SpreadsheetReadingTests {
  @Test("Shared, inline and rich texts read as their letters, without readings and fonts")
  func texts() throws {
    var small = SmallSpreadsheet()
    small.strings =
      "<si><t>Farms</t></si><si><r><t xml:space=\"preserve\">Oil </t></r><r><rPr><b/></rPr><t>and gas</t></r><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si><si><t>a_x0009_b_x005F_x0009_</t></si>"
    small.sheet =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>"
    let sheet = try small.readSheet()
    #expect(sheet[cell("A1")]?.text == "Farms")
    #expect(sheet[cell("B1")]?.text == "Oil and gas")
    #expect(sheet[cell("C1")]?.text == "a\tb_x0009_")
    #expect(sheet[cell("D1")]?.text == "inline")
  }

  @Test("Cells without references follow one another, and rows without numbers too")
  func positions() throws {
    var small = SmallSpreadsheet()
    small.sheet =
      "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"
    let sheet = try small.readSheet()
    #expect(sheet.cells.map { "\($0.reference)" } == ["A1", "B1", "C5", "D5", "A6"])
    #expect(sheet.cells.compactMap(\.cell.number) == [1, 2, 3, 4, 5])
  }

  @Test("Numbers are dates by their format, counted from 1900 or 1904")
  func dates() throws {
    var small = SmallSpreadsheet()
    small.styles =
      "<numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-409]d\\-mmm\\-yy\"/><numFmt numFmtId=\"171\" formatCode=\"#,##0\\ &quot;days&quot;\"/><numFmt numFmtId=\"172\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/></cellXfs>"
    small.sheet =
      "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>42370</v></c><c r=\"B1\" s=\"1\"><v>42370</v></c><c r=\"C1\" s=\"2\"><v>42370.75</v></c><c r=\"D1\" s=\"3\"><v>42370</v></c><c r=\"E1\" s=\"4\"><v>1.5</v></c><c r=\"F1\" t=\"d\"><v>2016-01-01T06:30:00</v></c></row>"
    let sheet = try small.readSheet()
    #expect(sheet[cell("A1")]?.number == 42370)
    #expect(sheet[cell("B1")]?.label == "2016-01-01")
    #expect(sheet[cell("C1")]?.label == "2016-01-01T18:00:00")
    #expect(sheet[cell("D1")]?.number == 42370)
    #expect(sheet[cell("E1")]?.label == "1900-01-01T12:00:00")
    #expect(sheet[cell("F1")]?.label == "2016-01-01T06:30:00")
    small.workbook = "<workbookPr date1904=\"1\"/>" + small.workbook
    #expect(try small.readSheet()[cell("B1")]?.label == "2020-01-02")
  }

  @Test("Days around the leap day that 1900 did not have are named as spreadsheets name them")
  func leapDay() {
    let days = [(1.0, "1900-01-01"), (59, "1900-02-28"), (60, "1900-02-29"), (61, "1900-03-01")]
    for (serial, text) in days { #expect(CellDate(serial: serial)?.description == text) }
    #expect(CellDate(serial: 0, system: .from1904)?.description == "1904-01-01")
    #expect(CellDate(serial: 2_958_465)?.description == "9999-12-31")
    #expect(CellDate(serial: 2_958_466) == nil)
    #expect(CellDate(serial: -1) == nil)
    #expect(CellDate(year: 2015, month: 2, day: 29) == nil)
    #expect(CellDate(year: 2016, month: 2, day: 29)?.serial == 42429)
  }

  @Test("Formulas keep their stored values, and one without a value holds nothing, not zero")
  func formulas() throws {
    var small = SmallSpreadsheet()
    small.sheet =
      "<row r=\"1\"><c r=\"A1\"><f>SUM(B1:C1)</f><v>3.5</v></c><c r=\"B1\"><f>1/0</f><v/></c><c r=\"C1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"D1\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c><c r=\"E1\" t=\"b\"><v>1</v></c><c r=\"F1\" s=\"3\"/></row>"
    let sheet = try small.readSheet()
    #expect(sheet[cell("A1")] == Cell(.number(3.5), formula: "SUM(B1:C1)"))
    #expect(sheet[cell("B1")] == Cell(.absent, formula: "1/0"))
    #expect(sheet[cell("C1")] == Cell(.error("#DIV/0!"), formula: "1/0"))
    #expect(sheet[cell("D1")] == Cell(.text("ab"), formula: "\"a\"&\"b\""))
    #expect(sheet[cell("E1")] == Cell(.boolean(true)))
    #expect(sheet[cell("F1")] == nil)
  }

  @Test("Hidden rows, columns and sheets and merged cells are known")
  func hidden() throws {
    var small = SmallSpreadsheet()
    small.workbook =
      "<sheets><sheet name=\"Use\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId1\"/></sheets>"
    small.sheet = "<row r=\"1\"/><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row>"
    small.afterSheet = "<mergeCells><mergeCell ref=\"B1:D1\"/></mergeCells>"
    let sheet = try small.readSheet()
    #expect(sheet.hiddenRows == [2])
    #expect(sheet.merged == [CellRange(first: cell("B1"), last: cell("D1"))])
    #expect(sheet.visibility == .veryHidden)
  }
}
