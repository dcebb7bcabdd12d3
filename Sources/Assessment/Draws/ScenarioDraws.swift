import Calibration
import Equations
import Quantities
import Reporting
import Scenarios
import Solvers
import Synchronization

/// A scenario and its ancestors solved for many draws of the model's parameters.
///
/// Every draw calibrates the model anew, so that each reproduces the base year, solves the baseline with
/// its targets, and each scenario after it on the draw's own baseline.
/// An instrument of a target is held to its range in the central path, not draw by draw.
public struct ScenarioDraws: Sendable {
  /// What is asked for.
  public struct Request: Sendable {
    /// How many draws.
    public var draws: Int
    /// The seed they follow from.
    public var seed: UInt64
    /// The parameters drawn.
    public var variations: [ParameterVariation]
    /// Variables to be recorded: scalars, cells as `outputReal[electricity]`, or additive variables, whose
    /// cells are added up.
    public var variables: [String]
    /// The years that ``ScenarioDraws/quantiles()`` tells of; without any, 2030 and the last.
    public var years: [Int]
    /// How many groups of draws are worked on at the same time.
    public var workers: Int

    /// Creates a request.
    public init(
      draws: Int, seed: UInt64, variations: [ParameterVariation], variables: [String],
      years: [Int] = [], workers: Int
    ) {
      self.draws = draws
      self.seed = seed
      self.variations = variations
      self.variables = variables
      self.years = years
      self.workers = workers
    }
  }

  /// The most draws that are kept in memory at once.
  public static let mostDraws = 1_000_000

  /// What was asked for.
  public let request: Request
  /// The scenario's name.
  public let scenario: String
  /// The name of its parent, if it is not a baseline.
  public let parent: String?
  /// The draws of every scenario of the lineage, the baseline's first.
  public let ensembles: [(scenario: String, solution: EnsembleSolution)]
  /// The parameters drawn, cell by cell, with the numbers they have in each draw.
  private let drawn: DrawnParameters
  /// Where each variable's cells are recorded.
  private let positions: [(own: [Int], parent: [Int]?)]
  private let central: [(own: [Double], parent: [Double]?)]
  private let units: [String]

  /// Draws without a solution: the scenario that failed first, and why.
  public var failures: [(draw: Int, scenario: String, reason: String)] {
    (0..<request.draws).compactMap { draw in
      for (scenario, solution) in ensembles {
        if let failure = solution.failures.first(where: { $0.draw == draw }) {
          return (draw, scenario, failure.reason)
        }
      }
      return nil
    }
  }

  /// A check that does not hold in some draws.
  public struct FailedCheck: Sendable, Equatable {
    /// The check's name.
    public var name: String
    /// The scenario.
    public var scenario: String
    /// How many draws it fails in.
    public var draws: Int
    /// The draw in which it is furthest from holding.
    public var worstDraw: Int
    /// The worst member there, as `name[elements]`.
    public var place: String
    /// The year in which it is worst.
    public var year: Int
    /// The largest difference relative to its scale.
    public var residual: Double
  }

  /// The checks that do not hold in some draw, in the order of the lineage and of the model.
  ///
  /// - Parameter tolerance: The largest difference accepted, relative to a check's scale.
  public func failedChecks(tolerance: Double = ScenarioRunner.checkTolerance) -> [FailedCheck] {
    ensembles.flatMap { scenario, solution in
      var order: [String] = []
      var failed: [String: (draws: Int, worstDraw: Int, report: CheckReport)] = [:]
      for (draw, reports) in zip(solution.draws, solution.checks) {
        for report in reports where !(report.residual <= tolerance) {
          guard let known = failed[report.name] else {
            order.append(report.name)
            failed[report.name] = (1, draw, report)
            continue
          }
          let isWorse = report.isWorse(than: known.report)
          failed[report.name] = (
            known.draws + 1, isWorse ? draw : known.worstDraw, isWorse ? report : known.report
          )
        }
      }
      return order.compactMap { name in
        failed[name].map {
          FailedCheck(
            name: name, scenario: scenario, draws: $0.draws, worstDraw: $0.worstDraw,
            place: $0.report.worst, year: $0.report.year, residual: $0.report.residual)
        }
      }
    }
  }

  /// The years solved.
  public var years: ClosedRange<Int> { ensembles[ensembles.count - 1].solution.years }

  /// Solves the draws of a scenario.
  /// - Throws: As ``ScenarioRunner/run(_:again:progress:)`` for the central path,
  ///   ``AssessmentError/usage(_:)`` for unknown names, ``AssessmentError/interrupted(scenario:year:)``.
  public init(
    of scenario: String, _ request: Request, runner: ScenarioRunner,
    progress: (@Sendable (String, Int) -> Void)? = nil
  ) async throws {
    guard (1...Self.mostDraws).contains(request.draws) else {
      throw AssessmentError.usage(
        "\(request.draws) draws are none or too many: ask for 1 to \(Self.mostDraws).")
    }
    let files = try runner.lineage(of: scenario).files
    let solved = try runner.form(of: files).years
    if let missing = request.years.first(where: { !solved.contains($0) }) {
      throw AssessmentError.usage(
        "\(scenario) is solved for \(solved.lowerBound) to \(solved.upperBound), and \(missing) is not among these years."
      )
    }
    let solver = ScenarioSolver(runner: runner)
    var links: [DrawnScenario] = []
    var drawn: [DrawnParameters] = []
    for position in files.indices {
      let solved = try solver.solve(Array(files[...position]))
      links.append(
        DrawnScenario(
          solved, file: files[position], parent: links.last, isChildOfBaseline: position == 1))
      drawn.append(
        try DrawnParameters(
          request.variations, of: solved.model, baseYear: runner.pack.baseYear, seed: request.seed))
    }
    var cells: [[Int]] = links.map { _ in [] }
    for (position, link) in links.enumerated() where position > 0 {
      cells[position - 1] += link.inherited
    }
    let last = links.count - 1
    var wanted: [(own: [Int], parent: [Int]?)] = []
    var units: [String] = []
    for name in request.variables {
      let own = try Self.cells(named: name, in: links[last].model)
      wanted.append(
        (own, last > 0 ? try? Self.cells(named: name, in: links[last - 1].model) : nil))
      units.append(links[last].model.symbol(ofCell: own[0])?.unit ?? "")
    }
    cells[last] += wanted.flatMap(\.own)
    if last > 0 { cells[last - 1] += wanted.flatMap { $0.parent ?? [] } }
    let recorded = cells.map { Array(Set($0)).sorted() }
    let place = recorded.map { list in
      Dictionary(uniqueKeysWithValues: zip(list, list.indices))
    }

    var ensembles: [(scenario: String, solution: EnsembleSolution)] = []
    for (position, link) in links.enumerated() {
      // One calibration at a time: a run of a tape is a hundredth of a draw.
      let calibrations = Mutex(CalibrationBox(try drawn[position].calibration()))
      let values = drawn[position]
      let before = ensembles.last?.solution
      let placeBefore = position > 0 ? place[position - 1] : [:]
      let ensembleSolver = try EnsembleSolver(
        model: link.model, problem: link.central, solution: link.solution)
      let request = request
      let solution: EnsembleSolution
      do {
        solution = try await ensembleSolver.solve(
          draws: 0..<request.draws, recording: recorded[position], workers: request.workers,
          progress: { progress?(link.name, $0) }
        ) { draw in
          if Interruption.isRequested { throw CancellationError() }
          if let before, !before.outcomes[draw].isSolved { throw NoParent() }
          let calibrated = try calibrations.withLock {
            try $0.calibration.calibrated(values.values(draw: draw))
          }
          return try link.problem(calibrated) { cell, year in
            before?.value(draw: draw, year: year, position: placeBefore[cell] ?? 0)
          }
        }
      } catch is CancellationError {
        throw AssessmentError.interrupted(
          scenario: link.name, year: link.central.years.lowerBound)
      }
      ensembles.append((link.name, solution))
    }
    self.request = request
    self.scenario = links[last].name
    parent = last > 0 ? links[last - 1].name : nil
    self.ensembles = ensembles
    self.drawn = drawn[last]
    positions = wanted.map { own, parent in
      (own.compactMap { place[last][$0] }, parent?.compactMap { place[last - 1][$0] })
    }
    central = wanted.map { own, parent in
      (
        links[last].solution.values.map { year in own.reduce(0) { $0 + year[$1] } },
        parent.map { parent in
          links[last - 1].solution.values.map { year in parent.reduce(0) { $0 + year[$1] } }
        }
      )
    }
    self.units = units
  }

  /// The cells whose sum a name stands for: one cell, or all those of an additive variable.
  private static func cells(named name: String, in model: EquationModel) throws -> [Int] {
    let symbols = model.symbols.filter { $0.kind != .parameter }
    let bare = String(name.prefix { $0 != "[" })
    guard let symbol = symbols.first(where: { $0.name == bare }) else {
      throw AssessmentError.usage(
        "The model has no variable \(bare): name what to show with --variable; \(NearestName.hint(for: bare, among: symbols.map(\.name)))"
      )
    }
    if let cell = symbol.cells.first(where: { symbol.label(ofCell: $0) == name }) { return [cell] }
    if name == bare, symbol.isAdditive { return Array(symbol.cells) }
    let example = symbol.cells.first.map { ", as \(symbol.label(ofCell: $0))" } ?? ""
    throw AssessmentError.usage(
      name == bare
        ? "\(bare) has one value for each \(symbol.dimensions.joined(separator: " and ")), and their sum means nothing: name one\(example)."
        : "\(bare) has no cell \(name): name its elements in order\(example).")
  }

  /// Why a draw of a scenario has no problem: its parent has no solution.
  private struct NoParent: Error, CustomStringConvertible {
    let description = "the draw's parent scenario has no solution"
  }

  /// Guarded by the mutex that holds it: one thread at a time calibrates.
  private struct CalibrationBox: @unchecked Sendable {
    let calibration: RepeatedCalibration
    init(_ calibration: RepeatedCalibration) { self.calibration = calibration }
  }

  /// The value of a variable in every solved draw, beside the one in its parent.
  private func values(_ variable: Int, year: Int) -> [(draw: Int, own: Double, parent: Double?)] {
    let own = ensembles[ensembles.count - 1].solution
    let before = ensembles.count > 1 ? ensembles[ensembles.count - 2].solution : nil
    func total(_ solution: EnsembleSolution?, _ draw: Int, _ positions: [Int]?) -> Double? {
      guard let solution, let positions else { return nil }
      var sum = 0.0
      for position in positions {
        guard let value = solution.value(draw: draw, year: year, position: position) else {
          return nil
        }
        sum += value
      }
      return sum
    }
    return (0..<request.draws).compactMap { draw in
      guard let value = total(own, draw, positions[variable].own) else { return nil }
      return (draw, value, total(before, draw, positions[variable].parent))
    }
  }

  /// Quantiles over the solved draws, beside the central path: of values, and of the differences from
  /// the parent where there is one: for shares in points, else in the variable's unit, and relative to
  /// the parent where it is above zero.
  ///
  /// Quantiles lie between neighbouring draws in proportion (Hyndman and Fan's type 7). Draws without a
  /// solution have no part in them.
  public func quantiles() -> RecordTable {
    let last = years.upperBound
    let shown = request.years.isEmpty ? (last == 2030 ? [last] : [2030, last]) : request.years
    let shares = [0.05, 0.25, 0.5, 0.75, 0.95]
    var table = RecordTable(
      columns: ["variable", "year", "unit", "measure", "draws", "central"]
        + ["p05", "p25", "p50", "p75", "p95"])
    for (position, name) in request.variables.enumerated() {
      for year in shown where years.contains(year) {
        let found = values(position, year: year)
        let index = year - years.lowerBound
        func row(_ measure: String, _ unit: String, _ values: [Double], _ central: Double?) {
          let sorted = values.sorted()
          guard !sorted.isEmpty else { return }
          table.rows.append(
            [
              .text(name), .number(Double(year)), .text(unit), .text(measure),
              .number(Double(sorted.count)), central.map { .number($0) } ?? .missing,
            ] + shares.map { .number(Self.quantile(sorted, $0)) })
        }
        row("value", units[position], found.map(\.own), central[position].own[index])
        guard let parent, let centralParent = central[position].parent?[index] else { continue }
        let told = DifferenceUnit(ofUnit: units[position])
        func differences(_ difference: (Double, Double) -> Double?) -> [Double] {
          found.compactMap { entry in entry.parent.flatMap { difference($0, entry.own) } }
        }
        let own = central[position].own[index]
        if told == .percent {
          row(
            "difference from \(parent)", units[position], differences { $1 - $0 },
            own - centralParent)
          // In per cent of nothing, or of a balance that is now above and now below it, it says nothing.
          guard centralParent > 0, found.allSatisfy({ ($0.parent ?? 0) > 0 }) else { continue }
        }
        row(
          "\(told == .percent ? "relative " : "")difference from \(parent)", told.label,
          differences(told.difference), told.difference(from: centralParent, to: own))
      }
    }
    return table
  }

  /// The quantile of sorted values, between neighbours in proportion.
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// The number of cells drawn.
  public var parameterCount: Int { drawn.labels.count }

  /// Every draw and parameter: the value drawn.
  public func parameters() -> RecordTable {
    var table = RecordTable(columns: ["draw", "parameter", "value"])
    for draw in 0..<request.draws {
      for (label, value) in zip(drawn.labels, drawn.values(draw: draw)) {
        table.rows.append([.number(Double(draw)), .text(label), .number(value)])
      }
    }
    return table
  }

  /// Every draw, variable and year: the value in the scenario and in its parent.
  public func draws() -> RecordTable {
    var table = RecordTable(columns: ["draw", "variable", "year", "unit", "value", "parent"])
    for (position, name) in request.variables.enumerated() {
      for year in years {
        for entry in values(position, year: year) {
          table.rows.append([
            .number(Double(entry.draw)), .text(name), .number(Double(year)),
            .text(units[position]), .number(entry.own),
            entry.parent.map { .number($0) } ?? .missing,
          ])
        }
      }
    }
    return table
  }
}
