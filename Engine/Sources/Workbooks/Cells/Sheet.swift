/// One sheet: cells by row and column, of which most may be missing.
public struct Sheet: Sendable, Equatable {
  /// Whether a reader of the workbook sees the sheet.
  public enum Visibility: String, Sendable {
    case visible, hidden, veryHidden
  }

  /// Its name.
  public var name: String
  /// The file it was read from; empty when it was made here.
  public var file = ""
  /// How its text was read; nil for a spreadsheet.
  public var dialect: CSVDialect?
  /// Whether it is seen.
  public var visibility = Visibility.visible
  /// Rows that are hidden.
  public var hiddenRows: Set<Int> = []
  /// Columns that are hidden.
  public var hiddenColumns: [ClosedRange<Int>] = []
  /// Cells shown as one, whose value stands at the top left.
  public var merged: [CellRange] = []

  private var references: [CellReference] = []
  private var contents: [Cell] = []

  /// A sheet of cells, in any order.
  /// - Precondition: No cell stands twice.
  public init(name: String, cells: [(CellReference, Cell)] = []) {
    self.name = name
    let isSorted = zip(cells, cells.dropFirst()).allSatisfy { $0.0 < $1.0 }
    let ordered = isSorted ? cells : cells.sorted { $0.0 < $1.0 }
    references = ordered.map(\.0)
    contents = ordered.map(\.1)
    precondition(
      zip(references, references.dropFirst()).allSatisfy { $0 < $1 }, "a cell stands twice")
  }

  /// A sheet of rows of cells from `A1` on; nil leaves a cell out.
  public init(name: String, rows: [[Cell?]]) {
    var cells: [(CellReference, Cell)] = []
    for (row, line) in rows.enumerated() {
      for (column, cell) in line.enumerated() {
        if let cell { cells.append((CellReference(row: row + 1, column: column + 1), cell)) }
      }
    }
    self.init(name: name, cells: cells)
  }

  /// How many cells there are.
  public var count: Int { contents.count }

  /// The cells, by row and then by column.
  public var cells: some RandomAccessCollection<(reference: CellReference, cell: Cell)> {
    contents.indices.lazy.map { (reference: references[$0], cell: contents[$0]) }
  }

  /// The last row that holds a cell; 0 for an empty sheet.
  public var lastRow: Int { references.last?.row ?? 0 }

  /// The last column that holds a cell; 0 for an empty sheet.
  public var lastColumn: Int { references.reduce(0) { max($0, $1.column) } }

  /// The cell at a place, if there is one.
  public subscript(_ reference: CellReference) -> Cell? {
    let position = lowerBound(reference)
    guard position < references.count, references[position] == reference else { return nil }
    return contents[position]
  }

  /// The cell in a row and a column, if there is one.
  public subscript(row: Int, column: Int) -> Cell? {
    self[CellReference(row: row, column: column)]
  }

  /// The cells of one row, from left to right.
  public func row(_ row: Int) -> some RandomAccessCollection<(reference: CellReference, cell: Cell)>
  {
    let first = lowerBound(CellReference(row: row, column: 0))
    let next = lowerBound(CellReference(row: row + 1, column: 0))
    return (first..<next).lazy.map { (reference: references[$0], cell: contents[$0]) }
  }

  /// The numbers of the rows that hold cells.
  public var rows: [Int] {
    var rows: [Int] = []
    for reference in references where rows.last != reference.row { rows.append(reference.row) }
    return rows
  }

  /// The rectangle from the first row and column that hold a cell to the last; nil when empty.
  public var used: CellRange? {
    guard let first = references.first, let last = references.last else { return nil }
    let columns = references.lazy.map(\.column)
    return CellRange(
      first: CellReference(row: first.row, column: columns.min() ?? 1),
      last: CellReference(row: last.row, column: columns.max() ?? 1))
  }

  /// Whether a column is hidden.
  public func isHidden(column: Int) -> Bool { hiddenColumns.contains { $0.contains(column) } }

  /// The place of a cell in the workbook.
  public func address(_ cell: CellReference) -> CellAddress { CellAddress(sheet: name, cell: cell) }

  private func lowerBound(_ reference: CellReference) -> Int {
    var low = 0
    var high = references.count
    while low < high {
      let middle = (low + high) / 2
      if references[middle] < reference { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
