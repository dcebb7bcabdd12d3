import Quantities
import Workbooks

extension ImportedData {
  /// The numbers as a long table: table, dimensions, year, unit, value, status, file, sheet, cell.
  ///
  /// Every number keeps the cell it stood in; the columns of dimensions are those of all tables.
  public func csv(totals: Bool = false) -> String {
    var dimensions: [String] = []
    for table in tables {
      for name in table.dimensions where !dimensions.contains(name) { dimensions.append(name) }
    }
    let fixed = ["year", "unit", "value", "status", "file", "sheet", "cell"]
    var text = CSVWriter.line(["table"] + dimensions + fixed)
    for table in tables {
      let places = dimensions.map { table.dimensions.firstIndex(of: $0) }
      for record in totals ? table.totals.map(\.record) : table.records {
        let words = [table.name] + places.map { $0.map { record.elements[$0] } ?? "" }
        text += CSVWriter.line(
          words.map { FormulaGuard.added(to: $0) } + [
            record.year.map { String($0) } ?? "", FormulaGuard.added(to: record.unit ?? ""),
            CSVWriter.number(record.value), FormulaGuard.added(to: record.status ?? ""),
            FormulaGuard.added(to: table.file), FormulaGuard.added(to: table.sheet ?? ""),
            table.sheet == nil ? "\(record.cell.row):\(record.cell.column)" : "\(record.cell)",
          ])
      }
    }
    return text
  }

  /// The names of codes: dimension, code, name.
  public var namesCSV: String {
    var text = CSVWriter.line(["dimension", "code", "name"])
    for dimension in names.keys.sorted() {
      for (code, name) in (names[dimension] ?? [:]).sorted(by: { $0.key < $1.key }) {
        text += CSVWriter.line([dimension, code, name].map { FormulaGuard.added(to: $0) })
      }
    }
    return text
  }

  /// A workbook of the data: a cover, notes, and one sheet for each table.
  ///
  /// Tables of two dimensions and one year are matrices, with codes and names of both, and a last row
  /// and column of sums as formulas with their values; others are lists. Published sums stand where
  /// they stood. The workbook is recognised again when it is imported.
  public func workbook(findings: [ImportFinding], reasons: [String]) -> (
    workbook: Workbook, looks: [String: SpreadsheetWriter.Look]
  ) {
    var sheets = [cover, notes(findings, reasons)]
    var looks = [
      "Cover": SpreadsheetWriter.Look(headerColumns: 1, widths: [24, 80]),
      "Notes": SpreadsheetWriter.Look(headerRows: 1, widths: [12, 24, 40, 100]),
    ]
    var used: Set<String> = ["cover", "notes"]
    for table in tables {
      let name = ImportedData.sheetName(table.name, &used)
      if table.isMatrix {
        sheets.append(MatrixSheet(table, names).sheet(name))
        looks[name] = SpreadsheetWriter.Look(headerRows: 2, headerColumns: 2, widths: [16, 32])
      } else {
        sheets.append(listSheet(table, name))
        looks[name] = SpreadsheetWriter.Look(headerRows: 1)
      }
    }
    return (Workbook(file: file, sheets: sheets), looks)
  }

  private var cover: Sheet {
    var rows: [[Cell?]] = [
      [Cell("Imported as"), Cell(mapping.kind.rawValue)],
      [Cell("Layout"), Cell(mapping.layout.name)],
      [Cell("From"), Cell(file)],
      [Cell("Numbers"), Cell(Double(count))],
    ]
    if let unit = mapping.unit { rows.append([Cell("Unit"), Cell(unit)]) }
    if let year = tables.first?.records.first?.year {
      rows.append([Cell("Year"), Cell(Double(year))])
    }
    for table in tables {
      rows.append([
        Cell("Table"),
        Cell(
          "\(table.name): \(table.records.count) numbers, \(table.dimensions.joined(separator: " × "))"
        ),
      ])
    }
    return Sheet(name: "Cover", rows: rows)
  }

  private func notes(_ findings: [ImportFinding], _ reasons: [String]) -> Sheet {
    var rows: [[Cell?]] = [[Cell("what"), Cell("kind"), Cell("place"), Cell("message")]]
    for reason in reasons { rows.append([Cell("recognised"), nil, nil, Cell(reason.cellText)]) }
    for finding in findings.prefix(10_000) {
      rows.append([
        Cell("\(finding.severity)"), Cell(finding.kind.rawValue),
        finding.place.map { Cell($0.description.cellText) }, Cell(finding.message.cellText),
      ])
    }
    return Sheet(name: "Notes", rows: rows)
  }

  private func listSheet(_ table: ImportedTable, _ name: String) -> Sheet {
    let header = table.dimensions + ["year", "unit", "value", "status", "source"]
    var rows: [[Cell?]] = [header.map { Cell($0.cellText) }]
    for record in table.records + table.totals.map(\.record) {
      rows.append(
        record.elements.map { Cell($0.cellText) } + [
          record.year.map { Cell(Double($0)) }, record.unit.map { Cell($0.cellText) },
          Cell(record.value), record.status.map { Cell($0.cellText) },
          Cell(table.source(record.cell).description.cellText),
        ])
    }
    return Sheet(name: name, rows: rows)
  }

  /// A name that spreadsheets allow and no other sheet has.
  private static func sheetName(_ name: String, _ used: inout Set<String>) -> String {
    let plain = String(
      name.map { "[]:*?/\\'".contains($0) || $0.isNewline ? "-" : $0 }.prefix(26))
    var unique = plain.isEmpty ? "table" : plain
    var number = 1
    while !used.insert(unique.lowercased()).inserted {
      number += 1
      unique = "\(plain) \(number)"
    }
    return unique
  }
}

extension ImportedTable {
  /// Whether it is best seen as rows and columns.
  var isMatrix: Bool {
    guard dimensions.count == 2, Set(records.map(\.year)).count <= 1 else { return false }
    let area = elements[0].count * elements[1].count
    return elements[1].count < 16_000 && elements[0].count < 1_000_000
      && area <= max(10_000, 40 * records.count)
      && Set((records + totals.map(\.record)).map(\.elements)).count
        == records.count + totals.count
  }
}

extension String {
  /// At most what a cell of a spreadsheet holds.
  fileprivate var cellText: String {
    utf16.count > 32_000 ? String(unicodeScalars.prefix(16_000).map(Character.init)) : self
  }
}

/// A table of two dimensions as a sheet: codes and names of rows in columns A and B, of columns in
/// rows 1 and 2, numbers from C3 on, then published sums, then sums computed by formulas.
private struct MatrixSheet {
  private let table: ImportedTable
  private let names: [String: [String: String]]
  private let rows: [String]
  private let columns: [String]

  init(_ table: ImportedTable, _ names: [String: [String: String]]) {
    self.table = table
    self.names = names
    func totals(_ dimension: Int) -> [String] {
      var seen: Set<String> = []
      return table.totals.compactMap { total in
        guard total.over.contains(dimension) else { return nil }
        let code = total.record.elements[dimension]
        return seen.insert(code).inserted ? code : nil
      }
    }
    rows = table.elements[0] + totals(0)
    columns = table.elements[1] + totals(1)
  }

  func sheet(_ name: String) -> Sheet {
    var cells: [(CellReference, Cell)] = []
    func put(_ row: Int, _ column: Int, _ cell: Cell) {
      cells.append((CellReference(row: row, column: column), cell))
    }
    let computed = "sum (computed)"
    put(1, 1, Cell("code"))
    put(1, 2, Cell("name"))
    for (position, code) in (columns + [computed]).enumerated() {
      put(1, position + 3, Cell(code))
      put(2, position + 3, Cell(names[table.dimensions[1]]?[code] ?? code))
    }
    for (position, code) in (rows + [computed]).enumerated() {
      put(position + 3, 1, Cell(code))
      put(position + 3, 2, Cell(names[table.dimensions[0]]?[code] ?? code))
    }
    var rowPlaces: [String: Int] = [:]
    for (position, code) in rows.enumerated() { rowPlaces[code] = position + 3 }
    var columnPlaces: [String: Int] = [:]
    for (position, code) in columns.enumerated() { columnPlaces[code] = position + 3 }
    var rowSums = [Double](repeating: 0, count: rows.count)
    var columnSums = [Double](repeating: 0, count: columns.count)
    func put(_ record: ImportedRecord) {
      guard let row = rowPlaces[record.elements[0]], let column = columnPlaces[record.elements[1]]
      else { return }
      put(row, column, Cell(record.value))
    }
    // Sums are added in the order of the cells, as a spreadsheet program adds them.
    for record in table.records {
      put(record)
      guard let row = rowPlaces[record.elements[0]], let column = columnPlaces[record.elements[1]]
      else { continue }
      rowSums[row - 3] += record.value
      columnSums[column - 3] += record.value
    }
    for total in table.totals { put(total.record) }
    let (lastRow, lastColumn) = (table.elements[0].count + 2, table.elements[1].count + 2)
    for position in table.elements[0].indices where lastColumn > 2 {
      let range = CellRange(
        first: CellReference(row: position + 3, column: 3),
        last: CellReference(row: position + 3, column: lastColumn))
      put(
        position + 3, columns.count + 3,
        Cell(.number(rowSums[position]), formula: "SUM(\(range))"))
    }
    for position in table.elements[1].indices where lastRow > 2 {
      let range = CellRange(
        first: CellReference(row: 3, column: position + 3),
        last: CellReference(row: lastRow, column: position + 3))
      put(
        rows.count + 3, position + 3,
        Cell(.number(columnSums[position]), formula: "SUM(\(range))"))
    }
    return Sheet(name: name, cells: cells)
  }
}
