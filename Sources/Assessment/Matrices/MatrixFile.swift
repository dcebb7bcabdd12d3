import CountryPacks
import Foundation
import Quantities
import SocialAccounting

/// A social accounting matrix in a file of comma-separated text.
enum MatrixFile {
  /// The largest file read, in bytes.
  static let largest = 200_000_000
  /// The most accounts, so that a matrix fits in a quarter of a gigabyte.
  static let mostAccounts = 5_000

  /// Reads long text (`row,column,value`), or a square table whose first column names the accounts of the
  /// header: rows receive, columns pay; an empty cell pays nothing.
  static func read(_ path: String) throws -> SocialAccountingMatrix {
    let table = try CSVTable(text: text(of: path), source: path)
    if Set(table.header).isSuperset(of: ["row", "column", "value"]) { return try long(table) }
    return try square(table)
  }

  /// The text of a file, when it is one and not too large.
  static func text(of path: String) throws -> String {
    let file = URL(fileURLWithPath: path)
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: file.resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      let size = attributes?[.size] as? NSNumber
    else {
      throw AssessmentError.inputOutput(
        "\(path) cannot be read: there is no such file. Check its name and folder.")
    }
    guard size.intValue <= largest else {
      throw AssessmentError.badInput(
        "\(path) has \(size.intValue) bytes; tables of at most \(largest) are read. Aggregate it."
      )
    }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw AssessmentError.badInput(
        "\(path) is not text in UTF-8. Save the table as CSV (UTF-8).")
    }
    return text
  }

  private static func long(_ table: CSVTable) throws -> SocialAccountingMatrix {
    let (row, column) = try (table.column("row"), table.column("column"))
    try check(Set(table.rows.flatMap { [$0[row], $0[column]] }).count, table.source)
    return try SocialAccountingMatrix(csv: table)
  }

  private static func square(_ table: CSVTable) throws -> SocialAccountingMatrix {
    let accounts = Array(table.header.dropFirst())
    let rows = table.rows.map { $0[0] }
    try check(max(accounts.count, rows.count), table.source)
    guard rows.count == accounts.count, Set(rows) == Set(accounts) else {
      let other =
        rows.first { !accounts.contains($0) } ?? accounts.first { !rows.contains($0) } ?? ""
      throw AssessmentError.badInput(
        """
        \(table.source) is no square matrix: it has \(rows.count) rows and \(accounts.count) columns, and \
        "\(other)" stands on one side only. A matrix has one row and one column for each account, without \
        totals; or give it as a list with the columns row, column and value.
        """)
    }
    var matrix = try SocialAccountingMatrix(accounts: accounts)
    for (index, row) in table.rows.enumerated() {
      for column in accounts.indices where !row[column + 1].isEmpty {
        try matrix.pay(
          table.number(row: index, column: column + 1), from: accounts[column], to: row[0])
      }
    }
    return matrix
  }

  private static func check(_ accounts: Int, _ source: String) throws {
    guard accounts <= mostAccounts else {
      throw AssessmentError.badInput(
        "\(source) has \(accounts) accounts; at most \(mostAccounts) are studied. Aggregate it.")
    }
  }
}
