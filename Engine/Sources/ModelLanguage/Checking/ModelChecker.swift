import Equations

/// Finds what every name of a parsed model stands for.
struct ModelChecker {
  let declarations: Declarations
  let statements: [Statement]
  let problems = DiagnosticCollector()
  private var equations: [String: Int] = [:]
  private var equationSpans: [String: Span] = [:]
  private var brokenEquations: Set<String> = []

  /// Checks all statements; mistakes are reported together.
  static func check(
    _ parsed: ParsedModel, data: ModelData
  ) throws(ModelDiagnostics) -> CheckedModel {
    var checker = ModelChecker(
      declarations: Declarations(parsed: parsed), statements: parsed.statements)
    SetChecker.check(
      checker.statements, checker.declarations, data: data, problems: checker.problems)
    checker.declareNames()
    checker.checkFunctions()
    checker.checkSets()
    checker.checkSymbols()
    checker.checkEquations()
    checker.checkCalibrations()
    try checker.problems.finish()
    return checker.declarations.model
  }

  private init(declarations: Declarations, statements: [Statement]) {
    self.declarations = declarations
    self.statements = statements
  }

  // MARK: Names

  private mutating func declareNames() {
    for statement in statements {
      guard case .index(let names, let setName) = statement.kind else { continue }
      let set = problems.attempt { () throws(Diagnostic) in try declarations.set(setName) }
      for name in names {
        problems.attempt { () throws(Diagnostic) in
          try declarations.declare(name, as: set.map { .index(set: $0) } ?? .broken)
        }
      }
    }
    for statement in statements {
      switch statement.kind {
      case .symbols(let syntax):
        for declarator in syntax.declarators {
          do throws(Diagnostic) {
            try declare(declarator, syntax, description: statement.description)
          } catch {
            problems.record(error)
            declarations.markBroken(declarator.name)
          }
        }
      case .function(let syntax):
        problems.attempt { () throws(Diagnostic) in
          try declarations.declare(syntax.name, as: .function(declarations.functions.count))
          declarations.functions.append(Declarations.Function(syntax: syntax))
          declarations.model.functions.append(
            ModelFunction(
              name: syntax.name.text, parameters: syntax.parameters.map(\.text), text: syntax.text,
              description: statement.description))
        }
      default: break
      }
    }
  }

  private func declare(
    _ declarator: SymbolSyntax.Declarator, _ syntax: SymbolSyntax, description: String
  ) throws(Diagnostic) {
    var sets: [Int] = []
    var seen: Set<String> = []
    for index in declarator.indices {
      if let set = declarations.range(index.text) {
        sets.append(set)
      } else {
        sets.append(try declarations.set(index))
      }
      guard seen.insert(index.text).inserted else {
        throw declarations.diagnostic(
          index.span, "`\(declarator.name.text)` has the index `\(index.text)` twice",
          help: "declare a second index of the same set: `index i, ii in …`")
      }
    }
    if syntax.clauses.isSparse, let value = declarator.value {
      throw declarations.diagnostic(
        value.span, "`sparse` is for what data lists, and `\(declarator.name.text)` has a value here",
        help: "remove `sparse`, or the value; `where` says which elements exist")
    }
    try declarations.declare(declarator.name, as: .symbol(declarations.model.symbols.count))
    declarations.model.symbols.append(
      CheckedSymbol(
        name: declarator.name, kind: syntax.kind, sets: sets,
        indexNames: declarator.indices.map(\.text), clauses: syntax.clauses,
        description: description))
  }

  // MARK: Functions, sets, symbols

  private mutating func checkFunctions() {
    for (number, function) in declarations.functions.enumerated() {
      var checker = ExpressionChecker(
        declarations, role: .equation, freeIndices: .refuse("give what depends on it as an argument"))
      checker.scope.function = number
      let failed =
        problems.attempt { () throws(Diagnostic) -> Void in
          for parameter in function.syntax.parameters {
            guard checker.scope.arguments[parameter.text] == nil else {
              throw declarations.diagnostic(
                parameter.span, "argument `\(parameter.text)` stands twice", help: "rename one")
            }
            checker.scope.arguments[parameter.text] = CheckedExpression(
              .constant(1), span: parameter.span, usesTime: true, depth: 1)
          }
          _ = try checker.expression(function.syntax.body)
        } == nil
      declarations.functions[number].isBroken = failed
    }
  }

  private mutating func checkSets() {
    for statement in statements {
      guard case .set(let syntax) = statement.kind, let restriction = syntax.condition,
        case .set(let number) = declarations[syntax.name.text],
        let parent = declarations.model.sets[number].parent
      else { continue }
      var checker = ExpressionChecker(declarations, role: .condition, freeIndices: .over(parent))
      problems.attempt { () throws(Diagnostic) in
        let condition = try checker.condition(restriction)
        declarations.model.sets[number].condition = condition
        declarations.model.sets[number].conditionSlots = checker.free.map(\.slot)
        declarations.model.sets[number].frameSize = checker.frameSize
      }
    }
  }

  private mutating func checkSymbols() {
    for statement in statements {
      guard case .symbols(let syntax) = statement.kind else { continue }
      for declarator in syntax.declarators {
        guard case .symbol(let number) = declarations[declarator.name.text],
          declarations.model.symbols[number].name.span == declarator.name.span
        else { continue }
        problems.attempt { () throws(Diagnostic) in
          try checkClauses(of: number, value: declarator.value)
        }
      }
    }
  }

  private func checkClauses(of number: Int, value: SyntaxExpression?) throws(Diagnostic) {
    var symbol = declarations.model.symbols[number]
    let clauses = symbol.clauses
    var frameSize = symbol.sets.count
    func check(
      _ syntax: SyntaxExpression?, _ role: ExpressionChecker.Role
    ) throws(Diagnostic) -> CheckedExpression? {
      guard let syntax else { return nil }
      var checker = checker(for: symbol, role: role)
      let checked = try checker.expression(syntax)
      frameSize = max(frameSize, checker.frameSize)
      return checked
    }
    symbol.value = try check(value, .formula)
    symbol.base = try check(clauses.base, .base)
    symbol.growth = try check(clauses.growth, .base)
    symbol.before = try check(clauses.before, .base)
    if let condition = clauses.condition {
      var checker = checker(for: symbol, role: .condition)
      symbol.condition = try checker.condition(condition)
      frameSize = max(frameSize, checker.frameSize)
    }
    if let inherited = clauses.inherits {
      try checkInheritance(symbol, inherited)
    }
    symbol.frameSize = frameSize
    declarations.model.symbols[number] = symbol
  }

  private func checker(
    for symbol: CheckedSymbol, role: ExpressionChecker.Role
  ) -> ExpressionChecker {
    var checker = ExpressionChecker(
      declarations, role: role,
      freeIndices: .refuse("sum over it, or declare `\(symbol.name.text)` over it"))
    checker.bind(symbol.indexNames, sets: symbol.sets)
    return checker
  }

  private func checkInheritance(_ symbol: CheckedSymbol, _ name: Name) throws(Diagnostic) {
    guard case .symbol(let other) = declarations[name.text],
      declarations.model.symbols[other].kind == .variable
    else {
      throw declarations.diagnostic(
        name.span, "`\(name.text)` is not a declared variable",
        help: declarations.guess(name.text) { if case .symbol = $0 { true } else { false } })
    }
    guard declarations.model.symbols[other].sets == symbol.sets else {
      throw declarations.diagnostic(
        name.span, "`\(symbol.name.text)` and `\(name.text)` are not over the same sets",
        help: "`\(name.text)` is declared as `\(declarations.signature(other))`")
    }
  }

  // MARK: Equations

  private mutating func checkEquations() {
    for statement in statements {
      guard case .equation(let syntax) = statement.kind else { continue }
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
    let leftIndices = checker.free.count
    let right = try checker.expression(syntax.right)
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
    let first = FirstVariable.find(in: left, declarations.model.symbols)
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
    guard let name = syntax.name?.text ?? first.map({ declarations.model.symbols[$0.symbol].name.text })
    else {
      throw declarations.diagnostic(
        syntax.left.span, "there is no variable on the left side to name this equation",
        help: "give it a name: `equation NAME: LEFT = RIGHT`")
    }
    if syntax.name == nil, let missing, leftIndices < checker.free.count || determined != nil {
      throw declarations.diagnostic(
        syntax.right.span, "index `\(missing.name)` is free here, but `\(name)` on the left lacks it",
        help: "sum over it: `sum(\(missing.name), …)`; if the equation is meant for every "
          + "`\(missing.name)`, give it a name: `equation NAME: LEFT = RIGHT`")
    }
    return CheckedEquation(
      name: name, syntax: syntax, span: statement.span, description: statement.description,
      indices: checker.free, frameSize: checker.frameSize, left: left, right: right,
      condition: condition, scale: scale, determined: determined,
      determinesEach: missing == nil)
  }

  // MARK: Calibrations

  private mutating func checkCalibrations() {
    for statement in statements {
      guard case .calibrate(let parameter, let indices, let equation) = statement.kind else {
        continue
      }
      problems.attempt { () throws(Diagnostic) in
        try check(parameter, indices, equation, span: statement.span)
      }
    }
  }

  private func check(
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
    if let known = declarations.model.calibrations.first(where: { $0.parameter == symbol }) {
      throw declarations.diagnostic(
        parameter.span, "`\(parameter.text)` is calibrated twice",
        help: "the other statement is at \(declarations.sources.place(known.span))")
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
