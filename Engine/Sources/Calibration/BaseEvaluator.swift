import Equations

/// Finds parameters, base values and history by following what each needs, in any order of writing.
struct BaseEvaluator {
  /// A number to be found: a parameter, or a cell `lag` periods before the base.
  enum Item: Hashable {
    case parameter(Int)
    case cell(Int, lag: Int)
  }

  /// Where an item's number comes from.
  enum Source {
    case number(Double)
    case expression(NodeID)
    case calibration(equation: Int)
  }

  /// An item that waits for what it needs.
  private struct Frame {
    let item: Item
    let source: Source
    let needs: [Item]
    var next = 0
  }

  let model: EquationModel
  let baseYear: Int?
  let overrides: [Int: Double]
  private let calibrationOf: [Int: Int]
  private let ownEquation: [Int: NodeID]
  private let isExogenous: [Bool]
  private var known: [Item: Double] = [:]
  /// What has been found, each item after all that it needs.
  private(set) var order: [Item] = []

  init(model: EquationModel, baseYear: Int?, overrides: [Int: Double]) {
    self.model = model
    self.baseYear = baseYear
    self.overrides = overrides
    calibrationOf = Dictionary(
      model.calibrations.map { ($0.parameter, $0.equation) },
      uniquingKeysWith: { first, _ in first })
    let isVariable = model.isVariableCell
    isExogenous = isVariable.map { !$0 }
    var own: [Int: NodeID] = [:]
    // The side that stands alone names the variable; a hint decides between several equations.
    for pass in [true, false] {
      for row in model.equations {
        for (side, other) in [(row.left, row.right), (row.right, row.left)] {
          guard case .cell(let cell, 0) = model.graph[side], isVariable[cell],
            (row.determines == cell) == pass, own[cell] == nil
          else { continue }
          own[cell] = other
          break
        }
      }
    }
    ownEquation = own
  }

  /// Whether the model says anything of a cell this many periods before the base.
  func isStated(_ cell: Int, lag: Int) -> Bool {
    if model.valueBefore.indices.contains(lag - 1),
      entry(model.valueBefore[lag - 1], cell) != nil
    {
      return true
    }
    return isExogenous[cell]
  }

  /// The value of an item, found with everything it needs.
  mutating func value(of item: Item) throws(CalibrationError) -> Double {
    // An explicit stack: chains of definitions may be as long as the model.
    var stack = [try frame(for: item)]
    var onStack: Set<Item> = [item]
    while var current = stack.popLast() {
      while current.next < current.needs.count, known[current.needs[current.next]] != nil {
        current.next += 1
      }
      if current.next == current.needs.count {
        if known[current.item] == nil {
          known[current.item] = try evaluate(current.item, current.source)
          order.append(current.item)
        }
        onStack.remove(current.item)
        continue
      }
      stack.append(current)
      // One need at a time keeps the stack equal to the chain of needs, so that a cycle is seen.
      let next = current.needs[current.next]
      guard onStack.insert(next).inserted else {
        let chain = stack.map(\.item)
        let start = chain.firstIndex(of: next) ?? 0
        throw CalibrationError.cycle((chain[start...] + [next]).map { name(of: $0) })
      }
      stack.append(try frame(for: next))
    }
    return known[item] ?? .nan
  }

  private func frame(for item: Item) throws(CalibrationError) -> Frame {
    let source = try source(of: item)
    return Frame(item: item, source: source, needs: needs(of: item, source))
  }

  private func needs(of item: Item, _ source: Source) -> [Item] {
    let roots: [NodeID]
    switch source {
    case .number: return []
    case .expression(let root): roots = [root]
    case .calibration(let equation):
      roots = [model.equations[equation].left, model.equations[equation].right]
    }
    return model.graph.reachable(from: roots).compactMap { id -> Item? in
      switch model.graph[id] {
      case .parameter(let parameter): Item.parameter(parameter)
      case .cell(let cell, let lag): Item.cell(cell, lag: lag)
      case .constant, .unary, .binary: nil
      }
    }.filter { $0 != item || !isCalibration(source) }
  }

  private func isCalibration(_ source: Source) -> Bool {
    if case .calibration = source { true } else { false }
  }

  func source(of item: Item) throws(CalibrationError) -> Source {
    switch item {
    case .parameter(let parameter):
      if let value = overrides[parameter] { return .number(value) }
      if let equation = calibrationOf[parameter] { return .calibration(equation: equation) }
      if let formula = entry(model.parameterFormula, parameter) { return .expression(formula) }
      if let value = entry(model.parameterValue, parameter) { return .number(value) }
      throw CalibrationError.missingParameter(
        name: model.label(ofParameter: parameter), location: location(of: item))
    case .cell(let cell, 0):
      if let base = entry(model.baseValue, cell) { return .expression(base) }
      if isExogenous[cell] { return try exogenous(cell, lag: 0) }
      if let own = ownEquation[cell] { return .expression(own) }
      throw CalibrationError.missingBaseValue(
        name: model.label(ofCell: cell), location: location(of: item))
    case .cell(let cell, let lag):
      if model.valueBefore.indices.contains(lag - 1),
        let before = entry(model.valueBefore[lag - 1], cell)
      {
        return .expression(before)
      }
      if isExogenous[cell] { return try exogenous(cell, lag: lag) }
      throw CalibrationError.missingHistory(
        name: model.label(ofCell: cell), lag: lag, user: nil, location: location(of: item))
    }
  }

  private func exogenous(_ cell: Int, lag: Int) throws(CalibrationError) -> Source {
    if let baseYear, let value = model.exogenousData[cell]?[baseYear - lag] {
      return .number(value)
    }
    if let value = entry(model.exogenousDefault, cell) { return .expression(value) }
    let symbol = model.symbol(ofCell: cell)
    let year = (baseYear ?? 0) - lag
    throw CalibrationError.missingExogenous(
      symbol: symbol?.name ?? "", elements: symbol.map { $0.elements[cell - $0.firstCell] } ?? [],
      year: year, firstMissingYear: year, location: location(of: .cell(cell, lag: lag)))
  }

  private func evaluate(_ item: Item, _ source: Source) throws(CalibrationError) -> Double {
    switch source {
    case .number(let value):
      return value
    case .expression(let root):
      let program = ExpressionProgram(graph: model.graph, roots: [root])
      let value = program.values(leaf: leaf)[0]
      guard !value.isFinite else { return value }
      let report = NonFiniteReport(
        model: model, roots: [root], label: name(of: item), location: location(of: item), leaf: leaf
      )
      if let report { throw CalibrationError.notFinite(report) }
      return value
    case .calibration(let equation):
      guard case .parameter(let parameter) = item, model.equations.indices.contains(equation) else {
        throw CalibrationError.badCalibration(parameter: -1, equation: equation)
      }
      let root = ParameterRoot(model: model, parameter: parameter, equation: equation)
      let first = entry(model.parameterValue, parameter)
      return try root.solve(startingAt: first, leaf: leaf)
    }
  }

  /// What has been found so far; NaN for the rest.
  func leaf(_ node: Node) -> Double {
    switch node {
    case .constant(let value): value
    case .parameter(let parameter): known[.parameter(parameter)] ?? .nan
    case .cell(let cell, let lag): known[.cell(cell, lag: lag)] ?? .nan
    case .unary, .binary: .nan
    }
  }

  private func name(of item: Item) -> String {
    switch item {
    case .parameter(let parameter): model.label(ofParameter: parameter)
    case .cell(let cell, let lag): model.label(ofCell: cell) + (lag == 0 ? "" : "[-\(lag)]")
    }
  }

  private func location(of item: Item) -> SourceLocation {
    let symbol =
      switch item {
      case .parameter(let parameter):
        model.symbols.first { $0.kind == .parameter && $0.cells.contains(parameter) }
      case .cell(let cell, _): model.symbol(ofCell: cell)
      }
    return symbol?.location ?? SourceLocation(file: "", line: 0, column: 0)
  }

  private func entry<Value>(_ list: [Value?], _ index: Int) -> Value? {
    list.indices.contains(index) ? list[index] : nil
  }
}
