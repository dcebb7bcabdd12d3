import Testing

@testable import Workbooks

@Suite("Dialects of CSV")
struct CSVDialectTests {
  private func read(_ text: String, stated: StatedDialect = StatedDialect()) throws -> Workbook {
    try WorkbookReader.workbook(Array(text.utf8), file: "a.csv", stated: stated)
  }

  @Test(
    "The separator and the decimal mark are found",
    arguments: [
      ("a,b\nx,1.5\n", CSVDialect.Separator.comma, NumberNotation.Decimal.point, 1.5),
      ("a;b\nx;1,5\n", .semicolon, .comma, 1.5),
      ("a;b\nx;1.234,5\n", .semicolon, .comma, 1234.5),
      ("a\tb\nx\t1 234,5\n", .tab, .comma, 1234.5),
      ("a|b\nx|1,234.5\n", .bar, .point, 1234.5),
      ("a,b\nx,\"1,234.5\"\n", .comma, .point, 1234.5),
      ("a;b\nx;1.234.567\n", .semicolon, .comma, 1_234_567),
      ("a;b\nx;\u{2212}0,125\n", .semicolon, .comma, -0.125),
      ("a;b\nx;1\u{202F}234\u{202F}567,25\n", .semicolon, .comma, 1_234_567.25),
      ("a;b\nx;1'234.25\n", .semicolon, .point, 1234.25),
      ("a,b\nx,145695.972\n", .comma, .point, 145_695.972),
      ("a,b\nx,1.234\n", .comma, .point, 1.234),
      ("\"a;b\",c\n\"x;y\",1.5E-3\n", .comma, .point, 0.0015),
      ("a;b;c\nx;1,5;\"y, z, w\"\nv;2,5;\"q, r, s\"\n", .semicolon, .comma, 1.5),
    ])
  func found(
    text: String, separator: CSVDialect.Separator, decimal: NumberNotation.Decimal, value: Double
  ) throws {
    let workbook = try read(text)
    let dialect = try #require(workbook.dialect)
    #expect(dialect.separator == separator)
    #expect(dialect.numbers.decimal == decimal)
    #expect(workbook.sheets[0][2, 2]?.number == value)
    #expect(dialect.reasons.count == 3)
  }

  @Test("A number that can be read in two ways is an error until the decimal mark is stated")
  func ambiguous() throws {
    let text = "a;b\nx;1.234\ny;12.500\n"
    #expect(
      refusal(Array(text.utf8), "a.csv")
        == "a.csv, cell B2: \"1.234\" can be 1234 or 1.234 with 234 as its fraction, and no other number of the file tells which. Say it with --decimal \".\" or --decimal \",\"."
    )
    var stated = StatedDialect()
    stated.decimal = .comma
    #expect(try read(text, stated: stated).sheets[0][2, 2]?.number == 1234)
    stated.decimal = .point
    #expect(try read(text, stated: stated).sheets[0][2, 2]?.number == 1.234)
  }

  @Test("Codes with leading zeros, dates, marks of missing values and hexadecimals stay words")
  func words() throws {
    let words = [
      "0191", "2015-12-31", "..", "-", "0x10", "nan", "inf", "1e999", "1.2.3", "12%", "1e",
    ]
    let sheet = try read("code,x\n" + words.map { "\($0),1.5" }.joined(separator: "\n")).sheets[0]
    for (position, word) in words.enumerated() {
      #expect(sheet[position + 2, 1]?.value == .text(word))
    }
  }

  @Test("In a file of both notations the numbers of the rarer one are left as words")
  func mixed() throws {
    let sheet = try read("a;b\nx;1.5\ny;2.25\nz;3,5\nw;1,234\n").sheets[0]
    #expect((2...5).map { sheet[$0, 2]?.label } == ["1.5", "2.25", "3,5", "1,234"])
    #expect(sheet[4, 2]?.text == "3,5")
    #expect(sheet[5, 2]?.text == "1,234")
  }

  @Test(
    "Text in any of the encodings reads the same, with or without a mark",
    arguments: TextEncoding.allCases, [true, false])
  func encodings(encoding: TextEncoding, hasMark: Bool) throws {
    let text = "código;preço\r\nÁgua €;1,5\r\n"
    let content = try #require(encoding.bytes(of: text))
    let workbook = try WorkbookReader.workbook(
      (hasMark ? encoding.mark : []) + content, file: "a.csv")
    #expect(workbook.dialect?.encoding == encoding)
    #expect(workbook.dialect?.hasByteOrderMark == (hasMark && !encoding.mark.isEmpty))
    #expect(workbook.dialect?.lineEnding == .carriageReturnLineFeed)
    #expect(workbook.sheets[0][2, 1]?.text == "Água €")
    #expect(workbook.sheets[0][1, 2]?.text == "preço")
  }

  @Test("Bytes that are no text, and quotes that never close, are refused with their place")
  func notText() throws {
    #expect(throws: WorkbookError.self) {
      try WorkbookReader.workbook([0x61, 0x00, 0x00, 0x00, 0x62, 0x81, 0x2C], file: "a.csv")
    }
    #expect(
      refusal(Array("a,b\n1,\"2\n3,4\n".utf8), "a.csv")
        == "a.csv:2: a quoted field begins here and never ends. Close it with \".")
  }

  @Test("Rows are counted as a spreadsheet program counts them, whatever quoted fields hold")
  func lines() throws {
    let sheet = try read("a,b\n\"x\ny\",1\n\nz,2\n").sheets[0]
    #expect(sheet[2, 1]?.text == "x\ny")
    #expect(sheet[4, 2]?.number == 2)
  }

  @Test("A dialect written and read again gives the same cells and the same bytes")
  func lossless() throws {
    for dialect in [
      CSVDialect(),
      CSVDialect(
        encoding: .utf16LittleEndian, hasByteOrderMark: true, separator: .semicolon,
        lineEnding: .carriageReturnLineFeed, numbers: NumberNotation(decimal: .comma)),
      CSVDialect(encoding: .windows1252, separator: .tab),
    ] {
      let sheet = Sheet(
        name: "a",
        rows: [
          [Cell("código"), Cell("a;b,c\td|e\"f"), nil, Cell("0191")],
          [Cell(0.1 + 0.2), Cell(-12_345.678), Cell(1e-300), Cell("line\nbreak")],
          [Cell("=1+1"), Cell("'=1"), Cell("-x"), Cell("@a")], [],
          [nil, Cell("'a"), Cell(5), Cell(2.5)],
        ])
      let bytes = try sheet.csv(dialect)
      let read = try WorkbookReader.workbook(
        bytes, file: "a.csv", stated: StatedDialect(dialect))
      #expect(read.sheets[0].cells.map(\.reference) == sheet.cells.map(\.reference))
      #expect(read.sheets[0].cells.map(\.cell.value) == sheet.cells.map(\.cell.value))
      #expect(try read.sheets[0].csv(try #require(read.dialect)) == bytes)
    }
  }

  @Test("Numbers keep the form in which they were written")
  func written() throws {
    let text = "a,b\nx,1.50\ny,\"1,234.0\"\nz,+3\n"
    let workbook = try read(text)
    #expect(workbook.sheets[0][2, 2] == Cell(.number(1.5), written: "1.50"))
    #expect(try workbook.sheets[0].csv(try #require(workbook.dialect)) == Array(text.utf8))
  }

  @Test("No word in a file of text begins like a formula")
  func guarded() throws {
    for word in ["=1", "+a", "-a", "@a", "\ta", "\ra"] {
      let text = String(decoding: try Sheet(name: "a", rows: [[Cell(word)]]).csv(), as: UTF8.self)
      #expect(text.hasPrefix("'") || text.hasPrefix("\"'"))
    }
  }
}
