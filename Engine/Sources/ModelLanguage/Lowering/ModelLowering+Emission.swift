import Equations
import Quantities

extension ModelLowering {
  /// The graph of an expression, all values taken `lag` periods ago.
  func emit(
    _ expression: CheckedExpression, lag: Int, _ frame: inout Frame
  ) throws(Diagnostic) -> NodeID {
    try step(&frame, expression.span)
    switch expression.kind {
    case .constant(let value): return model.graph.constant(value)
    case .symbol(let symbol, let indices):
      guard let cell = try demandedCell(symbol, indices, frame, expression.span) else {
        return model.graph.constant(0)
      }
      let number = symbols[symbol].firstCell + cell
      if checked.symbols[symbol].kind == .parameter { return model.graph.node(.parameter(number)) }
      if lag > model.maximumLag { try lookBack(lag, expression.span) }
      return model.graph.node(.cell(number, lag: lag))
    case .lag(let operand, let periods):
      guard lag + periods <= ExpressionChecker.lagLimit else {
        throw sources.diagnostic(
          expression.span, "a lag of \(lag + periods) periods is too deep",
          help: "the deepest is \(ExpressionChecker.lagLimit)")
      }
      return try emit(operand, lag: lag + periods, &frame)
    case .unary(let operation, let operand):
      return model.graph.apply(operation, try emit(operand, lag: lag, &frame))
    case .binary(let operation, let left, let right):
      let first = try emit(left, lag: lag, &frame)
      return model.graph.apply(operation, first, try emit(right, lag: lag, &frame))
    case .chain(let first, let links):
      var node = try emit(first, lag: lag, &frame)
      for link in links {
        node = model.graph.apply(link.operation, node, try emit(link.operand, lag: lag, &frame))
      }
      return node
    case .choice(let condition, let first, let second):
      return try emit(try holds(condition, &frame) ? first : second, lag: lag, &frame)
    case .aggregate(let isProduct, let binders, let condition, let body):
      var total = model.graph.constant(isProduct ? 1 : 0)
      try forEach(binders[...], condition, &frame, expression.span) { (frame) throws(Diagnostic) in
        let node = try self.emit(body, lag: lag, &frame)
        total = self.model.graph.apply(isProduct ? .multiply : .add, total, node)
      }
      return total
    }
  }

  /// Makes room for values so many periods ago.
  private func lookBack(_ lag: Int, _ span: Span) throws(Diagnostic) {
    guard model.cellCount * (lag + 1) <= ModelLowering.historyLimit else {
      throw sources.diagnostic(
        span,
        "a lag of \(lag) periods makes more than \(ModelLowering.historyLimit / 1_000_000) million "
          + "values of the \(model.cellCount) cells of this model",
        help: "use a shorter lag, or smaller sets")
    }
    model.maximumLag = lag
  }

  // MARK: Symbols

  /// Numbers the cells and writes the symbols of the model.
  func emitSymbols() {
    for (number, declared) in checked.symbols.enumerated() {
      let isParameter = declared.kind == .parameter
      let first = isParameter ? model.parameterCellCount : model.cellCount
      symbols[number].firstCell = first
      let lowered = symbols[number]
      let count = lowered.layout.count
      if isParameter {
        model.parameterCellCount += count
      } else {
        model.cellCount += count
      }
      let clauses = declared.clauses
      model.symbols.append(
        ModelSymbol(
          name: declared.name.text, kind: declared.kind,
          dimensions: declared.sets.map { checked.sets[$0].name.text },
          elements: (0..<count).map {
            labels(lowered.layout.positions(of: $0), sets: declared.sets)
          },
          firstCell: first, unit: clauses.unit ?? lowered.unit ?? "",
          isNominal: clauses.isNominal, isAdditive: clauses.isAdditive,
          description: declared.description,
          source: clauses.source ?? lowered.source ?? "",
          status: clauses.status ?? lowered.status ?? defaultStatus(number),
          location: sources.location(declared.name.span), lever: clauses.lever,
          inherits: clauses.inherits?.text, range: clauses.permittedRange))
    }
    model.parameterValue = Array(repeating: nil, count: model.parameterCellCount)
    model.parameterFormula = Array(repeating: nil, count: model.parameterCellCount)
    model.baseValue = Array(repeating: nil, count: model.cellCount)
    model.exogenousDefault = Array(repeating: nil, count: model.cellCount)
  }

  /// What results say of a value that neither text nor data gives a status.
  private func defaultStatus(_ symbol: Int) -> Status {
    let declared = checked.symbols[symbol]
    guard declared.kind != .variable else { return .modelled }
    if calibrated.contains(symbol) { return .derived }
    if let value = declared.value, case .constant = value.kind { return .illustrative }
    return declared.value == nil ? .illustrative : .derived
  }

  /// Writes values, formulas and base values.
  func emitValues() {
    for number in checked.symbols.indices {
      problems.attempt { () throws(Diagnostic) in
        if checked.symbols[number].kind == .parameter {
          try emitParameter(number)
        } else {
          try emitPeriodValues(number)
        }
      }
    }
  }

  private func emitParameter(_ number: Int) throws(Diagnostic) {
    let declared = checked.symbols[number]
    let lowered = symbols[number]
    for cell in 0..<lowered.layout.count {
      let place = lowered.firstCell + cell
      if let formula = declared.value, !lowered.overridden.contains(cell) {
        var frame = frame(of: number, cell: cell)
        let node = try emit(formula, lag: 0, &frame)
        if case .constant(let value) = model.graph[node] {
          model.parameterValue[place] = value
        } else {
          model.parameterFormula[place] = node
        }
      } else if lowered.states[cell] == .known {
        model.parameterValue[place] = lowered.values[cell]
      }
    }
  }

  private func emitPeriodValues(_ number: Int) throws(Diagnostic) {
    let declared = checked.symbols[number]
    let lowered = symbols[number]
    for cell in 0..<lowered.layout.count {
      let place = lowered.firstCell + cell
      var frame = frame(of: number, cell: cell)
      if let base = declared.base { model.baseValue[place] = try emit(base, lag: 0, &frame) }
      guard declared.kind == .exogenous else { continue }
      model.exogenousData[place] = lowered.series[cell]
      if lowered.states[cell] == .known {
        model.exogenousDefault[place] = model.graph.constant(lowered.values[cell])
      } else if let value = declared.value {
        model.exogenousDefault[place] = try emit(value, lag: 0, &frame)
      }
    }
  }

  /// Writes the values before the base year, for every lag that the equations use.
  func emitHistory() {
    model.valueBefore = Array(
      repeating: Array(repeating: nil, count: model.cellCount), count: model.maximumLag)
    guard model.maximumLag > 0 else { return }
    for (number, declared) in checked.symbols.enumerated() {
      guard declared.growth != nil || declared.before != nil else { continue }
      problems.attempt { () throws(Diagnostic) in
        for cell in 0..<symbols[number].layout.count { try emitHistory(of: number, cell: cell) }
      }
    }
  }

  private func emitHistory(of number: Int, cell: Int) throws(Diagnostic) {
    let declared = checked.symbols[number]
    let place = symbols[number].firstCell + cell
    var frame = frame(of: number, cell: cell)
    if let before = declared.before {
      let node = try emit(before, lag: 0, &frame)
      for lag in 1...model.maximumLag { model.valueBefore[lag - 1][place] = node }
    } else if let growth = declared.growth {
      let rate = try emit(growth, lag: 0, &frame)
      let one = model.graph.constant(1)
      let factor = model.graph.apply(.add, one, rate)
      let base = model.baseValue[place] ?? model.graph.node(.cell(place, lag: 0))
      for lag in 1...model.maximumLag {
        let periods = model.graph.constant(Double(lag))
        let power = model.graph.apply(.power, factor, periods)
        model.valueBefore[lag - 1][place] = model.graph.apply(.divide, base, power)
      }
    }
  }
}
