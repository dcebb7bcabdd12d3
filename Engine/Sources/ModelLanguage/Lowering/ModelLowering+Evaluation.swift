import Equations

extension ModelLowering {
  /// What a symbol's indices point at.
  enum Target {
    case cell(Int)
    /// Its elements are in the sets, but this combination does not exist.
    case absent
    /// One of its elements is not in the set of that index.
    case outside(place: Int)
  }

  func target(
    _ symbol: Int, _ indices: [IndexReference], _ frame: Frame
  ) throws(Diagnostic) -> Target {
    if symbols[symbol].progress != .done { try findLayout(symbol) }
    var combination = 0
    for place in indices.indices {
      let element =
        switch indices[place] {
        case .slot(let slot): frame.slots[slot]
        case .element(let element): element
        }
      let number = symbols[symbol].layout.sets[place]
      if sets[number] == nil { _ = try set(number) }
      let position = Int(sets[number]?.positions[element] ?? -1)
      guard position >= 0 else { return .outside(place: place) }
      combination += position * symbols[symbol].layout.stride(place)
    }
    let cell = symbols[symbol].layout.cell(combination)
    return cell < 0 ? .absent : .cell(cell)
  }

  /// The cell meant, or nil for a structural zero of what data lists.
  func demandedCell(
    _ symbol: Int, _ indices: [IndexReference], _ frame: Frame, _ span: Span
  ) throws(Diagnostic) -> Int? {
    let declared = checked.symbols[symbol]
    switch try target(symbol, indices, frame) {
    case .cell(let cell): return cell
    case .absent where declared.clauses.isSparse: return nil
    case .absent:
      let written = sources.texts[Int(span.file)].bytes[Int(span.start)..<Int(span.end)]
      let reference = String(decoding: written.prefix { $0 != 93 }, as: UTF8.self)
      throw sources.diagnostic(
        span, "`\(label(symbol, indices, frame))` does not exist",
        help: "`\(declared.name.text)` is declared with `where`; add `where exists \(reference)]`")
    case .outside(let place):
      let set = checked.sets[declared.sets[place]].name.text
      throw sources.diagnostic(
        span, "`\(label(symbol, indices, frame))` does not exist",
        help: "`\(declared.name.text)` is declared over `\(set)`; "
          + "narrow the index with `where … in \(set)`")
    }
  }

  private func label(_ symbol: Int, _ indices: [IndexReference], _ frame: Frame) -> String {
    let declared = checked.symbols[symbol]
    let names = zip(indices, declared.sets).map { reference, set in
      let element =
        switch reference {
        case .slot(let slot): frame.slots[slot]
        case .element(let element): element
        }
      return checked.sets[checked.sets[set].root].elements[element]
    }
    return "\(declared.name.text)[\(names.joined(separator: ","))]"
  }

  func step(_ frame: inout Frame, _ span: Span) throws(Diagnostic) {
    frame.steps += 1
    steps += 1
    guard frame.steps <= Frame.limit else {
      throw sources.diagnostic(
        span, "this statement expands to more than \(Frame.limit) terms",
        help: "narrow its sums with `where`, or give a part its own variable")
    }
    guard steps <= ModelLowering.stepLimit, model.graph.nodes.count <= ModelLowering.nodeLimit
    else {
      throw tooLarge(span)
    }
  }

  /// What is said when the statements of a model together expand to too much.
  func tooLarge(_ span: Span) -> Diagnostic {
    sources.diagnostic(
      span,
      "the model grows too large here: more than \(ModelLowering.stepLimit / 1_000_000) million terms, "
        + "or \(ModelLowering.nodeLimit / 1_000_000) million of them different",
      help: "use smaller sets, or narrow its sums with `where`")
  }

  // MARK: Numbers

  /// The value of an expression of parameters.
  func evaluate(
    _ expression: CheckedExpression, _ frame: inout Frame
  ) throws(Diagnostic) -> Double {
    try step(&frame, expression.span)
    switch expression.kind {
    case .constant(let value): return value
    case .symbol(let symbol, let indices):
      guard let cell = try demandedCell(symbol, indices, frame, expression.span) else { return 0 }
      return try value(symbol, cell: cell, usedAt: expression.span)
    case .lag(let operand, _): return try evaluate(operand, &frame)
    case .unary(let operation, let operand):
      return operation.evaluate(try evaluate(operand, &frame))
    case .binary(let operation, let left, let right):
      return operation.evaluate(try evaluate(left, &frame), try evaluate(right, &frame))
    case .chain(let first, let links):
      var value = try evaluate(first, &frame)
      for link in links {
        value = link.operation.evaluate(value, try evaluate(link.operand, &frame))
      }
      return value
    case .choice(let condition, let first, let second):
      return try evaluate(try holds(condition, &frame) ? first : second, &frame)
    case .aggregate(let isProduct, let binders, let condition, let body):
      var total: Double = isProduct ? 1 : 0
      try forEach(binders[...], condition, &frame, expression.span) { (frame) throws(Diagnostic) in
        let value = try self.evaluate(body, &frame)
        if isProduct { total *= value } else { total += value }
      }
      return total
    }
  }

  /// Runs through the elements of indices for which a condition holds.
  func forEach(
    _ binders: ArraySlice<CheckedIndex>, _ condition: CheckedCondition?, _ frame: inout Frame,
    _ span: Span, _ body: (inout Frame) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard let binder = binders.first else {
      if let condition, try !holds(condition, &frame) { return }
      try body(&frame)
      return
    }
    for member in try set(binder.set).members {
      try step(&frame, span)
      frame.slots[binder.slot] = member
      try forEach(binders.dropFirst(), condition, &frame, span, body)
    }
  }

  // MARK: Conditions

  /// Whether a condition holds for the elements of a frame.
  func holds(_ condition: CheckedCondition, _ frame: inout Frame) throws(Diagnostic) -> Bool {
    frame.steps += 1
    switch condition {
    case .comparison(let comparison, let left, let right):
      conditionDepth += 1
      defer { conditionDepth -= 1 }
      let first = try evaluate(left, &frame)
      let second = try evaluate(right, &frame)
      switch comparison {
      case .equal: return first == second
      case .notEqual: return first != second
      case .less: return first < second
      case .lessOrEqual: return first <= second
      case .greater: return first > second
      case .greaterOrEqual: return first >= second
      }
    case .sameElement(let first, let second, let isEqual):
      return (element(first, frame) == element(second, frame)) == isEqual
    case .membership(let reference, let number, _):
      return try set(number).positions[element(reference, frame)] >= 0
    case .combination(let references, let number):
      return try contains(number, references.map { element($0, frame) })
    case .exists(let symbol, let indices):
      if case .cell = try target(symbol, indices, frame) { return true }
      return false
    case .all(let parts):
      for part in parts where try !holds(part, &frame) { return false }
      return true
    case .any(let parts):
      for part in parts where try holds(part, &frame) { return true }
      return false
    case .not(let inner): return try !holds(inner, &frame)
    }
  }

  /// Whether elements, by their positions in the largest sets, belong to a set of combinations.
  private func contains(_ number: Int, _ elements: [Int]) throws(Diagnostic) -> Bool {
    if let known = combinations[number][elements] { return known }
    let declared = checked.combinations[number]
    guard combinationsUnderway.insert(number).inserted else {
      throw sources.diagnostic(
        declared.name.span,
        "the condition of set `\(declared.name.text)` depends on the set itself",
        help: "choose its combinations by parameters that are not declared over it")
    }
    defer { combinationsUnderway.remove(number) }
    var holds = declared.members?.contains(elements) ?? true
    for (factor, element) in zip(declared.factors, elements) where holds {
      holds = try set(factor).positions[element] >= 0
    }
    if holds, let condition = declared.condition {
      var frame = Frame(size: declared.frameSize)
      for (place, element) in elements.enumerated() { frame.slots[place] = element }
      holds = try self.holds(condition, &frame)
    }
    combinations[number][elements] = holds
    return holds
  }

  /// The sets of combinations for the reader. What conditions read only for this decides nothing.
  func listedCombinations() -> [ModelCombinations] {
    let decisive = structural
    defer { structural = decisive }
    return checked.combinations.indices.map { number in
      let declared = checked.combinations[number]
      return ModelCombinations(
        name: declared.name.text, factors: declared.factorNames,
        combinations: try? members(ofCombinations: number), description: declared.description)
    }
  }

  /// The elements of each combination, the last factor's changing first; nil where there are too many.
  private func members(ofCombinations number: Int) throws(Diagnostic) -> [[String]]? {
    let factors = checked.combinations[number].factors
    var prefixes: [[Int]] = [[]]
    for factor in factors {
      let members = try set(factor).members
      guard prefixes.count * members.count <= ModelCombinations.listingLimit else { return nil }
      prefixes = prefixes.flatMap { prefix in members.map { prefix + [$0] } }
    }
    var kept: [[String]] = []
    for elements in prefixes where try contains(number, elements) {
      kept.append(
        zip(factors, elements).map { factor, element in
          checked.sets[checked.sets[factor].root].elements[element]
        })
    }
    return kept
  }

  private func element(_ reference: IndexReference, _ frame: Frame) -> Int {
    switch reference {
    case .slot(let slot): frame.slots[slot]
    case .element(let element): element
    }
  }
}
