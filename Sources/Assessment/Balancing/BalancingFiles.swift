import Quantities
import SocialAccounting

/// The files that state what a matrix is balanced to.
public struct BalancingFiles: Sendable {
  /// Totals: `account,total` for a SAM, or `side,account,total` with the sides `row` and `column`, each
  /// with an `error` where it is uncertain.
  public var totals: String?
  /// Cells that stay as they are: `row,column`.
  public var locked: String?
  /// How well cells are known: `row,column,error`.
  public var reliability: String?
  /// Sums of cells: `aggregate,row,column`, and `coefficient`, `target` and `error`.
  public var aggregates: String?

  /// Names the files.
  public init(
    totals: String? = nil, locked: String? = nil, reliability: String? = nil,
    aggregates: String? = nil
  ) {
    self.totals = totals
    self.locked = locked
    self.reliability = reliability
    self.aggregates = aggregates
  }

  /// The problem of a matrix and these files. Without totals by side every account is to balance.
  ///
  /// - Throws: ``AssessmentError``, `CSVError` or `SocialAccountingError` with the file and line.
  public func problem(_ matrix: LabelledMatrix) throws -> BalancingProblem {
    var problem = BalancingProblem(
      prior: matrix, rowTotals: matrix.rows.map { _ in 0 },
      columnTotals: matrix.columns.map { _ in 0 })
    problem.rowTargets = matrix.rows.map { _ in nil }
    problem.columnTargets = matrix.columns.map { _ in nil }
    problem.accountsBalance = true
    if let totals { try addTotals(totals, to: &problem) }
    if problem.accountsBalance, matrix.rows != matrix.columns {
      if Set(matrix.rows) == Set(matrix.columns) {
        throw AssessmentError.badInput(
          "The accounts stand in another order in the rows than in the columns. Give both the same order."
        )
      }
      throw AssessmentError.badInput(
        "Rows and columns are not the same accounts, so none can balance by itself. Give the totals of rows and columns with --totals: side,account,total."
      )
    }
    if let reliability {
      try eachCell(reliability, in: matrix) { row, column, table, line in
        guard let error = try table.number(line, "error") else {
          throw CSVError.missingColumn(
            source: table.table.source, column: "error", columns: table.table.header)
        }
        guard error >= 0 else {
          throw AssessmentError.badInput(
            "\(reliability):\(table.table.lines[line]): the error \(error) is negative. Give a standard error as a share of the cell, or 0 to lock it."
          )
        }
        problem.setError(error, row: row, column: column)
      }
    }
    if let locked {
      try eachCell(locked, in: matrix) { row, column, _, _ in
        problem.setError(0, row: row, column: column)
      }
    }
    if let aggregates { try addAggregates(aggregates, to: &problem) }
    return problem
  }

  private func addTotals(_ path: String, to problem: inout BalancingProblem) throws {
    let input = try InputTable(path: path)
    let account = try input.table.column("account")
    _ = try input.table.column("total")
    let side = input.table.header.firstIndex(of: "side")
    if side != nil { problem.accountsBalance = false }
    for (line, fields) in input.table.rows.enumerated() {
      guard let total = try input.number(line, "total") else { continue }
      let place = "\(path):\(input.table.lines[line])"
      let target = BalancingTarget(total, error: try input.number(line, "error") ?? 0)
      guard target.error >= 0 else {
        throw AssessmentError.badInput(
          "\(place): the error \(target.error) is negative. Give a standard error as a share of the total, or 0 where it is exact."
        )
      }
      func set(_ targets: inout [BalancingTarget?], _ position: Int) throws {
        guard targets[position] == nil else {
          throw AssessmentError.badInput(
            "\(place): \(fields[account]) has a total above already. Keep one.")
        }
        targets[position] = target
      }
      do {
        switch side.map({ fields[$0].lowercased() }) {
        case "row": try set(&problem.rowTargets, problem.prior.rowPosition(fields[account]))
        case "column":
          try set(&problem.columnTargets, problem.prior.columnPosition(fields[account]))
        case nil:
          // An account that balances has one total; where it is exact it may as well be stated twice.
          try set(&problem.rowTargets, problem.prior.rowPosition(fields[account]))
          let column = try problem.prior.columnPosition(fields[account])
          if target.error == 0 { problem.columnTargets[column] = target }
        case let other?:
          throw AssessmentError.badInput(
            "\(place): the side \"\(other)\" is neither row nor column.")
        }
      } catch let error as SocialAccountingError {
        throw AssessmentError.badInput("\(place): \(error)")
      }
    }
  }

  private func addAggregates(_ path: String, to problem: inout BalancingProblem) throws {
    let input = try InputTable(path: path)
    let name = try input.table.column("aggregate")
    var order: [String] = []
    var terms: [String: [BalancingAggregate.Term]] = [:]
    var targets: [String: BalancingTarget] = [:]
    let matrix = problem.prior
    try eachCell(path, in: matrix) { row, column, table, line in
      let label = table.table.rows[line][name]
      if terms[label] == nil { order.append(label) }
      terms[label, default: []].append(
        .init(
          row: matrix.rows[row], column: matrix.columns[column],
          coefficient: try table.number(line, "coefficient") ?? 1))
    }
    for (line, fields) in input.table.rows.enumerated() {
      guard let value = try input.number(line, "target") else { continue }
      let target = BalancingTarget(value, error: try input.number(line, "error") ?? 0)
      if let other = targets.updateValue(target, forKey: fields[name]), other != target {
        throw AssessmentError.badInput(
          "\(path):\(input.table.lines[line]): \(fields[name]) has another target above. Keep one.")
      }
    }
    for label in order {
      guard let target = targets[label] else {
        throw AssessmentError.badInput(
          "\(path): \(label) has no target. Give it in the column target, on one of its lines.")
      }
      problem.aggregates.append(
        BalancingAggregate(name: label, terms: terms[label] ?? [], target: target))
    }
  }

  /// Goes through the cells that the lines of a file name; `*` stands for all rows or columns.
  private func eachCell(
    _ path: String, in matrix: LabelledMatrix,
    _ body: (_ row: Int, _ column: Int, _ table: InputTable, _ line: Int) throws -> Void
  ) throws {
    let input = try InputTable(path: path)
    let (rowField, columnField) = (try input.table.column("row"), try input.table.column("column"))
    for (line, fields) in input.table.rows.enumerated() {
      do {
        let (row, column) = (fields[rowField], fields[columnField])
        let rows = row == "*" ? Array(matrix.rows.indices) : [try matrix.rowPosition(row)]
        let columns =
          column == "*" ? Array(matrix.columns.indices) : [try matrix.columnPosition(column)]
        for row in rows {
          for column in columns { try body(row, column, input, line) }
        }
      } catch let error as SocialAccountingError {
        throw AssessmentError.badInput("\(path):\(input.table.lines[line]): \(error)")
      }
    }
  }
}
