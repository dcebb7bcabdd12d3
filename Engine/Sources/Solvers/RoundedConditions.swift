import Equations

/// A model with the corners of its complementarity conditions rounded off, to be solved on the way to
/// the model itself.
///
/// A condition `min(a, b) = 0` becomes `a/s + b/t = sqrt((a/s − b/t)² + 4 w²)`, which says that both
/// are positive and `a b = w² s t`. With the width `w` going to zero its solutions lead to one of the
/// condition, from starts where Newton's method on the corners stalls or meets a singular matrix.
/// The sizes `s` and `t` make both sides comparable.
/// - SeeAlso: Chen and Harker (1993), *SIAM Journal on Matrix Analysis and Applications* 14(4);
///   Facchinei and Pang (2003), *Finite-Dimensional Variational Inequalities and Complementarity
///   Problems*, ch. 11.
final class RoundedConditions {
  let solver: PathSolver
  private let terms: [(first: [NodeID], second: [NodeID])]
  private let program: ExpressionProgram

  /// Rounds a model's conditions; nil where it has none.
  init?(_ model: EquationModel, method: FactorisationMethod) {
    let conditions = model.complementarityConditions
    guard !conditions.isEmpty else { return nil }
    var rounded = model
    var graph = model.graph
    func parameter(_ place: Int) -> NodeID {
      graph.node(.parameter(model.parameterCellCount + place))
    }
    let width = parameter(2 * conditions.count)
    let term = graph.apply(.multiply, graph.constant(4), graph.apply(.multiply, width, width))
    for (place, condition) in conditions.enumerated() {
      let first = graph.apply(.divide, condition.first, parameter(2 * place))
      let second = graph.apply(.divide, condition.second, parameter(2 * place + 1))
      let difference = graph.apply(.subtract, first, second)
      let square = graph.apply(.multiply, difference, difference)
      rounded.equations[condition.row].left = graph.apply(.add, first, second)
      rounded.equations[condition.row].right = graph.apply(
        .sqrt, graph.apply(.add, square, term))
    }
    rounded.parameterCellCount += 2 * conditions.count + 1
    rounded.graph = graph
    rounded.checks = []
    terms = conditions.map {
      (model.graph.additiveTerms(of: $0.first), model.graph.additiveTerms(of: $0.second))
    }
    program = ExpressionProgram(
      graph: model.graph, roots: terms.flatMap { $0.first + $0.second })
    solver = PathSolver(model: rounded, linearAlgebra: method)
  }

  /// The sizes of both sides of each condition at a point: their largest terms, or 1.
  func sizes(leaf: (Node) -> Double) -> [Double] {
    let values = program.values(leaf: leaf)
    var sizes: [Double] = []
    var position = 0
    for (first, second) in terms {
      for count in [first.count, second.count] {
        let largest = values[position..<position + count].lazy.map(\.magnitude).max() ?? 1
        sizes.append(largest.isFinite && largest > 0 ? largest : 1)
        position += count
      }
    }
    return sizes
  }
}

extension EquationModel {
  /// The equations `min(a, b) = 0`: what the language makes of `a >= 0 perp b >= 0`.
  var complementarityConditions: [(row: Int, first: NodeID, second: NodeID)] {
    equations.indices.compactMap { row in
      condition(ofEquation: row).map { (row, $0.first, $0.second) }
    }
  }

  /// The sides of one of them; nil for any other equation.
  func condition(ofEquation row: Int) -> (first: NodeID, second: NodeID)? {
    guard case .binary(.minimum, let first, let second) = graph[equations[row].left],
      graph[equations[row].right] == .constant(0)
    else { return nil }
    return (first, second)
  }
}
