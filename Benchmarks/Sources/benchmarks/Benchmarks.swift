import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

/// Times the stages of a run of the Brazil model at 20 and at 68 industries, side by side.
///
/// `benchmarks [ROUNDS]` prints a table in Markdown: medians of several rounds. Each size is measured by a
/// process of its own, so that its memory is its own: `benchmarks --tables FOLDER [ROUNDS]`, where the
/// folder above holds the tables that do not depend on industries. The environment variable
/// `JTAM_LINEAR_ALGEBRA` forces `sparse` or `condensed` factorisation.
@main
struct Benchmarks {
  static let years = 2020...2050

  static let method =
    ProcessInfo.processInfo.environment["JTAM_LINEAR_ALGEBRA"].flatMap(
      FactorisationMethod.init(rawValue:)) ?? .automatic

  static let root = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    .deletingLastPathComponent()

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "--tables", arguments.count > 1 {
      let rounds = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 5
      for row in try measure(URL(fileURLWithPath: arguments[1]), rounds: rounds) {
        print("\(row.name)\t\(row.value)")
      }
      return
    }
    let rounds = arguments.first.flatMap { Int($0) } ?? 5
    let sizes = ["20", "68"]
    let columns = try sizes.map { try ownProcess(tables: $0, rounds: rounds) }
    print("| | \(sizes.map { "\($0) industries" }.joined(separator: " | ")) |")
    print("| --- | \(sizes.map { _ in "---:" }.joined(separator: " | ")) |")
    for (position, row) in columns[0].enumerated() {
      print("| \(row.name) | \(columns.map { $0[position].value }.joined(separator: " | ")) |")
    }
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? "unknown"
    print("\nMedians of \(rounds) rounds; load at the end: \(load.prefix(14)).")
  }

  /// Measures one size in a process of its own.
  static func ownProcess(tables: String, rounds: Int) throws -> [(name: String, value: String)] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = [
      "--tables", root.appendingPathComponent("Packs/brazil/tables/\(tables)").path, "\(rounds)",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchmarkError.failed(tables) }
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
  }

  /// The figures of one folder of tables.
  static func measure(_ tables: URL, rounds: Int) throws -> [(name: String, value: String)] {
    let data = ModelData(folders: [tables.path, tables.deletingLastPathComponent().path])
    let file = root.appendingPathComponent("Sources/ModelLibrary/Blocks/standard.eqn").path
    func compile(fiscal: String) throws -> EquationModel {
      try ModelCompiler().compile(main: file, data: data, choices: ["fiscal": fiscal]).model
    }
    func median(_ work: () throws -> Void) throws -> String {
      try Benchmarks.median(rounds: rounds, work)
    }

    var rows: [(name: String, value: String)] = []
    let model = try compile(fiscal: "rule")
    rows.append(("equations", "\(model.equations.count)"))
    let solver = PathSolver(model: model, linearAlgebra: method)
    if let largest = try solver.blockStatistics().max(by: { $0.equations < $1.equations }) {
      rows.append(("largest simultaneous block", "\(largest.equations)"))
      rows.append(("non-zeros of its Jacobian", "\(largest.nonZeros)"))
      rows.append(("its core after elimination", "\(largest.core)"))
      rows.append(("its factorisation", largest.method.rawValue))
    }
    rows.append(("compile the model text", try median { _ = try compile(fiscal: "rule") }))
    rows.append(("calibrate", try median { _ = try calibrate(model, baseYear: 2019) }))

    let calibrated = try calibrate(model, baseYear: 2019)
    let problem = try baseline(calibrated)
    rows.append(
      (
        "baseline, cold: structure, tapes, 31 years",
        try median {
          _ = try PathSolver(model: model, linearAlgebra: method).solve(problem).completed()
        }
      ))
    let base = try solver.solve(problem).completed()
    rows.append(
      ("baseline again, same solver", try median { _ = try solver.solve(problem).completed() }))

    var paths: [PathSolution] = []
    for forced in [FactorisationMethod.sparse, .condensed] {
      let other = PathSolver(model: model, linearAlgebra: forced)
      paths.append(try other.solve(problem).completed())
      rows.append(
        (
          "baseline again, factorisation \(forced.rawValue)",
          try median { _ = try other.solve(problem).completed() }
        ))
    }
    let difference = difference(paths[0], paths[1])
    guard difference <= 1e-9 else { throw BenchmarkError.factorisationsDiffer(difference) }
    rows.append(("largest difference between the two", String(format: "%.0e", difference)))

    let held = try compile(fiscal: "held")
    let scenario = try carbonTax(calibrate(held, baseYear: 2019), after: base, of: calibrated)
    let scenarioSolver = PathSolver(model: held, linearAlgebra: method)
    _ = try scenarioSolver.solve(scenario).completed()
    rows.append(
      (
        "carbon tax, warm: 31 years from the baseline's path",
        try median { _ = try scenarioSolver.solve(scenario).completed() }
      ))
    rows.append(("memory at its peak", peakMemory()))
    return rows
  }

  /// The largest relative difference of two paths; absolute below one unit.
  static func difference(_ first: PathSolution, _ second: PathSolution) -> Double {
    zip(first.values, second.values).map { one, other in
      zip(one, other).map { abs($0 - $1) / max(1, abs($0)) }.max() ?? 0
    }.max() ?? 0
  }

  /// The most memory this process has held.
  static func peakMemory() -> String {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return kilobytes.flatMap { Double($0) }.map { String(format: "%.0f MB", $0 / 1024) }
      ?? "unknown"
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

  static func median(rounds: Int, _ work: () throws -> Void) throws -> String {
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
  case failed(String)
  case factorisationsDiffer(Double)
}
