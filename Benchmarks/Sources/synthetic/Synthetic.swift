import Calibration
import Equations
import Foundation
import Solvers

/// Times paths of the made-up economy of the solvers' tests, which grows to any size.
///
/// `synthetic [SECTORS] [DENSITY] [METHOD …]`: eleven equations per sector; density is the share of
/// sectors that supply a sector.
@main
struct Synthetic {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let sectors = arguments.first.flatMap { Int($0) } ?? 400
    let density = arguments.dropFirst().first.flatMap { Double($0) } ?? 0.15
    let forced = arguments.dropFirst(2).compactMap(FactorisationMethod.init(rawValue:))
    let economy = SyntheticEconomy(sectors: sectors, density: density)
    let problem = try calibrate(economy.builder.model, baseYear: 2019).pathProblem(
      years: 2020...2050)
    for method in forced.isEmpty ? FactorisationMethod.allCases : forced {
      let solver = PathSolver(model: economy.builder.model, linearAlgebra: method)
      let compiling = try seconds { try solver.checkStructure() }
      let analysing = try seconds { _ = try solver.blockStatistics() }
      guard let block = try solver.blockStatistics().max(by: { $0.equations < $1.equations })
      else { return }
      let solving = try seconds { _ = try solver.solve(problem).completed() }
      var child = problem
      let base = try solver.solve(problem).completed()
      child.guide = Dictionary(uniqueKeysWithValues: zip(problem.years, base.values))
      for year in 6..<child.exogenous.count {
        child.exogenous[year][economy.worldDemand.cell] *= 1.05
      }
      let scenario = try seconds { _ = try solver.solve(child).completed() }
      print(
        "\(method.rawValue): \(block.equations) equations, \(block.nonZeros) non-zeros,",
        "core \(block.core), \(block.method.rawValue);",
        String(
          format: "compile %.2f s, analyse %.2f s, path %.2f s, scenario %.2f s", compiling,
          analysing, solving, scenario))
    }
  }

  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(work).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  }
}
