/// The innermost part of an expression that is not a finite number, with the values that made it so.
public struct NonFiniteReport: Sendable, Equatable, CustomStringConvertible {
  /// The equation or value, as `name[elements]`.
  public let equation: String
  /// Where it stands in the model text.
  public let location: SourceLocation
  /// The part, as text.
  public let expression: String
  /// Its value: not a number, or infinite.
  public let value: Double
  /// Its operands, as text, with their values.
  public let operands: [Quantity]
  /// The cells and parameters in it, with their values; the first few where there are many.
  public let inputs: [Quantity]

  /// A named number.
  public struct Quantity: Sendable, Equatable {
    /// The text of the expression, or the label of the cell.
    public let text: String
    /// Its value.
    public let value: Double
  }

  /// The most inputs that are listed.
  public static let inputLimit = 8

  /// Finds the part of an equation that is not finite, or nil when both sides are finite.
  public init?(model: EquationModel, equation row: Int, leaf: (Node) -> Double) {
    let sides = model.equations[row]
    self.init(
      model: model, roots: [sides.left, sides.right], label: model.label(ofEquation: row),
      location: model.location(ofEquation: row), leaf: leaf)
  }

  /// Finds the part of expressions that is not finite, or nil when all are finite.
  /// - Parameters:
  ///   - label: What the expressions are written for.
  ///   - location: Where that stands in the model text.
  public init?(
    model: EquationModel, roots: [NodeID], label: String, location: SourceLocation,
    leaf: (Node) -> Double
  ) {
    let graph = model.graph
    let program = ExpressionProgram(graph: graph, roots: roots)
    let values = program.allValues(leaf: leaf)
    // Operands come first, so the first value that is not finite has finite operands.
    guard let culprit = values.firstIndex(where: { !$0.isFinite }) else { return nil }
    let id = program.order[culprit]
    let valueOf = Dictionary(uniqueKeysWithValues: zip(program.order, values))
    let printer = ExpressionPrinter(model: model, depth: 6)
    func quantity(_ id: NodeID) -> Quantity {
      Quantity(text: printer.text(id), value: valueOf[id] ?? .nan)
    }
    var operands: [Quantity] = []
    graph[id].forEachOperand { operands.append(quantity($0)) }
    let inputs = graph.reachable(from: [id]).filter {
      if case .constant = graph[$0] { return false }
      return graph[$0].isLeaf
    }
    equation = label
    self.location = location
    expression = printer.text(id)
    value = values[culprit]
    self.operands = operands
    self.inputs = inputs.prefix(Self.inputLimit).map(quantity)
  }

  /// `equation, place: expression is not a number: operand = value`.
  public var description: String {
    let kind = value.isNaN ? "not a number" : "infinite"
    if operands.isEmpty {
      return "\(equation), \(location): `\(expression)` has no value (\(value))."
    }
    var seen: Set<String> = []
    let parts = (operands + inputs).filter {
      Double($0.text) == nil && seen.insert($0.text).inserted
    }
    let list = parts.map { "\($0.text) = \($0.value)" }.joined(separator: ", ")
    return "\(equation), \(location): `\(expression)` is \(kind)"
      + (list.isEmpty ? "." : " where \(list).")
  }
}
