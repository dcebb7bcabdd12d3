import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

/// Times the stages of a run of the Brazil model: medians of several rounds, in milliseconds.
///
/// `benchmarks [FOLDER] [ROUNDS]`: the folder of tables, by default the pack's 20 industries; the
/// folder above it holds the tables that do not depend on industries. The environment variable
/// `JTAM_LINEAR_ALGEBRA` forces `sparse` or `condensed` factorisation.
@main
struct Benchmarks {
  static let rounds = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 5
  static let years = 2020...2050

  static let method =
    ProcessInfo.processInfo.environment["JTAM_LINEAR_ALGEBRA"].flatMap(
      FactorisationMethod.init(rawValue:)) ?? .automatic

  static func main() throws {
    let root = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .deletingLastPathComponent()
    let tables =
      CommandLine.arguments.dropFirst().first.map { URL(fileURLWithPath: $0) }
      ?? root.appendingPathComponent("Packs/brazil/tables/20")
    let data = ModelData(folders: [tables.path, tables.deletingLastPathComponent().path])
    let file = root.appendingPathComponent("Sources/ModelLibrary/Blocks/standard.eqn").path
    func compile(fiscal: String) throws -> EquationModel {
      try ModelCompiler().compile(main: file, data: data, choices: ["fiscal": fiscal]).model
    }

    var rows: [(String, String)] = []
    let model = try compile(fiscal: "rule")
    rows.append(("equations", "\(model.equations.count)"))
    let solver = PathSolver(model: model, linearAlgebra: method)
    let largest = try solver.blockStatistics().max { $0.equations < $1.equations }
    if let largest {
      rows.append(("largest simultaneous block", "\(largest.equations)"))
      rows.append(("its Jacobian's non-zeros", "\(largest.nonZeros)"))
      rows.append(("its core after elimination", "\(largest.core)"))
      rows.append(("its factorisation", largest.method.rawValue))
    }
    rows.append(("compile", try median { _ = try compile(fiscal: "rule") }))
    rows.append(("calibrate", try median { _ = try calibrate(model, baseYear: 2019) }))

    let calibrated = try calibrate(model, baseYear: 2019)
    let problem = try baseline(calibrated)
    rows.append(
      (
        "baseline, cold (structure, tapes and 31 years)",
        try median {
          _ = try PathSolver(model: model, linearAlgebra: method).solve(problem).completed()
        }
      ))
    let base = try solver.solve(problem).completed()
    rows.append(
      (
        "baseline, again with the same solver",
        try median { _ = try solver.solve(problem).completed() }
      ))

    let held = try compile(fiscal: "held")
    let scenario = try carbonTax(calibrate(held, baseYear: 2019), after: base, of: calibrated)
    let scenarioSolver = PathSolver(model: held, linearAlgebra: method)
    _ = try scenarioSolver.solve(scenario).completed()
    rows.append(
      (
        "carbon tax, warm (31 years from the baseline's path)",
        try median { _ = try scenarioSolver.solve(scenario).completed() }
      ))

    let width = rows.map(\.0.count).max() ?? 0
    for (name, value) in rows {
      print(name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + value)
    }
    print("Medians of \(rounds) rounds on this machine; quote ratios, not single times.")
  }

  /// The baseline's problem: two targets, two instruments.
  static func baseline(_ calibrated: CalibratedModel) throws -> PathProblem {
    var problem = try calibrated.pathProblem(years: years)
    var growth: [Int: Double] = [:]
    var unemployment: [Int: Double] = [:]
    var level = calibrated.baseValues?[try cell("gdpReal", calibrated.model)] ?? .nan
    for year in years {
      let exogenous = problem.exogenous[year - years.lowerBound]
      level *= 1 + exogenous[try cell("gdpGrowth", calibrated.model)]
      growth[year] = level
      unemployment[year] = exogenous[try cell("unemploymentReference", calibrated.model)]
    }
    problem.swaps = [
      VariableSwap(
        endogenous: try cell("gdpReal", calibrated.model),
        exogenous: try cell("demandFactor", calibrated.model), targets: growth),
      VariableSwap(
        endogenous: try cell("unemploymentRate", calibrated.model),
        exogenous: try cell("productivity", calibrated.model), targets: unemployment),
    ]
    return problem
  }

  /// A tax of 20 a year more from 2026 to 200, with everything else as in the baseline.
  static func carbonTax(
    _ calibrated: CalibratedModel, after base: PathSolution, of parent: CalibratedModel
  ) throws -> PathProblem {
    var problem = try calibrated.pathProblem(years: years)
    let model = calibrated.model
    for year in years {
      var guide = calibrated.baseValues ?? []
      for symbol in model.symbols where symbol.kind != .parameter {
        guard let known = parent.model.symbol(named: symbol.name) else { continue }
        for (offset, cell) in symbol.cells.enumerated() {
          guide[cell] = base.value(ofCell: known.firstCell + offset, year: year) ?? guide[cell]
        }
      }
      problem.guide[year] = guide
      let position = year - years.lowerBound
      for symbol in model.symbols where symbol.kind == .exogenous {
        for cell in symbol.cells { problem.exogenous[position][cell] = guide[cell] }
      }
      problem.exogenous[position][try cell("carbonIndexation", model)] =
        base.value(ofCell: try cell("gdpDeflator", parent.model), year: year) ?? .nan
      problem.exogenous[position][try cell("carbonPrice", model)] =
        year < 2026 ? 0 : min(200, 20 * Double(year - 2025))
    }
    return problem
  }

  static func cell(_ name: String, _ model: EquationModel) throws -> Int {
    guard let symbol = model.symbol(named: name) else { throw BenchmarkError.unknown(name) }
    return symbol.firstCell
  }

  static func median(_ work: () throws -> Void) throws -> String {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<rounds {
      let elapsed = try clock.measure(work).components
      times.append(Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) * 1e-15)
    }
    return String(format: "%.0f ms", times.sorted()[rounds / 2])
  }
}

/// A benchmark that no longer fits the model.
enum BenchmarkError: Error {
  case unknown(String)
}
