/// Prints expressions with the names of a model's symbols, as they would be written in model text.
public struct ExpressionPrinter: Sendable {
  private let model: EquationModel
  private let graph: ExpressionGraph
  private let limit: Int

  /// Prints expressions of a model, or of a larger graph over the same model; parts nested deeper
  /// than `depth` are shown as `…`, and so are the first terms of long sums.
  public init(model: EquationModel, graph: ExpressionGraph? = nil, depth: Int = 12) {
    self.model = model
    self.graph = graph ?? model.graph
    limit = depth
  }

  /// The text of an expression.
  public func text(_ id: NodeID) -> String { print(id, depth: 0, chain: 0).text }

  private typealias Printed = (text: String, precedence: Int)

  private static let longestChain = 30

  private func print(_ id: NodeID, depth: Int, chain: Int) -> Printed {
    guard (depth < limit && chain < Self.longestChain) || graph[id].isLeaf else { return ("…", 9) }
    switch graph[id] {
    case .constant(let value): return (Self.number(value), value < 0 ? 1 : 9)
    case .parameter(let parameter): return (model.label(ofParameter: parameter), 9)
    case .cell(let cell, let lag):
      return (model.label(ofCell: cell) + (lag == 0 ? "" : "[-\(lag)]"), 9)
    case .unary(.negate, let operand):
      return ("-" + wrapped(operand, below: 2, depth: depth + 1), 1)
    case .unary(let operation, let operand):
      return ("\(operation.name)(\(print(operand, depth: depth + 1, chain: 0).text))", 9)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, depth: depth, chain: chain)
    }
  }

  private func binary(
    _ operation: BinaryOperator, _ left: NodeID, _ right: NodeID, depth: Int, chain: Int
  ) -> Printed {
    func join(_ symbol: String, _ precedence: Int, leftMinimum: Int, rightMinimum: Int) -> Printed {
      // Chains such as a + b + c do not count as nesting.
      let first =
        precedence == 1
        ? wrapped(left, below: leftMinimum, depth: depth, chain: chain + 1)
        : wrapped(left, below: leftMinimum, depth: depth + 1)
      return (first + symbol + wrapped(right, below: rightMinimum, depth: depth + 1), precedence)
    }
    switch operation {
    case .add: return join(" + ", 1, leftMinimum: 1, rightMinimum: 1)
    case .subtract: return join(" - ", 1, leftMinimum: 1, rightMinimum: 2)
    case .multiply: return join(" * ", 2, leftMinimum: 2, rightMinimum: 2)
    case .divide: return join(" / ", 2, leftMinimum: 2, rightMinimum: 3)
    case .power: return join("^", 3, leftMinimum: 4, rightMinimum: 3)
    case .minimum, .maximum:
      let first = print(left, depth: depth + 1, chain: 0).text
      let second = print(right, depth: depth + 1, chain: 0).text
      return ("\(operation == .minimum ? "min" : "max")(\(first), \(second))", 9)
    }
  }

  private func wrapped(
    _ id: NodeID, below minimum: Int, depth: Int, chain: Int = 0
  ) -> String {
    let printed = print(id, depth: depth, chain: chain)
    return printed.precedence < minimum ? "(\(printed.text))" : printed.text
  }

  /// A number without a needless `.0`.
  public static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension UnaryOperator {
  /// Its name in model text.
  public var name: String {
    switch self {
    case .negate: "-"
    case .log: "log"
    case .exp: "exp"
    case .sqrt: "sqrt"
    case .absolute: "abs"
    case .sign: "sign"
    case .step: "step"
    }
  }
}
