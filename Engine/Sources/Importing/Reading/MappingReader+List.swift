import Quantities
import Workbooks

extension MappingReader {
  /// Reads a list.
  mutating func list(
    _ place: ListPlace, name: String, in sheet: Sheet
  ) throws(ImportError) -> ImportedTable? {
    let columns = try checked(place, name: name, in: sheet)
    guard let columns else { return nil }
    let dimensions = columns.filter { $0.role == .dimension }
    let values = columns.filter { $0.role == .value }
    let variable = values.contains { $0.name != nil }
    var table = ImportedTable(
      name: name, file: sheet.file, sheet: sheet.name,
      dimensions: dimensions.map { $0.name ?? $0.header } + (variable ? ["variable"] : []),
      elements: [], places: [], records: [], totals: [])
    guard !values.isEmpty, Set(table.dimensions).count == table.dimensions.count else {
      throw .badMapping(
        problem: "table \"\(name)\" needs a column of values, and dimensions of different names")
    }
    let fixedYear = try year(in: sheet)
    let yearColumn = columns.first { $0.role == .year }?.column
    let unitColumn = columns.first { $0.role == .unit }?.column
    let statusColumn = columns.first { $0.role == .status }?.column
    let nameColumns = columns.filter { $0.role == .name }
    let merged = MergedValues(sheet)
    func text(_ row: Int, _ column: Int) -> String {
      (sheet[row, column] ?? merged[row, column])?.label.trimmed ?? ""
    }
    for row in sheet.rows where row > place.header {
      let present = values.filter { sheet[row, $0.column] != nil }
      guard !present.isEmpty else { continue }
      var elements: [String] = []
      var missingCode: ListColumn?
      for column in dimensions {
        let code = text(row, column.column)
        if code.isEmpty { missingCode = column }
        elements.append(element(code, of: column))
      }
      let first = CellReference(row: row, column: present[0].column)
      if let missingCode {
        findings.append(
          ImportFinding(
            .noCode, .error, at: table.source(first),
            "Column \"\(missingCode.header)\" is empty here, so it is not known what this line is of. It was not read."
          ))
        continue
      }
      for column in nameColumns {
        guard let owner = column.name,
          let dimension = table.dimensions.firstIndex(of: owner),
          elements.indices.contains(dimension)
        else { continue }
        let label = text(row, column.column)
        if !label.isEmpty { names[owner, default: [:]][elements[dimension]] = label }
      }
      var year = fixedYear
      if let yearColumn {
        let written = text(row, yearColumn)
        year = Int(written)
        guard let year, (1500...2500).contains(year) else {
          findings.append(
            ImportFinding(
              .notANumber, .error,
              at: table.source(CellReference(row: row, column: yearColumn)),
              "\"\(written.shortened)\" is no year. This line was not read: only yearly numbers are."
            ))
          continue
        }
      }
      for column in present {
        let reference = CellReference(row: row, column: column.column)
        guard let cell = sheet[reference], let value = number(cell, at: table.source(reference))
        else { continue }
        let unit = unitColumn.map { text(row, $0) }.flatMap { $0.isEmpty ? nil : $0 }
        let status = statusColumn.map { text(row, $0) }.flatMap { $0.isEmpty ? nil : $0 }
        table.records.append(
          ImportedRecord(
            elements: variable ? elements + [column.name ?? column.header] : elements,
            year: column.year ?? year, value: value, unit: unit ?? mapping.unit, status: status,
            cell: reference))
      }
    }
    order(&table, dimensions)
    splitTotals(&table)
    return table
  }

  /// The columns of a list at this file's places, or nil when some are not where they should be.
  private mutating func checked(
    _ place: ListPlace, name: String, in sheet: Sheet
  ) throws(ImportError) -> [ListColumn]? {
    guard place.header >= 1, place.columns.allSatisfy({ $0.column >= 1 }) else {
      throw .badMapping(problem: "table \"\(name)\" lies outside of its sheet")
    }
    let before = differences.count
    var headers: [String: Int] = [:]
    for (reference, cell) in sheet.row(place.header) {
      let text = cell.label.trimmed
      if headers[text] == nil { headers[text] = reference.column }
    }
    for column in place.columns where column.role != .ignored {
      let here = sheet[place.header, column.column]?.label.trimmed ?? ""
      guard here != column.header else { continue }
      let old = CellReference(row: place.header, column: column.column)
      if let now = headers[column.header] {
        differences.append(
          "column \"\(column.header.shortened)\" moved from \(old) to \(CellReference(row: place.header, column: now))"
        )
      } else {
        differences.append(
          "column \"\(column.header.shortened)\" stood at \(sheet.address(old)) and is not there any more; \(here.isEmpty ? "an empty cell" : "\"\(here.shortened)\"") stands there"
        )
      }
    }
    guard differences.count == before else { return nil }
    // Years after the last one are what next year's file is about.
    var columns = place.columns
    guard columns.contains(where: { $0.year != nil }), let last = columns.map(\.column).max() else {
      return columns
    }
    for (reference, cell) in sheet.row(place.header) where reference.column > last {
      guard let year = Vocabulary.headerYear(cell.label.trimmed) else { break }
      columns.append(
        ListColumn(column: reference.column, header: cell.label.trimmed, role: .value, year: year))
      findings.append(
        ImportFinding(
          .unknown, .note,
          at: SourceCell(file: sheet.file, sheet: sheet.name, cell: reference),
          "The year \(year) is new since the mapping was made. It was read."))
    }
    return columns
  }

  private mutating func element(_ text: String, of column: ListColumn) -> String {
    switch column.codes {
    case nil: return text
    case .ilostat: return ILOSTATCode.element(text)
    case .codeAndName:
      guard let colon = text.firstIndex(of: ":") else { return text }
      let code = String(text[..<colon]).trimmed
      let name = String(text[text.index(after: colon)...]).trimmed
      if !name.isEmpty { names[column.name ?? column.header, default: [:]][code] = name }
      return code
    }
  }

  /// The elements of each dimension in the order of the list.
  private func order(_ table: inout ImportedTable, _ dimensions: [ListColumn]) {
    for position in table.dimensions.indices {
      var seen: Set<String> = []
      var elements: [String] = []
      var places: [CellReference] = []
      for record in table.records where seen.insert(record.elements[position]).inserted {
        elements.append(record.elements[position])
        places.append(
          CellReference(
            row: record.cell.row,
            column: position < dimensions.count ? dimensions[position].column : record.cell.column))
      }
      table.elements.append(elements)
      table.places.append(places)
    }
  }

  /// Takes sums out of the records, where a dimension has other elements beside its total.
  private func splitTotals(_ table: inout ImportedTable) {
    var totals: [Set<String>] = []
    for position in table.dimensions.indices {
      let found = table.elements[position].filter { Vocabulary.isTotalCode($0) }
      totals.append(found.count < table.elements[position].count ? Set(found) : [])
    }
    guard totals.contains(where: { !$0.isEmpty }) else { return }
    var records: [ImportedRecord] = []
    for record in table.records {
      let over = record.elements.indices.filter { totals[$0].contains(record.elements[$0]) }
      if over.isEmpty {
        records.append(record)
      } else {
        table.totals.append(PublishedTotal(record: record, over: over))
      }
    }
    table.records = records
    for position in table.dimensions.indices where !totals[position].isEmpty {
      let kept = table.elements[position].indices.filter {
        !totals[position].contains(table.elements[position][$0])
      }
      table.elements[position] = kept.map { table.elements[position][$0] }
      table.places[position] = kept.map { table.places[position][$0] }
    }
  }
}

/// Values of merged cells for the cells that they cover, in reasonable numbers.
struct MergedValues {
  private var values: [CellReference: Cell] = [:]

  init(_ sheet: Sheet) {
    for range in sheet.merged {
      let rows = range.last.row - range.first.row + 1
      let columns = range.last.column - range.first.column + 1
      guard rows * columns <= 20_000, values.count <= 1_000_000, let cell = sheet[range.first]
      else {
        continue
      }
      for row in range.first.row...range.last.row {
        for column in range.first.column...range.last.column {
          values[CellReference(row: row, column: column)] = cell
        }
      }
    }
  }

  subscript(row: Int, column: Int) -> Cell? { values[CellReference(row: row, column: column)] }
}

/// Codes and labels of ILOSTAT as plain elements.
enum ILOSTATCode {
  /// `SEX_F` and `Sex: Female` are `female`; `ECO_ISIC4_A` is `ISIC4_A`.
  static func element(_ text: String) -> String {
    switch text {
    case "SEX_T", "Sex: Total": return "total"
    case "SEX_M", "Sex: Male": return "male"
    case "SEX_F", "Sex: Female": return "female"
    case "SEX_O", "Sex: Other": return "other"
    default: break
    }
    if let colon = text.range(of: ": ") { return String(text[colon.upperBound...]).trimmed }
    for prefix in ["ECO_", "OCU_", "AGE_", "EDU_", "STE_", "INS_", "GEO_", "SEX_"]
    where text.hasPrefix(prefix) {
      return String(text.dropFirst(prefix.count))
    }
    return text
  }

  /// The dimension that a column of codes is, by what most of them begin with.
  static func dimension(of codes: [String]) -> String? {
    let beginnings = [
      ("SEX_", "gender"), ("Sex:", "gender"), ("ECO_", "sector"), ("Economic activity", "sector"),
      ("OCU_", "occupation"), ("Occupation", "occupation"), ("AGE_", "age"), ("Age (", "age"),
      ("EDU_", "education"), ("Education", "education"), ("STE_", "statusInEmployment"),
      ("Status in employment", "statusInEmployment"), ("INS_", "institution"),
      ("Institutional sector", "institution"),
    ]
    for (beginning, dimension) in beginnings
    where !codes.isEmpty && codes.allSatisfy({ $0.hasPrefix(beginning) }) {
      return dimension
    }
    return nil
  }
}

extension Vocabulary {
  /// Whether an element of a list is a sum of others: words, `_T` of SDMX, `..._TOTAL` of ILOSTAT.
  static func isTotalCode(_ code: String) -> Bool {
    isTotal(code) || code == "_T" || code.hasSuffix("_TOTAL") || code.hasSuffix("_YGE15")
  }
}
