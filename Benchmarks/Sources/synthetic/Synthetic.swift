import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

/// Times paths of an economy made up for the purpose, of any size.
///
/// `synthetic REGIONS SECTORS [METHOD …]`
@main
struct Synthetic {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let regions = arguments.first.flatMap { Int($0) } ?? 5
    let sectors = arguments.dropFirst().first.flatMap { Int($0) } ?? 50
    let forced = arguments.dropFirst(2).compactMap(FactorisationMethod.init(rawValue:))
    let economy = RegionalEconomy(regions: regions, sectors: sectors)
    let file = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .appendingPathComponent("Models/regional-economy.eqn").path
    var compiled: EquationModel?
    let text = try seconds {
      compiled = try ModelCompiler().compile(main: file, data: economy.data).model
    }
    guard let model = compiled else { return }
    var calibrated: CalibratedModel?
    let calibrating = try seconds { calibrated = try calibrate(model, baseYear: 2020) }
    guard let calibrated else { return }
    let problem = try calibrated.pathProblem(years: 2020...2049)
    print(
      String(
        format: "%d equations (expected %d): text %.3f s, calibrate %.3f s",
        model.equations.count, economy.equationCount, text, calibrating))
    for method in forced.isEmpty ? [.automatic] : forced {
      let solver = PathSolver(model: model, linearAlgebra: method)
      let compiling = try seconds { try solver.checkStructure() }
      let analysing = try seconds { _ = try solver.blockStatistics() }
      guard let block = try solver.blockStatistics().max(by: { $0.equations < $1.equations })
      else { return }
      var path: PathSolution?
      let solving = try seconds { path = try solver.solve(problem).completed() }
      let again = try seconds { path = try solver.solve(problem).completed() }
      var child = problem
      child.guide = Dictionary(uniqueKeysWithValues: zip(problem.years, path?.values ?? []))
      let price = model.symbol(named: "carbonPrice")?.firstCell ?? 0
      for year in 6..<child.exogenous.count { child.exogenous[year][price] *= 1.5 }
      let scenario = try seconds { _ = try solver.solve(child).completed() }
      print(
        "\(method.rawValue): block of \(block.equations) equations, \(block.nonZeros) non-zeros,",
        "core \(block.core), \(block.method.rawValue);",
        String(
          format: "compile %.3f s, analyse %.3f s, path %.3f s, again %.3f s, scenario %.3f s",
          compiling, analysing, solving, again, scenario),
        "iterations \(path?.reports.map(\.iterations).reduce(0, +) ?? 0)")
      if let path {
        for name in ["gdp", "employment", "consumerPrice", "unemployment", "regionEmissions"] {
          if let cell = model.symbol(named: name)?.firstCell {
            print(name, path.values.map { String(format: "%.3f", $0[cell]) }.joined(separator: " "))
          }
        }
      }
    }
  }

  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(work).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  }
}
