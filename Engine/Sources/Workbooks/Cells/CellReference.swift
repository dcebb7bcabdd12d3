/// The place of a cell in its sheet: `C14`. Rows and columns are counted from 1.
public struct CellReference: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// The row, from 1.
  public var row: Int
  /// The column, from 1: `A` is 1.
  public var column: Int

  /// The last row that a spreadsheet has.
  public static let lastRow = 1_048_576
  /// The last column that a spreadsheet has: `XFD`.
  public static let lastColumn = 16_384

  /// The cell in a row and a column.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads `C14` or `$C$14`; nil when that is no cell of a spreadsheet.
  public init?(_ text: String) {
    var column = 0
    var row = 0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "$"): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where digits == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "a")...UInt8(ascii: "z") where digits == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "a")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
      default: return nil
      }
      guard column <= Self.lastColumn, row <= Self.lastRow else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(row: row, column: column)
  }

  /// The letters of a column: 1 is `A`, 27 is `AA`.
  public static func letters(of column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// `C14`.
  public var description: String { "\(Self.letters(of: column))\(row)" }

  /// Orders cells as they are read: by row, then by column.
  public static func < (left: CellReference, right: CellReference) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }

  /// Reads the text of a reference.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let reference = CellReference(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text.prefix(40))\" is no cell such as C14")
    }
    self = reference
  }

  /// Writes the text of the reference.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A rectangle of cells: `B2:D9`.
public struct CellRange: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The cell at the top left.
  public var first: CellReference
  /// The cell at the bottom right.
  public var last: CellReference

  /// The rectangle between two cells.
  public init(first: CellReference, last: CellReference) {
    self.first = CellReference(
      row: min(first.row, last.row), column: min(first.column, last.column))
    self.last = CellReference(
      row: max(first.row, last.row), column: max(first.column, last.column))
  }

  /// Reads `B2:D9` or `B2`.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first.flatMap({ CellReference(String($0)) }),
      let last = parts.last.flatMap({ CellReference(String($0)) })
    else { return nil }
    self.init(first: first, last: last)
  }

  /// Whether a cell lies inside.
  public func contains(_ cell: CellReference) -> Bool {
    cell.row >= first.row && cell.row <= last.row && cell.column >= first.column
      && cell.column <= last.column
  }

  /// Reads the text of a range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let range = CellRange(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text.prefix(40))\" is no range such as B2:D9")
    }
    self = range
  }

  /// Writes the text of the range.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// `B2:D9`, or `B2` for one cell.
  public var description: String { first == last ? "\(first)" : "\(first):\(last)" }
}

/// A cell of a workbook: `Use!C14`, or `'Table 1'!C14` where the sheet's name needs quotes.
public struct CellAddress: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// The name of the sheet.
  public var sheet: String
  /// The cell in it.
  public var cell: CellReference

  /// The cell of a sheet.
  public init(sheet: String, cell: CellReference) {
    self.sheet = sheet
    self.cell = cell
  }

  /// The address as formulas write it.
  public var description: String {
    let isPlain =
      sheet.first?.isLetter == true
      && sheet.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    return isPlain
      ? "\(sheet)!\(cell)"
      : "'\(sheet.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'!\(cell)"
  }

  /// Orders addresses by sheet, then as cells are read.
  public static func < (left: CellAddress, right: CellAddress) -> Bool {
    (left.sheet, left.cell) < (right.sheet, right.cell)
  }
}
