import Quantities

/// Writes the part of one sheet.
enum SheetText {
  static func text(
    of sheet: Sheet, look: SpreadsheetWriter.Look, isFirst: Bool, dates: CellDate.System,
    strings: inout StringTable
  ) throws(WorkbookError) -> String {
    var text = SpreadsheetFrame.head + "<worksheet xmlns=\"\(SpreadsheetFrame.namespace)\">"
    if let used = sheet.used { text += "<dimension ref=\"\(used)\"/>" }
    text += "<sheetViews><sheetView workbookViewId=\"0\"\(isFirst ? " tabSelected=\"1\"" : "")>"
    text += pane(look) + "</sheetView></sheetViews>" + columns(of: sheet, look)
    text += "<sheetData>"
    var hidden = sheet.hiddenRows.sorted()[...]
    for row in sheet.rows {
      while let first = hidden.first, first < row {
        text += "<row r=\"\(first)\" hidden=\"1\"/>"
        hidden.removeFirst()
      }
      let isHidden = hidden.first == row
      if isHidden { hidden.removeFirst() }
      text += "<row r=\"\(row)\"\(isHidden ? " hidden=\"1\"" : "")>"
      for (reference, cell) in sheet.row(row) {
        let isHeader = row <= look.headerRows || reference.column <= look.headerColumns
        text += try self.cell(
          cell, at: reference, in: sheet, isHeader: isHeader, dates: dates, strings: &strings)
      }
      text += "</row>"
    }
    for row in hidden { text += "<row r=\"\(row)\" hidden=\"1\"/>" }
    text += "</sheetData>"
    if !sheet.merged.isEmpty {
      text += "<mergeCells count=\"\(sheet.merged.count)\">"
      for range in sheet.merged { text += "<mergeCell ref=\"\(range)\"/>" }
      text += "</mergeCells>"
    }
    return text + "</worksheet>"
  }

  private static func pane(_ look: SpreadsheetWriter.Look) -> String {
    guard look.headerRows > 0 || look.headerColumns > 0 else { return "" }
    let corner = CellReference(row: look.headerRows + 1, column: look.headerColumns + 1)
    let pane =
      look.headerColumns == 0 ? "bottomLeft" : look.headerRows == 0 ? "topRight" : "bottomRight"
    return "<pane"
      + (look.headerColumns > 0 ? " xSplit=\"\(look.headerColumns)\"" : "")
      + (look.headerRows > 0 ? " ySplit=\"\(look.headerRows)\"" : "")
      + " topLeftCell=\"\(corner)\" activePane=\"\(pane)\" state=\"frozen\"/>"
  }

  private static func columns(of sheet: Sheet, _ look: SpreadsheetWriter.Look) -> String {
    let hidden = sheet.hiddenColumns.sorted { $0.lowerBound < $1.lowerBound }
    var text = ""
    for (position, width) in look.widths.enumerated() where !sheet.isHidden(column: position + 1) {
      text +=
        "<col min=\"\(position + 1)\" max=\"\(position + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    var next = 0
    for range in hidden where range.upperBound > next {
      let first = max(range.lowerBound, next + 1)
      text += "<col min=\"\(first)\" max=\"\(range.upperBound)\" width=\"9\" hidden=\"1\"/>"
      next = range.upperBound
    }
    return text.isEmpty ? "" : "<cols>\(text)</cols>"
  }

  private static func cell(
    _ cell: Cell, at reference: CellReference, in sheet: Sheet, isHeader: Bool,
    dates: CellDate.System, strings: inout StringTable
  ) throws(WorkbookError) -> String {
    func failed(_ problem: String) -> WorkbookError {
      .unwritable(sheet: sheet.name, cell: "\(reference)", problem: problem)
    }
    guard (1...CellReference.lastRow).contains(reference.row),
      (1...CellReference.lastColumn).contains(reference.column)
    else { throw failed("the last cell of a sheet is XFD1048576") }
    let formula = cell.formula.flatMap { $0.isEmpty ? nil : "<f>\(EscapedText.encoded($0))</f>" }
    var style = isHeader ? SpreadsheetFrame.Style.header : .plain
    func element(_ type: String, _ content: String) -> String {
      "<c r=\"\(reference)\"\(style == .plain ? "" : " s=\"\(style.rawValue)\"")\(type.isEmpty ? "" : " t=\"\(type)\"")>\(formula ?? "")\(content)</c>"
    }
    switch cell.value {
    case .text(let text):
      guard text.utf16.count <= 32_767 else {
        throw failed("its text has \(text.utf16.count) characters, and at most 32767 are allowed")
      }
      if formula != nil { return element("str", "<v>\(EscapedText.encoded(text))</v>") }
      if let first = text.first, "=+-@\t\r\n\0".contains(first) {
        style = isHeader ? .headerWords : .words
      }
      return element("s", "<v>\(strings.position(of: text))</v>")
    case .number(let number):
      guard number.isFinite else { throw failed("\(number) is no finite number") }
      return element("", "<v>\(digits(number))</v>")
    case .boolean(let isTrue): return element("b", "<v>\(isTrue ? 1 : 0)</v>")
    case .date(let date):
      guard date.system == dates else {
        throw failed("its date is counted from another day than those of the cells before it")
      }
      style = date.serial == date.serial.rounded() ? .day : .moment
      return element("", "<v>\(digits(date.serial))</v>")
    case .error(let error): return element("e", "<v>\(EscapedText.encoded(error))</v>")
    case .absent: return formula == nil ? "" : element("", "")
    }
  }

  /// The shortest digits that read back as the same number; a zero keeps its sign.
  private static func digits(_ number: Double) -> String {
    number == 0 && number.sign == .minus ? "-0" : CSVWriter.number(number)
  }
}
