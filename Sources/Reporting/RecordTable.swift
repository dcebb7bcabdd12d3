import Quantities

/// A list of records with named fields, for people, as CSV or as JSON.
public struct RecordTable: Sendable {
  /// A field of a record.
  public enum Field: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A number, in full precision for programs and rounded for people.
    case number(Double)
    /// Nothing is known.
    case missing
  }

  /// The names of the fields.
  public var columns: [String]
  /// The records, each with one field a column.
  public var rows: [[Field]]

  /// Creates a list of records.
  public init(columns: [String], rows: [[Field]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// Creates a list from a table of texts; columns named in `numbers` hold numbers.
  public init(_ table: CSVTable, numbers: Set<String> = []) {
    columns = table.header
    rows = table.rows.map { row in
      zip(table.header, row).map { name, text in
        if text.isEmpty { return .missing }
        if numbers.contains(name), let value = Double(text) { return .number(value) }
        return .text(text)
      }
    }
  }

  /// The records in aligned columns; texts longer than `widest` are cut with an ellipsis.
  public func text(plain: Bool = false, widest: Int = 48) -> String {
    let isNumeric = columns.indices.map { column in
      rows.contains { row in if case .number = row[column] { true } else { false } }
    }
    let shown = rows.map { row in
      zip(columns, row).map { column, field in
        switch field {
        case .text(let text):
          text.count <= widest ? text : text.prefix(widest - 1) + (plain ? "~" : "…")
        // A year is not two thousand and something of a thing.
        case .number(let value) where column.lowercased() == "year": CSVWriter.number(value)
        case .number(let value):
          value == value.rounded() && value.magnitude < 1e9
            ? NumberText.fixed(value, decimals: 0) : NumberText.significant(value, digits: 5)
        case .missing: ""
        }
      }
    }
    return TextTable(
      columns: zip(columns, isNumeric).map { TextTable.Column($0, $1 ? .right : .left) },
      rows: shown
    ).text(plain: plain)
  }

  /// The records as comma-separated text.
  public var csv: String {
    CSVWriter.line(columns)
      + rows.map { row in
        CSVWriter.line(
          row.map { field in
            switch field {
            case .text(let text): LongCSV.safe(text)
            case .number(let value): CSVWriter.number(value)
            case .missing: ""
            }
          })
      }.joined()
  }

  /// The records as a list of JSON objects.
  public var json: JSONValue {
    .array(
      rows.map { row in
        .object(
          Dictionary(
            zip(columns, row).map { name, field in
              let value: JSONValue =
                switch field {
                case .text(let text): .string(text)
                case .number(let value): .number(value)
                case .missing: .null
                }
              return (name, value)
            }, uniquingKeysWith: { first, _ in first }))
      })
  }
}
