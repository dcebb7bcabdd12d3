extension YearAttempt {
  /// The guide moved in proportion to how this path differs from it so far; without a guide, last
  /// year's values extended by their last growth.
  func firstGuess() -> [Double] {
    let last = lastYear
    guard let guide = problem.guide[year] else { return complete(extrapolated()) }
    let guideBefore =
      problem.guide[year - 1] ?? (year == problem.years.lowerBound ? last : nil)
    var result = guide
    if let guideBefore, let last {
      for cell in plan.unknownCells {
        let ratio = last[cell] / guideBefore[cell]
        if ratio.isFinite && ratio > 0.2 && ratio < 5 { result[cell] = guide[cell] * ratio }
      }
    }
    return complete(result)
  }

  private func extrapolated() -> [Double] {
    guard var result = values(lag: 1) else {
      return [Double](repeating: .nan, count: solver.model.cellCount)
    }
    if let earlier = values(lag: 2) {
      for cell in plan.unknownCells {
        let ratio = result[cell] / earlier[cell]
        if ratio.isFinite && ratio > 0.8 && ratio < 1.25 { result[cell] *= ratio }
      }
    }
    return result
  }

  /// Fills unknowns without any value: exogenous cells by what the year gives them, others by 1,
  /// which is inside the domain of every function.
  func complete(_ values: [Double]) -> [Double] {
    var result = values
    let given = problem.exogenous[year - problem.years.lowerBound]
    for cell in plan.unknownCells where !result[cell].isFinite {
      result[cell] = !solver.isVariable[cell] && given[cell].isFinite ? given[cell] : 1
    }
    for cell in result.indices where !plan.given[cell].isNaN { result[cell] = plan.given[cell] }
    return result
  }
}
