import Equations
import Quantities

/// Units: read from the text, checked through every expression that was written.
extension ModelLowering {
  /// Checks the units of the whole model, and reports how much of it they cover.
  func checkUnits() -> UnitCoverage {
    let units = readUnits()
    guard units.contains(where: { $0 != nil }) else { return coverage(units, nil) }
    checkNominal(units)
    var values = [Double?](repeating: nil, count: model.parameterCellCount)
    for (number, symbol) in model.symbols.enumerated() where symbol.kind == .parameter {
      for (place, state) in symbols[number].states.enumerated() where state == .known {
        values[symbol.firstCell + place] = symbols[number].values[place]
      }
    }
    var finder = UnitFinder(
      self, UnitAnalysis(model: model, units: units, parameterValues: values), units)
    let coverage = coverage(units, finder.analysis)
    checkEquations(&finder)
    checkParameters(&finder)
    let baseUnits = units.map { $0?.atBasePrices }
    var baseFinder = UnitFinder(
      self, UnitAnalysis(model: model, units: baseUnits, parameterValues: values), baseUnits)
    checkPeriodValues(&baseFinder)
    return coverage
  }

  // MARK: Unit texts

  /// The unit of each symbol, nil where none is stated or it cannot be read.
  private func readUnits() -> [UnitOfMeasure?] {
    var known: [String: Result<UnitOfMeasure, UnitTextError>] = [:]
    return model.symbols.enumerated().map { number, symbol in
      let clauses = checked.symbols[number].clauses
      guard clauses.unitSpan != nil || !symbol.unit.isEmpty else { return nil }
      let key = (symbol.isNominal ? "nominal " : "") + symbol.unit
      let result =
        known[key]
        ?? Result { () throws(UnitTextError) in
          try UnitOfMeasure(text: symbol.unit, isNominal: symbol.isNominal)
        }
      known[key] = result
      switch result {
      case .success(let unit): return unit
      case .failure(let error):
        if let span = clauses.unitSpan {
          problems.record(sources.diagnostic(span, error.message, help: error.help))
        } else {
          problems.record(
            sources.diagnostic(
              checked.symbols[number].name.span,
              "in the data of `\(symbol.name)`: \(error.message)",
              help: error.help))
        }
        return nil
      }
    }
  }

  /// Refuses money of the day that is not declared nominal, in a currency that is so elsewhere: it
  /// would be left out where all money is doubled. A model without nominal symbols has no prices.
  private func checkNominal(_ units: [UnitOfMeasure?]) {
    var currencies: [UnitOfMeasure.Base: Int] = [:]
    for (number, symbol) in model.symbols.enumerated() where symbol.isNominal {
      for factor in units[number]?.factors ?? [] where factor.exponent > 0 && factor.base.isMoney {
        currencies[factor.base] = currencies[factor.base] ?? number
      }
    }
    guard !currencies.isEmpty else { return }
    for (number, symbol) in model.symbols.enumerated() where !symbol.isNominal {
      guard let unit = units[number], let span = checked.symbols[number].clauses.unitSpan else {
        continue
      }
      let currency = unit.factors.first { $0.exponent > 0 && currencies[$0.base] != nil }
      let levels = unit.factors.reduce(0) { sum, factor in
        if case .priceLevel = factor.base { sum + factor.exponent } else { sum }
      }
      guard let currency, case .named(let name) = currency.base,
        let example = currencies[currency.base],
        currency.exponent + levels > UnitOfMeasure.tolerance
      else { continue }
      problems.record(
        sources.diagnostic(
          span, "`\(symbol.name)` is in \(name) of the day and is not declared `nominal`",
          help: "add `nominal`, as for `\(model.symbols[example].name)` at "
            + "\(sources.place(checked.symbols[example].name.span)), or say at the prices of which "
            + "year: \"\(name) of 2019\""))
    }
  }

  /// Whether data's unit for a symbol is the one of the text.
  func isSameUnit(_ first: String, _ second: String) -> Bool {
    guard first != second else { return true }
    guard let one = try? UnitOfMeasure(text: first), let other = try? UnitOfMeasure(text: second)
    else { return false }
    return one.matches(other)
  }

  private func coverage(
    _ units: [UnitOfMeasure?], _ analysis: UnitAnalysis?
  ) -> UnitCoverage {
    var report = UnitCoverage(
      symbolsWithoutUnit: zip(model.symbols, units).filter { $0.1 == nil }.map(\.0.name),
      symbolCount: units.count, equationCount: model.equations.count + model.checks.count)
    var unchecked: Set<Int> = []
    let rows =
      model.equations.lazy.map { ($0.family, $0.left, $0.right) }.map { $0 }
      + model.checks.map { ($0.family, $0.left, $0.right) }
    for (family, left, right) in rows {
      if let analysis, analysis.isComplete(left), analysis.isComplete(right) {
        report.checkedEquationCount += 1
      } else {
        unchecked.insert(family)
      }
    }
    report.uncheckedFamilies = unchecked.sorted().map { model.families[$0].name }
    return report
  }

  // MARK: Equations and checks

  private func checkEquations(_ finder: inout UnitFinder) {
    var reported: Set<Int> = []
    for row in model.equations where !reported.contains(row.family) {
      guard !finder.fits(row.left, row.right) else { continue }
      reported.insert(row.family)
      record(&finder, family: row.family, labels: row.labels)
    }
    for row in model.checks where !reported.contains(row.family) {
      guard !finder.fits(row.left, row.right) || !finder.fits(row.left, scale: row.scale) else {
        continue
      }
      reported.insert(row.family)
      record(&finder, family: row.family, labels: row.labels)
    }
  }

  private func record(_ finder: inout UnitFinder, family: Int, labels: [String]) {
    let equation = checked.equations[family]
    var frame = Frame(size: equation.frameSize)
    for (index, label) in zip(equation.indices, labels) {
      frame.slots[index.slot] = checked.sets[checked.sets[index.set].root].positions[label] ?? 0
    }
    let element = labels.isEmpty ? nil : "\(equation.name)[\(labels.joined(separator: ","))]"
    problems.attempt { () throws(Diagnostic) in
      if let problem = try finder.problem(in: equation, frame, element: element) {
        problems.record(problem)
      }
    }
  }

  // MARK: Values

  private func checkParameters(_ finder: inout UnitFinder) {
    for number in model.symbols.indices where model.symbols[number].kind == .parameter {
      guard let formula = checked.symbols[number].value else { continue }
      check(&finder, number, formula, checked.symbols[number].clauses.unitSpan) { cell in
        self.model.parameterFormula[cell]
      }
    }
  }

  private func checkPeriodValues(_ finder: inout UnitFinder) {
    for (number, declared) in checked.symbols.enumerated() where declared.kind != .parameter {
      let span = declared.clauses.unitSpan
      if let base = declared.base {
        check(&finder, number, base, span) { self.model.baseValue[$0] }
      }
      if let value = declared.value {
        check(&finder, number, value, span) { self.model.exogenousDefault[$0] }
      }
      guard model.maximumLag > 0 else { continue }
      if let before = declared.before {
        check(&finder, number, before, span) { self.model.valueBefore[0][$0] }
      } else if let growth = declared.growth {
        check(&finder, number, growth, nil, isRate: true) { self.model.valueBefore[0][$0] }
      }
    }
  }

  /// Checks what gives the cells of a symbol their values, up to the first mistake.
  private func check(
    _ finder: inout UnitFinder, _ number: Int, _ expression: CheckedExpression, _ unitSpan: Span?,
    isRate: Bool = false, _ node: (Int) -> NodeID?
  ) {
    let symbol = model.symbols[number]
    for cell in symbol.cells {
      guard let node = node(cell), !finder.fits(node, symbol: isRate ? nil : number) else {
        continue
      }
      let frame = frame(of: number, cell: cell - symbol.firstCell)
      problems.attempt { () throws(Diagnostic) in
        if let problem = try finder.problem(
          in: expression, frame, of: number, label: symbol.label(ofCell: cell), isRate: isRate)
        {
          problems.record(problem)
        }
      }
      return
    }
  }
}

extension UnitOfMeasure.Base {
  /// Whether it may be a currency: a name that is no physical unit.
  fileprivate var isMoney: Bool {
    if case .named(let name) = self { !UnitOfMeasure.physicalNames.contains(name) } else { false }
  }
}
