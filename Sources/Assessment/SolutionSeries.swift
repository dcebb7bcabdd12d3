import Equations
import Quantities
import Results
import Solvers

extension ScenarioProblem {
  /// Every variable and exogenous value of a path, base year included, and the sums of additive ones.
  func series(of solution: PathSolution) -> [StoredSeries] {
    let base = model.calibrated.baseValues
    var result: [StoredSeries] = []
    for symbol in model.model.symbols where symbol.kind != .parameter {
      let kind: SeriesKind = symbol.kind == .variable ? .variable : .exogenous
      var total = [Double](repeating: 0, count: solution.years.count + 1)
      for cell in symbol.cells {
        // An exogenous path may begin after the base year where nothing looks back on it.
        let atBase = base.map { $0[cell] } ?? .nan
        let start = atBase.isFinite ? baseYear : baseYear + 1
        let values = (atBase.isFinite ? [atBase] : []) + solution.values.map { $0[cell] }
        for (offset, value) in values.enumerated() {
          total[start - baseYear + offset] += value
        }
        result.append(
          StoredSeries(
            variable: symbol.name, dimensions: PreparedModel.dimensions(of: symbol, cell: cell),
            unit: symbol.unit, kind: kind, isNominal: symbol.isNominal,
            status: status(of: cell, symbol, from: start), firstYear: start, values: values))
      }
      if symbol.isAdditive && !symbol.dimensions.isEmpty {
        result.append(
          StoredSeries(
            variable: symbol.name, unit: symbol.unit, kind: kind, isNominal: symbol.isNominal,
            status: StatusPath(.derived, years: 1, then: .modelled), firstYear: baseYear,
            values: total))
      }
    }
    return result
  }

  /// How far to trust a cell's path. Variables are derived from the pack in the base year and modelled
  /// afterwards. An exogenous value is modelled where a target solves it, an assumption of the scenario
  /// where that sets it, else what it is in the parent's run or in the pack.
  private func status(of cell: Int, _ symbol: ModelSymbol, from start: Int) -> StatusPath {
    let modelled = StatusPath(.derived, years: max(0, baseYear + 1 - start), then: .modelled)
    if symbol.kind == .variable || path.swaps.contains(where: { $0.exogenous == cell }) {
      return modelled
    }
    if settings.contains(cell) { return StatusPath(.illustrative) }
    let dimensions = PreparedModel.dimensions(of: symbol, cell: cell)
    if let inherited = parent?.series(of: symbol.inherits ?? symbol.name, at: dimensions),
      inherited.firstYear == start
    {
      return inherited.status
    }
    return StatusPath(symbol.status)
  }
}

extension PreparedModel {
  /// What a reader must know beside every result.
  var warnings: [String] {
    choices.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
  }
}

extension PathSolution {
  /// How each year was solved, as runs keep it.
  var yearReports: [Results.YearReport] {
    reports.map {
      Results.YearReport(
        year: $0.year, converged: true, iterations: $0.iterations, largestResidual: $0.residual,
        worstEquation: $0.worstEquation)
    }
  }

  /// Each check at the year where it holds least well.
  func checkResults(tolerance: Double) -> [CheckResult] {
    var worst: [String: CheckReport] = [:]
    var order: [String] = []
    for check in checks {
      if worst[check.name] == nil { order.append(check.name) }
      if let known = worst[check.name], !check.isWorse(than: known) { continue }
      worst[check.name] = check
    }
    return order.compactMap { worst[$0] }.map {
      CheckResult(
        name: $0.name, year: $0.year, place: $0.worst, residual: $0.residual, tolerance: tolerance)
    }
  }
}
