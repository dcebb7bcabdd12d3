import Equations
import Quantities

extension ModelLowering {
  /// Decides which elements of a symbol exist, and reads its values.
  func findLayout(_ symbol: Int) throws(Diagnostic) {
    let declared = checked.symbols[symbol]
    switch symbols[symbol].progress {
    case .done: return
    case .failed: throw .consequence
    case .underway:
      throw sources.diagnostic(
        declared.name.span, "which elements of `\(declared.name.text)` exist is circular",
        help: "its `where` depends on itself")
    case .untouched: break
    }
    symbols[symbol].progress = .underway
    do throws(Diagnostic) {
      try buildLayout(symbol)
      symbols[symbol].progress = .done
    } catch {
      symbols[symbol].progress = .failed
      throw error
    }
  }

  private func buildLayout(_ symbol: Int) throws(Diagnostic) {
    let declared = checked.symbols[symbol]
    var sizes: [Int] = []
    var product = 1
    for number in declared.sets {
      sizes.append(try set(number).members.count)
      product = product.multipliedReportingOverflow(by: sizes[sizes.count - 1]).partialValue
      guard product <= ModelLowering.cellLimit, product >= 0 else {
        throw sources.diagnostic(
          declared.name.span,
          "`\(declared.name.text)` would have more than \(ModelLowering.cellLimit) elements",
          help: "declare it over fewer or smaller sets")
      }
    }
    let full = Layout(sets: declared.sets, sizes: sizes)
    var layout = full
    if let condition = declared.condition {
      var frame = Frame(size: declared.frameSize)
      let kept = try waiting(for: declared.name.span, depth: 1) {
        () throws(Diagnostic) -> [Int] in
        var kept: [Int] = []
        for combination in 0..<full.fullCount {
          fill(&frame, full.positions(ofCombination: combination), sets: declared.sets)
          frame.steps = 0
          if try holds(condition, &frame) { kept.append(combination) }
        }
        return kept
      }
      layout = Layout(full, keeping: kept)
    }
    cellCount += layout.count
    guard cellCount <= ModelLowering.totalCellLimit else { throw tooManyCells(declared.name.span) }
    if declared.kind == .variable {
      symbols[symbol].layout = layout
    } else {
      try readValues(symbol, layout: layout, full: full)
    }
  }

  private func tooManyCells(_ span: Span) -> Diagnostic {
    sources.diagnostic(
      span,
      "the symbols of this model have more than \(ModelLowering.totalCellLimit / 1_000_000) million "
        + "elements together",
      help: "declare them over fewer or smaller sets, or with `where`")
  }

  // MARK: Values

  private func readValues(
    _ symbol: Int, layout: Layout, full: Layout
  ) throws(Diagnostic) {
    let declared = checked.symbols[symbol]
    let name = declared.name.text
    let isParameter = declared.kind == .parameter
    let file = try data.first("\(name).csv")
    let row = declared.sets.isEmpty && file == nil ? try scalars.row(name) : nil
    for file in scalars.files { dataFiles[file.path] = file }
    let start: LoweredSymbol.State =
      calibrated.contains(symbol) ? .calibrated : declared.value != nil ? .formula : .failed
    func prepare(_ layout: Layout) {
      symbols[symbol].layout = layout
      symbols[symbol].values = [Double](repeating: 0, count: layout.count)
      symbols[symbol].states = [LoweredSymbol.State](repeating: start, count: layout.count)
    }
    if let file { dataFiles[file.path] = file }
    let place = file?.path ?? row.map { "\($0.table.file.path):\($0.table.table.lines[$0.row])" }
    if let place, start == .calibrated || (isParameter && start == .formula) {
      throw sources.diagnostic(
        declared.name.span, "`\(name)` has a value in data too, at \(place)",
        help: start == .calibrated
          ? "a calibrated parameter is found by the model: remove the data"
          : "keep one: remove `= …` here, or the data")
    }
    if let file {
      let table = try SymbolTable(
        file, symbol: name, columns: columnNames(declared), layout: full,
        position: { (place, element) throws(ElementProblem) in
          try self.position(of: element, in: declared.sets[place])
        }, unitProblem: { unitProblem($0, first: $1, of: declared) })
      prepare(
        declared.clauses.isSparse
          ? Layout(full, keeping: Array(Set(table.entries.map(\.combination))).sorted()) : layout)
      try store(table, in: symbol, domain: layout)
      // Read before anything is set from outside: a table that is set aside still says its years.
      let years = symbols[symbol].series.values
      let (begins, ends) = (years.compactMap { $0.keys.min() }, years.compactMap { $0.keys.max() })
      let hasDefault = start == .formula
      if let first = hasDefault ? begins.min() : begins.max(),
        let last = hasDefault ? ends.max() : ends.min()
      {
        symbols[symbol].datedTable = DatedTable(
          symbol: name, file: file.path, first: first, last: last, hasDefault: hasDefault)
      }
    } else {
      prepare(declared.clauses.isSparse && row == nil ? Layout(full, keeping: []) : layout)
    }
    if let row {
      if let unit = row.unit, let problem = unitProblem(unit, first: nil, of: declared) {
        throw row.table.problem(row: row.row, problem.message, help: problem.help)
      }
      try checkRange(of: row, declared)
      (symbols[symbol].unit, symbols[symbol].status) = (row.unit, row.status)
      symbols[symbol].source = row.source
      for cell in symbols[symbol].values.indices {
        symbols[symbol].values[cell] = row.value
        symbols[symbol].states[cell] = .known
      }
    }
    try applyOverrides(to: symbol)
    try demandValues(symbol, hasData: place != nil)
  }

  private func columnNames(_ declared: CheckedSymbol) -> [[String]] {
    zip(declared.sets, declared.indexNames).map { number, index in
      var names = [checked.sets[number].name.text, index]
      if declared.sets.filter({ $0 == number }).count > 1 { names.reverse() }
      var parent = checked.sets[number].parent
      while let larger = parent {
        names.append(checked.sets[larger].name.text)
        parent = checked.sets[larger].parent
      }
      return names
    }
  }

  private func position(of element: String, in number: Int) throws(ElementProblem) -> Int {
    let declared = checked.sets[number]
    let root = checked.sets[declared.root]
    if let position = root.positions[element], let place = sets[number]?.positions[position],
      place >= 0
    {
      return Int(place)
    }
    let names = sets[number]?.members.map { root.elements[$0] } ?? []
    throw ElementProblem(
      message: "\"\(element)\" is not an element of `\(declared.name.text)`",
      help: NameGuess.nearest(to: element, among: names).map { "did you mean \"\($0)\"?" }
        ?? "the elements are \(ExpressionChecker.listed(names))")
  }

  private func store(
    _ table: SymbolTable, in symbol: Int, domain: Layout
  ) throws(Diagnostic) {
    let declared = checked.symbols[symbol]
    let data = table.table
    guard declared.kind == .exogenous || !table.hasYears else {
      throw data.problem(
        "column \"year\": parameter `\(declared.name.text)` does not change over time",
        help: "remove the column, or declare it exogenous")
    }
    if !table.hasYears, declared.value != nil {
      throw data.problem(
        "`\(declared.name.text)` has a value in the text too, at \(sources.place(declared.name.span))",
        help: "keep one, or give the data by year")
    }
    (symbols[symbol].unit, symbols[symbol].status) = (table.unit, table.status)
    try checkRange(of: table, declared)
    for entry in table.entries {
      let cell = symbols[symbol].layout.cell(entry.combination)
      guard cell >= 0, domain.cell(entry.combination) >= 0 else {
        throw data.problem(
          row: entry.row, "this element of `\(declared.name.text)` does not exist",
          help:
            "the `where` of its declaration leaves it out: remove the row, or widen the condition")
      }
      let isRepeated: Bool
      if let year = entry.year {
        isRepeated =
          symbols[symbol].series[cell, default: [:]].updateValue(entry.value, forKey: year) != nil
      } else {
        isRepeated = symbols[symbol].states[cell] == .known
        symbols[symbol].values[cell] = entry.value
        symbols[symbol].states[cell] = .known
      }
      guard !isRepeated else {
        let year = entry.year.map { " in \($0)" } ?? ""
        throw data.problem(
          row: entry.row, "`\(label(symbol, cell: cell))`\(year) stands twice in this table",
          help: "remove one of the rows")
      }
    }
  }

  /// What is wrong with the unit stated beside a value: values are never converted.
  private func unitProblem(
    _ unit: String, first: String?, of declared: CheckedSymbol
  ) -> (message: String, help: String)? {
    guard !unit.isEmpty, let stated = declared.clauses.unit ?? first, !isSameUnit(stated, unit)
    else { return nil }
    let place =
      declared.clauses.unit == nil
      ? "in the rows above" : "at \(sources.place(declared.name.span))"
    return (
      "`\(declared.name.text)` is in \"\(unit)\" here and in \"\(stated)\" \(place)",
      "convert the data, or correct the unit"
    )
  }

  private func applyOverrides(to symbol: Int) throws(Diagnostic) {
    for (labels, value) in overrides[symbol] ?? [] {
      var isFound = labels == nil
      for cell in symbols[symbol].values.indices {
        let layout = symbols[symbol].layout
        let isMeant =
          labels.map { $0 == self.labels(layout.positions(of: cell), sets: layout.sets) } ?? true
        guard isMeant else { continue }
        isFound = true
        symbols[symbol].values[cell] = value
        symbols[symbol].states[cell] = .known
        symbols[symbol].series[cell] = nil
        symbols[symbol].overridden.insert(cell)
      }
      guard isFound else {
        let name = checked.symbols[symbol].name
        throw sources.diagnostic(
          name.span,
          "`\(name.text)[\((labels ?? []).joined(separator: ","))]` does not exist and cannot be set",
          help: "set an element that `where` or the data keeps")
      }
    }
  }

  /// Every cell must have a value from somewhere.
  private func demandValues(_ symbol: Int, hasData: Bool) throws(Diagnostic) {
    let declared = checked.symbols[symbol]
    let name = declared.name.text
    let missing = symbols[symbol].states.indices.filter { cell in
      symbols[symbol].states[cell] == .failed && symbols[symbol].series[cell] == nil
    }
    let noTable = !hasData && symbols[symbol].overridden.isEmpty && declared.value == nil
    if declared.clauses.inherits != nil && !hasData { return }
    if declared.clauses.isSparse ? noTable : !missing.isEmpty && !hasData {
      let names = declared.sets.map { checked.sets[$0].name.text }.joined(separator: ", ")
      let signature = names.isEmpty ? name : "\(name)[\(names)]"
      let scalar = declared.sets.isEmpty ? " and no row in parameters.csv" : ""
      throw sources.diagnostic(
        declared.name.span, "`\(name)` has no value: there is no \(name).csv in the data\(scalar)",
        help: declared.clauses.isSparse
          ? "add it to the data: an empty table is one with a header only"
          : "add it to the data, or write `\(declared.kind.rawValue) \(signature) = …`"
      ).ofMissingData
    }
    guard let first = missing.first else { return }
    let others = missing.count == 1 ? "" : ", nor for \(missing.count - 1) others"
    throw Diagnostic(
      file: try data.first("\(name).csv")?.path ?? "\(name).csv",
      message: "there is no row for `\(label(symbol, cell: first))`\(others)",
      help:
        "a missing value is not a zero: add the row, or declare `\(name)` sparse or with `where`")
  }
}
