import Equations
import Quantities
import Results
import Solvers

extension PreparedModel {
  /// Every variable and exogenous value of a path, base year included, and the sums of additive ones.
  ///
  /// Values of the base year are derived from the pack's tables, later ones are modelled.
  func series(of solution: PathSolution, baseYear: Int) -> [StoredSeries] {
    let base = calibrated.baseValues
    var result: [StoredSeries] = []
    for symbol in model.symbols where symbol.kind != .parameter {
      let kind: SeriesKind = symbol.kind == .variable ? .variable : .exogenous
      var total = [Double](repeating: 0, count: solution.years.count + 1)
      let status = StatusPath(.derived, years: 1, then: .modelled)
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
            status: start == baseYear ? status : StatusPath(.modelled), firstYear: start,
            values: values))
      }
      if symbol.isAdditive && !symbol.dimensions.isEmpty {
        result.append(
          StoredSeries(
            variable: symbol.name, unit: symbol.unit, kind: kind, isNominal: symbol.isNominal,
            status: status, firstYear: baseYear, values: total))
      }
    }
    return result
  }

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
      // A residual that is not a number is the worst there is.
      if let known = worst[check.name], !(check.residual.isNaN || check.residual > known.residual) {
        continue
      }
      worst[check.name] = check
    }
    return order.compactMap { worst[$0] }.map {
      CheckResult(
        name: $0.name, year: $0.year, place: $0.worst, residual: $0.residual, tolerance: tolerance)
    }
  }
}
