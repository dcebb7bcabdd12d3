import Quantities

/// Writes workbooks as xlsx: ECMA-376, part 1, transitional.
///
/// Numbers are written in the shortest form that reads back as the same number, up to 17 digits. The
/// same workbook gives the same bytes. Words are stored as words, whatever they begin with, and are
/// marked so where a spreadsheet would take them for a formula when they are edited.
public enum SpreadsheetWriter {
  /// How a sheet looks: rows and columns that stay in view, in bold, and the widths of columns.
  public struct Look: Sendable, Equatable {
    /// Rows at the top that stay in view.
    public var headerRows: Int
    /// Columns at the left that stay in view.
    public var headerColumns: Int
    /// Widths of columns from the first on, in characters.
    public var widths: [Double]

    /// A look; without arguments, a plain one.
    public init(headerRows: Int = 0, headerColumns: Int = 0, widths: [Double] = []) {
      self.headerRows = headerRows
      self.headerColumns = headerColumns
      self.widths = widths
    }
  }

  /// The bytes of a workbook.
  /// - Parameter looks: By the name of the sheet; a sheet may have none.
  /// - Throws: ``WorkbookError/unwritable(sheet:cell:problem:)`` for a name or cell that spreadsheets
  ///   do not have.
  public static func bytes(
    of workbook: Workbook, looks: [String: Look] = [:]
  ) throws(WorkbookError) -> [UInt8] {
    guard !workbook.sheets.isEmpty else {
      throw .unwritable(sheet: workbook.file, cell: nil, problem: "a workbook needs a sheet")
    }
    guard workbook.sheets.contains(where: { $0.visibility == .visible }) else {
      throw .unwritable(sheet: workbook.file, cell: nil, problem: "all of its sheets are hidden")
    }
    var names: Set<String> = []
    for sheet in workbook.sheets {
      try checkName(sheet.name)
      guard names.insert(sheet.name.lowercased()).inserted else {
        throw .unwritable(sheet: sheet.name, cell: nil, problem: "another sheet has this name")
      }
    }
    let dates = system(of: workbook)
    var strings = StringTable()
    var parts: [(name: String, bytes: [UInt8])] = []
    for (number, sheet) in workbook.sheets.enumerated() {
      let text = try SheetText.text(
        of: sheet, look: looks[sheet.name] ?? Look(), isFirst: number == 0, dates: dates,
        strings: &strings)
      parts.append(("xl/worksheets/sheet\(number + 1).xml", Array(text.utf8)))
    }
    let frame = SpreadsheetFrame(sheets: workbook.sheets, dates: dates)
    let head: [(name: String, bytes: [UInt8])] = [
      ("[Content_Types].xml", Array(frame.contentTypes.utf8)),
      ("_rels/.rels", Array(SpreadsheetFrame.rootRelations.utf8)),
      ("xl/workbook.xml", Array(frame.workbook.utf8)),
      ("xl/_rels/workbook.xml.rels", Array(frame.relations.utf8)),
      ("xl/styles.xml", Array(SpreadsheetFrame.styles.utf8)),
      ("xl/sharedStrings.xml", Array(strings.text.utf8)),
    ]
    return try ZipWriter.archive(head + parts)
  }

  private static func checkName(_ name: String) throws(WorkbookError) {
    let problem: String? =
      if name.isEmpty {
        "a sheet needs a name"
      } else if name.utf16.count > 31 {
        "its name has \(name.utf16.count) characters, and at most 31 are allowed"
      } else if name.contains(where: { "[]:*?/\\".contains($0) }) {
        "its name may not hold any of []:*?/\\"
      } else if name.hasPrefix("'") || name.hasSuffix("'") {
        "its name may not begin or end with an apostrophe"
      } else if name.unicodeScalars.contains(where: { $0.value < 0x20 }) {
        "its name holds control characters"
      } else {
        nil
      }
    if let problem { throw .unwritable(sheet: name, cell: nil, problem: problem) }
  }

  /// A workbook counts all its days from one first day: that of its first date.
  private static func system(of workbook: Workbook) -> CellDate.System {
    for sheet in workbook.sheets {
      for (_, cell) in sheet.cells {
        if case .date(let date) = cell.value { return date.system }
      }
    }
    return .from1900
  }
}

/// The texts of a workbook, each once.
struct StringTable {
  private var positions: [String: Int] = [:]
  private var items: [String] = []
  private var uses = 0

  mutating func position(of text: String) -> Int {
    uses += 1
    // Texts that look alike may be written with different characters, and both are kept.
    let key = text
    if let position = positions[key], Array(items[position].utf8) == Array(text.utf8) {
      return position
    }
    positions[key] = items.count
    items.append(text)
    return items.count - 1
  }

  var text: String {
    var text = SpreadsheetFrame.head
    text +=
      "<sst xmlns=\"\(SpreadsheetFrame.namespace)\" count=\"\(uses)\" uniqueCount=\"\(items.count)\">"
    for item in items {
      text += "<si><t xml:space=\"preserve\">\(EscapedText.encoded(item))</t></si>"
    }
    return text + "</sst>"
  }
}
