import Testing

@testable import Workbooks

@Suite("Spreadsheets that no program should have written")
struct HostileSpreadsheetTests {
  @Test("A part that unpacks to a thousand times its size is refused before it is unpacked")
  func bomb() throws {
    var small = SmallSpreadsheet()
    small.extra = [("xl/media/image.png", [UInt8](repeating: 32, count: 48 << 20))]
    let said = try small.refusal()
    #expect(said.contains("small.xlsx, xl/media/image.png: 50331648 bytes when unpacked, from"))
    small.extra = []
    small.sheet += String(repeating: " ", count: 6 << 20)
    #expect(try small.refusal().contains("xl/worksheets/sheet1.xml: "))
  }

  @Test("A document type is refused where it begins, so that its entities never unfold")
  func entities() throws {
    var small = SmallSpreadsheet()
    small.beforeWorksheet =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
    let said = try small.refusal()
    #expect(
      said.hasPrefix("small.xlsx, xl/worksheets/sheet1.xml:2: it begins with a document type"))
    small.beforeWorksheet = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"
    #expect(try small.refusal().contains("it begins with a document type"))
    small.beforeWorksheet = ""
    small.sheet = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row>"
    #expect(try small.refusal().contains("sheet1.xml:1: it is not well-formed XML"))
  }

  @Test("Names that lead out of the archive, links and two parts of one name are refused")
  func names() throws {
    for name in ["../evil.txt", "/etc/passwd", "xl/../../evil", "a\\b", "C:evil"] {
      var small = SmallSpreadsheet()
      small.extra = [(name, [65])]
      let said = try small.refusal()
      #expect(said.contains("holds a part named \"\(name)\", which leads out of the archive"))
    }
    var small = SmallSpreadsheet()
    small.relations =
      "<Relationships><Relationship Id=\"rId1\" Type=\"a/worksheet\" Target=\"../../../etc/passwd\"/></Relationships>"
    #expect(try small.refusal().contains("outside the archive"))
  }

  @Test("Elements that lie too deep, too many cells and too many sheets are refused")
  func limits() throws {
    var small = SmallSpreadsheet()
    small.sheet =
      String(repeating: "<row>", count: 100_000) + String(repeating: "</row>", count: 100_000)
    #expect(try small.refusal().contains("elements lie more than 64 deep"))
    small = SmallSpreadsheet()
    var limits = ReadingLimits()
    limits.cells = 3
    small.sheet = "<row>" + String(repeating: "<c><v>1</v></c>", count: 4) + "</row>"
    #expect(
      try small.refusal(limits: limits).contains(
        "sheet \"Use\": 4 cells and more, and at most 3 are read"))
    limits.cells = 4
    #expect(try small.refusal(limits: limits) == "accepted")
  }

  @Test(
    "A cell that is not as spreadsheets are written is named",
    arguments: [
      ("<c r=\"XFE1\"><v>1</v></c>", "cell \"XFE1\": this is no cell of a sheet"),
      ("<c r=\"A0\"><v>1</v></c>", "cell \"A0\": this is no cell"),
      ("<c r=\"B2\" t=\"s\"><v>7</v></c>", "cell B2: its text is number 7 of the workbook's 0"),
      ("<c r=\"B2\" t=\"s\"><v>-1</v></c>", "cell B2: its text is number -1"),
      ("<c r=\"B2\"><v>1,5</v></c>", "cell B2: \"1,5\" is not a finite number"),
      ("<c r=\"B2\"><v>1e999</v></c>", "cell B2: \"1e999\" is not a finite number"),
      ("<c r=\"B2\"><v>nan</v></c>", "cell B2: \"nan\" is not a finite number"),
      ("<c r=\"B2\" t=\"b\"><v>2</v></c>", "cell B2: \"2\" is neither true"),
      ("<c r=\"B2\" t=\"q\"><v>2</v></c>", "cell B2: no spreadsheet has cells of type \"q\""),
      (
        "<c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c>",
        "sheet \"Use\", cell B2: this cell stands twice"
      ),
      ("</row><row r=\"1048577\">", "cell row \"1048577\": rows are numbered from 1"),
    ])
  func cells(cell: String, said: String) throws {
    var small = SmallSpreadsheet()
    small.sheet = "<row>\(cell)</row>"
    #expect(try small.refusal().contains(said))
  }

  @Test("A spreadsheet that is cut short anywhere is refused as such")
  func truncated() throws {
    let whole = try SmallSpreadsheet().bytes
    for length in 0..<whole.count {
      // One or two letters of "PK" alone are a text like any other.
      let said = refusal(Array(whole[..<length]), "cut.xlsx")
      #expect(length < 4 || said.hasPrefix("cut.xlsx is cut short: "), "\(length): \(said)")
    }
  }

  @Test(
    "What is no table is named for what it is",
    arguments: [
      ("%PDF-1.7 ...", "is a PDF"), ("<!DOCTYPE html><html>", "is a web page"),
      ("{\"a\": 1}", "is a JSON text"), ("", "is cut short: it is empty"), (" \n\n", "it is empty"),
      ("<?xml version=\"1.0\"?><a/>", "is an XML text"),
    ])
  func otherTypes(text: String, said: String) {
    let message = refusal(Array(text.utf8), "data")
    #expect(message.hasPrefix("data"))
    #expect(message.contains(said))
  }

  @Test("An encrypted workbook asks for one without a password, an old one for xlsx")
  func compound() throws {
    let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(throws: WorkbookError.encrypted(file: "a.xlsx")) {
      try WorkbookReader.workbook(
        signature + [UInt8](repeating: 0, count: 1000) + name, file: "a.xlsx")
    }
    #expect(refusal(signature + [0, 0], "a.xls").contains("a workbook of the older form (xls)"))
  }

  @Test("A zip without a workbook, an OpenDocument file and a missing part are told apart")
  func archives() throws {
    func refusal(_ parts: [(name: String, bytes: [UInt8])]) throws -> String {
      WorkbooksTests.refusal(try ZipWriter.archive(parts), "a.zip")
    }
    #expect(try refusal([("a.csv", [65])]).contains("a zip archive without a workbook"))
    #expect(
      try refusal([("mimetype", [65]), ("content.xml", [65])]).contains("an OpenDocument file"))
    let parts = SmallSpreadsheet().parts.filter { $0.name != "xl/worksheets/sheet1.xml" }
    #expect(
      try refusal(parts).contains(
        "sheet \"Use\" needs the part \"xl/worksheets/sheet1.xml\", which is not there"))
  }
}
