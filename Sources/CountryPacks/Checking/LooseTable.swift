import Foundation
import Quantities

/// A table read as far as it can be: what is wrong with its form is noted, and the rest is read.
struct LooseTable {
  /// The file, relative to the pack's folder.
  let file: String
  private(set) var header: [String] = []
  private(set) var rows: [(line: Int, fields: [String])] = []
  /// What is wrong with its form.
  private(set) var findings: [PackFinding] = []

  /// Columns that hold numbers, in every table of a pack.
  static let numberColumns: Set = ["value", "gwp", "published", "pack", "difference"]

  init(file: String, data: Data) {
    self.file = file
    guard let text = String(bytes: data, encoding: .utf8) else {
      let lines = data.split(separator: 10, omittingEmptySubsequences: false)
      let line = lines.firstIndex { String(bytes: $0, encoding: .utf8) == nil } ?? 0
      note(line + 1, "", "This line is not UTF-8. Save the file as “CSV UTF-8”.")
      return
    }
    if data.starts(with: [0xEF, 0xBB, 0xBF]) {
      note(1, "", "The file begins with a byte-order mark. Save it as UTF-8 without one.")
    }
    let separator = separator(of: text)
    do throws(CSVError) {
      take(try CSVTable(text: text, source: file, separator: separator))
    } catch {
      takeLines(of: text, separator: separator)
    }
    for position in header.indices where header[position] != header[position].trimmed {
      note(1, header[position], "Remove the spaces around the name of this column.")
      header[position] = header[position].trimmed
    }
  }

  /// The position of a column.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// The columns before the value: their elements, with the year, name a cell.
  var indexColumns: [Int] { column("value").map { Array(0..<$0) } ?? [] }

  private mutating func note(_ line: Int?, _ found: String, _ message: String) {
    findings.append(
      PackFinding(.form, file: file, line: line, found: found, message: message))
  }

  /// The mark between fields, guessed from the header.
  private mutating func separator(of text: String) -> Character {
    let first = text.prefix { !$0.isNewline }
    for (mark, name) in [(";" as Character, "semicolons"), ("\t", "tabs")]
    where !first.contains(",") && first.contains(mark) {
      note(
        1, String(first),
        "The fields are separated by \(name), as some spreadsheets do. Save the file with commas and decimal points."
      )
      return mark
    }
    return ","
  }

  private mutating func take(_ table: CSVTable) {
    header = table.header
    for (line, fields) in zip(table.lines, table.rows) { take(line, fields) }
  }

  private mutating func take(_ line: Int, _ fields: [String]) {
    guard fields.contains(where: { !$0.trimmed.isEmpty }) else {
      return note(line, "", "The row is empty. Remove it.")
    }
    rows.append((line, fields))
  }

  /// Reads line by line what does not read as a whole, so that every wrong line is found.
  private mutating func takeLines(of text: String, separator: Character) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.first(where: { !$0.isEmpty }) else {
      return note(
        nil, "", "The file is empty. It needs a header line with the names of its columns.")
    }
    for (position, line) in lines.enumerated() where !line.isEmpty {
      do throws(CSVError) {
        let table = try CSVTable(
          text: position == 0 ? "\(first)\n" : "\(first)\n\(line)\n", source: file,
          separator: separator)
        header = table.header
        if let fields = table.rows.first { take(position + 1, fields) }
      } catch {
        note(position + 1, String(line.prefix(80)), reason(error))
        if position == 0 { return }
      }
    }
  }

  private func reason(_ error: CSVError) -> String {
    switch error {
    case .fieldCount(_, _, let found, let expected):
      "This row has \(found) fields and the header has \(expected). Quote a field that holds a comma; write numbers with a decimal point and no separator of thousands."
    case .openQuote: "A quoted field begins here and never ends. Close it with \"."
    case .duplicateColumn(_, let column): "Two columns are named \"\(column)\". Rename one."
    default: "This line does not read."
    }
  }
}
