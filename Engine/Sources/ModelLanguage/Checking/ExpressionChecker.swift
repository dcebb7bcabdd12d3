import Equations

/// Looks up the names of one statement's expressions and expands functions.
///
/// A function's body is checked in a scope of its own, so its sums can never capture an index of the
/// arguments, which were checked in the scope of the call.
struct ExpressionChecker {
  /// What an expression is for, and so what it may hold.
  enum Role {
    /// Everything.
    case equation
    /// Parameters only.
    case formula
    /// Parameters and the base values of variables.
    case base
    /// Parameters whose values are known when the model is compiled.
    case condition
  }

  /// What becomes of an index that no sum binds.
  enum FreeIndices {
    case collect
    /// Only those over this set.
    case over(Int)
    case refuse(String)
  }

  struct Scope {
    var bound: [CheckedIndex] = []
    var arguments: [String: CheckedExpression] = [:]
    var freeIndices: FreeIndices
    /// The call that is being expanded.
    var call: (name: String, span: Span)?
    /// The number of the function whose body this is.
    var function: Int?
    /// How many calls deep it is.
    var callDepth = 0
  }

  let declarations: Declarations
  var role: Role
  var scope: Scope
  /// The indices found free, in order of appearance.
  private(set) var free: [CheckedIndex] = []
  private(set) var frameSize = 0
  private var summed: [(name: String, span: Span)] = []
  private var visited = 0

  /// The most nodes that one statement may expand to.
  static let sizeLimit = 200_000
  /// The deepest nesting after functions are expanded.
  static let depthLimit = 1_000
  /// The most terms that the functions of a model may expand to.
  static let expansionLimit = 20_000_000
  /// The longest chain of functions that call each other.
  static let callLimit = 100
  /// The most indices that run at once, or that a symbol has.
  static let indexLimit = 32
  /// The deepest lag.
  static let lagLimit = 100

  init(_ declarations: Declarations, role: Role, freeIndices: FreeIndices) {
    self.declarations = declarations
    self.role = role
    scope = Scope(freeIndices: freeIndices)
  }

  /// Binds the indices of a declaration, in order, to the first places of the frame.
  mutating func bind(_ names: [String], sets: [Int]) {
    for (name, set) in zip(names, sets) { scope.bound.append(newIndex(name, set: set)) }
  }

  /// Refuses a sum over an index that is also free.
  func checkShadowing() throws(Diagnostic) {
    for (name, span) in summed where free.contains(where: { $0.name == name }) {
      throw declarations.diagnostic(
        span, "`\(name)` is summed here and free elsewhere in this equation",
        help: "use another index of the same set: `index \(name)\(name) in …`")
    }
  }

  private mutating func newIndex(_ name: String, set: Int) -> CheckedIndex {
    frameSize += 1
    return CheckedIndex(name: name, slot: frameSize - 1, set: set)
  }

  func fail(_ span: Span, _ message: String, help: String? = nil) -> Diagnostic {
    var help = help
    if let call = scope.call {
      let place = declarations.sources.place(call.span)
      help = (help.map { $0 + "; " } ?? "") + "expanding `\(call.name)`, called at \(place)"
    }
    return declarations.diagnostic(span, message, help: help)
  }

  // MARK: Expressions

  mutating func expression(_ syntax: SyntaxExpression) throws(Diagnostic) -> CheckedExpression {
    visited += 1
    guard visited <= ExpressionChecker.sizeLimit else {
      throw fail(
        syntax.span, "this expands to more than \(ExpressionChecker.sizeLimit) terms",
        help: "functions that call functions grow quickly: give a part its own variable")
    }
    if scope.function != nil {
      declarations.expandedTerms += 1
      guard declarations.expandedTerms <= ExpressionChecker.expansionLimit else {
        throw fail(
          syntax.span,
          "the functions of this model expand to more than \(ExpressionChecker.expansionLimit) terms",
          help: "give what many equations share its own variable")
      }
    }
    let span = syntax.span
    switch syntax.kind {
    case .number(let value): return try make(.constant(value), span, [])
    case .name(let name, let indices, let shift):
      return try named(name, indices: indices, shift: shift, span: span)
    case .quoted(let text):
      throw fail(
        span, "the element '\(text)' is not a value",
        help: "elements stand between brackets, or in conditions beside an index")
    case .call(let name, let arguments):
      return try call(name, arguments, span: span)
    case .negate(let operand):
      let operand = try expression(operand)
      return try make(.unary(.negate, operand), span, [operand])
    case .power(let base, let exponent):
      let base = try expression(base)
      let exponent = try expression(exponent)
      return try make(.binary(.power, base, exponent), span, [base, exponent])
    case .chain(let first, let links):
      var operands = [try expression(first)]
      var checked: [CheckedExpression.Link] = []
      for link in links {
        let operand = try expression(link.operand)
        operands.append(operand)
        checked.append(CheckedExpression.Link(operation: link.operation, operand: operand))
      }
      return try make(.chain(operands[0], checked), span, operands)
    case .choice(let test, let first, let second):
      let test = try condition(test)
      let first = try expression(first)
      let second = try expression(second)
      return try make(.choice(test, first, second), span, [first, second])
    case .aggregate(let isProduct, let binders, let restriction, let body):
      return try aggregate(
        isProduct: isProduct, binders: binders, restriction: restriction, body: body, span: span)
    case .comparison, .membership, .combination, .all, .any, .not, .exists:
      throw fail(
        span, "a condition is not a value", help: "write `if CONDITION then A else B`")
    }
  }

  func make(
    _ kind: CheckedExpression.Kind, _ span: Span, _ operands: [CheckedExpression],
    usesTime: Bool = false
  ) throws(Diagnostic) -> CheckedExpression {
    let depth = 1 + (operands.lazy.map(\.depth).max() ?? 0)
    guard depth <= ExpressionChecker.depthLimit else {
      throw fail(
        span, "functions nest deeper than \(ExpressionChecker.depthLimit) levels here",
        help: "give a part of it a name with its own variable and equation")
    }
    return CheckedExpression(
      kind, span: span, usesTime: usesTime || operands.contains { $0.usesTime }, depth: depth)
  }

  private mutating func aggregate(
    isProduct: Bool, binders: [SyntaxExpression.Binder], restriction: SyntaxExpression?,
    body: SyntaxExpression, span: Span
  ) throws(Diagnostic) -> CheckedExpression {
    let outer = scope.bound
    defer { scope.bound = outer }
    var indices: [CheckedIndex] = []
    var domains: [CheckedCondition] = []
    for binder in binders {
      let name = binder.index
      if case .combinations(let number) = declarations[name.text],
        scope.arguments[name.text] == nil
      {
        guard binder.set == nil else {
          throw fail(
            name.span, "`\(name.text)` is a set of combinations and cannot be narrowed by `in`",
            help: "narrow it by a condition: `sum(\(name.text) where …, …)`")
        }
        let bound = try bind(number, at: name)
        indices += bound
        domains.append(.combination(bound.map { .slot($0.slot) }, set: number))
        continue
      }
      guard let declared = declarations.range(name.text), scope.arguments[name.text] == nil else {
        if case .broken = declarations[name.text] { throw .consequence }
        // An index cannot be declared before its set is.
        if let set = binder.set { _ = try declarations.set(set) }
        throw fail(
          name.span, "`\(name.text)` is not declared as an index",
          help: declarations.guess(name.text) { entry in
            switch entry {
            case .set, .index: true
            default: false
            }
          } ?? "declare it: `index \(name.text) in \(binder.set?.text ?? "SET")`")
      }
      guard !scope.bound.contains(where: { $0.name == name.text }) else {
        throw fail(
          name.span, "`\(name.text)` already runs here",
          help: "use another index of the same set: `index \(name.text)\(name.text) in …`")
      }
      var set = declared
      if let narrower = binder.set {
        set = try declarations.set(narrower)
        guard declarations.root(set) == declarations.root(declared) else {
          throw fail(
            narrower.span,
            "`\(name.text)` runs over `\(setName(declared))`, and `\(narrower.text)` is no part of it",
            help: "use an index of `\(narrower.text)`")
        }
      }
      if scope.function == nil { summed.append((name.text, name.span)) }
      try demandRoom(for: name)
      let index = newIndex(name.text, set: set)
      indices.append(index)
      scope.bound.append(index)
    }
    if let restriction { domains.append(try self.condition(restriction)) }
    let condition = domains.count > 1 ? .all(domains) : domains.first
    let body = try expression(body)
    return try make(
      .aggregate(isProduct: isProduct, binders: indices, condition: condition, body), span, [body])
  }

  private func demandRoom(for name: Name) throws(Diagnostic) {
    guard scope.bound.count + free.count < ExpressionChecker.indexLimit else {
      throw fail(
        name.span, "more than \(ExpressionChecker.indexLimit) indices run here",
        help: "give a part of it a name with its own variable and equation")
    }
  }

  /// Binds the names of the factors of a set of combinations, for a sum over it.
  private mutating func bind(_ number: Int, at name: Name) throws(Diagnostic) -> [CheckedIndex] {
    let set = declarations.model.combinations[number]
    var indices: [CheckedIndex] = []
    for (factor, range) in zip(set.factorNames, set.factors) {
      guard !scope.bound.contains(where: { $0.name == factor }) else {
        throw fail(
          name.span, "`\(name.text)` runs over `\(factor)`, which already runs here",
          help: "use other indices: `sum(i, j where (i, j) in \(name.text), …)`")
      }
      if scope.function == nil { summed.append((factor, name.span)) }
      try demandRoom(for: name)
      let index = newIndex(factor, set: range)
      indices.append(index)
      scope.bound.append(index)
    }
    return indices
  }

  func setName(_ set: Int) -> String { declarations.model.sets[set].name.text }

  // MARK: Indices

  /// The index of this name: one that runs here, or a free one.
  mutating func index(_ name: Name) throws(Diagnostic) -> CheckedIndex? {
    if let bound = scope.bound.last(where: { $0.name == name.text }) { return bound }
    guard let set = declarations.range(name.text) else { return nil }
    if scope.function == nil, let known = free.first(where: { $0.name == name.text }) {
      return known
    }
    switch scope.freeIndices {
    case .collect: break
    case .over(let parent) where parent == set: break
    case .over(let parent):
      throw fail(
        name.span, "`\(name.text)` does not run over `\(setName(parent))`",
        help: "the condition is on the elements of `\(setName(parent))`: use its name as the index")
    case .refuse(let reason):
      throw fail(name.span, "index `\(name.text)` is free here", help: reason)
    }
    try demandRoom(for: name)
    let index = newIndex(name.text, set: set)
    free.append(index)
    return index
  }

  /// What stands at one place between a symbol's brackets.
  mutating func reference(
    _ syntax: IndexSyntax, of symbol: Int, at place: Int
  ) throws(Diagnostic) -> IndexReference {
    let set = declarations.model.symbols[symbol].sets[place]
    let root = declarations.root(set)
    let name = syntax.name
    if syntax.kind == .name, let index = try index(name) {
      guard declarations.root(index.set) == root else {
        let ordinal = place < 4 ? ["first", "second", "third", "fourth"][place] : "\(place + 1)th"
        throw fail(
          name.span,
          "`\(name.text)` runs over `\(setName(index.set))`, but the \(ordinal) index of "
            + "`\(declarations.model.symbols[symbol].name.text)` is `\(setName(set))`",
          help: "it is declared as `\(declarations.signature(symbol))`: check the order")
      }
      return .slot(index.slot)
    }
    return .element(try element(name, in: set, isQuoted: syntax.kind == .quoted))
  }

  /// The position of an element in the largest set above `set`.
  func element(_ name: Name, in set: Int, isQuoted: Bool) throws(Diagnostic) -> Int {
    let largest = declarations.model.sets[declarations.root(set)]
    if let position = largest.positions[name.text] {
      if let members = declarations.model.sets[set].memberSet, !members.contains(position) {
        throw fail(
          name.span, "`\(name.text)` is not in `\(setName(set))`",
          help: "it is an element of `\(largest.name.text)` outside that part")
      }
      return position
    }
    let indices = isQuoted ? [] : declarations.indexNames(over: declarations.root(set))
    let guess = NameGuess.nearest(to: name.text, among: largest.elements + indices)
    let what = isQuoted ? "not an element" : "neither an index nor an element"
    throw fail(
      name.span, "`\(name.text)` is \(what) of `\(setName(set))`",
      help: guess.map { "did you mean `\($0)`?" }
        ?? (isQuoted
          ? "its elements are \(ExpressionChecker.listed(largest.elements))"
          : "declare it: `index \(name.text) in \(setName(set))`"))
  }

  static func listed(_ names: [String]) -> String {
    names.count <= 8
      ? names.joined(separator: ", ") : names.prefix(8).joined(separator: ", ") + ", …"
  }

  mutating func references(
    _ indices: [IndexSyntax], of symbol: Int, name: Name
  ) throws(Diagnostic) -> [IndexReference] {
    let expected = declarations.model.symbols[symbol].sets.count
    guard indices.count == expected else {
      let has = expected == 0 ? "no index" : expected == 1 ? "1 index" : "\(expected) indices"
      let given = indices.isEmpty ? "none is" : indices.count == 1 ? "1 is" : "\(indices.count) are"
      throw fail(
        name.span, "`\(name.text)` has \(has), but \(given) given",
        help: "write `\(declarations.signature(symbol))`")
    }
    var references: [IndexReference] = []
    for (place, index) in indices.enumerated() {
      references.append(try reference(index, of: symbol, at: place))
    }
    return references
  }
}

extension Declarations {
  /// The names that run over a set or a part of it.
  func indexNames(over root: Int) -> [String] {
    names { entry in
      switch entry {
      case .set(let set), .index(let set): self.root(set) == root
      default: false
      }
    }
  }
}
