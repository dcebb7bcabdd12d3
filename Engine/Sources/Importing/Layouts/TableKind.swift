/// What a file is imported as.
public enum TableKind: String, Sendable, Codable, CaseIterable {
  /// Supply and use tables.
  case sut
  /// A social accounting matrix.
  case sam
  /// An input-output table.
  case io
  /// Employment and other labour statistics in the codes of ILOSTAT.
  case ilostat
  /// Data in SDMX-CSV.
  case sdmx
  /// An energy balance.
  case energy
  /// Emissions by gas and source.
  case emissions
  /// Incomes, spending or numbers of households.
  case households
  /// People by age, sex and more.
  case population
  /// Series over years.
  case series

  /// Whether its numbers are payments from columns to rows.
  var isAccounts: Bool { self == .sut || self == .sam || self == .io }
}

/// How a table lies in its file.
public enum Layout: String, Sendable, Codable, CaseIterable {
  /// Labels before the rows and above the columns, and they are the same.
  case squareMatrix = "square-matrix"
  /// The same with numbers for labels, which another sheet explains.
  case numberedMatrix = "numbered-matrix"
  /// Labels before the rows and above the columns, and they differ.
  case matrix
  /// A matrix of supply and a matrix of use.
  case supplyUseBlocks = "supply-use-blocks"
  /// One number a line, after what it is of.
  case longList = "long-list"
  /// One line for several numbers, by year or by variable.
  case wideList = "wide-list"
  /// TABLE and PARAMETER statements of GAMS.
  case gams

  /// The layout in words.
  public var name: String {
    switch self {
    case .squareMatrix: "a square matrix with labels"
    case .numberedMatrix: "a square matrix with numbers, which another sheet explains"
    case .matrix: "a matrix with labels"
    case .supplyUseBlocks: "supply and use as two blocks"
    case .longList: "a long list, one number a line"
    case .wideList: "a list with a column for each year or variable"
    case .gams: "text of GAMS"
    }
  }
}
