import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

extension RegionalEconomy {
  /// The years solved.
  static let solvedYears = 2020...2049

  /// The model's text, beside the folder in which benchmarks run.
  static var modelFile: String {
    URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .appendingPathComponent("Models/regional-economy.eqn").path
  }

  func compiled() throws -> EquationModel {
    try ModelCompiler().compile(main: Self.modelFile, data: data).model
  }

  func problem(_ model: EquationModel) throws -> PathProblem {
    try calibrate(model, baseYear: Self.solvedYears.lowerBound).pathProblem(
      years: Self.solvedYears)
  }
}

/// How long the stages of a path of 30 years take, in seconds: medians of some rounds.
struct Measurement: Encodable {
  var regions: Int
  var sectors: Int
  var equations: Int
  /// Model text and data to equations.
  var lowering: Double
  /// Parameters, history.
  var calibration: Double
  /// Derivatives, block order, tapes, plan of the linear systems.
  var structure: Double
  /// From equations to the path, with the structure.
  var coldPath: Double
  /// The path again with the same solver.
  var warmPath: Double
  /// Another carbon price from the sixth year, from the path at hand.
  var scenario: Double
  /// The equations' sides and all their derivatives once, on a tape.
  var evaluation: Double
  var tapeInstructions: Int
  var iterations: Int
  var block: Int
  var nonZeros: Int
  var core: Int
  var method: String
  /// Values of all variables in the last year.
  var lastYear: [Double]

  init(_ economy: RegionalEconomy, rounds: Int, method: FactorisationMethod) throws {
    regions = economy.regions
    sectors = economy.sectors
    let model = try economy.compiled()
    equations = model.equations.count
    lowering = try median(rounds) { _ = try economy.compiled() }
    let problem = try economy.problem(model)
    calibration = try median(rounds) { _ = try economy.problem(model) }
    structure = try median(rounds) {
      _ = try PathSolver(model: model, linearAlgebra: method).blockStatistics()
    }
    coldPath = try median(rounds) {
      _ = try PathSolver(model: model, linearAlgebra: method).solve(problem).completed()
    }
    let solver = PathSolver(model: model, linearAlgebra: method)
    let path = try solver.solve(problem).completed()
    warmPath = try median(rounds) { _ = try solver.solve(problem).completed() }
    iterations = path.reports.map(\.iterations).reduce(0, +)
    var child = problem
    child.guide = Dictionary(uniqueKeysWithValues: zip(problem.years, path.values))
    if let price = model.symbol(named: "carbonPrice")?.firstCell {
      for year in 6..<child.exogenous.count { child.exogenous[year][price] *= 1.5 }
    }
    scenario = try median(rounds) { _ = try solver.solve(child).completed() }
    let blocks = try solver.blockStatistics()
    guard let largest = blocks.max(by: { $0.equations < $1.equations }),
      let last = path.values.last
    else { preconditionFailure("A path of an economy has blocks and years.") }
    block = largest.equations
    nonZeros = largest.nonZeros
    core = largest.core
    self.method = largest.method.rawValue
    lastYear = model.variableCells.map { last[$0] }

    let system = SystemExport(economy, model: model, problem: problem)
    let tape = system.tape()
    tapeInstructions = tape.workspace.tape.count
    for lag in 0...1 { tape.workspace.setCells(lag == 0 ? last : path.values[28], lag: lag) }
    tape.workspace.setParameters(problem.parameters)
    tape.workspace.run(tape.once)
    evaluation =
      median(rounds) { for _ in 0..<20 { tape.workspace.run(tape.segment) } } / 20
  }
}
