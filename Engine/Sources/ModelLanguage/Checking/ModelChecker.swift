import Equations

/// Finds what every name of a parsed model stands for.
struct ModelChecker {
  let declarations: Declarations
  let statements: [Statement]
  let problems = DiagnosticCollector()
  /// The equations by name, and where each stands.
  var equations: [String: Int] = [:]
  var equationSpans: [String: Span] = [:]
  /// Where each parameter is calibrated.
  var calibrationSpans: [Int: Span] = [:]
  /// The names of equations whose mistakes have been reported.
  var brokenEquations: Set<String> = []

  /// Checks all statements; mistakes are reported together.
  static func check(
    _ parsed: ParsedModel, data: ModelData
  ) throws(ModelDiagnostics) -> CheckedModel {
    var checker = ModelChecker(
      declarations: Declarations(parsed: parsed), statements: parsed.statements)
    SetChecker.check(
      checker.statements, checker.declarations, data: data, problems: checker.problems)
    checker.declareNames(data: data)
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

  private mutating func declareNames(data: ModelData) {
    for statement in statements {
      guard case .index(let names, let setName) = statement.kind else { continue }
      let set = problems.attempt { () throws(Diagnostic) in try declarations.set(setName) }
      for name in names {
        problems.attempt { () throws(Diagnostic) in
          try declarations.declare(name, as: set.map { .index(set: $0) } ?? .broken)
        }
      }
    }
    SetChecker.checkCombinations(statements, declarations, data: data, problems: problems)
    for statement in statements {
      switch statement.kind {
      case .symbols(let syntax):
        for declarator in syntax.declarators where !problems.isFull {
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
    var names: [String] = []
    var combinations: [(set: Int, places: Range<Int>)] = []
    var seen: Set<String> = []
    guard declarator.indices.count <= ExpressionChecker.indexLimit else {
      throw declarations.diagnostic(
        declarator.name.span,
        "`\(declarator.name.text)` has more than \(ExpressionChecker.indexLimit) indices",
        help: "declare it over fewer sets")
    }
    for index in declarator.indices {
      if case .combinations(let number) = declarations[index.text] {
        let known = declarations.model.combinations[number]
        combinations.append((number, sets.count..<sets.count + known.factors.count))
        sets += known.factors
        names += known.factorNames
        if let twice = known.factorNames.first(where: { !seen.insert($0).inserted }) {
          throw declarations.diagnostic(
            index.span, "`\(declarator.name.text)` has the index `\(twice)` twice",
            help: "declare a second index of the same set: `index i, ii in …`")
        }
        continue
      }
      names.append(index.text)
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
        value.span,
        "`sparse` is for what data lists, and `\(declarator.name.text)` has a value here",
        help: "remove `sparse`, or the value; `where` says which elements exist")
    }
    try declarations.declare(declarator.name, as: .symbol(declarations.model.symbols.count))
    declarations.model.symbols.append(
      CheckedSymbol(
        name: declarator.name, kind: syntax.kind, sets: sets,
        indexNames: names, combinations: combinations, clauses: syntax.clauses,
        description: description))
  }

  // MARK: Functions, sets, symbols

  private mutating func checkFunctions() {
    for (number, function) in declarations.functions.enumerated() where !problems.isFull {
      var checker = ExpressionChecker(
        declarations, role: .equation,
        freeIndices: .refuse("give what depends on it as an argument"))
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
      guard case .set(let syntax) = statement.kind, let restriction = syntax.condition else {
        continue
      }
      if case .combinations(let number) = declarations[syntax.name.text] {
        problems.attempt { () throws(Diagnostic) in try check(number, restriction) }
        continue
      }
      guard case .set(let number) = declarations[syntax.name.text],
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

  private func check(_ number: Int, _ restriction: SyntaxExpression) throws(Diagnostic) {
    let set = declarations.model.combinations[number]
    var checker = ExpressionChecker(
      declarations, role: .condition,
      freeIndices: .refuse("use \(set.factorNames.joined(separator: " and ")), or sum over it"))
    checker.bind(set.factorNames, sets: set.factors)
    declarations.model.combinations[number].condition = try checker.condition(restriction)
    declarations.model.combinations[number].frameSize = checker.frameSize
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
    let domains = symbol.combinations.map { set, places in
      CheckedCondition.combination(places.map { .slot($0) }, set: set)
    }
    if !domains.isEmpty {
      symbol.condition = .all(domains + (symbol.condition.map { [$0] } ?? []))
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
}
