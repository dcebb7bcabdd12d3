import Equations
import Solvers

/// How far the base year, solved from a disturbed start, ends from the data.
public struct PerturbationReport: Sendable, Equatable {
  /// The seed of the disturbance.
  public var seed: UInt64
  /// The largest relative distance of a variable to its base value.
  public var largestDistance: Double
  /// That variable.
  public var label: String
  /// Why the base year could not be solved, if it could not; distances are then infinite.
  public var failure: ConvergenceFailure?
}

extension CalibratedModel {
  /// Solves the base year from base values that are each multiplied by a random factor.
  ///
  /// A model that reproduces its base year comes back to the data; one with a second solution
  /// nearby, or with equations that do not hold at the data, does not.
  /// - Throws: ``CalibrationError`` without a base year or its history, ``SolverError`` when the
  ///   equations cannot determine the variables.
  public func perturbedBaseSolve(
    seed: UInt64, range: ClosedRange<Double> = 0.9...1.1
  ) throws -> PerturbationReport {
    guard let baseYear, let baseValues else {
      throw CalibrationError.noBaseYear("Solving the base year")
    }
    for id in model.graph.reachable(from: model.equations.flatMap { [$0.left, $0.right] }) {
      guard case .cell(let cell, let lag) = model.graph[id], lag > 0 else { continue }
      if !valuesBefore.indices.contains(lag - 1) || valuesBefore[lag - 1][cell].isNaN {
        let symbol = model.symbols.first { $0.kind != .parameter && $0.cells.contains(cell) }
        throw CalibrationError.missingHistory(
          name: model.label(ofCell: cell), lag: lag, user: nil,
          location: symbol?.location ?? SourceLocation(file: "", line: 0, column: 0))
      }
    }
    var generator = SplitMix64(seed: seed)
    var start = baseValues
    let variables = model.variableCells
    for cell in variables { start[cell] *= Double.random(in: range, using: &generator) }
    var problem = PathProblem(
      parameters: parameters, history: valuesBefore, years: baseYear...baseYear,
      exogenous: [baseValues])
    // One Newton step more than a run takes: the distance to the data is wanted, not the residual.
    problem.tolerance = 1e-13
    problem.guide = [baseYear: start, baseYear - 1: valuesBefore.first ?? start]
    let solution = try PathSolver(model: model).solve(problem)
    var report = PerturbationReport(seed: seed, largestDistance: 0, label: "", failure: nil)
    guard let solved = solution.values.first else {
      report.failure = solution.failure
      report.largestDistance = .infinity
      return report
    }
    for cell in variables {
      let scale = max(baseValues[cell].magnitude, typicalSize(of: cell, baseValues))
      let difference = (solved[cell] - baseValues[cell]).magnitude
      let distance = difference == 0 ? 0 : difference / scale
      if distance > report.largestDistance {
        report.largestDistance = distance
        report.label = model.label(ofCell: cell)
      }
    }
    return report
  }

  /// A millionth of the largest element of a variable: a cell that is zero in the data is measured
  /// against its neighbours. A variable that is zero everywhere is measured against the largest of
  /// its unit: a lump sum of 1e-5 is nothing beside a budget of millions.
  private func typicalSize(of cell: Int, _ values: [Double]) -> Double {
    func largest(_ symbols: some Sequence<ModelSymbol>) -> Double {
      symbols.flatMap(\.cells).reduce(0) { max($0, values[$1].magnitude) }
    }
    let variables = model.symbols.filter { $0.kind == .variable }
    guard let symbol = variables.first(where: { $0.cells.contains(cell) }) else { return 0 }
    let own = largest(CollectionOfOne(symbol))
    return max(
      1e-12, own > 0 ? 1e-6 * own : largest(variables.lazy.filter { $0.unit == symbol.unit }))
  }
}
