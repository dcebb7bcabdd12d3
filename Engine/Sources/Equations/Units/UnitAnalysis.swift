import Foundation
import Quantities

/// The unit of every expression of a graph, from those of parameters and cells.
///
/// Equal sub-expressions are one node, so each is looked at once, in one pass over the graph:
///
///     a + b, a − b, min, max     equal units, which the result has
///     a · b, a / b               the product or quotient of the units
///     a ^ e                      the unit to the power of e, whose value must be known
///     log a                      a logarithm of the unit; exp undoes it
///     log a + log b, w · log a   logarithms of the product and of the power w
///
/// Numbers in the text are pure numbers, and zero fits any unit. What a symbol without a unit takes
/// part in is unknown where that unit decides, and never a mistake.
public struct UnitAnalysis: Sendable {
  /// What is known of a node: 8 bytes, as there are millions.
  private struct Entry {
    enum Kind: UInt8 { case zero, quantity, logarithm, unknown }

    var kind: Kind
    /// Whether every unit below is known.
    var isComplete = true
    /// Whether a mistake stands at the node or below it.
    var isMistaken = false
    /// Whether a variable or exogenous value takes part, so that it changes over time.
    var isVarying = false
    /// The position of the unit in the table.
    var unit: Int32 = 0
  }

  private let cellUnits: [Int32]
  private let parameterUnits: [Int32]
  private let parameterValues: [Double?]
  private var graph: ExpressionGraph
  private var entries: [Entry] = []
  private var mistakes: [NodeID: UnitMistake] = [:]
  private var values: [NodeID: Double] = [:]
  private var table: UnitTable

  /// Finds the unit of every expression of a model.
  /// - Parameters:
  ///   - model: The model.
  ///   - units: The unit of each symbol, where one is stated.
  ///   - parameterValues: The value of each parameter cell, where it is known: exponents need it.
  public init(model: EquationModel, units: [UnitOfMeasure?], parameterValues: [Double?]) {
    graph = model.graph
    var table = UnitTable()
    var parameters = [Int32](repeating: -1, count: model.parameterCellCount)
    var cells = [Int32](repeating: -1, count: model.cellCount)
    for (number, unit) in units.enumerated() {
      guard let unit else { continue }
      let position = table.position(of: unit)
      let isParameter = model.symbols[number].kind == .parameter
      for cell in model.symbols[number].cells {
        if isParameter { parameters[cell] = position } else { cells[cell] = position }
      }
    }
    (parameterUnits, cellUnits, self.table) = (parameters, cells, table)
    self.parameterValues = parameterValues
    extend(to: model.graph)
  }

  /// Goes on with the nodes that a graph has gained.
  public mutating func extend(to graph: ExpressionGraph) {
    self.graph = graph
    entries.reserveCapacity(graph.nodes.count)
    while entries.count < graph.nodes.count {
      entries.append(entry(of: NodeID(entries.count), graph.nodes[entries.count]))
    }
  }

  /// What an expression is measured in; behind a mistake, what its first operand is.
  public func measure(of id: NodeID) -> Measure {
    let entry = entries[Int(id.index)]
    return switch entry.kind {
    case .zero: .zero
    case .quantity: .quantity(table[entry.unit])
    case .logarithm: .logarithm(of: table[entry.unit])
    case .unknown: .unknown
    }
  }

  /// Whether every unit in an expression is known, so that nothing in it goes unchecked.
  public func isComplete(_ id: NodeID) -> Bool { entries[Int(id.index)].isComplete }

  /// Whether an expression holds a mistake.
  public func isMistaken(_ id: NodeID) -> Bool { entries[Int(id.index)].isMistaken }

  /// The mistake of a node itself, its operands being right.
  public func mistake(at id: NodeID) -> UnitMistake? { mistakes[id] }

  /// Whether two sides can be equal. A number written on its own is in the unit of the other side.
  public func agree(_ left: NodeID, _ right: NodeID) -> Bool {
    if isNumber(left) || isNumber(right) { return true }
    return merged(entries[Int(left.index)], entries[Int(right.index)]) != nil
  }

  /// Whether an expression can be a value in a unit. A number written on its own is in that unit.
  public func agrees(_ id: NodeID, with unit: UnitOfMeasure) -> Bool {
    switch measure(of: id) {
    case .zero, .unknown: true
    case .quantity(let own): isNumber(id) || own.matches(unit)
    case .logarithm: false
    }
  }

  /// Whether an expression is a number written in the text.
  public func isNumber(_ id: NodeID) -> Bool {
    if case .constant = graph[id] { true } else { false }
  }

  /// Whether an expression holds a variable or an exogenous value.
  public func isVarying(_ id: NodeID) -> Bool { entries[Int(id.index)].isVarying }

  // MARK: One node

  private mutating func entry(of id: NodeID, _ node: Node) -> Entry {
    switch node {
    case .constant(let value): return Entry(kind: value == 0 ? .zero : .quantity)
    case .parameter(let parameter): return leaf(parameterUnits[parameter], isVarying: false)
    case .cell(let cell, _): return leaf(cellUnits[cell], isVarying: true)
    case .unary(let operation, let operand):
      let below = entries[Int(operand.index)]
      guard var result = unary(operation, below, id) else { return mistaken(below) }
      result.isComplete = result.isComplete && below.isComplete
      (result.isMistaken, result.isVarying) = (below.isMistaken, below.isVarying)
      return result
    case .binary(let operation, let left, let right):
      let first = entries[Int(left.index)]
      let second = entries[Int(right.index)]
      guard var result = binary(operation, first, second, left, right, id) else {
        return mistaken(first, second)
      }
      result.isComplete = result.isComplete && first.isComplete && second.isComplete
      result.isMistaken = first.isMistaken || second.isMistaken
      result.isVarying = first.isVarying || second.isVarying
      return result
    }
  }

  private func leaf(_ unit: Int32, isVarying: Bool) -> Entry {
    unit < 0
      ? Entry(kind: .unknown, isComplete: false, isVarying: isVarying)
      : Entry(kind: .quantity, isVarying: isVarying, unit: unit)
  }

  /// What stands for a node with a mistake: its first operand, so that one mistake is one report.
  private func mistaken(_ first: Entry, _ second: Entry? = nil) -> Entry {
    var entry = first
    entry.isMistaken = true
    entry.isVarying = first.isVarying || second?.isVarying ?? false
    return entry
  }

  private func measure(_ entry: Entry) -> Measure {
    switch entry.kind {
    case .zero: .zero
    case .quantity: .quantity(table[entry.unit])
    case .logarithm: .logarithm(of: table[entry.unit])
    case .unknown: .unknown
    }
  }

  private func isOne(_ entry: Entry) -> Bool {
    entry.kind == .zero || entry.kind == .quantity && table.isOne(entry.unit)
  }

  private mutating func unary(
    _ operation: UnaryOperator, _ operand: Entry, _ id: NodeID
  ) -> Entry? {
    if operand.kind == .unknown || operation == .sign || operation == .step {
      return Entry(kind: operand.kind == .unknown ? .unknown : .quantity)
    }
    let isLogarithm = operand.kind == .logarithm
    switch operation {
    case .negate:
      return isLogarithm ? logarithm(table.power(operand.unit, -1)) : operand
    case .log:
      return isLogarithm ? misused(operand, id) : logarithm(operand.unit)
    case .exp:
      if isLogarithm { return Entry(kind: .quantity, unit: operand.unit) }
      guard isOne(operand) else {
        mistakes[id] = .exponential(measure(operand))
        return nil
      }
      return Entry(kind: .quantity)
    case .sqrt:
      if isLogarithm { return misused(operand, id) }
      return operand.kind == .zero
        ? operand : Entry(kind: .quantity, unit: table.power(operand.unit, 0.5))
    default: return isLogarithm ? misused(operand, id) : operand
    }
  }

  private mutating func misused(_ operand: Entry, _ id: NodeID) -> Entry? {
    mistakes[id] = .logarithm(of: table[operand.unit])
    return nil
  }

  /// The logarithm of a unit; that of a pure number is a pure number.
  private mutating func logarithm(_ unit: Int32) -> Entry {
    table.isOne(unit) ? Entry(kind: .quantity) : Entry(kind: .logarithm, unit: unit)
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ first: Entry, _ second: Entry, _ left: NodeID, _ right: NodeID,
    _ id: NodeID
  ) -> Entry? {
    switch operation {
    case .add, .subtract:
      if let sum = sumOfLogarithms(operation, first, second) { return sum }
      fallthrough
    case .minimum, .maximum:
      // A number beside what states no unit says nothing of it.
      if first.kind == .unknown && isNumber(right) { return first }
      if second.kind == .unknown && isNumber(left) { return second }
      return same(operation, first, second, id)
    case .multiply:
      if first.kind == .logarithm || second.kind == .logarithm {
        return first.kind == .logarithm
          ? weighted(first, by: second, right, sign: 1, id)
          : weighted(second, by: first, left, sign: 1, id)
      }
      return product(first, second) { $0.product($1, $2) }
    case .divide:
      if second.kind == .logarithm { return misused(second, id) }
      if first.kind == .logarithm { return weighted(first, by: second, right, sign: -1, id) }
      return product(first, second) { $0.quotient($1, $2) }
    case .power: return power(first, second, right, id)
    }
  }

  private mutating func product(
    _ first: Entry, _ second: Entry, _ combine: (inout UnitTable, Int32, Int32) -> Int32
  ) -> Entry {
    if first.kind == .unknown || second.kind == .unknown { return Entry(kind: .unknown) }
    if first.kind == .zero { return first }
    return Entry(kind: .quantity, unit: combine(&table, first.unit, second.unit))
  }

  /// The common measure of two expressions, nil where they differ.
  private func merged(_ first: Entry, _ second: Entry) -> Entry? {
    if first.kind == .unknown || first.kind == .zero { return second }
    if second.kind == .unknown || second.kind == .zero { return first }
    guard first.kind == second.kind, table.match(first.unit, second.unit) else { return nil }
    return first
  }

  private mutating func same(
    _ operation: BinaryOperator, _ first: Entry, _ second: Entry, _ id: NodeID
  ) -> Entry? {
    if let common = merged(first, second) { return common }
    if !first.isMistaken && !second.isMistaken {
      mistakes[id] = .different(operation, measure(first), measure(second))
    }
    return nil
  }

  private mutating func sumOfLogarithms(
    _ operation: BinaryOperator, _ first: Entry, _ second: Entry
  ) -> Entry? {
    guard first.kind == .logarithm || second.kind == .logarithm,
      first.kind == .logarithm || isOne(first), second.kind == .logarithm || isOne(second)
    else { return nil }
    return logarithm(
      operation == .add
        ? table.product(first.unit, second.unit) : table.quotient(first.unit, second.unit))
  }

  /// A logarithm times a weight: the weight becomes an exponent, so that its value must be known.
  private mutating func weighted(
    _ logged: Entry, by weight: Entry, _ node: NodeID, sign: Double, _ id: NodeID
  ) -> Entry? {
    if weight.kind == .unknown && value(node) == nil {
      return Entry(kind: .unknown, isComplete: false)
    }
    guard isOne(weight) || weight.kind == .unknown else { return misused(logged, id) }
    guard let value = value(node) else { return Entry(kind: .unknown, isComplete: false) }
    return logarithm(table.power(logged.unit, sign > 0 ? value : 1 / value))
  }

  private mutating func power(
    _ base: Entry, _ exponent: Entry, _ node: NodeID, _ id: NodeID
  ) -> Entry? {
    guard isOne(exponent) || exponent.kind == .unknown else {
      if !exponent.isMistaken { mistakes[id] = .exponentHasUnit(measure(exponent)) }
      return nil
    }
    if base.kind == .logarithm { return misused(base, id) }
    if base.kind != .quantity || isOne(base) { return base }
    if let value = value(node) {
      return Entry(kind: .quantity, unit: table.power(base.unit, value))
    }
    guard !exponent.isVarying else {
      mistakes[id] = .exponentVaries(base: measure(base))
      return nil
    }
    return Entry(kind: .unknown, isComplete: false)
  }

  // MARK: Exponents

  /// The value of an expression of parameters, nil where one is found by calibration or changes.
  public mutating func value(_ root: NodeID) -> Double? {
    if entries.indices.contains(Int(root.index)), isVarying(root) { return nil }
    if let known = values[root] { return known.isNaN ? nil : known }
    for id in graph.reachable(from: [root]) where values[id] == nil {
      values[id] =
        switch graph[id] {
        case .constant(let value): value
        case .parameter(let parameter): parameterValues[parameter] ?? .nan
        case .cell: .nan
        case .unary(let operation, let operand): operation.evaluate(values[operand] ?? .nan)
        case .binary(let operation, let left, let right):
          operation.evaluate(values[left] ?? .nan, values[right] ?? .nan)
        }
    }
    let value = values[root] ?? .nan
    return value.isFinite ? value : nil
  }
}
