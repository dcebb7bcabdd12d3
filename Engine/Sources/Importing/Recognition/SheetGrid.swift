import Workbooks

/// What kind of thing each cell of a sheet is, for looking at many cells quickly.
struct SheetGrid {
  enum Kind: UInt8 {
    case blank, words, whole, number, other
  }

  let sheet: Sheet
  let rows: Int
  let columns: Int
  private var kinds: [UInt8]

  /// Nil when the sheet is empty, or too wide and long to be one table.
  init?(_ sheet: Sheet) {
    (rows, columns) = (sheet.lastRow, sheet.lastColumn)
    guard rows > 0, rows * columns <= 40_000_000 else { return nil }
    self.sheet = sheet
    kinds = [UInt8](repeating: 0, count: rows * columns)
    for (reference, cell) in sheet.cells {
      let kind: Kind =
        switch cell.value {
        case .text(let text): text.isEmpty ? .blank : .words
        case .number(let number):
          number == number.rounded() && number.magnitude < 1e9 ? .whole : .number
        case .date, .boolean, .error, .absent: .other
        }
      kinds[(reference.row - 1) * columns + reference.column - 1] = kind.rawValue
    }
  }

  subscript(row: Int, column: Int) -> Kind {
    guard (1...rows).contains(row), (1...columns).contains(column) else { return .blank }
    return Kind(rawValue: kinds[(row - 1) * columns + column - 1]) ?? .blank
  }

  func isNumber(_ row: Int, _ column: Int) -> Bool {
    let kind = self[row, column]
    return kind == .whole || kind == .number
  }

  func isBlank(row: Int) -> Bool {
    kinds[((row - 1) * columns)..<(row * columns)].allSatisfy { $0 == 0 }
  }

  /// What stands in a cell, without spaces around it.
  func label(_ row: Int, _ column: Int) -> String {
    self[row, column] == .blank ? "" : sheet[row, column]?.label.trimmed ?? ""
  }

  /// The stretches of rows between empty ones.
  var regions: [ClosedRange<Int>] {
    var regions: [ClosedRange<Int>] = []
    var start: Int?
    for row in 1...rows {
      if isBlank(row: row) {
        if let first = start { regions.append(first...(row - 1)) }
        start = nil
      } else if start == nil {
        start = row
      }
    }
    if let start { regions.append(start...rows) }
    return regions
  }
}
