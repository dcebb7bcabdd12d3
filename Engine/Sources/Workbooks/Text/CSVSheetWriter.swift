import Quantities

extension Sheet {
  /// The sheet as text of separated values: every row from the first to the last, every column.
  ///
  /// Words that begin like a formula (`=`, `+`, `-`, `@`, tab) get an apostrophe before them, which
  /// ``WorkbookReader`` takes off again. Numbers are written so that they read back as the same
  /// number. What a text cannot hold is lost: formulas, merged ranges, hidden rows, and whether
  /// digits were words.
  /// - Throws: ``WorkbookError/unwritable(sheet:cell:problem:)`` when the encoding lacks a character.
  public func csv(_ dialect: CSVDialect = CSVDialect()) throws(WorkbookError) -> [UInt8] {
    let width = lastColumn
    var text = ""
    var next = 1
    for row in rows {
      while next < row {
        text += dialect.lineEnding.text
        next += 1
      }
      var fields = [String](repeating: "", count: width)
      for (reference, cell) in self.row(row) {
        fields[reference.column - 1] = Sheet.field(cell, dialect)
      }
      text += fields.joined(separator: dialect.separator.rawValue) + dialect.lineEnding.text
      next += 1
    }
    guard let bytes = dialect.encoding.bytes(of: text) else {
      throw .unwritable(
        sheet: name, cell: nil,
        problem: "\(dialect.encoding.rawValue) lacks some of its characters; write it in utf-8")
    }
    return (dialect.hasByteOrderMark ? dialect.encoding.mark : []) + bytes
  }

  private static func field(_ cell: Cell, _ dialect: CSVDialect) -> String {
    let text: String
    switch cell.value {
    case .number(let number):
      if let written = cell.written, dialect.numbers.number(written) == number {
        text = written
      } else {
        let point = CSVWriter.number(number)
        text = dialect.numbers.decimal == .comma ? point.replacing(".", with: ",") : point
      }
    default: text = FormulaGuard.added(to: cell.label)
    }
    let separator = dialect.separator.rawValue.utf8.first
    let needsQuotes = text.utf8.contains {
      $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D
    }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
