@testable import Workbooks

/// Spreadsheets written part by part, as other programs write them, and as none should.
struct SmallSpreadsheet {
  var sheet = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
  var afterSheet = ""
  var strings = ""
  var styles = ""
  var workbook = "<sheets><sheet name=\"Use\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
  var relations: String?
  var beforeWorksheet = ""
  var extra: [(name: String, bytes: [UInt8])] = []
  var prefix = ""

  var parts: [(name: String, bytes: [UInt8])] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    return [
      ("[Content_Types].xml", bytes("<Types/>")),
      (
        "_rels/.rels",
        bytes(
          "<Relationships xmlns=\"\(package)\"><Relationship Id=\"a\" Type=\"\(office)/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"
        )
      ),
      (
        "xl/workbook.xml",
        bytes("<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\">\(workbook)</workbook>")
      ),
      (
        "xl/_rels/workbook.xml.rels",
        bytes(
          relations
            ?? "<Relationships xmlns=\"\(package)\"><Relationship Id=\"rId1\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"\(office)/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"\(office)/styles\" Target=\"styles.xml\"/></Relationships>"
        )
      ),
      ("xl/sharedStrings.xml", bytes("<sst xmlns=\"\(main)\">\(strings)</sst>")),
      ("xl/styles.xml", bytes("<styleSheet xmlns=\"\(main)\">\(styles)</styleSheet>")),
      (
        "xl/worksheets/sheet1.xml",
        bytes(
          "\(beforeWorksheet)<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData>\(afterSheet)</worksheet>"
        )
      ),
    ] + extra
  }

  var bytes: [UInt8] { get throws { try ZipWriter.archive(parts) } }

  func read(limits: ReadingLimits = ReadingLimits()) throws -> Workbook {
    try WorkbookReader.workbook(bytes, file: "small.xlsx", limits: limits)
  }

  func readSheet() throws -> Sheet { try read().sheets[0] }

  /// What is said of the file when it is refused.
  func refusal(limits: ReadingLimits = ReadingLimits()) throws -> String {
    WorkbooksTests.refusal(try bytes, "small.xlsx", limits: limits)
  }
}

/// What is said of a file when it is refused.
func refusal(
  _ bytes: [UInt8], _ file: String, limits: ReadingLimits = ReadingLimits()
) -> String {
  do throws(WorkbookError) {
    _ = try WorkbookReader.workbook(bytes, file: file, limits: limits)
    return "accepted"
  } catch {
    return error.description
  }
}

func cell(_ text: String) -> CellReference {
  CellReference(text) ?? CellReference(row: 0, column: 0)
}
