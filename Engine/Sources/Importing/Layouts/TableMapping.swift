import Workbooks

/// Which cells of a file mean what: the guess of a recognition, or what a user made of it.
///
/// It is kept beside the data and used again on next year's file, which must have its labels and
/// headers at the same places.
public struct TableMapping: Sendable, Codable, Equatable {
  /// The form of the mapping itself.
  public var version = 1
  /// What the file is imported as.
  public var kind: TableKind
  /// How it lies in the file.
  public var layout: Layout
  /// The file that the mapping was made for.
  public var file: String
  /// How texts of separated values are read, by sheet; none for a spreadsheet.
  public var dialects: [String: CSVDialect]?
  /// The unit of the numbers where no column says it.
  public var unit: String?
  /// The year of the numbers where no column says it.
  public var year: YearSource?
  /// What stands for a missing number; such cells are left out, and are no zeros.
  public var missing: [String]
  /// The tables and where they lie.
  public var tables: [PlacedTable]
  /// Where names of codes stand, if anywhere.
  public var names: NamesPlace?

  /// The marks of missing numbers that statistical offices use.
  public static let usualMissing = ["", "..", "...", "…", "-", "–", "n/a", "NA", "n.a.", ":", "x"]

  /// A mapping.
  public init(
    kind: TableKind, layout: Layout, file: String, tables: [PlacedTable],
    missing: [String] = TableMapping.usualMissing
  ) {
    self.kind = kind
    self.layout = layout
    self.file = file
    self.tables = tables
    self.missing = missing
  }
}

/// One table of a mapping: a matrix, a list, or a statement of GAMS.
public struct PlacedTable: Sendable, Codable, Equatable {
  /// What it is called: `sam`, `supply`, `use`.
  public var name: String
  /// The sheet it lies in.
  public var sheet: String
  /// Where it lies, if it is a matrix.
  public var matrix: MatrixPlace?
  /// Where it lies, if it is a list.
  public var list: ListPlace?
  /// What it is, if it is a statement of GAMS.
  public var statement: GAMSPlace?

  /// A table.
  public init(
    name: String, sheet: String, matrix: MatrixPlace? = nil, list: ListPlace? = nil,
    statement: GAMSPlace? = nil
  ) {
    self.name = name
    self.sheet = sheet
    self.matrix = matrix
    self.list = list
    self.statement = statement
  }
}

/// Where a matrix lies: its numbers, and the codes and names of its rows and columns.
public struct MatrixPlace: Sendable, Codable, Equatable {
  /// The rectangle of numbers.
  public var cells: CellRange
  /// The column that holds the codes of the rows, by its number.
  public var rowCodes: Int
  /// The column that holds their names, if there is one.
  public var rowNames: Int?
  /// The row that holds the codes of the columns.
  public var columnCodes: Int
  /// The row that holds their names, if there is one.
  public var columnNames: Int?
  /// What rows are: `row` or `product`.
  public var rowDimension: String
  /// What columns are: `column` or `industry`.
  public var columnDimension: String
  /// The codes of the rows, from the first to the last; empty for a row without one.
  public var rows: [String]
  /// The codes of the columns.
  public var columns: [String]
  /// Codes of rows that are sums of rows before them.
  public var totalRows: [String]
  /// Codes of columns that are sums of columns before them.
  public var totalColumns: [String]
}

/// Where a list lies: its header and what its columns are.
public struct ListPlace: Sendable, Codable, Equatable {
  /// The row of the header.
  public var header: Int
  /// The columns, from left to right.
  public var columns: [ListColumn]
}

/// What a column of a list is.
public struct ListColumn: Sendable, Codable, Equatable {
  /// What its cells say of a number.
  public enum Role: String, Sendable, Codable {
    /// An element of a dimension.
    case dimension
    /// The name of the element in another column.
    case name
    /// The number.
    case value
    /// The year.
    case year
    /// The unit.
    case unit
    /// How far the number is to be trusted, in the publisher's words.
    case status
    /// Nothing that is kept.
    case ignored
  }

  /// The number of the column.
  public var column: Int
  /// What the header says.
  public var header: String
  /// What its cells are.
  public var role: Role
  /// The dimension, for `dimension` and `name`; the element of `variable`, for a value among several.
  public var name: String?
  /// The year of a column of values.
  public var year: Int?
  /// The vocabulary of its codes, if it is a known one.
  public var codes: CodeVocabulary?
}

/// Vocabularies of codes that are read into plain elements.
public enum CodeVocabulary: String, Sendable, Codable {
  /// `SEX_F`, `ECO_ISIC4_A`, `OCU_ISCO08_1`, `AGE_YTHADULT_Y15-24`.
  case ilostat
  /// `A: Agriculture`, the code and its name in one cell.
  case codeAndName = "code-and-name"
}

/// A statement of GAMS.
public struct GAMSPlace: Sendable, Codable, Equatable {
  /// The symbol's name.
  public var symbol: String
  /// The names of its dimensions.
  public var dimensions: [String]
  /// The labels of each dimension.
  public var labels: [[String]]
}

/// A sheet that explains codes.
public struct NamesPlace: Sendable, Codable, Equatable {
  /// The sheet.
  public var sheet: String
  /// The column of codes.
  public var codes: Int
  /// The column of names.
  public var names: Int
  /// The first row that is read.
  public var first: Int
}

/// Where the year of a table is known from, so that next year's file has next year's.
public enum YearSource: Sendable, Equatable, Codable {
  /// It was stated.
  case stated(Int)
  /// The only year in the name of the file.
  case fileName
  /// The only year in the name of the sheet.
  case sheetName
  /// The only year in a cell.
  case cell(CellAddress)

  private enum CodingKeys: String, CodingKey { case stated, from, sheet, cell }

  /// Reads `stated: 2015`, `from: file name` or a cell.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let year = try container.decodeIfPresent(Int.self, forKey: .stated) {
      self = .stated(year)
    } else if let from = try container.decodeIfPresent(String.self, forKey: .from) {
      switch from {
      case "file name": self = .fileName
      case "sheet name": self = .sheetName
      default:
        throw DecodingError.dataCorruptedError(
          forKey: .from, in: container,
          debugDescription: "\"\(from.prefix(40))\" is neither \"file name\" nor \"sheet name\"")
      }
    } else {
      self = .cell(
        CellAddress(
          sheet: try container.decode(String.self, forKey: .sheet),
          cell: try container.decode(CellReference.self, forKey: .cell)))
    }
  }

  /// Writes what ``init(from:)`` reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .stated(let year): try container.encode(year, forKey: .stated)
    case .fileName: try container.encode("file name", forKey: .from)
    case .sheetName: try container.encode("sheet name", forKey: .from)
    case .cell(let address):
      try container.encode(address.sheet, forKey: .sheet)
      try container.encode(address.cell, forKey: .cell)
    }
  }
}
