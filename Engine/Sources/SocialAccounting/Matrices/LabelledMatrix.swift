/// A dense table of numbers with a name for every row and every column.
///
/// Names are unique within the rows and within the columns; positions are those of the names.
public struct LabelledMatrix: Sendable, Equatable {
  /// The names of the rows, in order.
  public let rows: [String]
  /// The names of the columns, in order.
  public let columns: [String]
  /// The cells, row after row.
  public private(set) var values: [Double]
  private let rowPositions: [String: Int]
  private let columnPositions: [String: Int]

  /// Creates a table of zeros.
  /// - Throws: ``SocialAccountingError/repeatedLabel(_:)`` when a name stands twice on one side.
  public init(rows: [String], columns: [String]) throws(SocialAccountingError) {
    self.rows = rows
    self.columns = columns
    values = Array(repeating: 0, count: rows.count * columns.count)
    rowPositions = try positions(of: rows)
    columnPositions = try positions(of: columns)
  }

  /// Creates a table from its cells, row after row.
  ///
  /// - Precondition: there is one value for every cell.
  public init(
    rows: [String], columns: [String], values: [Double]
  ) throws(SocialAccountingError) {
    precondition(values.count == rows.count * columns.count, "one value for every cell")
    try self.init(rows: rows, columns: columns)
    self.values = values
  }

  /// The cell at a position.
  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns.count + column] }
    set { values[row * columns.count + column] = newValue }
  }

  /// The cell with these names.
  /// - Throws: ``SocialAccountingError/unknownLabel(_:among:)``; an unknown name is not a zero.
  public func value(_ row: String, _ column: String) throws(SocialAccountingError) -> Double {
    self[try rowPosition(row), try columnPosition(column)]
  }

  /// Adds to the cell with these names.
  /// - Throws: ``SocialAccountingError/unknownLabel(_:among:)``.
  public mutating func add(
    _ value: Double, row: String, column: String
  ) throws(SocialAccountingError) {
    self[try rowPosition(row), try columnPosition(column)] += value
  }

  /// The position of a row.
  public func rowPosition(_ label: String) throws(SocialAccountingError) -> Int {
    guard let position = rowPositions[label] else {
      throw SocialAccountingError.unknownLabel(label, among: rows)
    }
    return position
  }

  /// The position of a column.
  public func columnPosition(_ label: String) throws(SocialAccountingError) -> Int {
    guard let position = columnPositions[label] else {
      throw SocialAccountingError.unknownLabel(label, among: columns)
    }
    return position
  }

  /// Changes cells in place, row after row, without a check for each.
  mutating func withMutableCells(_ change: (UnsafeMutableBufferPointer<Double>) -> Void) {
    values.withUnsafeMutableBufferPointer { change($0) }
  }

  /// The sum of a row.
  public func rowTotal(_ row: Int) -> Double {
    (0..<columns.count).reduce(0) { $0 + self[row, $1] }
  }

  /// The sum of a column.
  public func columnTotal(_ column: Int) -> Double {
    (0..<rows.count).reduce(0) { $0 + self[$1, column] }
  }

  /// The sum of all cells.
  public var total: Double { values.reduce(0, +) }

  /// The table with rows and columns added up into groups.
  /// - Throws: ``SocialAccountingError/ungrouped(_:)`` when a name belongs to no group.
  public func aggregated(
    rows rowGroups: Grouping, columns columnGroups: Grouping
  ) throws(SocialAccountingError) -> LabelledMatrix {
    var result = try LabelledMatrix(rows: rowGroups.groups, columns: columnGroups.groups)
    let rowTargets = try rowGroups.positions(of: rows)
    let columnTargets = try columnGroups.positions(of: columns)
    for row in rows.indices {
      for column in columns.indices {
        result[rowTargets[row], columnTargets[column]] += self[row, column]
      }
    }
    return result
  }
}

/// The position of every label.
func positions(of labels: [String]) throws(SocialAccountingError) -> [String: Int] {
  var positions: [String: Int] = [:]
  for (position, label) in labels.enumerated() {
    guard positions.updateValue(position, forKey: label) == nil else {
      throw SocialAccountingError.repeatedLabel(label)
    }
  }
  return positions
}
