import Calibration
import Equations
import Results
import Scenarios
import Solvers

/// What a model must satisfy whatever its numbers: the base year holds and is found again, accounts
/// close in every year, money is neutral, no change gives no change.
public final class ModelChecks {
  /// Where scenarios are solved.
  public let solver: ScenarioSolver
  var runner: ScenarioRunner { solver.runner }

  /// Checks of the model, pack and scenarios that a runner works with.
  public init(runner: ScenarioRunner) { solver = ScenarioSolver(runner: runner) }

  /// Checks that share what a solver has solved already.
  public init(solver: ScenarioSolver) { self.solver = solver }

  /// How far every equation is from holding at the data.
  public func baseYear(
    choices: [String: String] = [:], closure: String? = nil
  ) throws -> BaseYearReport {
    try runner.preparedModel(choices: choices, closure: closure).calibrated.report
  }

  /// The base year solved from every value multiplied by a random factor of 0.9 to 1.1.
  public func perturbedStart(
    choices: [String: String] = [:], closure: String? = nil, seeds: [UInt64] = [1, 2, 3]
  ) throws -> [PerturbationReport] {
    let model = try runner.preparedModel(choices: choices, closure: closure)
    return try seeds.map { try model.calibrated.perturbedBaseSolve(seed: $0) }
  }

  /// The largest residual of each check equation over the years of a scenario.
  public func residuals(of scenario: String) throws -> [CheckResult] {
    try solver.solve(scenario).solution.checkResults(tolerance: ScenarioRunner.checkTolerance)
  }

  /// A scenario solved with all money measured in other units: real values must not move, and
  /// nominal ones must be multiplied.
  public func homogeneity(of scenario: String, factor: Double = 2) throws -> PathDifference {
    PathDifference(
      largestOf: try homogeneityByVariable(of: scenario, factor: factor).map(\.difference))
  }

  /// The same for every variable and exogenous value by itself.
  func homogeneityByVariable(
    of name: String, factor: Double
  ) throws -> [(variable: String, difference: PathDifference)] {
    let scenario = try solver.solve(name)
    let model = scenario.model.model
    let scaled = try runner.solve(
      scenario.problem.scaledNominal(by: factor, in: model), of: name, scenario.form)
    return model.homogeneity(scenario.solution, scaled, factor: factor)
  }

  /// A scenario without any change beside its parent. Not one bit may differ.
  /// - Parameter choices: Variants that the scenario takes instead of its parent's.
  public func zeroShock(
    on parent: String, choices: [String: String] = [:]
  ) throws -> PathDifference {
    let files = try runner.lineage(of: parent).files
    var text = "name: no-change\nparent: \(parent)\ndescription: Changes nothing.\nauthor: JTAM\n"
    if !choices.isEmpty {
      let list = choices.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      text += "choices: {\(list.joined(separator: ", "))}\n"
    }
    let child = try solver.solve(files + [ScenarioFile(text: text, file: "no-change")])
    return try child.difference(to: solver.solve(files))
  }
}

extension SolvedScenario {
  /// The largest difference of anything that the model determines in either of both.
  public func difference(to other: SolvedScenario) -> PathDifference {
    var result = PathDifference()
    for series in run.series {
      guard let twin = other.run.series(of: series.variable, at: series.dimensions),
        series.kind == .variable || twin.kind == .variable
      else { continue }
      result.add(
        "\(series.variable)[\(series.dimensions)]",
        solution.years.compactMap { year in
          guard let value = series.value(in: year), let reference = twin.value(in: year) else {
            return nil
          }
          return (year, value, reference)
        })
    }
    return result
  }
}

extension EquationModel {
  /// For every variable and exogenous value, how far the path with money measured in other units is
  /// from the path itself, nominal values multiplied.
  func homogeneity(
    _ solution: PathSolution, _ scaled: PathSolution, factor: Double
  ) -> [(variable: String, difference: PathDifference)] {
    symbols.filter { $0.kind != .parameter }.map { symbol in
      let expected = symbol.isNominal ? factor : 1
      var result = PathDifference()
      for cell in symbol.cells {
        result.add(
          symbol.label(ofCell: cell),
          solution.years.enumerated().map { offset, year in
            (
              year, scaled.values[offset][cell], solution.values[offset][cell] * expected
            )
          })
      }
      return (symbol.name, result)
    }
  }
}
