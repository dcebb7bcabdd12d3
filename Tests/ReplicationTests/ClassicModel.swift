import Calibration
import Equations
import Foundation
import ModelLanguage
import Quantities
import Solvers
import Testing

/// A model of `Examples/models`, compiled and solved for a comparison with published numbers.
struct ClassicModel {
  private let path: PathSolution
  private let cells: [String: Int]

  /// The folder of this repository.
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Solves a model as `jtam model solve` does.
  ///
  /// - Parameters:
  ///   - file: The model's file, in `Examples/models`.
  ///   - data: The folder of its tables, in `Examples/models`.
  ///   - values: Parameters and exogenous values in place of those of the text.
  ///   - changes: By how much exogenous cells differ from their path, by label and period.
  init(
    _ file: String, data: String? = nil, periods: ClosedRange<Int> = 1...1,
    values: [String: Double] = [:], changes: [String: [Int: Double]] = [:]
  ) throws {
    let examples = Self.sources.appendingPathComponent("Examples/models")
    let tables = data.map { ModelData(folders: [examples.appendingPathComponent($0).path]) }
    let model = try ModelCompiler().compile(
      main: examples.appendingPathComponent(file).path, data: tables ?? .none, overrides: values
    ).model
    var cells: [String: Int] = [:]
    for symbol in model.symbols where symbol.kind != .parameter {
      for cell in symbol.cells { cells[symbol.label(ofCell: cell)] = cell }
    }
    self.cells = cells
    let isVariable = model.isVariableCell
    let hasBase = model.baseValue.enumerated().contains { $1 != nil && isVariable[$0] }
    var problem = try calibrate(
      model, baseYear: hasBase ? periods.lowerBound - 1 : periods.lowerBound
    ).pathProblem(years: periods)
    for (label, path) in changes {
      let cell = try #require(cells[label], "\(file) has no \(label)")
      for (period, change) in path {
        problem.exogenous[period - periods.lowerBound][cell] += change
      }
    }
    path = try PathSolver(model: model).solve(problem).completed()
  }

  /// The value of a variable or exogenous cell, by its label: `use[capital,manufacturing]`.
  func value(_ label: String, period: Int = 1) throws -> Double {
    let cell = try #require(cells[label], "There is no \(label)")
    return try #require(
      path.value(ofCell: cell, year: period), "\(label) has no value in period \(period)")
  }

  /// The largest residual of the model's checks, relative to their scales.
  var largestCheck: Double { path.checks.map(\.residual).max() ?? 0 }
}

/// One number as it stands in print.
struct PrintedNumber {
  /// What the row of the table says, by column.
  let row: [String: String]
  /// The number.
  let value: Double
  /// Half a unit of the last digit printed, or the wider tolerance that the table states.
  let tolerance: Double

  /// Reads the table of a source: a column `printed`, a column `tolerance` that is empty unless the
  /// digits printed are not all meant, and whatever else names the number.
  static func table(_ path: String) throws -> [PrintedNumber] {
    let file = ClassicModel.sources.appendingPathComponent("Tests/ReplicationTests/\(path)")
    let table = try CSVTable(text: String(contentsOf: file, encoding: .utf8), source: file.path)
    let printed = try table.column("printed")
    let tolerance = try table.column("tolerance")
    return try table.rows.indices.map { row in
      let text = table.rows[row][printed]
      let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
      let halfUnit = 0.5 * pow(10, -Double(decimals?.count ?? 0)) * (1 + 1e-9)
      return PrintedNumber(
        row: Dictionary(uniqueKeysWithValues: zip(table.header, table.rows[row])),
        value: try table.number(row: row, column: printed),
        tolerance: table.rows[row][tolerance].isEmpty
          ? halfUnit : try table.number(row: row, column: tolerance))
    }
  }

  /// What a column says; empty where there is none.
  subscript(column: String) -> String { row[column] ?? "" }

  /// Expects a number that rounds to the one in print.
  func expect(_ found: Double, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    #expect(
      (found - value).magnitude <= tolerance,
      "\(row.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }): found \(found)",
      sourceLocation: sourceLocation)
  }
}
