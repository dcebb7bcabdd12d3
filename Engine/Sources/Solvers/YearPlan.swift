import Equations

/// What is given and what is unknown in one year, after swaps.
struct YearPlan {
  /// The unknown cells, ascending.
  let unknownCells: [Int]
  /// All cells: given values in place, NaN for unknowns.
  let given: [Double]
  /// One amount per equation of the model.
  let addFactors: [Double]
  /// The exchanges of roles in force, in words.
  let exchanges: [String]

  init(problem: PathProblem, year: Int, solver: PathSolver) throws(SolverError) {
    let model = solver.model
    var isUnknown = solver.isVariable
    var given = problem.exogenous[year - problem.years.lowerBound]
    var involved: Set<Int> = []
    var exchanges: [String] = []
    for swap in problem.swaps {
      for cell in [swap.endogenous, swap.exogenous] {
        guard (0..<model.cellCount).contains(cell) else {
          throw SolverError.badSwap(cell: "cell \(cell)", reason: "the model has no such cell.")
        }
      }
      let name = model.label(ofCell: swap.endogenous)
      let other = model.label(ofCell: swap.exogenous)
      guard solver.isVariable[swap.endogenous] else {
        throw SolverError.badSwap(cell: name, reason: "it is exogenous; name a variable.")
      }
      guard !solver.isVariable[swap.exogenous] else {
        throw SolverError.badSwap(cell: other, reason: "it is a variable; name an exogenous cell.")
      }
      guard let target = swap.targets[year] else { continue }
      for (cell, label) in [(swap.endogenous, name), (swap.exogenous, other)] {
        guard involved.insert(cell).inserted else {
          throw SolverError.badSwap(cell: label, reason: "two swaps in \(year) use it; keep one.")
        }
      }
      guard target.isFinite else {
        throw SolverError.badSwap(cell: name, reason: "its target in \(year) is \(target).")
      }
      isUnknown[swap.endogenous] = false
      isUnknown[swap.exogenous] = true
      given[swap.endogenous] = target
      exchanges.append("`\(name)` is given and `\(other)` solved instead")
    }
    for cell in 0..<model.cellCount {
      if isUnknown[cell] {
        given[cell] = .nan
      } else if !given[cell].isFinite {
        throw SolverError.exogenousNotFinite(
          cell: model.label(ofCell: cell), year: year, value: given[cell])
      }
    }
    var addFactors = [Double](repeating: 0, count: model.equations.count)
    for factor in problem.addFactors where factor.year == year {
      addFactors[factor.equation] += factor.value
    }
    unknownCells = isUnknown.indices.filter { isUnknown[$0] }
    self.given = given
    self.addFactors = addFactors
    self.exchanges = exchanges
  }
}
