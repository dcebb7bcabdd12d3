import Equations
import ModelLanguage
import Quantities
import Reporting

/// What a reader asks of a model: what is in it, and what each name means.
public struct ModelGuide {
  let compiled: CompiledModel
  let symbolNames: [String]
  private let symbolOfCell: [Int]
  private let symbolOfParameter: [Int]

  /// A guide to a model.
  public init(_ compiled: CompiledModel) {
    self.compiled = compiled
    let model = compiled.model
    symbolNames = model.symbols.map(\.name)
    var cells = [Int](repeating: -1, count: model.cellCount)
    var parameters = [Int](repeating: -1, count: model.parameterCellCount)
    for (position, symbol) in model.symbols.enumerated() {
      for cell in symbol.cells {
        if symbol.kind == .parameter { parameters[cell] = position } else { cells[cell] = position }
      }
    }
    symbolOfCell = cells
    symbolOfParameter = parameters
  }

  /// Every variable, exogenous value and parameter.
  /// - Parameter kind: Only symbols of this kind; nil for all.
  public func list(kind: SymbolKind? = nil) -> RecordTable {
    var table = RecordTable(columns: [
      "name", "kind", "dimensions", "cells", "unit", "description", "file", "line",
    ])
    for symbol in compiled.model.symbols where kind == nil || symbol.kind == kind {
      table.rows.append([
        .text(symbol.name), .text(symbol.kind.rawValue),
        .text(symbol.dimensions.joined(separator: ";")), .number(Double(symbol.elements.count)),
        .text(symbol.unit), .text(ModelGuide.line(symbol.description)),
        .text(ModelGuide.shortPath(symbol.location.file)), .number(Double(symbol.location.line)),
      ])
    }
    return table
  }

  /// Every policy lever.
  public func levers() -> RecordTable {
    var table = RecordTable(columns: [
      "lever", "unit", "lowest", "highest", "typicalLow", "typicalHigh", "dimensions",
      "entersEquations",
      "description",
    ])
    func number(_ value: Double?) -> RecordTable.Field { value.map { .number($0) } ?? .missing }
    for symbol in compiled.model.symbols {
      guard let lever = symbol.lever else { continue }
      table.rows.append([
        .text(symbol.name), .text(symbol.unit), .number(lever.lowerBound),
        .number(lever.upperBound), number(lever.typicalLow), number(lever.typicalHigh),
        .text(symbol.dimensions.joined(separator: ";")),
        .text(families(using: symbol).map(\.name).joined(separator: " ")),
        .text(ModelGuide.line(symbol.description)),
      ])
    }
    return table
  }

  /// The equations, as written, in which a symbol stands.
  public func families(using symbol: ModelSymbol) -> [EquationFamily] {
    let model = compiled.model
    guard let position = model.symbols.firstIndex(where: { $0.name == symbol.name }) else {
      return []
    }
    var seen: Set<Int> = []
    var result: [EquationFamily] = []
    for row in model.equations where !seen.contains(row.family) {
      if symbols(in: [row.left, row.right]).contains(position) {
        seen.insert(row.family)
        result.append(model.families[row.family])
      }
    }
    return result
  }

  /// The equations, as written, that determine a variable.
  public func families(determining symbol: ModelSymbol) -> [EquationFamily] {
    guard symbol.kind == .variable else { return [] }
    var seen: Set<Int> = []
    var result: [EquationFamily] = []
    for row in compiled.model.equations {
      guard let cell = row.determines, symbol.cells.contains(cell), seen.insert(row.family).inserted
      else { continue }
      result.append(compiled.model.families[row.family])
    }
    if result.isEmpty, let family = compiled.family(determining: symbol.name) { return [family] }
    return result
  }

  /// The symbols in an equation family, in the order of the model.
  func symbols(in family: EquationFamily) -> [ModelSymbol] {
    let model = compiled.model
    let roots = model.equations.flatMap { row -> [NodeID] in
      model.families[row.family].name == family.name
        && model.families[row.family].location == family.location ? [row.left, row.right] : []
    }
    return symbols(in: roots).sorted().map { model.symbols[$0] }
  }

  private func symbols(in roots: [NodeID]) -> Set<Int> {
    var found: Set<Int> = []
    for id in compiled.model.graph.reachable(from: roots) {
      switch compiled.model.graph[id] {
      case .cell(let cell, _): found.insert(symbolOfCell[cell])
      case .parameter(let parameter): found.insert(symbolOfParameter[parameter])
      case .constant, .unary, .binary: break
      }
    }
    return found
  }

  /// The last part of a path that says enough: the file within the model.
  static func shortPath(_ path: String) -> String {
    if let range = path.range(of: "/Blocks/", options: .backwards) {
      return String(path[range.upperBound...])
    }
    return path
  }

  static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
