import Equations
import Quantities

/// Finds the place in the text of a mistake in units, once the graph has shown that there is one.
///
/// The expression is walked again beside its graph: every part of it is a node that the analysis
/// knows, and the mistake is where a part is wrong and its own parts are right.
struct UnitFinder {
  let lowering: ModelLowering
  private(set) var analysis: UnitAnalysis
  let units: [UnitOfMeasure?]

  init(_ lowering: ModelLowering, _ analysis: UnitAnalysis, _ units: [UnitOfMeasure?]) {
    self.lowering = lowering
    self.analysis = analysis
    self.units = units
  }

  /// A part of an expression, for one combination of elements.
  struct Part {
    let expression: CheckedExpression
    let node: NodeID
    let frame: Frame
  }

  /// Where a mistake stands.
  private struct Place {
    let mistake: UnitMistake
    /// What is underlined.
    let span: Span
    /// The operands, as far as they can be named.
    let first: Part?
    let second: Part?
    /// Where it stands in a function, if it does.
    let function: Span?
    let root: NodeID
    let isSum: Bool
  }

  // MARK: Quick answers

  func fits(_ left: NodeID, _ right: NodeID) -> Bool {
    !analysis.isMistaken(left) && !analysis.isMistaken(right) && analysis.agree(left, right)
  }

  func fits(_ side: NodeID, scale: NodeID?) -> Bool {
    scale.map { fits(side, $0) } ?? true
  }

  /// Whether a node can be the value of a symbol; without a symbol, whether it has no mistake.
  func fits(_ node: NodeID, symbol: Int?) -> Bool {
    guard !analysis.isMistaken(node) else { return false }
    guard let symbol, let unit = units[symbol] else { return true }
    return analysis.agrees(node, with: unit)
  }

  // MARK: Problems

  /// What is wrong in an equation or check, for one combination of its elements.
  mutating func problem(
    in equation: CheckedEquation, _ frame: Frame, element: String?
  ) throws(Diagnostic) -> Diagnostic? {
    let syntax = equation.syntax
    var sides: [Part] = []
    var expressions = [(equation.left, syntax.left.span), (equation.right, syntax.right.span)]
    if let complement = equation.complement, let second = syntax.complement {
      expressions += [
        (complement.left, second.left.span), (complement.right, second.right.span),
      ]
    }
    for (expression, span) in expressions
      + (equation.scale.map { [($0, syntax.scale?.span ?? equation.span)] } ?? [])
    {
      let side = try part(expression, lag: 0, frame)
      if let place = try find(expression, lag: 0, frame, root: span, visible: span, side.node) {
        return diagnostic(place, element: element)
      }
      sides.append(side)
    }
    if !analysis.agree(sides[0].node, sides[1].node) {
      return diagnostic(
        syntax.right.span, different(.equal, sides[0], sides[1], span: syntax.right.span),
        roots: [sides[0].node, sides[1].node], element: element)
    }
    if let second = syntax.complement {
      guard !analysis.agree(sides[2].node, sides[3].node) else { return nil }
      return diagnostic(
        second.right.span, different(.equal, sides[2], sides[3], span: second.right.span),
        roots: [sides[2].node, sides[3].node], element: element)
    }
    guard sides.count > 2, !analysis.agree(sides[0].node, sides[2].node) else { return nil }
    let span = syntax.scale?.span ?? equation.span
    return diagnostic(
      span, different(.relative, sides[0], sides[2], span: span),
      roots: [sides[0].node, sides[2].node], element: element)
  }

  /// What is wrong in an expression that gives a symbol a value, for one of its cells.
  mutating func problem(
    in expression: CheckedExpression, _ frame: Frame, of symbol: Int, label: String, isRate: Bool
  ) throws(Diagnostic) -> Diagnostic? {
    let side = try part(expression, lag: 0, frame)
    let span = expression.span
    if let place = try find(expression, lag: 0, frame, root: span, visible: span, side.node) {
      return diagnostic(place, element: nil)
    }
    let wanted = isRate ? UnitOfMeasure.one : units[symbol]
    guard let wanted, !analysis.agrees(side.node, with: wanted) else { return nil }
    let own = words(analysis.measure(of: side.node))
    if isRate {
      return lowering.sources.diagnostic(
        span, "a rate of growth is a pure number, and this is \(own.asPredicate)",
        help: "0.02 is two percent a year: state its unit as \"share a year\"")
    }
    let message =
      "`\(label)` is measured in \(unitWords(of: symbol)), and its value here is \(own.asPredicate)"
    return diagnostic(
      span,
      (message, help(.quantity(wanted), analysis.measure(of: side.node), lacking: "the value")),
      roots: [side.node], element: nil)
  }

  // MARK: Search

  private mutating func part(
    _ expression: CheckedExpression, lag: Int, _ frame: Frame
  ) throws(Diagnostic) -> Part {
    var inner = frame
    inner.steps = 0
    let node = try lowering.emit(expression, lag: lag, &inner)
    analysis.extend(to: lowering.model.graph)
    return Part(expression: expression, node: node, frame: frame)
  }

  /// The mistake in an expression whose parts are searched first.
  private mutating func find(
    _ expression: CheckedExpression, lag: Int, _ frame: Frame, root: Span, visible: Span,
    _ node: NodeID
  ) throws(Diagnostic) -> Place? {
    guard analysis.isMistaken(node) else { return nil }
    let isInside =
      expression.span.file == root.file && expression.span.start >= root.start
      && expression.span.end <= root.end
    let visible = isInside ? expression.span : visible
    let function = isInside ? nil : expression.span
    func place(
      _ mistake: UnitMistake?, span: Span? = nil, _ first: Part?, _ second: Part?,
      isSum: Bool = false
    ) -> Place? {
      guard let mistake else { return nil }
      return Place(
        mistake: mistake, span: span ?? visible, first: first, second: second, function: function,
        root: node, isSum: isSum)
    }
    switch expression.kind {
    case .constant, .symbol: return nil
    case .lag(let operand, let periods):
      return try find(
        operand, lag: lag + periods, frame, root: root, visible: visible,
        part(operand, lag: lag + periods, frame).node)
    case .choice(let condition, let first, let second):
      var inner = frame
      let taken = try lowering.holds(condition, &inner) ? first : second
      return try find(
        taken, lag: lag, frame, root: root, visible: visible, part(taken, lag: lag, frame).node)
    case .unary(_, let operand):
      let below = try part(operand, lag: lag, frame)
      if let found = try find(
        operand, lag: lag, frame, root: root, visible: visible, below.node)
      {
        return found
      }
      return place(analysis.mistake(at: node), below, nil)
    case .binary(let operation, let left, let right):
      return try search(
        left, [CheckedExpression.Link(operation: operation, operand: right)], lag: lag, frame,
        root: root, visible: visible, place: place)
    case .chain(let first, let links):
      return try search(
        first, links, lag: lag, frame, root: root, visible: visible, place: place)
    case .aggregate(let isProduct, let binders, let condition, let body):
      var frames: [Frame] = []
      var inner = frame
      inner.steps = 0
      try lowering.forEach(binders[...], condition, &inner, expression.span) {
        (frame) throws(Diagnostic) in frames.append(frame)
      }
      var total: NodeID?
      var firstTerm: Part?
      for frame in frames {
        let term = try part(body, lag: lag, frame)
        if let found = try find(body, lag: lag, frame, root: root, visible: visible, term.node) {
          return found
        }
        let next = apply(isProduct ? .multiply : .add, total, term.node)
        if let mistake = analysis.mistake(at: next) {
          return place(mistake, firstTerm, term, isSum: true)
        }
        total = next
        firstTerm = firstTerm ?? term
      }
      return nil
    }
  }

  private mutating func apply(
    _ operation: BinaryOperator, _ total: NodeID?, _ term: NodeID
  ) -> NodeID {
    guard let total else { return term }
    let node = lowering.model.graph.apply(operation, total, term)
    analysis.extend(to: lowering.model.graph)
    return node
  }

  /// The mistake in a chain of operations: in an operand, or where the first fails to fit.
  private mutating func search(
    _ first: CheckedExpression, _ links: [CheckedExpression.Link], lag: Int, _ frame: Frame,
    root: Span, visible: Span,
    place: (UnitMistake?, Span?, Part?, Part?, Bool) -> Place?
  ) throws(Diagnostic) -> Place? {
    let start = try part(first, lag: lag, frame)
    if let found = try find(first, lag: lag, frame, root: root, visible: visible, start.node) {
      return found
    }
    var total = start.node
    // The operand that gave a sum its unit: the first that has one.
    var named = start
    for link in links {
      let operand = try part(link.operand, lag: lag, frame)
      if let found = try find(
        link.operand, lag: lag, frame, root: root, visible: visible, operand.node)
      {
        return found
      }
      let next = apply(link.operation, total, operand.node)
      if let mistake = analysis.mistake(at: next) {
        let isInside =
          link.operand.span.file == root.file && link.operand.span.start >= root.start
          && link.operand.span.end <= root.end
        return place(mistake, isInside ? link.operand.span : nil, named, operand, false)
      }
      let measure = analysis.measure(of: named.node)
      if measure == .zero || measure == .unknown { named = operand }
      total = next
    }
    return nil
  }

  // MARK: Messages

  private func diagnostic(_ place: Place, element: String?) -> Diagnostic {
    diagnostic(
      place.span, message(place), roots: [place.root], element: element, function: place.function)
  }

  private func message(_ place: Place) -> (String, String?) {
    switch place.mistake {
    case .different(let operation, let left, let right):
      let first = place.first.map { name($0) ?? "one term" } ?? "one term"
      let second = place.second.map { name($0) ?? "this term" } ?? "this term"
      let verb =
        switch operation {
        case .add: "added"
        case .subtract: "subtracted"
        default: "compared"
        }
      let subjects =
        place.isSum ? ("one term of this sum", "another") : (first, second)
      return (
        sentence(subjects.0, left, subjects.1, right) + ": they cannot be \(verb)",
        help(
          left, right, lacking: place.isSum ? "the other" : second,
          places: [place.first, place.second])
      )
    case .exponentHasUnit(let measure):
      let exponent = place.second.flatMap { name($0) } ?? "the exponent"
      return (
        "\(exponent) is \(words(measure).asPredicate), and an exponent is a pure number",
        "divide it by what it is measured against"
      )
    case .exponentVaries(let base):
      let named = place.first.flatMap { name($0) } ?? "the base"
      return (
        "\(named) is \(words(base).asPredicate) and raised to a power that changes over time",
        "raise a ratio instead, such as its value relative to the base year"
      )
    case .exponential(let measure):
      let named = place.first.flatMap { name($0) } ?? "this"
      return (
        "`exp` takes a pure number, and \(named) is \(words(measure).asPredicate)",
        "divide it by what it is measured against"
      )
    case .logarithm(let unit):
      return (
        "the logarithm of \(words(.quantity(unit)).text) is used as a number here",
        "take the logarithm of a ratio, as in `log(x / x0)`; weights on logarithms are pure numbers"
      )
    }
  }

  private enum Relation { case equal, relative }

  private func different(
    _ relation: Relation, _ left: Part, _ right: Part, span: Span
  ) -> (String, String?) {
    let leftName = isSymbol(left) ? name(left) ?? "the left side" : "the left side"
    let rightName =
      relation == .relative
      ? "the scale" : isSymbol(right) ? name(right) ?? "the right side" : "the right side"
    let first = analysis.measure(of: left.node)
    let second = analysis.measure(of: right.node)
    return (
      sentence(leftName, first, rightName, second)
        + (relation == .equal ? ": they cannot be equal" : ": they cannot be compared"),
      help(
        first, second, lacking: relation == .equal ? "the right side" : "the scale",
        places: [left, right])
    )
  }

  /// "`a` is measured in t and `b` in persons"
  private func sentence(
    _ first: String, _ left: Measure, _ second: String, _ right: Measure
  ) -> String {
    let (one, other) = (words(left), words(right))
    if one.isUnit && other.isUnit {
      return "\(first) is measured in \(one.text) and \(second) in \(other.text)"
    }
    return "\(first) is \(one.asPredicate) and \(second) is \(other.asPredicate)"
  }

  private struct Words {
    let text: String
    let isUnit: Bool
    /// "measured in t", "a pure number", "the logarithm of t"
    var asPredicate: String { isUnit ? "measured in \(text)" : text }
  }

  private func words(_ measure: Measure) -> Words {
    switch measure {
    case .zero: Words(text: "zero", isUnit: false)
    case .unknown: Words(text: "of unknown unit", isUnit: false)
    case .quantity(let unit): Words(text: text(unit), isUnit: !unit.isOne)
    case .logarithm(let unit): Words(text: "the logarithm of \(text(unit))", isUnit: false)
    }
  }

  /// A unit as a symbol of the model states it, or spelt out.
  private func text(_ unit: UnitOfMeasure) -> String {
    guard !unit.isOne else { return unit.description }
    let known = units.firstIndex { $0?.matches(unit) ?? false }
    guard let known, !lowering.model.symbols[known].unit.hasPrefix("index") else {
      return unit.description
    }
    return lowering.model.symbols[known].unit
  }

  private func unitWords(of symbol: Int) -> String {
    let stated = lowering.model.symbols[symbol].unit
    return lowering.model.symbols[symbol].isNominal && stated.hasPrefix("index")
      ? "\(stated), nominal" : stated
  }

  private func help(
    _ left: Measure, _ right: Measure, lacking: String, places: [Part?] = []
  ) -> String? {
    guard case .quantity(let first) = left, case .quantity(let second) = right else {
      guard case .logarithm(let first) = left, case .logarithm(let second) = right else {
        return "take the logarithm of a ratio, or state the unit of what stands beside it"
      }
      return "what is left over is the logarithm of \((first / second).description): do the "
        + "weights sum to 1?"
    }
    if let literal = places.compactMap({ $0 }).first(where: { analysis.isNumber($0.node) }) {
      let other = first.isOne ? second : first
      let shown = name(literal) ?? "it"
      return "a number in an equation has no unit: write "
        + "`parameter NAME = \(shown.filter { $0 != "`" }) unit \"\(text(other))\"` and use that"
    }
    let ratio = first / second
    if ratio.factors.isEmpty {
      return "the units differ in size, and numbers are never converted: multiply \(lacking) by "
        + "`\(conversion(from: second, to: first))`"
    }
    if ratio.atBasePrices.isOne {
      let exponents = ratio.factors.map(\.exponent)
      if exponents.count == 1, abs(abs(exponents[0]) - 1) < UnitOfMeasure.tolerance {
        return "money of the day and money at the prices of a year differ by a price index: "
          + "multiply the real amount by one, or divide the nominal amount"
      }
      if exponents.count == 2, exponents[0] == -exponents[1] {
        return "the prices of two years differ by what prices rose in between: multiply by a "
          + "parameter in \"\(quotient(first, second))\""
      }
      return "what is left over is \(ratio.description): do the exponents sum to 1?"
    }
    let declared = places.compactMap { $0 }.filter(isSymbol).compactMap { part -> String? in
      guard case .symbol(let symbol, _) = part.expression.kind else { return nil }
      let name = lowering.checked.symbols[symbol].name
      return "`\(name.text)` at \(lowering.sources.place(name.span))"
    }
    return
      "\(lacking) lacks a factor in \"\(quotient(first, second))\", or a unit is stated wrongly"
      + (declared.isEmpty ? "" : ": see " + declared.joined(separator: " and "))
  }

  /// The declaration of a parameter that turns numbers in one unit into those in another.
  private func conversion(from second: UnitOfMeasure, to first: UnitOfMeasure) -> String {
    let ratio = first / second
    let unit = [
      quotient(first, second), ratio.description, "1 per \((second / first).description)",
    ]
    .first { (try? UnitOfMeasure(text: $0))?.matches(ratio) ?? false }
    let names = Set(lowering.checked.symbols.map(\.name.text))
    var (name, number) = ("conversion", 2)
    while names.contains(name) { (name, number) = ("conversion\(number)", number + 1) }
    return "parameter \(name) = \(first.conversion(from: second))"
      + (unit.map { " unit \"\($0)\"" } ?? "")
  }

  /// The unit of what turns the second into the first.
  private func quotient(_ first: UnitOfMeasure, _ second: UnitOfMeasure) -> String {
    let spelt = (first / second).description
    guard spelt.contains("10^") || spelt.contains(".") || (first / second).factors.isEmpty else {
      return spelt
    }
    let (above, below) = (first.isOne ? "1" : text(first), text(second))
    guard !second.isOne else { return above }
    return above.contains(" per ") || below.contains(" per ") ? spelt : "\(above) per \(below)"
  }

  private func isSymbol(_ part: Part) -> Bool {
    switch part.expression.kind {
    case .symbol: true
    case .lag(let operand, _): if case .symbol = operand.kind { true } else { false }
    default: false
    }
  }

  /// A part as it is written, with the elements of this combination where it is one symbol.
  private func name(_ part: Part) -> String? {
    let node = lowering.model.graph[part.node]
    if isSymbol(part) {
      switch node {
      case .parameter(let cell): return "`\(lowering.model.label(ofParameter: cell))`"
      case .cell(let cell, let lag):
        return "`\(lowering.model.label(ofCell: cell))\(lag == 0 ? "" : "[-\(lag)]")`"
      default: break
      }
    }
    let span = part.expression.span
    let bytes = lowering.sources.texts[Int(span.file)].bytes[Int(span.start)..<Int(span.end)]
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.count <= 40, !text.contains("\n") else { return nil }
    return "`\(text)`"
  }

  private func diagnostic(
    _ span: Span, _ message: (String, String?), roots: [NodeID], element: String?,
    function: Span? = nil
  ) -> Diagnostic {
    var help = message.1.map { [$0] } ?? []
    let exponents = exponents(in: roots)
    if !exponents.isEmpty { help.append("exponents: " + exponents.joined(separator: ", ")) }
    if let function { help.append("in the function at \(lowering.sources.place(function))") }
    if let element { help.append("first found for `\(element)`") }
    return lowering.sources.diagnostic(
      span, message.0, help: help.isEmpty ? nil : help.joined(separator: "; "))
  }

  /// The exponents and weights of logarithms that decide the unit, with their values.
  private func exponents(in roots: [NodeID]) -> [String] {
    var analysis = analysis
    let printer = ExpressionPrinter(model: lowering.model, depth: 3)
    var shown: [String] = []
    for id in lowering.model.graph.reachable(from: roots) {
      guard case .binary(let operation, let left, let right) = lowering.model.graph[id] else {
        continue
      }
      let exponent: NodeID
      switch (operation, analysis.measure(of: left), analysis.measure(of: right)) {
      case (.power, .quantity(let base), _) where !base.isOne: exponent = right
      case (.multiply, .logarithm, _): exponent = right
      case (.multiply, _, .logarithm): exponent = left
      default: continue
      }
      guard !analysis.isNumber(exponent), let value = analysis.value(exponent) else { continue }
      let text = "`\(printer.text(exponent))` is \(UnitFinder.number(value))"
      if !shown.contains(text) { shown.append(text) }
      if shown.count == 4 { break }
    }
    return shown
  }

  private static func number(_ value: Double) -> String {
    CSVWriter.number((value * 1e6).rounded() / 1e6)
  }
}
