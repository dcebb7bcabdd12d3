import Equations

/// A short way to write models in tests: terms that combine with operators, symbols by name.
struct ModelBuilder {
  var model = EquationModel()
  private var nodes: [String: Node] = [:]

  init() {}

  private func symbol(
    _ name: String, _ kind: SymbolKind, _ cell: Int, _ isNominal: Bool
  ) -> ModelSymbol {
    ModelSymbol(
      name: name, kind: kind, firstCell: cell, isNominal: isNominal,
      location: SourceLocation(file: "test.eqn", line: model.symbols.count + 1, column: 1))
  }

  @discardableResult
  mutating func parameter(
    _ name: String, _ value: Double?, formula: Term? = nil, nominal: Bool = false
  ) -> Term {
    model.symbols.append(symbol(name, .parameter, model.parameterCellCount, nominal))
    model.parameterValue.append(value)
    model.parameterFormula.append(formula.map { node($0) })
    model.parameterCellCount += 1
    return .leaf(.parameter(model.parameterCellCount - 1))
  }

  private mutating func addCell(_ name: String, _ kind: SymbolKind, _ nominal: Bool) -> Term {
    model.symbols.append(symbol(name, kind, model.cellCount, nominal))
    model.baseValue.append(nil)
    model.exogenousDefault.append(nil)
    for lag in model.valueBefore.indices { model.valueBefore[lag].append(nil) }
    model.cellCount += 1
    return .leaf(.cell(model.cellCount - 1, lag: 0))
  }

  @discardableResult
  mutating func variable(
    _ name: String, base: Term? = nil, before: Term? = nil, nominal: Bool = false
  ) -> Term {
    let term = addCell(name, .variable, nominal)
    model.baseValue[model.cellCount - 1] = base.map { node($0) }
    if let before {
      if model.valueBefore.isEmpty {
        model.valueBefore = [[NodeID?](repeating: nil, count: model.cellCount)]
      }
      model.valueBefore[0][model.cellCount - 1] = node(before)
    }
    return term
  }

  @discardableResult
  mutating func exogenous(
    _ name: String, _ standard: Term? = nil, data: [Int: Double] = [:], nominal: Bool = false
  ) -> Term {
    let term = addCell(name, .exogenous, nominal)
    model.exogenousDefault[model.cellCount - 1] = standard.map { node($0) }
    model.exogenousData[model.cellCount - 1] = data
    return term
  }

  @discardableResult
  mutating func equation(_ name: String, _ left: Term, _ right: Term) -> Int {
    model.families.append(family(name))
    var determines: Int?
    if case .leaf(.cell(let cell, 0)) = left { determines = cell }
    model.equations.append(
      EquationRow(
        family: model.families.count - 1, labels: [], left: node(left), right: node(right),
        determines: determines))
    return model.equations.count - 1
  }

  mutating func check(_ name: String, _ left: Term, _ right: Term) {
    model.families.append(family(name))
    model.checks.append(
      CheckRow(
        family: model.families.count - 1, labels: [], left: node(left), right: node(right)))
  }

  private func family(_ name: String) -> EquationFamily {
    EquationFamily(
      name: name, text: "", block: "test",
      location: SourceLocation(file: "test.eqn", line: 100 + model.families.count, column: 1))
  }

  mutating func node(_ term: Term) -> NodeID {
    switch term {
    case .leaf(let leaf):
      if case .cell(_, let lag) = leaf { model.maximumLag = max(model.maximumLag, lag) }
      return model.graph.node(leaf)
    case .unary(let operation, let operand):
      let operand = node(operand)
      return model.graph.apply(operation, operand)
    case .binary(let operation, let left, let right):
      let left = node(left)
      let right = node(right)
      return model.graph.apply(operation, left, right)
    }
  }
}

/// An expression not yet in a graph.
indirect enum Term: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  case leaf(Node)
  case unary(UnaryOperator, Term)
  case binary(BinaryOperator, Term, Term)

  init(floatLiteral value: Double) { self = .leaf(.constant(value)) }
  init(integerLiteral value: Int) { self = .leaf(.constant(Double(value))) }
  init(_ value: Double) { self = .leaf(.constant(value)) }

  static func + (left: Term, right: Term) -> Term { .binary(.add, left, right) }
  static func - (left: Term, right: Term) -> Term { .binary(.subtract, left, right) }
  static func * (left: Term, right: Term) -> Term { .binary(.multiply, left, right) }
  static func / (left: Term, right: Term) -> Term { .binary(.divide, left, right) }
  func power(_ exponent: Term) -> Term { .binary(.power, self, exponent) }
  var log: Term { .unary(.log, self) }
  var exp: Term { .unary(.exp, self) }
  var sqrt: Term { .unary(.sqrt, self) }

  /// The same cell some periods ago.
  func lag(_ periods: Int = 1) -> Term {
    guard case .leaf(.cell(let cell, let lag)) = self else { preconditionFailure("Lag a cell.") }
    return .leaf(.cell(cell, lag: lag + periods))
  }

  /// The cell of a bare variable or exogenous value, or parameter.
  var cell: Int {
    switch self {
    case .leaf(.cell(let cell, _)): cell
    case .leaf(.parameter(let parameter)): parameter
    default: preconditionFailure("Not a cell.")
    }
  }
}
