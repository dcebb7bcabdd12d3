import Equations
import Foundation
import Testing

@testable import ModelLanguage

/// Compiles a text held in memory under the name `model.eqn`.
func compile(
  _ text: String, tables: [String: String] = [:], files: [String: String] = [:],
  choices: [String: String] = [:], closure: String? = nil, overrides: [String: Double] = [:]
) throws -> CompiledModel {
  var texts = files
  texts["model.eqn"] = text.hasPrefix("language") ? text : "language 1\n" + text
  return try ModelCompiler(source: ModelSource(texts: texts)).compile(
    main: "model.eqn", data: ModelData(tables: tables), choices: choices, closure: closure,
    overrides: overrides)
}

/// What is printed for a text that does not compile; empty where it does.
func mistakes(
  _ text: String, tables: [String: String] = [:], files: [String: String] = [:],
  choices: [String: String] = [:], closure: String? = nil, overrides: [String: Double] = [:]
) -> String {
  do {
    _ = try compile(
      text, tables: tables, files: files, choices: choices, closure: closure, overrides: overrides)
    return ""
  } catch {
    return "\(error)"
  }
}

extension CompiledModel {
  /// The cell of a variable or exogenous value, by its label.
  func cell(_ label: String) throws -> Int {
    try #require((0..<model.cellCount).first { model.label(ofCell: $0) == label }, "\(label)")
  }

  /// The cell of a parameter, by its label.
  func parameterCell(_ label: String) throws -> Int {
    for symbol in model.symbols where symbol.kind == .parameter {
      for cell in symbol.cells where symbol.label(ofCell: cell) == label { return cell }
    }
    throw Missing(label: label)
  }

  /// The value of a parameter, its formula evaluated.
  func parameter(_ label: String) throws -> Double {
    try parameter(at: parameterCell(label))
  }

  private func parameter(at cell: Int) throws -> Double {
    if let value = model.parameterValue[cell] { return value }
    let formula = try #require(model.parameterFormula[cell])
    return try value(formula) { _, _ in throw Missing(label: "a cell in a formula") }
  }

  /// The value of a node when cells take given values.
  func value(_ node: NodeID, cells: (Int, Int) throws -> Double) throws -> Double {
    switch model.graph[node] {
    case .constant(let value): value
    case .parameter(let cell): try parameter(at: cell)
    case .cell(let cell, let lag): try cells(cell, lag)
    case .unary(let operation, let operand):
      operation.evaluate(try value(operand, cells: cells))
    case .binary(let operation, let left, let right):
      operation.evaluate(try value(left, cells: cells), try value(right, cells: cells))
    }
  }

  /// A node in print, fully bracketed: `x[-1]` is a lag.
  func shown(_ node: NodeID) -> String {
    switch model.graph[node] {
    case .constant(let value): return value == value.rounded() ? "\(Int(value))" : "\(value)"
    case .parameter(let cell):
      let symbol = model.symbols.first { $0.kind == .parameter && $0.cells.contains(cell) }
      return symbol?.label(ofCell: cell) ?? "?"
    case .cell(let cell, let lag): return model.label(ofCell: cell) + (lag == 0 ? "" : "[-\(lag)]")
    case .unary(let operation, let operand): return "\(operation)(\(shown(operand)))"
    case .binary(let operation, let left, let right):
      let signs: [BinaryOperator: String] = [
        .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .power: "^",
      ]
      guard let sign = signs[operation] else {
        return "\(operation)(\(shown(left)), \(shown(right)))"
      }
      return "(\(shown(left)) \(sign) \(shown(right)))"
    }
  }

  /// The equations in print, one string each.
  var shownEquations: [String] {
    model.equations.map { "\(shown($0.left)) = \(shown($0.right))" }
  }

  /// The right side of the only equation.
  func onlyRightSide() throws -> String {
    try #require(model.equations.count == 1)
    return shown(model.equations[0].right)
  }

  struct Missing: Error { let label: String }
}

/// The folder of the tests of this module.
let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
