import Foundation
import Quantities
import Reporting
import SocialAccounting

/// A matrix of payments as it stands in a CSV file, and the form it stands in.
///
/// Either a long list with the columns `row`, `column` and `value`, or a table: the first column names
/// the rows, the header names the columns, and an empty cell means that nothing is paid.
public struct MatrixFile: Sendable {
  /// The form of the file.
  public enum Layout: String, Sendable {
    /// One line a cell.
    case long
    /// One line a row.
    case table
  }

  /// The matrix.
  public let matrix: LabelledMatrix
  /// The form of the file.
  public let layout: Layout
  /// What stands in the corner of a table.
  private let corner: String
  /// How many cells of a table are empty.
  public let emptyCells: Int

  /// Reads a file.
  /// - Throws: ``AssessmentError`` for a file that cannot be read, `CSVError` and
  ///   `SocialAccountingError` for what is no matrix.
  public init(path: String) throws {
    let table = try InputTable(path: path).table
    if Set(table.header).isSuperset(of: ["row", "column", "value"]) {
      // Accounts of rows and columns are the same in a SAM; else each side has its own.
      let (rows, columns) = (try table.column("row"), try table.column("column"))
      let rowLabels = MatrixFile.inOrder(table.rows.map { $0[rows] })
      let columnLabels = MatrixFile.inOrder(table.rows.map { $0[columns] })
      layout = .long
      corner = ""
      emptyCells = 0
      if Set(rowLabels).isDisjoint(with: columnLabels) {
        var matrix = try LabelledMatrix(rows: rowLabels, columns: columnLabels)
        var recorded: Set<[String]> = []
        let value = try table.column("value")
        for (index, fields) in table.rows.enumerated() {
          guard recorded.insert([fields[rows], fields[columns]]).inserted else {
            throw SocialAccountingError.repeatedPayment(
              source: table.source, line: table.lines[index], row: fields[rows],
              column: fields[columns])
          }
          try matrix.add(
            table.number(row: index, column: value), row: fields[rows], column: fields[columns])
        }
        self.matrix = matrix
      } else {
        matrix = try SocialAccountingMatrix(csv: table).payments
      }
    } else {
      layout = .table
      corner = table.header.first ?? ""
      var values: [Double] = []
      var empty = 0
      for row in table.rows.indices {
        for column in table.header.indices.dropFirst() {
          if table.rows[row][column].allSatisfy(\.isWhitespace) {
            empty += 1
            values.append(0)
          } else {
            values.append(try table.number(row: row, column: column))
          }
        }
      }
      emptyCells = empty
      matrix = try LabelledMatrix(
        rows: table.rows.map { $0[0] }, columns: Array(table.header.dropFirst()), values: values)
    }
    guard !matrix.values.isEmpty else {
      throw AssessmentError.badInput(
        "\(path) holds no cells. Give a table with account names in the header and the first column, or the columns row, column and value."
      )
    }
    for label in matrix.rows + matrix.columns
    where ["total", "totals", "sum"].contains(label.lowercased()) {
      throw AssessmentError.badInput(
        "\(path): \"\(label)\" is named like a sum of the other cells, and would be balanced as an account. Remove it, or rename it if it is an account."
      )
    }
  }

  private static func inOrder(_ labels: [String]) -> [String] {
    var seen: Set<String> = []
    return labels.filter { seen.insert($0).inserted }
  }

  /// Another matrix of the same labels in the form of the file.
  public func text(_ matrix: LabelledMatrix) -> String {
    var text = ""
    switch layout {
    case .long:
      text = CSVWriter.line(["row", "column", "value"])
      for row in matrix.rows.indices {
        for column in matrix.columns.indices where matrix[row, column] != 0 {
          text += CSVWriter.line([
            LongCSV.safe(matrix.rows[row]), LongCSV.safe(matrix.columns[column]),
            CSVWriter.number(matrix[row, column]),
          ])
        }
      }
    case .table:
      text = CSVWriter.line([corner] + matrix.columns.map { LongCSV.safe($0) })
      for row in matrix.rows.indices {
        text += CSVWriter.line(
          [LongCSV.safe(matrix.rows[row])]
            + matrix.columns.indices.map { CSVWriter.number(matrix[row, $0]) })
      }
    }
    return text
  }
}

/// A CSV file named on the command line.
struct InputTable {
  let table: CSVTable
  /// The largest file read, in bytes.
  static let largest = 200_000_000

  init(path: String) throws {
    let size =
      try? FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)[.size] as? Int
    if let size, size > Self.largest {
      throw AssessmentError.badInput(
        "\(path) has \(size) bytes; tables of at most \(Self.largest) are read. Aggregate it.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw AssessmentError.inputOutput(
        "\(path) cannot be read. Check the name, and whether you may read it.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw AssessmentError.badInput("\(path) is not UTF-8 text. Save it as CSV in UTF-8.")
    }
    table = try CSVTable(text: text, source: path)
  }

  /// The number in a cell, or nil where the column is not there or the cell is empty.
  func number(_ row: Int, _ name: String) throws -> Double? {
    guard let column = table.header.firstIndex(of: name), !table.rows[row][column].isEmpty else {
      return nil
    }
    return try table.number(row: row, column: column)
  }
}
