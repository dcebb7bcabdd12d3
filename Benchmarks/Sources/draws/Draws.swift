import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

/// Times draws of the Brazil model, the baseline with its targets and the carbon tax on it, with all
/// behavioural parameters drawn within a fifth of their values.
///
/// `draws [COUNT] [WORKERS] [20|68]`; paths one by one are timed on the first few for comparison.
@main
struct Draws {
  static let years = 2020...2050
  static let root = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    .deletingLastPathComponent()

  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let count = arguments.first.flatMap { Int($0) } ?? 200
    let workers =
      arguments.dropFirst().first.flatMap { Int($0) }
      ?? ProcessInfo.processInfo.activeProcessorCount
    let size = arguments.dropFirst(2).first ?? "20"
    let tables = root.appendingPathComponent("Packs/brazil/tables/\(size)")
    let data = ModelData(folders: [tables.path, tables.deletingLastPathComponent().path])
    let file = root.appendingPathComponent("Sources/ModelLibrary/Blocks/standard.eqn").path
    func compile(fiscal: String) throws -> EquationModel {
      try ModelCompiler().compile(main: file, data: data, choices: ["fiscal": fiscal]).model
    }

    let model = try compile(fiscal: "rule")
    let clock = ContinuousClock()
    var last = clock.now
    func lap(_ name: String, per: Int = 0) {
      let now = clock.now
      let seconds = (now - last) / .seconds(1)
      let rate =
        per > 0
        ? String(
          format: " — %.2f ms a draw, %.0f draws a minute", 1e3 * seconds / Double(per),
          60 * Double(per) / seconds) : ""
      print("\(name): \(String(format: "%.2f s", seconds))\(rate)")
      last = clock.now
    }
    let baseline = try Behaviour(model, tables: tables)
    lap("calibration followed once, \(baseline.varied.count) parameters varied")
    var calibrated: [CalibratedModel?] = []
    for draw in 0..<count { calibrated.append(try? baseline.draw(draw)) }
    lap("calibrations", per: count)

    let central = try baselineProblem(baseline.repeated.central)
    let alone = PathSolver(model: model)
    let solution = try alone.solve(central).completed()
    lap("central path")
    let solver = try EnsembleSolver(model: model, problem: central, solution: solution)
    lap("factors of the central path")
    let drawn = calibrated
    let held = try Behaviour(try compile(fiscal: "held"), tables: tables)
    let inherited = Inheritance(parent: model, child: held.repeated.central.model)
    last = clock.now
    let ensemble = try await solver.solve(
      draws: 0..<count, recording: inherited.recorded, workers: workers
    ) { draw in
      guard let calibrated = drawn[draw] else { throw BenchmarkError.notCalibrated }
      return try baselineProblem(calibrated)
    }
    lap("baseline, \(workers) workers", per: count)
    report(ensemble)

    let few = min(count, 10)
    for draw in 0..<few {
      if let calibrated = drawn[draw] { _ = try alone.solve(baselineProblem(calibrated)) }
    }
    lap("baseline one by one", per: few)

    let taxCalibrations = (0..<count).map { try? held.draw($0) }
    let taxCentral = try inherited.problem(
      held.repeated.central,
      parent: { cell, year in solution.value(ofCell: cell, year: year) ?? .nan }, years: years)
    let taxSolution = try PathSolver(model: held.repeated.central.model).solve(taxCentral)
      .completed()
    let taxSolver = try EnsembleSolver(
      model: held.repeated.central.model, problem: taxCentral, solution: taxSolution)
    last = clock.now
    let gdp = try cell("gdpReal", held.repeated.central.model)
    let tax = try await taxSolver.solve(draws: 0..<count, recording: [gdp], workers: workers) {
      draw in
      guard let calibrated = taxCalibrations[draw], ensemble.outcomes[draw].isSolved else {
        throw BenchmarkError.notCalibrated
      }
      return try inherited.problem(
        calibrated,
        parent: { cell, year in
          ensemble.value(
            draw: draw, year: year, position: inherited.positionOfParentCell[cell] ?? -1) ?? .nan
        }, years: years)
    }
    lap("carbon tax, \(workers) workers", per: count)
    report(tax)
    let position = inherited.positionOfParentCell[try cell("gdpReal", model)] ?? 0
    let effects = (0..<count).compactMap { draw -> Double? in
      guard let base = ensemble.value(draw: draw, year: 2050, position: position),
        let taxed = tax.value(draw: draw, year: 2050, position: 0)
      else { return nil }
      return 100 * (taxed / base - 1)
    }.sorted()
    func quantile(_ share: Double) -> String {
      String(format: "%.3f", effects[Int(share * Double(effects.count - 1))])
    }
    if !effects.isEmpty {
      print(
        "GDP 2050, % of baseline: 5 % \(quantile(0.05)), median \(quantile(0.5)), 95 % \(quantile(0.95))"
      )
    }
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? "unknown"
    print("Load at the end: \(load.prefix(14)).")
  }

  static func report(_ ensemble: EnsembleSolution) {
    let failures = ensemble.failures
    print(
      "  \(ensemble.outcomes.count) draws: \(ensemble.outcomes.count - failures.count) solved,",
      "of these \(ensemble.ownCount) with Newton steps of their own; \(failures.count) failed;",
      String(
        format: "%.1f steps a year",
        Double(ensemble.groupSteps) / Double(years.count)
          / Double((ensemble.outcomes.count + 7) / 8)))
    for failure in failures.prefix(5) {
      print("  draw \(failure.draw): \(failure.reason.prefix(300))")
    }
  }

  /// The baseline's problem: two targets, two instruments.
  static func baselineProblem(_ calibrated: CalibratedModel) throws -> PathProblem {
    var problem = try calibrated.pathProblem(years: years)
    let model = calibrated.model
    let growth = try cell("gdpGrowth", model)
    let reference = try cell("unemploymentReference", model)
    let gdp = try cell("gdpReal", model)
    var level = calibrated.baseValues?[gdp] ?? .nan
    var output: [Int: Double] = [:]
    var unemployment: [Int: Double] = [:]
    for (index, year) in years.enumerated() {
      level *= 1 + problem.exogenous[index][growth]
      output[year] = level
      unemployment[year] = problem.exogenous[index][reference]
    }
    problem.swaps = [
      VariableSwap(
        endogenous: gdp, exogenous: try cell("demandFactor", model), targets: output),
      VariableSwap(
        endogenous: try cell("unemploymentRate", model),
        exogenous: try cell("productivity", model), targets: unemployment),
    ]
    return problem
  }

  static func cell(_ name: String, _ model: EquationModel) throws -> Int {
    guard let symbol = model.symbol(named: name) else { throw BenchmarkError.unknown(name) }
    return symbol.firstCell
  }
}

/// A benchmark that no longer fits the model, or a draw that could not be made.
enum BenchmarkError: Error {
  case unknown(String)
  case notCalibrated
}

/// Draws of a model's behavioural parameters: elasticities, speeds and shares of adjustment.
struct Behaviour {
  let repeated: RepeatedCalibration
  let varied: [Int]
  private let random = DrawRandom(seed: 1)

  static let names = [
    "employmentSpeed", "employmentInertia", "employmentMomentum", "employmentNotional",
    "priceSpeed", "priceInertia", "priceMomentum", "priceNotional",
    "wageSpeed", "wageInertia", "wageMomentum", "wageNotional",
    "substitutionMaterials", "substitutionLabour", "substitutionEnergy", "substitutionFuels",
    "substitutionSpeed", "armingtonElasticity", "exportElasticity",
    "priceIndexationCurrent", "priceIndexationExpected", "participationUnemployment",
    "inflationExpectation",
  ]

  init(_ model: EquationModel, tables: URL) throws {
    varied = model.symbols.filter { $0.kind == .parameter && Self.names.contains($0.name) }
      .flatMap { Array($0.cells) }
    repeated = try RepeatedCalibration(model: model, baseYear: 2019, varying: varied)
  }

  /// A draw: each parameter uniformly within a fifth of its value, and within its permitted range.
  func draw(_ number: Int) throws -> CalibratedModel {
    let model = repeated.central.model
    let values = varied.map { cell -> Double in
      let symbol = model.symbols.first { $0.kind == .parameter && $0.cells.contains(cell) }
      let label = symbol?.label(ofCell: cell) ?? ""
      let value =
        repeated.central.parameters[cell]
        * (0.8 + 0.4 * random.uniform(draw: number, name: label))
      guard case .within(let bounds) = symbol?.range else { return value }
      return min(bounds.upperBound, max(bounds.lowerBound, value))
    }
    return try repeated.calibrated(values)
  }
}

/// What the carbon tax takes from its parent's path.
struct Inheritance: Sendable {
  /// Cells of the parent to record.
  let recorded: [Int]
  let positionOfParentCell: [Int: Int]
  private let sources: [(cell: Int, parent: Int)]
  private let carbonPrice: Int
  private let indexation: Int
  private let deflator: Int

  init(parent: EquationModel, child: EquationModel) {
    func cell(_ name: String, _ model: EquationModel) -> Int {
      model.symbol(named: name)?.firstCell ?? 0
    }
    carbonPrice = cell("carbonPrice", child)
    indexation = cell("carbonIndexation", child)
    deflator = cell("gdpDeflator", parent)
    var sources: [(cell: Int, parent: Int)] = []
    for symbol in child.symbols where symbol.kind == .exogenous {
      let source =
        symbol.inherits.flatMap { parent.symbol(named: $0) }
        ?? parent.symbol(named: symbol.name)
      guard let source, source.kind != .parameter, source.elements.count == symbol.elements.count
      else { continue }
      for (offset, cell) in symbol.cells.enumerated() {
        sources.append((cell, source.firstCell + offset))
      }
    }
    self.sources = sources
    recorded = Array(
      Set(sources.map(\.parent) + [deflator, cell("gdpReal", parent)])
    ).sorted()
    positionOfParentCell = Dictionary(uniqueKeysWithValues: zip(recorded, recorded.indices))
  }

  /// A tax of 20 a year more from 2026 to 200, with everything else as in the parent's path.
  func problem(
    _ calibrated: CalibratedModel, parent: (Int, Int) -> Double, years: ClosedRange<Int>
  ) throws -> PathProblem {
    var problem = try calibrated.pathProblem(years: years)
    for (index, year) in years.enumerated() {
      for source in sources {
        let value = parent(source.parent, year)
        if value.isFinite { problem.exogenous[index][source.cell] = value }
      }
      problem.exogenous[index][indexation] = parent(deflator, year)
      problem.exogenous[index][carbonPrice] = year < 2026 ? 0 : min(200, 20 * Double(year - 2025))
    }
    return problem
  }
}
