/// The sheets of a file, or of several files of text that belong together.
public struct Workbook: Sendable, Equatable {
  /// The name of the file, for messages.
  public var file: String
  /// The sheets, in their order.
  public var sheets: [Sheet]

  /// A workbook of sheets.
  public init(file: String, sheets: [Sheet]) {
    self.file = file
    self.sheets = sheets
  }

  /// The sheets of several files as one workbook; sheets of one name get a number.
  public init(_ workbooks: [Workbook]) {
    file = workbooks.map(\.file).joined(separator: ", ")
    sheets = []
    for workbook in workbooks {
      for sheet in workbook.sheets {
        var sheet = sheet
        let name = sheet.name
        var number = 1
        while sheets.contains(where: { $0.name == sheet.name }) {
          number += 1
          sheet.name = "\(name) (\(number))"
        }
        sheets.append(sheet)
      }
    }
  }

  /// How the first sheet's text was read; nil for a spreadsheet.
  public var dialect: CSVDialect? { sheets.first?.dialect }

  /// The sheet of a name, if there is one.
  public subscript(sheet name: String) -> Sheet? { sheets.first { $0.name == name } }

  /// How many cells all sheets hold.
  public var count: Int { sheets.reduce(0) { $0 + $1.count } }
}
