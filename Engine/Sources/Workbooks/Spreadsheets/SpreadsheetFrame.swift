/// The parts of a workbook that hold no cells.
struct SpreadsheetFrame {
  /// The styles that cells have.
  enum Style: Int {
    case plain, header, day, moment, words, headerWords
  }

  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  let sheets: [Sheet]
  let dates: CellDate.System

  var contentTypes: String {
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    var text = Self.head + "<Types xmlns=\"\(Self.package)/content-types\">"
    text +=
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    text += "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    text += "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type).sheet.main+xml\"/>"
    for number in 1...sheets.count {
      text +=
        "<Override PartName=\"/xl/worksheets/sheet\(number).xml\" ContentType=\"\(type).worksheet+xml\"/>"
    }
    text += "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(type).styles+xml\"/>"
    text +=
      "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"\(type).sharedStrings+xml\"/>"
    return text + "</Types>"
  }

  static let rootRelations =
    head + "<Relationships xmlns=\"\(package)/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/>"
    + "</Relationships>"

  var workbook: String {
    var text =
      Self.head + "<workbook xmlns=\"\(Self.namespace)\" xmlns:r=\"\(Self.office)\">"
    if dates == .from1904 { text += "<workbookPr date1904=\"1\"/>" }
    text += "<sheets>"
    for (number, sheet) in sheets.enumerated() {
      let state =
        sheet.visibility == .visible ? "" : " state=\"\(sheet.visibility.rawValue)\""
      text +=
        "<sheet name=\"\(EscapedText.encoded(sheet.name))\" sheetId=\"\(number + 1)\"\(state) r:id=\"rId\(number + 1)\"/>"
    }
    // Cached values are trusted until a spreadsheet program computes them anew.
    return text + "</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"
  }

  var relations: String {
    var text = Self.head + "<Relationships xmlns=\"\(Self.package)/relationships\">"
    for number in 1...sheets.count {
      text +=
        "<Relationship Id=\"rId\(number)\" Type=\"\(Self.office)/worksheet\" Target=\"worksheets/sheet\(number).xml\"/>"
    }
    text +=
      "<Relationship Id=\"rId\(sheets.count + 1)\" Type=\"\(Self.office)/styles\" Target=\"styles.xml\"/>"
    text +=
      "<Relationship Id=\"rId\(sheets.count + 2)\" Type=\"\(Self.office)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    return text + "</Relationships>"
  }

  /// One format for each ``Style``, in its order.
  static let styles =
    head + "<styleSheet xmlns=\"\(namespace)\">"
    + "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
    + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    + "<cellXfs count=\"6\">"
    + format() + format(font: 1) + format(number: 164) + format(number: 165)
    + format(isWords: true) + format(font: 1, isWords: true)
    + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    + "</styleSheet>"

  private static func format(number: Int = 0, font: Int = 0, isWords: Bool = false) -> String {
    "<xf numFmtId=\"\(isWords ? 49 : number)\" fontId=\"\(font)\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
      + (number > 0 || isWords ? " applyNumberFormat=\"1\"" : "")
      + (font > 0 ? " applyFont=\"1\"" : "") + (isWords ? " quotePrefix=\"1\"" : "") + "/>"
  }
}
