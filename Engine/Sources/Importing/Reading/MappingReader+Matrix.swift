import Quantities
import Workbooks

extension MappingReader {
  /// Reads a matrix.
  mutating func matrix(
    _ place: MatrixPlace, name: String, in sheet: Sheet
  ) throws(ImportError) -> ImportedTable? {
    let cells = place.cells
    guard place.rows.count == cells.last.row - cells.first.row + 1,
      place.columns.count == cells.last.column - cells.first.column + 1,
      place.rowDimension != place.columnDimension
    else {
      throw .badMapping(
        problem:
          "table \"\(name)\" has \(place.rows.count) rows and \(place.columns.count) columns, which are not those of \(cells)"
      )
    }
    let before = differences.count
    compare(
      place.rows, "row", in: sheet, from: cells.first.row,
      at: { CellReference(row: $0, column: place.rowCodes) }, last: sheet.lastRow)
    compare(
      place.columns, "column", in: sheet, from: cells.first.column,
      at: { CellReference(row: place.columnCodes, column: $0) }, last: sheet.lastColumn)
    guard differences.count == before else { return nil }
    noteHidden(place, in: sheet)
    return try filled(place, name: name, in: sheet)
  }

  private mutating func filled(
    _ place: MatrixPlace, name: String, in sheet: Sheet
  ) throws(ImportError) -> ImportedTable {
    let cells = place.cells
    let year = try year(in: sheet)
    let totalRows = Set(place.totalRows)
    let totalColumns = Set(place.totalColumns)
    var table = ImportedTable(
      name: name, file: sheet.file, sheet: sheet.name,
      dimensions: [place.rowDimension, place.columnDimension], elements: [[], []],
      places: [[], []], records: [], totals: [])
    func add(_ code: String, _ dimension: Int, _ cell: CellReference, _ nameCell: Cell?) {
      table.elements[dimension].append(code)
      table.places[dimension].append(cell)
      guard let name = nameCell?.label.trimmed, !name.isEmpty, name != code else { return }
      names[table.dimensions[dimension], default: [:]][code] = name
    }
    for (position, code) in place.rows.enumerated() where !code.isEmpty && !totalRows.contains(code)
    {
      let row = cells.first.row + position
      add(
        code, 0, CellReference(row: row, column: place.rowCodes),
        place.rowNames.flatMap { sheet[row, $0] })
    }
    for (position, code) in place.columns.enumerated()
    where !code.isEmpty && !totalColumns.contains(code) {
      let column = cells.first.column + position
      add(
        code, 1, CellReference(row: place.columnCodes, column: column),
        place.columnNames.flatMap { sheet[$0, column] })
    }
    for (position, rowCode) in place.rows.enumerated() {
      let row = cells.first.row + position
      for (reference, cell) in sheet.row(row) where cells.contains(reference) {
        let columnCode = place.columns[reference.column - cells.first.column]
        let source = table.source(reference)
        guard !rowCode.isEmpty, !columnCode.isEmpty else {
          if cell.number ?? 0 != 0 {
            findings.append(
              ImportFinding(
                .noCode, .error, at: source,
                "\(cell.label.shortened) stands in a \(rowCode.isEmpty ? "row" : "column") without a code. It was not read: give it a code."
              ))
          }
          continue
        }
        guard let value = number(cell, at: source) else { continue }
        let record = ImportedRecord(
          elements: [rowCode, columnCode], year: year, value: value, unit: mapping.unit,
          cell: reference)
        var over: [Int] = []
        if totalRows.contains(rowCode) { over.append(0) }
        if totalColumns.contains(columnCode) { over.append(1) }
        if over.isEmpty {
          table.records.append(record)
        } else {
          table.totals.append(PublishedTotal(record: record, over: over))
        }
      }
    }
    return table
  }

  /// Compares the labels along an axis with those that the mapping expects.
  private mutating func compare(
    _ expected: [String], _ what: String, in sheet: Sheet, from first: Int,
    at place: (Int) -> CellReference, last: Int
  ) {
    func label(_ position: Int) -> String { sheet[place(position)]?.label.trimmed ?? "" }
    let found = (first..<(first + expected.count)).map(label)
    // What comes right after the last one is new.
    let next = label(first + expected.count)
    if found == expected, next.isEmpty || expected.isEmpty { return }
    if found == expected {
      // A note or another table may follow; a code above or before numbers is one more account.
      guard hasNumbers(beside: place(first + expected.count), what, sheet) else { return }
      differences.append(
        "\(sheet.address(place(first + expected.count))): \(what) \"\(next.shortened)\" is new")
      return
    }
    var places: [String: Int] = [:]
    if last >= 1 {
      for position in 1...last {
        let text = label(position)
        if !text.isEmpty, places[text] == nil { places[text] = position }
      }
    }
    var shifts: [Int: (count: Int, first: String, last: String, from: Int)] = [:]
    for (offset, code) in expected.enumerated() where !code.isEmpty && found[offset] != code {
      let here = first + offset
      guard let now = places[code] else {
        let instead = found[offset].isEmpty ? "an empty cell" : "\"\(found[offset].shortened)\""
        differences.append(
          "\(what) \"\(code.shortened)\" stood at \(sheet.address(place(here))) and is not there any more; \(instead) stands there"
        )
        continue
      }
      let shift = now - here
      if let known = shifts[shift] {
        shifts[shift] = (known.count + 1, known.first, code, known.from)
      } else {
        shifts[shift] = (1, code, code, here)
      }
    }
    for (shift, moved) in shifts.sorted(by: { $0.value.from < $1.value.from }) {
      let (old, new) = (place(moved.from), place(moved.from + shift))
      differences.append(
        moved.count == 1
          ? "\(what) \"\(moved.first.shortened)\" moved from \(old) to \(new)"
          : "\(moved.count) \(what)s, \"\(moved.first.shortened)\" to \"\(moved.last.shortened)\", moved by \(shift): from \(old) on to \(new) on"
      )
    }
    let known = Set(expected)
    for (offset, text) in found.enumerated() where !text.isEmpty && !known.contains(text) {
      differences.append(
        "\(sheet.address(place(first + offset))): \(what) \"\(text.shortened)\" is new")
    }
  }

  private func hasNumbers(beside label: CellReference, _ what: String, _ sheet: Sheet) -> Bool {
    what == "row"
      ? sheet.row(label.row).contains { $0.reference > label && $0.cell.number != nil }
      : sheet.cells.contains {
        $0.reference.column == label.column && $0.reference.row > label.row && $0.cell.number != nil
      }
  }

  private mutating func noteHidden(_ place: MatrixPlace, in sheet: Sheet) {
    let rows = sheet.hiddenRows.filter {
      (place.cells.first.row...place.cells.last.row).contains($0)
    }
    .sorted()
    if let first = rows.first {
      findings.append(
        ImportFinding(
          .hidden, .note,
          at: SourceCell(
            file: sheet.file, sheet: sheet.name,
            cell: CellReference(row: first, column: place.rowCodes)),
          size: Double(rows.count),
          "\(rows.count) hidden rows lie in this table, the first being \(first). They were read like the others."
        ))
    }
    let columns = (place.cells.first.column...place.cells.last.column).filter {
      sheet.isHidden(column: $0)
    }
    if let first = columns.first {
      findings.append(
        ImportFinding(
          .hidden, .note,
          at: SourceCell(
            file: sheet.file, sheet: sheet.name,
            cell: CellReference(row: place.columnCodes, column: first)),
          size: Double(columns.count),
          "\(columns.count) hidden columns lie in this table, the first being \(CellReference.letters(of: first)). They were read like the others."
        ))
    }
  }
}
