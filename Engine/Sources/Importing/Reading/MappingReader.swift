import Quantities
import Workbooks

/// Reads the numbers of a workbook as a mapping says.
///
/// A recognition is read in the same way as next year's file, so there is one way from cells to
/// numbers.
public struct MappingReader {
  let mapping: TableMapping
  let workbook: Workbook
  var findings: [ImportFinding] = []
  var names: [String: [String: String]] = [:]
  /// What does not lie where the mapping says.
  var differences: [String] = []
  private let missing: Set<String>

  /// The numbers of a workbook, with what was noticed on reading them.
  /// - Throws: ``ImportError/moved(file:mapping:differences:)`` when labels or headers are not where
  ///   the mapping says, with what stands where.
  public static func read(
    _ workbook: Workbook, by mapping: TableMapping
  ) throws(ImportError) -> ImportedData {
    var reader = MappingReader(workbook, mapping)
    return try reader.data()
  }

  private init(_ workbook: Workbook, _ mapping: TableMapping) {
    self.mapping = mapping
    self.workbook = workbook
    missing = Set(mapping.missing)
  }

  private mutating func data() throws(ImportError) -> ImportedData {
    guard !mapping.tables.isEmpty else { throw .badMapping(problem: "it names no table") }
    var tables: [ImportedTable] = []
    for placed in mapping.tables {
      guard let sheet = sheet(placed.sheet) else { continue }
      if let matrix = placed.matrix {
        if let table = try self.matrix(matrix, name: placed.name, in: sheet) {
          tables.append(table)
        }
      } else if let list = placed.list {
        if let table = try self.list(list, name: placed.name, in: sheet) { tables.append(table) }
      } else {
        throw .badMapping(problem: "table \"\(placed.name)\" has neither a matrix nor a list")
      }
    }
    if let place = mapping.names { readNames(place, of: tables) }
    guard differences.isEmpty else {
      throw .moved(file: workbook.file, mapping: mapping.file, differences: differences)
    }
    return ImportedData(
      mapping: mapping, file: workbook.file, tables: tables, names: names,
      findings: ImportFinding.ranked(findings))
  }

  /// The sheet of a name; the only sheet of a file of text has the file's name, which changes.
  private mutating func sheet(_ name: String) -> Sheet? {
    if let sheet = workbook[sheet: name] { return sheet }
    let named = Set(mapping.tables.map(\.sheet) + (mapping.names.map { [$0.sheet] } ?? []))
    if workbook.sheets.count == 1, named.count == 1, workbook.sheets[0].dialect != nil {
      return workbook.sheets[0]
    }
    let others = workbook.sheets.map(\.name)
    let difference =
      "sheet \"\(name)\" is not there; \(NearestName.hint(for: name, among: others, what: "sheets are"))"
    if !differences.contains(difference) { differences.append(difference) }
    return nil
  }

  /// The year of numbers whose year stands in no column.
  func year(in sheet: Sheet) throws(ImportError) -> Int? {
    switch mapping.year {
    case nil: return nil
    case .stated(let year): return year
    case .fileName: return try found(Vocabulary.onlyYear(in: sheet.file), "the name of the file")
    case .sheetName: return try found(Vocabulary.onlyYear(in: sheet.name), "the name of the sheet")
    case .cell(let address):
      let cell = workbook[sheet: address.sheet]?[address.cell] ?? sheet[address.cell]
      return try found(cell.flatMap { Vocabulary.onlyYear(in: $0.label) }, "\(address)")
    }
  }

  private func found(_ year: Int?, _ place: String) throws(ImportError) -> Int {
    guard let year else {
      throw .moved(
        file: workbook.file, mapping: mapping.file,
        differences: ["the year is to be read from \(place), which names no year, or several"])
    }
    return year
  }

  /// The number in a cell of a table; nil when there is none, which is noted unless it is a mark of
  /// a missing number.
  mutating func number(_ cell: Cell, at place: SourceCell) -> Double? {
    func note(_ kind: ImportFinding.Kind, _ message: String) {
      findings.append(ImportFinding(kind, .error, at: place, message))
    }
    switch cell.value {
    case .number(let number): return number
    case .text(let text):
      let trimmed = text.trimmed
      if missing.contains(trimmed) {
        findings.append(
          ImportFinding(
            .missing, .note, at: place,
            "\"\(trimmed)\" stands for a missing number here. It is left out, and is no zero."))
      } else if NumberNotation(decimal: .point).number(trimmed) != nil
        || NumberNotation(decimal: .comma).number(trimmed) != nil
      {
        note(
          .notANumber,
          "\"\(trimmed.shortened)\" is stored as words. It was not read: make a number of the cell."
        )
      } else {
        note(
          .notANumber,
          "\"\(trimmed.shortened)\" is no number. It was not read: correct the cell, or list it under missing in the mapping."
        )
      }
    case .boolean(let isTrue):
      note(.notANumber, "\(isTrue ? "TRUE" : "FALSE") is no number. It was not read.")
    case .date(let date):
      note(
        .notANumber,
        "The number in this cell is shown as the date \(date). It was not read: give the cell the format of a number."
      )
    case .error(let error):
      note(.notANumber, "The formula here ends in \(error.shortened). It was not read.")
    case .absent:
      note(
        .noValue,
        "The formula \(cell.formula.map { "=\($0.shortened)" } ?? "") has no stored value. Open the file in a spreadsheet program and save it, so that values are stored."
      )
    }
    return nil
  }

  mutating func readNames(_ place: NamesPlace, of tables: [ImportedTable]) {
    guard let sheet = workbook[sheet: place.sheet] ?? sheet(place.sheet) else { return }
    var found: [String: String] = [:]
    for row in sheet.rows where row >= place.first {
      guard let code = sheet[row, place.codes]?.label.trimmed, !code.isEmpty,
        let name = sheet[row, place.names]?.label.trimmed, !name.isEmpty
      else { continue }
      found[code] = name
    }
    for table in tables {
      for (position, dimension) in table.dimensions.enumerated() {
        for element in table.elements[position] {
          if let name = found[element], names[dimension]?[element] == nil {
            names[dimension, default: [:]][element] = name
          }
        }
      }
    }
  }
}

extension String {
  /// Without spaces at its ends; line breaks inside become spaces.
  var trimmed: String {
    func isSpace(_ character: Character) -> Bool { character.isWhitespace || character == "\u{A0}" }
    var text = self[...]
    while let first = text.first, isSpace(first) { text.removeFirst() }
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text.contains(where: \.isNewline)
      ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : String(text)
  }

  /// At most 40 characters.
  var shortened: String { count > 40 ? prefix(40) + "…" : self }
}
