import Equations

/// Reads a model's text, every variant of it, for what an author may want otherwise.
///
/// A finding is kept quiet by a comment on a line above its statement, with the reason:
/// `# lint: allow magic-number: the definition of the index`.
public struct ModelLinter {
  private let text: ModelText
  /// What the data say of each symbol; empty where they are not at hand.
  private let symbols: [String: ModelSymbol]
  private let hasData: Bool
  private var findings: [(finding: LintFinding, statement: Span)] = []

  /// The smallest expression, in names and numbers, whose repetition is told.
  static let repeatedSize = 8

  /// A linter of a model.
  /// - Parameter compiled: The model with its data, which give units and sources too.
  public init(_ text: ModelText, compiled: CompiledModel? = nil) {
    self.text = text
    symbols = Dictionary(
      (compiled?.model.symbols ?? []).map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
    hasData = compiled != nil
  }

  private var statements: [Statement] { text.syntax.flatMap(\.statements) }

  /// All findings, in the order of the files and lines.
  public func lint() -> [LintFinding] {
    var linter = self
    linter.findDescriptions()
    linter.findUnused()
    linter.findEquations()
    linter.findSharedNames()
    linter.findRepetitions()
    let allowed = text.allowances()
    return linter.findings.filter { finding, statement in
      !allowed.contains {
        $0.rule == finding.rule.rawValue && $0.statement == statement
      }
    }.enumerated().sorted { one, other in
      let (first, second) = (one.element, other.element)
      return (
        first.statement.file, first.finding.location.line, first.finding.location.column, one.offset
      )
        < (
          second.statement.file, second.finding.location.line, second.finding.location.column,
          other.offset
        )
    }.map(\.element.finding)
  }

  private mutating func find(
    _ rule: LintFinding.Rule, _ name: Name, in statement: Statement, _ message: String,
    advice: String
  ) {
    findings.append(
      (
        LintFinding(
          rule: rule, location: text.sources.location(name.span), subject: name.text,
          message: message, advice: advice), statement.span
      ))
  }

  // MARK: Words

  private mutating func findDescriptions() {
    var described: Set<String> = []
    let moving = self.moving
    // A sentence speaks of all declarations of its kind down to the next blank line.
    let inGroups = text.describedGroups()
    for statement in statements
    where !statement.description.isEmpty || inGroups.contains(statement.span) {
      switch statement.kind {
      case .symbols(let symbols): described.formUnion(symbols.declarators.map(\.name.text))
      case .equation(let equation):
        if let name = ModelText.determined(by: equation, moving: moving) { described.insert(name) }
      default: break
      }
    }
    for statement in statements {
      switch statement.kind {
      case .symbols(let syntax):
        for declarator in syntax.declarators {
          findDescription(
            declarator, syntax, statement, isDescribed: described.contains(declarator.name.text))
        }
      case .equation(let equation) where statement.description.isEmpty:
        if let name = ModelText.determined(by: equation, moving: moving), !equation.isCheck,
          described.contains(name)
        {
          continue
        }
        guard let name = equation.name else { continue }
        find(
          .noSentence, name, in: statement,
          "no sentence says what \(equation.isCheck ? "check" : "equation") `\(name.text)` means",
          advice: "write one above it, on a line that begins with ##")
      default: break
      }
    }
  }

  private mutating func findDescription(
    _ declarator: SymbolSyntax.Declarator, _ syntax: SymbolSyntax, _ statement: Statement,
    isDescribed: Bool
  ) {
    let name = declarator.name
    let symbol = symbols[name.text]
    // What follows from other parameters has their sources and units, and a name that says what it is.
    let isFormula = declarator.value.map { !$0.isNumber } ?? false
    if !isDescribed, !(syntax.kind == .parameter && isFormula) {
      find(
        .noSentence, name, in: statement, "no sentence says what `\(name.text)` means",
        advice: "write one above its declaration, on a line that begins with ##")
    }
    let unit = syntax.clauses.unit ?? symbol?.unit ?? ""
    let needsUnit =
      syntax.kind != .parameter || (!isFormula && (hasData || declarator.value != nil))
    if unit.isEmpty, needsUnit {
      find(
        .noUnit, name, in: statement, "`\(name.text)` has no unit",
        advice: "add unit \"…\": a share, an index, a number of something")
    }
    // Tables have their sources beside them; a single value has it in the text or in its row.
    let isScalar = declarator.indices.isEmpty && hasData
    guard syntax.kind != .variable, !isFormula, isScalar || declarator.value != nil else { return }
    if (syntax.clauses.source ?? symbol?.source ?? "").isEmpty, syntax.clauses.inherits == nil,
      syntax.clauses.status != .illustrative
    {
      find(
        .noSource, name, in: statement, "`\(name.text)` has a value and no source",
        advice:
          "add source \"…\", or a source in its table; or say `status illustrative` where there is none"
      )
    }
  }

  // MARK: Uses

  private mutating func findUnused() {
    var used: Set<String> = []
    for item in text.items { used.formUnion(item.uses) }
    // An index or set is used where something runs over it.
    for statement in statements {
      switch statement.kind {
      case .symbols(let syntax):
        for declarator in syntax.declarators { used.formUnion(declarator.indices.map(\.text)) }
      case .calibrate(_, let indices, _): used.formUnion(indices.map(\.name.text))
      default: break
      }
    }
    for statement in statements {
      switch statement.kind {
      case .index(let names, let set) where names.contains(where: { used.contains($0.text) }):
        used.insert(set.text)
      default: break
      }
    }
    for statement in statements {
      var unused: [(name: Name, what: String)] = []
      switch statement.kind {
      case .symbols(let syntax) where syntax.kind != .variable:
        let what = syntax.kind == .parameter ? "parameter" : "exogenous value"
        unused = syntax.declarators.map { ($0.name, what) }
      case .set(let set): unused = [(set.name, "set")]
      case .index(let names, _): unused = names.map { ($0, "index") }
      case .function(let function): unused = [(function.name, "function")]
      default: break
      }
      for (name, what) in unused where !used.contains(name.text) {
        find(
          .unused, name, in: statement, "nothing reads the \(what) `\(name.text)`",
          advice: "remove it, or use it where it belongs")
      }
    }
  }

  private var moving: Set<String> {
    var moving: Set<String> = []
    for statement in statements {
      if case .symbols(let syntax) = statement.kind, syntax.kind != .parameter {
        moving.formUnion(syntax.declarators.map(\.name.text))
      }
    }
    return moving
  }

  // MARK: Equations

  private mutating func findEquations() {
    let moving = self.moving
    var mayBeZero: Set<String> = []
    var withoutBase: [String: (Name, Statement)] = [:]
    var hasBase = false
    for statement in statements {
      guard case .symbols(let syntax) = statement.kind else { continue }
      if syntax.kind == .exogenous, syntax.clauses.allowsZero {
        mayBeZero.formUnion(syntax.declarators.map(\.name.text))
      }
      if syntax.kind == .variable {
        if syntax.clauses.base != nil { hasBase = true }
        if syntax.clauses.base == nil, syntax.clauses.before == nil {
          for declarator in syntax.declarators {
            withoutBase[declarator.name.text] = (declarator.name, statement)
          }
        }
      }
    }
    for statement in statements {
      guard case .equation(let equation) = statement.kind else { continue }
      let determined = ModelText.determined(by: equation, moving: moving)
      let subject = equation.name?.text ?? determined ?? ""
      if equation.isCheck {
        if equation.left.key == equation.right.key {
          let name = equation.name ?? Name(text: subject, span: equation.left.span)
          find(
            .emptyCheck, name, in: statement,
            "both sides of check `\(subject)` are the same, so it cannot fail",
            advice: "write one side from other items of the accounts")
        }
        continue
      }
      for side in equation.sides {
        findNumbers(side, subject, statement)
        findZeros(side, mayBeZero, subject, statement)
      }
      if hasBase, let determined, let (name, declaration) = withoutBase[determined],
        !equation.left.isBareName
      {
        find(
          .noBase, name, in: declaration,
          "`\(determined)` has no base value, and its equation does not stand solved for it",
          advice: "add base …, or write the equation as `\(determined) = …`")
      }
    }
  }

  private mutating func findNumbers(
    _ expression: SyntaxExpression, _ subject: String, _ statement: Statement
  ) {
    switch expression.kind {
    case .number(let value):
      guard !ModelLinter.isPlain(value) else { return }
      let shown = Typesetter.plain(value)
      find(
        .magicNumber, Name(text: subject, span: expression.span), in: statement,
        "the equation of `\(subject)` holds the number \(shown), of which nothing says what it is",
        advice: "declare a parameter with a unit, a source and a status")
    case .call(let name, let arguments) where name.text == "lag":
      if let first = arguments.first { findNumbers(first, subject, statement) }
    // A condition is decided before anything is solved: its numbers are tolerances.
    case .choice(_, let then, let otherwise):
      findNumbers(then, subject, statement)
      findNumbers(otherwise, subject, statement)
    case .aggregate(_, _, _, let body): findNumbers(body, subject, statement)
    default: for child in expression.children { findNumbers(child, subject, statement) }
    }
  }

  /// 0, 1, 2, a half and powers of ten are arithmetic, not economics.
  private static func isPlain(_ value: Double) -> Bool {
    if [0, 1, 2, 0.5].contains(value) { return true }
    var power = 1e-12
    while power < 1e13 {
      if abs(value - power) <= 1e-9 * power { return true }
      power *= 10
    }
    return false
  }

  private mutating func findZeros(
    _ expression: SyntaxExpression, _ names: Set<String>, _ subject: String, _ statement: Statement
  ) {
    var places: [(Name, String)] = []
    expression.visit { inner in
      switch inner.kind {
      case .chain(_, let links):
        for link in links where link.operation == .divide {
          if case .name(let name, _, _) = link.operand.kind, names.contains(name.text) {
            places.append((name, "divides by"))
          }
        }
      case .call(let function, let arguments)
      where ["log", "dlog", "growth"].contains(function.text):
        if case .name(let name, _, _)? = arguments.first?.kind, names.contains(name.text) {
          places.append((name, function.text == "growth" ? "divides by" : "takes the logarithm of"))
        }
      default: break
      }
    }
    for (name, what) in places {
      find(
        .mayBeZero, name, in: statement,
        "the equation of `\(subject)` \(what) `\(name.text)`, whose declaration allows zero",
        advice: "declare it positive, or within bounds above zero")
    }
  }

  // MARK: Names and repetition

  private mutating func findSharedNames() {
    var declared: [String: String] = [:]
    var indices: Set<String> = []
    for statement in statements {
      switch statement.kind {
      case .symbols(let syntax):
        for one in syntax.declarators { declared[one.name.text] = syntax.kind.rawValue }
      case .set(let set):
        declared[set.name.text] = "set"
        indices.insert(set.name.text)
      case .index(let names, _):
        for name in names { declared[name.text] = "index" }
        indices.formUnion(names.map(\.text))
      default: break
      }
    }
    for statement in statements {
      switch statement.kind {
      case .function(let function):
        for argument in function.parameters {
          guard let what = declared[argument.text] else { continue }
          find(
            .sharedName, argument, in: statement,
            "the argument `\(argument.text)` of `\(function.name.text)` hides the \(what) of that name",
            advice: "give the argument another name")
        }
      case .set(let set):
        for element in set.elements ?? [] where indices.contains(element.text) {
          find(
            .sharedName, element, in: statement,
            "the element `\(element.text)` has the name of an index or set, which is meant where it stands bare",
            advice: "rename one, or write '\(element.text)' in quotes")
        }
      default: break
      }
    }
  }

  private mutating func findRepetitions() {
    var seen: [String: [(Span, Statement)]] = [:]
    var order: [String] = []
    var sizes: [String: Int] = [:]
    for statement in statements {
      guard case .equation(let equation) = statement.kind, !equation.isCheck else { continue }
      for side in equation.sides {
        side.visit { inner in
          let size = inner.leafCount
          guard size >= ModelLinter.repeatedSize else { return }
          let key = inner.key
          if seen[key] == nil {
            order.append(key)
            sizes[key] = size
          }
          seen[key, default: []].append((inner.span, statement))
        }
      }
    }
    var covered: [Span] = []
    for key in order.sorted(by: { sizes[$0, default: 0] > sizes[$1, default: 0] }) {
      guard let places = seen[key], places.count > 1 else { continue }
      // A part of an expression that is repeated whole is no other finding.
      if covered.contains(where: {
        $0.file == places[1].0.file && $0.start <= places[1].0.start && places[1].0.end <= $0.end
      }) {
        continue
      }
      covered += places.map(\.0)
      let first = text.sources.location(places[0].0)
      let others = places.dropFirst().map { text.sources.place($0.0) }
      let shown = String(key.prefix(40)) + (key.count > 40 ? "…" : "")
      find(
        .repeatedExpression, Name(text: shown, span: places[0].0), in: places[0].1,
        "an expression of \(sizes[key, default: 0]) names and numbers at line \(first.line) is written again at \(others.joined(separator: ", "))",
        advice: "give it a name: a variable with its own equation, or a function")
    }
  }
}

extension ClauseSyntax {
  /// Whether the values allowed include zero.
  var allowsZero: Bool {
    if let lever { return lever.lowerBound <= 0 && lever.upperBound >= 0 }
    return range?.contains(0) ?? true
  }
}

extension SyntaxExpression {
  /// Whether it is a number, with or without a sign.
  var isNumber: Bool {
    switch kind {
    case .number: true
    case .negate(let inner): inner.isNumber
    default: false
    }
  }

  /// Whether it is a name alone, not lagged.
  var isBareName: Bool {
    if case .name(_, _, let shift) = kind { return shift ?? 0 == 0 }
    return false
  }
}

extension ModelText {
  /// The declarations that stand below one with a sentence, with no blank line between.
  func describedGroups() -> Set<Span> {
    var result: Set<Span> = []
    for block in syntax {
      let source = sources.texts[block.file]
      var kind: SymbolKind?
      var end: Int?
      for statement in block.statements {
        let isSeparate = source.hasBlankLine(from: end, to: Int(statement.span.start))
        if isSeparate { kind = nil }
        if case .symbols(let symbols) = statement.kind {
          if !statement.description.isEmpty {
            kind = symbols.kind
          } else if kind == symbols.kind {
            result.insert(statement.span)
          }
        }
        end = Int(statement.span.end)
      }
    }
    return result
  }

  /// The comments that allow a finding, each with the statement it stands above or beside.
  func allowances() -> [(rule: String, statement: Span)] {
    var result: [(rule: String, statement: Span)] = []
    for block in syntax {
      for comment in block.comments {
        let words = comment.text.drop { $0 == "#" }.split(separator: " ").map(String.init)
        guard words.count > 2, words[0] == "lint:", words[1] == "allow" else { continue }
        let rule = words[2].trimmingSuffix(":")
        if let statement = block.statements.first(where: { $0.span.end > comment.span.start }) {
          result.append((rule, statement.span))
        }
      }
    }
    return result
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
