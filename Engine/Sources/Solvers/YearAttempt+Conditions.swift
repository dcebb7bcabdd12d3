import Equations

extension YearAttempt {
  /// Leaves the rounding of conditions when it is this narrow, relative to their sizes.
  private static let narrowest = 1e-13
  /// A rounding that must be reached for the conditions to be tried without.
  private static let narrowEnough = 1e-8

  /// Solves the year with the corners of complementarity conditions rounded off, ever less, and then
  /// without rounding.
  /// - Returns: The last pass and the number of roundings; nil where there are no conditions or the
  ///   roundings lead nowhere.
  func throughRoundings(from start: [Double]) -> (pass: Pass, steps: Int)? {
    guard let rounded = solver.rounded,
      let system = try? rounded.solver.system(for: plan.unknownCells)
    else { return nil }
    system.reset()
    loadInputs(share: 1)
    let layout = self.system.workspace.tape.layout
    let slots = self.system.workspace.slots
    let sizes = rounded.sizes { node in
      switch node {
      case .constant(let value): value
      case .parameter(let parameter): slots[layout.slot(ofParameter: parameter)]
      case .cell(let cell, 0): start[cell]
      case .cell(let cell, let lag): slots[layout.slot(ofCell: cell, lag: lag)]
      case .unary, .binary: .nan
      }
    }
    var point = start
    var reached = Double.infinity
    var factor = 0.1
    var width = 1.0
    var steps = 0
    while steps < 60 {
      steps += 1
      var problem = problem
      problem.parameters += sizes + [width]
      let attempt = YearAttempt(
        solver: rounded.solver, system: system, problem: problem, year: year, plan: plan,
        solved: solved)
      attempt.loadInputs(share: 1)
      if case .solved = attempt.attempt(from: point) {
        point = system.workspace.cells
        reached = width
        if width <= Self.narrowest { break }
        factor = max(factor * factor, 1e-3)
      } else {
        guard reached.isFinite, factor < 0.8 else { break }
        factor = factor.squareRoot()
      }
      width = max(reached * factor, Self.narrowest)
    }
    guard reached <= Self.narrowEnough else { return nil }
    loadInputs(share: 1)
    return (attempt(from: point), steps)
  }
}
