import Quantities
import Workbooks

/// What was read from a file: numbers with what they are of, each with the cell it stood in.
public struct ImportedData: Sendable, Equatable {
  /// The mapping that it was read with.
  public var mapping: TableMapping
  /// The files it was read from.
  public var file: String
  /// The tables.
  public var tables: [ImportedTable]
  /// The names of codes, by dimension; only where the file gives them.
  public var names: [String: [String: String]]
  /// What was noticed on reading.
  public var findings: [ImportFinding]

  /// How many numbers there are.
  public var count: Int { tables.reduce(0) { $0 + $1.records.count } }

  /// The table of a name, if there is one.
  public subscript(table name: String) -> ImportedTable? { tables.first { $0.name == name } }
}

/// One table: its dimensions, its numbers, and the sums that were published with them.
public struct ImportedTable: Sendable, Equatable {
  /// What it is called.
  public var name: String
  /// The file it stood in.
  public var file: String
  /// The sheet it stood in; nil for a text whose places are lines.
  public var sheet: String?
  /// The names of its dimensions.
  public var dimensions: [String]
  /// The elements of each dimension, in the order of the file.
  public var elements: [[String]]
  /// Where each element's code stands first.
  public var places: [[CellReference]]
  /// The numbers.
  public var records: [ImportedRecord]
  /// Sums that were published, which are no records.
  public var totals: [PublishedTotal]

  /// The place of a cell in words.
  public func source(_ cell: CellReference) -> SourceCell {
    SourceCell(file: file, sheet: sheet, cell: cell)
  }

  /// The number of some elements, if it is there; of the first year where there are several.
  public subscript(_ elements: String...) -> Double? {
    records.first { $0.elements == elements }?.value
  }
}

/// One number.
public struct ImportedRecord: Sendable, Equatable {
  /// The element of each dimension, in the table's order.
  public var elements: [String]
  /// The year, where it is known.
  public var year: Int?
  /// The number.
  public var value: Double
  /// The unit, where it is known.
  public var unit: String?
  /// How far it is to be trusted, in the publisher's words.
  public var status: String?
  /// The cell it stood in.
  public var cell: CellReference
}

/// A sum that was published beside what it is the sum of.
public struct PublishedTotal: Sendable, Equatable {
  /// The number; its elements name the total where it is summed over.
  public var record: ImportedRecord
  /// The positions of the dimensions it is a sum over.
  public var over: [Int]
}

/// A cell of a file: `sam.xlsx, Use!C14`, or `sam.gms:14:23` in a text.
public struct SourceCell: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The file.
  public var file: String
  /// The sheet; nil for a text whose places are lines.
  public var sheet: String?
  /// The cell, or the line and character of a text.
  public var cell: CellReference

  /// A cell of a file.
  public init(file: String, sheet: String?, cell: CellReference) {
    self.file = file
    self.sheet = sheet
    self.cell = cell
  }

  /// The place in words.
  public var description: String {
    guard let sheet else { return "\(file):\(cell.row):\(cell.column)" }
    return "\(file), \(CellAddress(sheet: sheet, cell: cell))"
  }
}
