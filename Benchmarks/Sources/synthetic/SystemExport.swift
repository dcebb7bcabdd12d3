import Equations
import Foundation
import Solvers

/// A model as numbered operations, with its analytic Jacobian, for a program in another language.
struct SystemExport {
  let model: EquationModel
  let problem: PathProblem
  private let economy: RegionalEconomy
  /// The model's expressions and the derivatives.
  private let graph: ExpressionGraph
  private let gradients: [[PartialDerivative]]
  private let isVariable: [Bool]

  init(_ economy: RegionalEconomy) throws {
    let model = try economy.compiled()
    self.init(economy, model: model, problem: try economy.problem(model))
  }

  init(_ economy: RegionalEconomy, model: EquationModel, problem: PathProblem) {
    self.economy = economy
    self.model = model
    self.problem = problem
    var graph = model.graph
    let roots = model.equations.map { graph.apply(.subtract, $0.left, $0.right) }
    let isVariable = model.isVariableCell
    self.isVariable = isVariable
    var differentiator = Differentiator(graph: graph) {
      if case .cell(let cell, 0) = $0 { isVariable[cell] } else { false }
    }
    gradients = roots.map { differentiator.gradient(of: $0) }
    self.graph = differentiator.graph
  }

  /// A tape of all sides and derivatives: what depends on lags and parameters alone runs once.
  func tape() -> (workspace: TapeWorkspace, once: Range<Int>, segment: Range<Int>) {
    let active = graph.activity {
      if case .cell(let cell, 0) = $0 { isVariable[cell] } else { false }
    }
    var builder = TapeBuilder(graph: graph, layout: SlotLayout(model: model))
    let roots =
      model.equations.flatMap { [$0.left, $0.right] } + gradients.flatMap { $0.map(\.value) }
    let once = builder.appendSegment(computing: roots, lasting: true) { !active[Int($0.index)] }
    let segment = builder.appendSegment(computing: roots, lasting: true)
    return (TapeWorkspace(tape: builder.finished()), once, segment)
  }

  /// The numbers that operations have in files.
  private func code(_ node: Node) -> (code: Int32, first: Int32, second: Int32, value: Double) {
    switch node {
    case .constant(let value): (0, 0, 0, value)
    case .parameter(let parameter): (0, 0, 0, problem.parameters[parameter])
    case .cell(let cell, let lag): (1, Int32(cell), Int32(lag), 0)
    case .unary(let operation, let operand): (10 + Int32(operation.rawValue), operand.index, 0, 0)
    case .binary(let operation, let left, let right):
      (20 + Int32(operation.rawValue), left.index, right.index, 0)
    }
  }

  /// Writes arrays of 32-bit integers and doubles, and `system.json` that says what they are.
  func write(to folder: String) throws {
    let target = URL(fileURLWithPath: folder)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    func write<Value>(_ name: String, _ values: [Value]) throws {
      try values.withUnsafeBytes { try Data($0).write(to: target.appendingPathComponent(name)) }
    }
    let codes = graph.nodes.map { code($0) }
    try write("code.i32", codes.map(\.code))
    try write("first.i32", codes.map(\.first))
    try write("second.i32", codes.map(\.second))
    try write("value.f64", codes.map(\.value))
    try write("left.i32", model.equations.map(\.left.index))
    try write("right.i32", model.equations.map(\.right.index))
    let variables = model.variableCells
    var column = [Int32](repeating: -1, count: model.cellCount)
    for (position, cell) in variables.enumerated() { column[cell] = Int32(position) }
    var rows: [Int32] = []
    var columns: [Int32] = []
    var entries: [Int32] = []
    for (row, gradient) in gradients.enumerated() {
      for partial in gradient {
        guard case .cell(let cell, _) = graph[partial.leaf] else { continue }
        rows.append(Int32(row))
        columns.append(column[cell])
        entries.append(partial.value.index)
      }
    }
    try write("row.i32", rows)
    try write("column.i32", columns)
    try write("entry.i32", entries)
    try write("variable.i32", variables.map { Int32($0) })
    try write("exogenous.f64", problem.exogenous.flatMap { $0 })
    try write("history.f64", problem.history.flatMap { $0 })
    let labels = (0..<model.cellCount).map { model.label(ofCell: $0) }
    let description: [String: Any] = [
      "regions": economy.regions, "sectors": economy.sectors, "cells": model.cellCount,
      "years": [problem.years.lowerBound, problem.years.upperBound],
      "lags": problem.history.count, "labels": labels,
    ]
    try JSONSerialization.data(withJSONObject: description, options: [.sortedKeys])
      .write(to: target.appendingPathComponent("system.json"))
  }
}
