import Equations

/// The value of one parameter that makes one equation hold, by Newton's method with the exact slope.
struct ParameterRoot {
  private let model: EquationModel
  private let parameter: Int
  private let equation: Int
  private let program: ExpressionProgram

  init(model: EquationModel, parameter: Int, equation: Int) {
    self.model = model
    self.parameter = parameter
    self.equation = equation
    var graph = model.graph
    let row = model.equations[equation]
    let residual = graph.apply(.subtract, row.left, row.right)
    let terms = graph.additiveTerms(of: row.left) + graph.additiveTerms(of: row.right)
    var differentiator = Differentiator(graph: graph) { $0 == .parameter(parameter) }
    let gradient = differentiator.gradient(of: residual)
    graph = differentiator.graph
    let slope = gradient.first?.value ?? graph.constant(0)
    program = ExpressionProgram(graph: graph, roots: [residual, slope] + terms)
  }

  private struct Point {
    var value: Double
    var residual: Double
    var slope: Double
    /// The residual relative to the largest term.
    var scaled: Double
    var isFinite: Bool { residual.isFinite && slope.isFinite }
  }

  /// Tries a few starts, the given one first.
  func solve(
    startingAt first: Double?, leaf: (Node) -> Double
  ) throws(CalibrationError) -> Double {
    var best: Point?
    var isMoved = false
    for start in (first.map { [$0] } ?? []) + [1, 0.5, 2, 0.1, 10, 0, -0.5, -2, 100, 0.01] {
      guard let found = refine(from: start, leaf: leaf) else { continue }
      if found.scaled <= 1e-12 { return found.value }
      isMoved = isMoved || found.slope != 0
      if found.scaled < (best?.scaled ?? .infinity) { best = found }
    }
    if best != nil, !isMoved {
      throw CalibrationError.unmoved(
        parameter: model.label(ofParameter: parameter), equation: model.label(ofEquation: equation),
        location: model.location(ofEquation: equation))
    }
    throw CalibrationError.noCalibration(
      parameter: model.label(ofParameter: parameter), equation: model.label(ofEquation: equation),
      value: best?.value ?? .nan, residual: best?.scaled ?? .nan,
      location: model.location(ofEquation: equation))
  }

  private func evaluate(_ value: Double, leaf: (Node) -> Double) -> Point {
    let parameter = self.parameter
    let values = program.values { $0 == .parameter(parameter) ? value : leaf($0) }
    let scale = values.dropFirst(2).reduce(0) { max($0, $1.magnitude) }
    let scaled = values[0] == 0 ? 0 : values[0].magnitude / scale
    return Point(value: value, residual: values[0], slope: values[1], scaled: scaled)
  }

  /// Damped Newton steps until the equation holds to the last digits or nothing improves.
  private func refine(from start: Double, leaf: (Node) -> Double) -> Point? {
    var point = evaluate(start, leaf: leaf)
    guard point.isFinite else { return nil }
    for _ in 0..<100 where point.residual != 0 {
      guard point.slope != 0 else { break }
      let step = -point.residual / point.slope
      var length = 1.0
      var improved: Point?
      while length > 1e-6 && improved == nil {
        let trial = evaluate(point.value + length * step, leaf: leaf)
        if trial.isFinite && trial.residual.magnitude < point.residual.magnitude {
          improved = trial
        }
        length /= 2
      }
      guard let improved else { break }
      point = improved
    }
    return point
  }
}
