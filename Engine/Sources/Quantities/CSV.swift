/// A comma-separated table in memory: a header and rows of text, with the line each row came from.
///
/// Reads what ``CSVRecord`` reads. Another separator may be given.
public struct CSVTable: Sendable, Equatable {
  /// Where the text came from, for messages.
  public let source: String
  /// The column names.
  public let header: [String]
  /// The rows, each as long as the header.
  public private(set) var rows: [[String]]
  /// The line of the text on which each row begins, counted from 1.
  public private(set) var lines: [Int]

  /// Parses `text`.
  /// - Throws: ``CSVError`` when it is empty, a quote never closes, lines end with a
  ///   carriage return alone, a column name repeats, or a row
  ///   has more or fewer fields than the header.
  public init(text: String, source: String, separator: Character = ",") throws(CSVError) {
    // By bytes: a carriage return and its line feed are one character.
    if text.utf8.contains(13), !text.utf8.contains(10) {
      throw CSVError.carriageReturns(source: source)
    }
    let records = try CSVRecord.records(of: text, source: source, separator: separator)
    guard let first = records.first else { throw CSVError.empty(source: source) }
    var seen: Set<String> = []
    for name in first.fields where !name.isEmpty && !seen.insert(name).inserted {
      throw CSVError.duplicateColumn(source: source, column: name)
    }
    self.source = source
    header = first.fields
    rows = []
    lines = []
    for record in records.dropFirst() {
      guard record.fields.count == header.count else {
        throw CSVError.fieldCount(
          source: source, line: record.line, found: record.fields.count, expected: header.count)
      }
      rows.append(record.fields)
      lines.append(record.line)
    }
  }

  /// The position of a column.
  /// - Throws: ``CSVError/missingColumn(source:column:columns:)`` when it is not there.
  public func column(_ name: String) throws(CSVError) -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw CSVError.missingColumn(source: source, column: name, columns: header)
    }
    return index
  }

  /// The finite number in a cell.
  /// - Throws: ``CSVError/notANumber(source:line:column:text:reason:)``; an empty cell is not a zero.
  public func number(row: Int, column: Int) throws(CSVError) -> Double {
    let text = rows[row][column]
    do throws(NumberTextError) {
      return try Double(decimal: text)
    } catch {
      throw CSVError.notANumber(
        source: source, line: lines[row], column: header[column], text: text, reason: error)
    }
  }
}

/// What can be wrong with a comma-separated table.
public enum CSVError: Error, Equatable, CustomStringConvertible {
  /// The text holds no header.
  case empty(source: String)
  /// A quoted field never ends.
  case openQuote(source: String, line: Int)
  /// Two columns have one name.
  case duplicateColumn(source: String, column: String)
  /// A row is longer or shorter than the header.
  case fieldCount(source: String, line: Int, found: Int, expected: Int)
  /// Every line ends with a carriage return alone, as on the first Macintosh computers.
  case carriageReturns(source: String)
  /// A column that is needed is not there.
  case missingColumn(source: String, column: String, columns: [String])
  /// A cell that must hold a number does not.
  case notANumber(source: String, line: Int, column: String, text: String, reason: NumberTextError)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .empty(let source):
      "\(source) is empty: it needs a header line with the names of its columns."
    case .openQuote(let source, let line):
      "\(source):\(line): a quoted field begins here and never ends. Close it with \"."
    case .duplicateColumn(let source, let column):
      "\(source): two columns are named \"\(column)\". Rename one."
    case .fieldCount(let source, let line, let found, let expected):
      """
      \(source):\(line): this row has \(found) fields and the header has \(expected). \
      Quote a field that holds a comma; in a number write a decimal point.
      """
    case .carriageReturns(let source):
      """
      \(source) ends its lines with a carriage return alone, so that all of it is one line. Save it \
      with the line ends of Unix or Windows.
      """
    case .missingColumn(let source, let column, let columns):
      "\(source): there is no column \"\(column)\"; the columns are \(columns.joined(separator: ", "))."
    case .notANumber(let source, let line, let column, let text, let reason):
      text.isEmpty
        ? "\(source):\(line): column \"\(column)\" is empty. A missing value is not a zero: supply it or remove the row."
        : "\(source):\(line): \"\(text.visible)\" in column \"\(column)\" \(reason.message). \(reason.advice)"
    }
  }
}

/// Writes comma-separated text.
public enum CSVWriter {
  /// One line with its line feed; fields are quoted only where they must be.
  public static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// A field, quoted when it holds a comma, a quote or a line break.
  public static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
      return text
    }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// The shortest decimal text that reads back as the same number; whole numbers without `.0`.
  public static func number(_ value: Double) -> String {
    if value == value.rounded() && value.magnitude < 1e15 {
      return value == 0 ? "0" : String(Int64(value))
    }
    return "\(value)"
  }
}
