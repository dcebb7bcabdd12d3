import Equations

/// Writes expressions in Dynare's syntax, in full and in the order in which they are evaluated here.
///
/// Numbers have as many digits as it takes to read back the same number. Brackets keep the order of
/// operations, also where mathematics would not need them: `a + (b + c)` stays what it is. Dynare
/// knows `min`, `max`, `abs` and `sign`; `step(x)` is the comparison `(x >= 0)`, which is 1 or 0 there.
struct DynareExpressionPrinter {
  let graph: ExpressionGraph
  let names: DynareNames

  /// How tightly the outermost operator of a text binds.
  private enum Binding: Int, Comparable {
    case sum, product, power, atom
    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
  }

  /// The text of an expression.
  func text(_ id: NodeID) -> String {
    var result = ""
    write(id, to: &result)
    return result
  }

  /// The text of an expression as an operand of a subtraction.
  func term(_ id: NodeID) -> String {
    var result = ""
    write(id, atLeast: .product, to: &result)
    return result
  }

  private func binding(_ id: NodeID) -> Binding {
    switch graph[id] {
    case .constant(let value): value.sign == .minus ? .sum : .atom
    case .parameter, .cell: .atom
    case .unary(let operation, _): operation == .negate ? .sum : .atom
    case .binary(let operation, _, _):
      switch operation {
      case .add, .subtract: .sum
      case .multiply, .divide: .product
      case .power: .power
      case .minimum, .maximum: .atom
      }
    }
  }

  private func write(_ id: NodeID, atLeast least: Binding, to text: inout String) {
    let needsBrackets = binding(id) < least
    if needsBrackets { text += "(" }
    write(id, to: &text)
    if needsBrackets { text += ")" }
  }

  private func write(_ id: NodeID, to text: inout String) {
    switch graph[id] {
    case .constant(let value): text += Self.number(value)
    case .parameter(let parameter): text += names.ofParameter[parameter]
    case .cell(let cell, let lag): text += names.ofCell[cell] + (lag == 0 ? "" : "(-\(lag))")
    case .unary(.negate, let operand):
      text += "-"
      write(operand, atLeast: .power, to: &text)
    case .unary(.step, let operand):
      text += "("
      write(operand, to: &text)
      text += " >= 0)"
    case .unary(let operation, let operand):
      text += operation.name + "("
      write(operand, to: &text)
      text += ")"
    case .binary(.add, _, _), .binary(.subtract, _, _): writeChain(id, .sum, to: &text)
    case .binary(.multiply, _, _), .binary(.divide, _, _): writeChain(id, .product, to: &text)
    case .binary(.power, let base, let exponent):
      write(base, atLeast: .atom, to: &text)
      text += "^"
      write(exponent, atLeast: .atom, to: &text)
    case .binary(let operation, let left, let right):
      text += operation == .minimum ? "min(" : "max("
      write(left, to: &text)
      text += ", "
      write(right, to: &text)
      text += ")"
    }
  }

  /// Writes `a + b - c` or `a * b / c` from the left: a sum may have more terms than the stack is
  /// deep.
  private func writeChain(_ root: NodeID, _ level: Binding, to text: inout String) {
    var links: [(sign: String, operand: NodeID)] = []
    var first = root
    while case .binary(let operation, let left, let right) = graph[first],
      binding(first) == level
    {
      let sign =
        switch operation {
        case .add: " + "
        case .subtract: " - "
        case .multiply: " * "
        default: " / "
        }
      links.append((sign, right))
      first = left
    }
    write(first, atLeast: level, to: &text)
    let tighter = level == .sum ? Binding.product : .power
    for link in links.reversed() {
      text += link.sign
      write(link.operand, atLeast: tighter, to: &text)
    }
  }

  /// A finite number such that reading it gives the same bits.
  static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
