import Equations

extension ModelChecker {
  mutating func checkEquations() {
    for statement in statements {
      guard case .equation(let syntax) = statement.kind, !problems.isFull else { continue }
      do throws(Diagnostic) {
        let equation = try check(syntax, statement)
        if let known = equationSpans[equation.name] {
          throw declarations.diagnostic(
            syntax.left.span, "two equations are named `\(equation.name)`",
            help: "the other is at \(declarations.sources.place(known)); give this one a name: "
              + "`equation NAME: LEFT = RIGHT`")
        }
        equationSpans[equation.name] = statement.span
        equations[equation.name] = declarations.model.equations.count
        declarations.model.equations.append(equation)
      } catch {
        problems.record(error)
        if let name = syntax.name ?? firstName(syntax.left) { brokenEquations.insert(name.text) }
      }
    }
  }

  private func firstName(_ syntax: SyntaxExpression) -> Name? {
    if case .name(let name, _, _) = syntax.kind { return name }
    return nil
  }

  private func check(
    _ syntax: EquationSyntax, _ statement: Statement
  ) throws(Diagnostic) -> CheckedEquation {
    var checker = ExpressionChecker(declarations, role: .equation, freeIndices: .collect)
    let left = try checker.expression(syntax.left)
    let right: CheckedExpression
    var leftIndices = checker.free.count
    var complement: (left: CheckedExpression, right: CheckedExpression)?
    if let second = syntax.complement {
      right = try checker.expression(syntax.right)
      leftIndices = 0
      complement = (try checker.expression(second.left), try checker.expression(second.right))
    } else {
      right = try checker.expression(syntax.right)
    }
    let scale: CheckedExpression? =
      if let scale = syntax.scale { try checker.expression(scale) } else { nil }
    let named = checker.free
    let condition: CheckedCondition? =
      if let condition = syntax.condition { try checker.condition(condition) } else { nil }
    try checker.checkShadowing()
    if checker.free.count > named.count, let extra = checker.free.last {
      throw declarations.diagnostic(
        syntax.condition?.span ?? statement.span,
        "index `\(extra.name)` stands in the condition only",
        help: "sum over it, or use an index of the equation")
    }
    let first =
      FirstVariable.find(in: complement?.left ?? left, declarations.model.symbols)
      ?? complement.flatMap { FirstVariable.find(in: $0.right, declarations.model.symbols) }
    if let complement, first == nil {
      throw declarations.diagnostic(
        complement.left.span, "there is no variable after `perp`",
        help: "write the value that gives way there: `A >= B perp x >= 0`")
    }
    let slots = Set(checker.free.map(\.slot))
    var determined: (symbol: Int, indices: [IndexReference])?
    if let first, !syntax.isCheck {
      let isFree = first.indices.allSatisfy { reference in
        if case .slot(let slot) = reference { slots.contains(slot) } else { true }
      }
      if isFree { determined = first }
    }
    let used = Set(
      (determined?.indices ?? []).compactMap { reference -> Int? in
        if case .slot(let slot) = reference { slot } else { nil }
      })
    let missing = checker.free.first { !used.contains($0.slot) }
    guard
      let name = syntax.name?.text ?? first.map({ declarations.model.symbols[$0.symbol].name.text })
    else {
      throw declarations.diagnostic(
        syntax.left.span, "there is no variable on the left side to name this equation",
        help: "give it a name: `equation NAME: LEFT = RIGHT`")
    }
    if syntax.name == nil, let missing, leftIndices < checker.free.count || determined != nil {
      throw declarations.diagnostic(
        syntax.right.span,
        "index `\(missing.name)` is free here, but `\(name)` on the left lacks it",
        help: "sum over it: `sum(\(missing.name), …)`; if the equation is meant for every "
          + "`\(missing.name)`, give it a name: `equation NAME: LEFT = RIGHT`")
    }
    return CheckedEquation(
      name: name, syntax: syntax, span: statement.span, description: statement.description,
      indices: checker.free, frameSize: checker.frameSize, left: left, right: right,
      condition: condition, scale: scale, complement: complement, determined: determined,
      determinesEach: missing == nil)
  }

  // MARK: Calibrations

  mutating func checkCalibrations() {
    for statement in statements {
      guard case .calibrate(let parameter, let indices, let equation) = statement.kind else {
        continue
      }
      problems.attempt { () throws(Diagnostic) in
        try check(parameter, indices, equation, span: statement.span)
      }
    }
  }

  private mutating func check(
    _ parameter: Name, _ indices: [IndexSyntax], _ name: Name, span: Span
  ) throws(Diagnostic) {
    var checker = ExpressionChecker(declarations, role: .formula, freeIndices: .collect)
    let value = try checker.named(
      parameter, indices: indices.isEmpty ? nil : indices, shift: nil, span: parameter.span)
    guard case .symbol(let symbol, let references) = value.kind else { throw .consequence }
    guard let number = equations[name.text] else {
      if brokenEquations.contains(name.text) { throw .consequence }
      throw declarations.diagnostic(
        name.span, "there is no equation `\(name.text)`",
        help: NameGuess.nearest(to: name.text, among: equations.keys.sorted())
          .map { "did you mean `\($0)`?" } ?? "name one of the equations of the model")
    }
    let equation = declarations.model.equations[number]
    guard !equation.syntax.isCheck else {
      throw declarations.diagnostic(
        name.span, "`\(name.text)` is a check, not an equation",
        help: "a parameter is found from an equation that is solved")
    }
    guard equation.complement == nil else {
      throw declarations.diagnostic(
        name.span, "`\(name.text)` is a complementarity condition and determines no parameter",
        help: "calibrate the parameter in an equation that holds with equality in the base year")
    }
    if let known = calibrationSpans.updateValue(span, forKey: symbol) {
      throw declarations.diagnostic(
        parameter.span, "`\(parameter.text)` is calibrated twice",
        help: "the other statement is at \(declarations.sources.place(known))")
    }
    let free = checker.free
    var frame: [Int?] = equation.indices.map { index in
      free.first { $0.name == index.name }?.slot
    }
    if frame.compactMap({ $0 }).count < free.count, free.count == equation.indices.count {
      frame = free.map(\.slot)
    }
    let fits = zip(equation.indices, frame).allSatisfy { index, slot in
      guard let other = free.first(where: { $0.slot == slot }) else { return false }
      return declarations.root(other.set) == declarations.root(index.set)
    }
    guard fits, free.count == equation.indices.count else {
      let names = equation.indices.map(\.name).joined(separator: ", ")
      throw declarations.diagnostic(
        span, "`\(parameter.text)` and equation `\(name.text)` do not run over the same indices",
        help: names.isEmpty
          ? "the equation has no index" : "the indices of the equation are [\(names)]")
    }
    declarations.model.calibrations.append(
      CheckedCalibration(
        parameter: symbol, references: references, indices: free, equation: number, frame: frame,
        span: span))
  }
}
