import Quantities

/// A data file in memory, with messages that point at its rows.
struct DataTable {
  let file: ModelFile
  let table: CSVTable

  init(_ file: ModelFile) throws(Diagnostic) {
    self.file = file
    do throws(CSVError) {
      table = try CSVTable(text: file.text, source: file.path)
    } catch {
      throw DataTable.diagnostic(error, in: file)
    }
  }

  /// The position of the first of these columns that is there.
  func column(_ names: [String]) -> Int? {
    for name in names {
      if let position = table.header.firstIndex(of: name) { return position }
    }
    return nil
  }

  func number(row: Int, column: Int) throws(Diagnostic) -> Double {
    do throws(CSVError) {
      return try table.number(row: row, column: column)
    } catch {
      throw DataTable.diagnostic(error, in: file)
    }
  }

  /// A mistake in a row.
  func problem(row: Int, _ message: String, help: String? = nil) -> Diagnostic {
    DataTable.problem(file, line: table.lines[row], message, help: help)
  }

  /// A mistake in the whole table.
  func problem(_ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(file: file.path, message: message, help: help)
  }

  private static func problem(
    _ file: ModelFile, line: Int, _ message: String, help: String?
  ) -> Diagnostic {
    // By bytes: a carriage return and its line feed are one character.
    var lines = file.text.utf8[...]
    for _ in 1..<max(line, 1) {
      lines =
        lines.firstIndex(of: 10).map { lines[lines.index(after: $0)...] }
        ?? lines[lines.endIndex...]
    }
    let shown = String(decoding: lines.prefix { $0 != 10 }.prefix(10_000), as: UTF8.self).trimmed
    return Diagnostic(
      file: file.path, line: line, message: message, sourceLine: shown.visible, help: help)
  }

  private static func diagnostic(_ error: CSVError, in file: ModelFile) -> Diagnostic {
    switch error {
    case .empty:
      return Diagnostic(
        file: file.path, message: "the file is empty",
        help: "it needs a header line with the names of its columns")
    case .openQuote(_, let line):
      return problem(
        file, line: line, "a quoted field begins here and never ends", help: "close it with \"")
    case .duplicateColumn(_, let column):
      return problem(
        file, line: 1, "two columns are named \"\(column)\"", help: "rename one of them")
    case .fieldCount(_, let line, let found, let expected):
      return problem(
        file, line: line, "this row has \(found) fields and the header has \(expected)",
        help: "quote a field that holds a comma; in a number write a decimal point")
    case .missingColumn(_, let column, let columns):
      return problem(
        file, line: 1, "there is no column \"\(column)\"",
        help: "the columns are \(columns.joined(separator: ", "))")
    case .carriageReturns:
      return Diagnostic(
        file: file.path, message: "lines end with a carriage return alone, so that all is one line",
        help: "save it with the line ends of Unix or Windows")
    case .notANumber(_, let line, let column, let text, let reason):
      guard !text.isEmpty else {
        return problem(
          file, line: line, "column \"\(column)\" is empty",
          help: "a missing value is not a zero: supply it or remove the row")
      }
      return problem(
        file, line: line, "\"\(text.visible)\" in column \"\(column)\" \(reason.message)",
        help: reason.help)
    }
  }
}
