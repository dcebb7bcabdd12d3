import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers
import Testing

/// The standard model of Brazil, its linear systems factored whole and condensed to their core.
@Suite("Brazil by every factorisation")
struct FactorisationTests {
  private static let years = 2020...2027

  /// The baseline's problem: output and unemployment follow projections.
  private static func baseline(_ industries: String) throws -> (EquationModel, PathProblem) {
    let tables = BrazilModel.home.appendingPathComponent("Packs/brazil/tables")
    let data = ModelData(folders: [tables.appendingPathComponent(industries).path, tables.path])
    let model = try ModelCompiler().compile(
      main: BrazilModel.modelFile.path, data: data, choices: ["fiscal": "rule"]
    ).model
    func cell(_ name: String) throws -> Int { try #require(model.symbol(named: name)).firstCell }
    let calibrated = try calibrate(model, baseYear: 2019)
    var problem = try calibrated.pathProblem(years: years)
    var level = try #require(calibrated.baseValues)[try cell("gdpReal")]
    var output: [Int: Double] = [:]
    var unemployment: [Int: Double] = [:]
    for (year, values) in zip(years, problem.exogenous) {
      level *= 1 + values[try cell("gdpGrowth")]
      output[year] = level
      unemployment[year] = values[try cell("unemploymentReference")]
    }
    problem.swaps = [
      VariableSwap(
        endogenous: try cell("gdpReal"), exogenous: try cell("demandFactor"), targets: output),
      VariableSwap(
        endogenous: try cell("unemploymentRate"), exogenous: try cell("productivity"),
        targets: unemployment),
    ]
    return (model, problem)
  }

  @Test(
    "Sparse, condensed and automatic factorisation give the same numbers to nine digits",
    arguments: ["20", "68"])
  func agreement(industries: String) throws {
    let (model, problem) = try Self.baseline(industries)
    let paths = try FactorisationMethod.allCases.map {
      try PathSolver(model: model, linearAlgebra: $0).solve(problem).completed()
    }
    for path in paths.dropFirst() {
      for (position, year) in Self.years.enumerated() {
        for (cell, expected) in paths[0].values[position].enumerated() {
          let difference = abs(path.values[position][cell] - expected)
          // What rounding leaves of a balance near zero is measured against one unit.
          #expect(
            difference <= 1e-9 * max(1, abs(expected)),
            "\(model.label(ofCell: cell)) in \(year) differs by \(difference) of \(expected)")
        }
      }
    }
  }
}
