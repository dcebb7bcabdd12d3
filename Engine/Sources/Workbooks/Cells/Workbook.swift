/// The sheets of a file.
public struct Workbook: Sendable, Equatable {
  /// The name of the file, for messages and sources.
  public var file: String
  /// The sheets, in their order.
  public var sheets: [Sheet]
  /// How a file of text was read; nil for a spreadsheet.
  public var dialect: CSVDialect?

  /// A workbook of sheets.
  public init(file: String, sheets: [Sheet], dialect: CSVDialect? = nil) {
    self.file = file
    self.sheets = sheets
    self.dialect = dialect
  }

  /// The sheet of a name, if there is one.
  public subscript(sheet name: String) -> Sheet? { sheets.first { $0.name == name } }

  /// How many cells all sheets hold.
  public var count: Int { sheets.reduce(0) { $0 + $1.count } }
}
