import Quantities

/// Reads a text of separated values as a workbook of one sheet.
///
/// The rows are those that a spreadsheet program shows: one for each record and each empty line.
enum CSVReader {
  static func workbook(
    _ bytes: [UInt8], file: String, limits: ReadingLimits, stated: StatedDialect
  ) throws(WorkbookError) -> Workbook {
    let (decoded, encoding, hasMark, encodingReason) = try TextEncoding.decoded(
      bytes, stated: stated.encoding, file: file)
    var reasons = ["encoding \(encoding.rawValue): \(encodingReason)"]
    let (text, lineEnding) = lines(of: decoded)
    let (separator, separatorReason) =
      if let known = stated.separator { (known, "it was stated") } else { separator(of: text) }
    reasons.append("fields parted by \(separator.name): \(separatorReason)")
    try checkSize(of: text, separator: separator, file: file, limits: limits)
    let records: [CSVRecord]
    do throws(CSVError) {
      records = try CSVRecord.records(of: text, source: file, separator: separator.character)
    } catch {
      throw .badText(error)
    }
    let notation: NumberNotation
    if let numbers = stated.numbers {
      notation = numbers
    } else if let decimal = stated.decimal {
      notation = NumberNotation(decimal: decimal)
      reasons.append("decimal mark \"\(decimal.rawValue)\": it was stated")
    } else {
      var evidence = NotationEvidence()
      for record in records {
        for (column, field) in record.fields.enumerated() {
          evidence.add(field, line: record.line, column: column + 1)
        }
      }
      let (found, reason) = try evidence.notation(separator: separator.character, file: file)
      notation = found
      reasons.append("decimal mark \"\(found.decimal.rawValue)\": \(reason)")
    }
    var dialect = CSVDialect(
      encoding: encoding, hasByteOrderMark: hasMark, separator: separator, lineEnding: lineEnding,
      numbers: notation)
    dialect.reasons = reasons
    var sheet = try sheet(of: records, numbers: notation, file: file)
    sheet.file = file
    sheet.dialect = dialect
    return Workbook(file: file, sheets: [sheet])
  }

  private static func sheet(
    of records: [CSVRecord], numbers: NumberNotation, file: String
  ) throws(WorkbookError) -> Sheet {
    var cells: [(CellReference, Cell)] = []
    // Line breaks inside of quotes begin no row.
    var innerBreaks = 0
    for record in records {
      let row = record.line - innerBreaks
      for field in record.fields where field.utf8.contains(0x0A) {
        innerBreaks += field.utf8.count { $0 == 0x0A }
      }
      guard record.fields.count <= CellReference.lastColumn else {
        throw .tooLarge(
          file: file, place: "line \(record.line)", what: "fields", found: record.fields.count,
          limit: CellReference.lastColumn)
      }
      for (column, field) in record.fields.enumerated() where !field.isEmpty {
        let reference = CellReference(row: row, column: column + 1)
        if let number = numbers.number(field) {
          let isPlain = CSVWriter.number(number) == field
          cells.append((reference, Cell(.number(number), written: isPlain ? nil : field)))
        } else {
          cells.append((reference, Cell(.text(FormulaGuard.removed(from: field)))))
        }
      }
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    return Sheet(name: stem.isEmpty ? name : stem, cells: cells)
  }

  /// The text with line feeds alone where it has carriage returns alone, and how its lines end.
  private static func lines(of text: String) -> (String, CSVDialect.LineEnding) {
    var feeds = 0
    var returns = 0
    var pairs = 0
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0A {
        feeds += 1
        if previous == 0x0D { pairs += 1 }
      } else if byte == 0x0D {
        returns += 1
      }
      previous = byte
    }
    if feeds == 0, returns > 0 {
      return (
        String(decoding: text.utf8.map { $0 == 0x0D ? 0x0A : $0 }, as: UTF8.self), .carriageReturn
      )
    }
    return (text, pairs * 2 > feeds ? .carriageReturnLineFeed : .lineFeed)
  }

  /// Refuses a text of more fields than are read, before any is made.
  private static func checkSize(
    of text: String, separator: CSVDialect.Separator, file: String, limits: ReadingLimits
  ) throws(WorkbookError) {
    let mark = separator.rawValue.utf8.first ?? 0x2C
    var fields = 0
    for byte in text.utf8 where byte == mark || byte == 0x0A { fields += 1 }
    guard fields <= limits.cells else {
      throw .tooLarge(file: file, place: "", what: "fields", found: fields, limit: limits.cells)
    }
  }

  /// What parts the fields: the mark for which most lines have the same number of fields, and more
  /// than one; among equals, the one with more fields.
  private static func separator(of text: String) -> (CSVDialect.Separator, String) {
    let sample = String(text.utf8.prefix(1 << 18)) ?? String(text.prefix(1 << 16))
    var best: (separator: CSVDialect.Separator, share: Double, fields: Int, lines: Int)?
    for candidate in CSVDialect.Separator.allCases where sample.contains(candidate.character) {
      // A quoted field may be cut at the end of the sample.
      guard
        let records = try? CSVRecord.records(
          of: sample, source: "", separator: candidate.character),
        !records.isEmpty
      else { continue }
      var counts: [Int: Int] = [:]
      for record in records.prefix(500) { counts[record.fields.count, default: 0] += 1 }
      counts[1] = nil
      guard
        let common = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })
      else { continue }
      let lines = min(records.count, 500)
      let share = Double(common.value) / Double(lines)
      if share > (best?.share ?? 0) + 0.1
        || (share > (best?.share ?? 0) - 0.1 && common.key > best?.fields ?? 0)
      {
        best = (candidate, share, common.key, lines)
      }
    }
    guard let best else { return (.comma, "no line has a separator") }
    let percent = Int((best.share * 100).rounded())
    return (
      best.separator, "\(percent) % of \(best.lines) lines then have \(best.fields) fields"
    )
  }
}

/// Words that a spreadsheet would take for a formula get an apostrophe before them in files of text,
/// and lose it when they are read.
package enum FormulaGuard {
  private static func isRisky(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "'") }) else { return false }
    return [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x0A, 0x00].contains(first)
  }

  package static func added(to text: String) -> String { isRisky(text) ? "'" + text : text }

  package static func removed(from text: String) -> String {
    text.hasPrefix("'") && isRisky(text) ? String(text.dropFirst()) : text
  }
}
