import Equations
import LinearAlgebra

/// What draws share: the tapes, and for each year the factors of the central path's Jacobian.
struct CentralPath: Sendable {
  /// The tapes for one choice of unknowns.
  struct System: Sendable {
    let tape: LaneTape
    /// Where parameters and cells at each lag are read, in slots of the frame.
    let parameters: [(parameter: Int, slot: Int)]
    let lagged: [[(cell: Int, slot: Int)]]
    /// Sides of equations by row of the block, in bytes of the frame.
    let left: [Int32]
    let right: [Int32]
    /// Equations and cells of the block.
    let rows: [Int]
    let cells: [Int]
    let isPositive: [Bool]
    /// Where unknowns lie, in bytes of the frame.
    let places: [Int32]
    /// The checks, with slots of the frame.
    let checks: [CompiledSystem.CompiledCheck]

    /// The programs of the tape.
    enum Program {
      /// What depends on parameters and on the past alone.
      static let prologue = 0
      /// Both sides of every equation.
      static let residual = 1
      /// Both sides of every check, and its scales.
      static let checks = 2
    }
  }

  /// One year, with rows and unknowns in the order of its factors.
  struct Year: Sendable {
    let system: Int
    let factors: LaneFactors
    let left: [Int32]
    let right: [Int32]
    /// Equations and unknown cells of the model.
    let rows: [Int]
    let cells: [Int]
    let places: [Int32]
    /// What residuals are judged by.
    let rowScale: [Double]
    /// −1 / (row scale · scale of the factors): from residuals to right-hand sides.
    let rowFactor: [Double]
    let columnScale: [Double]
    let positive: [Double]
    /// Cells that are given.
    let givenCells: [Int]
    /// Swapped variables that are given, with the position of the swap.
    let targets: [(cell: Int, swap: Int)]
  }

  let problem: PathProblem
  let solution: PathSolution
  private(set) var systems: [System] = []
  private(set) var yearsOfPath: [Year] = []

  init(
    model: EquationModel, problem: PathProblem, solution: PathSolution
  ) throws(SolverError) {
    guard solution.isComplete, solution.years == problem.years else {
      throw SolverError.wrongLength(
        name: "Years of the central path", found: solution.values.count,
        expected: problem.years.count)
    }
    self.problem = problem
    self.solution = solution
    let solver = PathSolver(model: model)
    try solver.validate(problem)
    var known: [[Int]: (system: CompiledSystem, index: Int)] = [:]
    for year in problem.years {
      let plan = try YearPlan(problem: problem, year: year, solver: solver)
      let compiled: (system: CompiledSystem, index: Int)
      if let found = known[plan.unknownCells] {
        compiled = found
      } else {
        do throws(StructuralError) {
          let system = try CompiledSystem(
            model: model, unknownCells: plan.unknownCells, method: .sparse, joinsBlocks: true)
          compiled = (system, systems.count)
        } catch {
          throw SolverError.structure(year: year, error)
        }
        known[plan.unknownCells] = compiled
        systems.append(System(compiled.system, model: model))
      }
      let factored = try factor(
        compiled.system, year: year, addFactors: plan.addFactors, model: model)
      yearsOfPath.append(
        Year(
          systems[compiled.index], index: compiled.index, factored,
          block: compiled.system.blocks[0], plan: plan, problem: problem, year: year))
    }
  }

  /// Factors a year's Jacobian at the central path.
  private func factor(
    _ system: CompiledSystem, year: Int, addFactors: [Double], model: EquationModel
  ) throws(SolverError) -> LaneFactors {
    let workspace = system.workspace
    let block = system.blocks[0]
    workspace.setParameters(problem.parameters)
    let index = year - problem.years.lowerBound
    for lag in stride(from: 0, through: workspace.tape.layout.maximumLag, by: 1) {
      workspace.setCells(values(yearIndex: index - lag, model: model), lag: lag)
    }
    for (position, row) in block.rows.enumerated() { block.addFactor[position] = addFactors[row] }
    workspace.run(system.prologue)
    _ = block.evaluateResidual(workspace)
    block.evaluateJacobian(workspace)
    do throws(LinearAlgebraError) {
      try block.factor()
    } catch {
      throw SolverError.centralPathNotFactored(year: year, reason: "\(error)")
    }
    guard let factors = block.factors as? SparseLU else {
      preconditionFailure("Shared factors come from a sparse factorisation.")
    }
    return factors.laneFactors()
  }

  /// The central path's cells in a year, counted from the first; before it, its history.
  func values(yearIndex: Int, model: EquationModel) -> [Double] {
    if yearIndex >= 0 { return solution.values[yearIndex] }
    let before = -yearIndex - 1
    return problem.history.indices.contains(before)
      ? problem.history[before] : [Double](repeating: .nan, count: model.cellCount)
  }
}

extension CentralPath.System {
  init(_ system: CompiledSystem, model: EquationModel) {
    let block = system.blocks[0]
    let tape = system.workspace.tape
    let layout = tape.layout
    let lanes = LaneTape(
      tape: tape,
      programs: [
        LaneTape.Request(segments: [system.prologue], outputs: []),
        LaneTape.Request(
          segments: [block.residualSegment],
          outputs: block.leftSlots + block.rightSlots + block.cellSlots),
        LaneTape.Request(
          segments: [system.checkSegment],
          outputs: system.checks.flatMap { [$0.left, $0.right] + $0.scales }),
      ])
    func laneSlot(_ slot: Int) -> Int {
      guard let found = lanes.laneSlot(of: slot) else {
        preconditionFailure("Outputs have a slot in the frame.")
      }
      return found
    }
    func place(_ slot: Int) -> Int32 { Int32(laneSlot(slot) * LaneKernel.laneCount * 8) }
    self.tape = lanes
    left = block.leftSlots.map(place)
    right = block.rightSlots.map(place)
    places = block.cellSlots.map(place)
    checks = system.checks.map {
      CompiledSystem.CompiledCheck(
        row: $0.row, left: laneSlot($0.left), right: laneSlot($0.right),
        scales: $0.scales.map(laneSlot))
    }
    rows = block.rows
    cells = block.cells
    isPositive = block.isPositive
    var parameters: [(parameter: Int, slot: Int)] = []
    var lagged = [[(cell: Int, slot: Int)]](repeating: [], count: layout.maximumLag + 1)
    for (tapeSlot, laneSlot) in lanes.inputs {
      if tapeSlot < layout.parameterCount {
        parameters.append((tapeSlot, laneSlot))
      } else {
        let position = tapeSlot - layout.parameterCount
        lagged[position / layout.cellCount].append((position % layout.cellCount, laneSlot))
      }
    }
    self.parameters = parameters
    self.lagged = lagged
  }
}

extension CentralPath.Year {
  init(
    _ system: CentralPath.System, index: Int, _ factors: LaneFactors, block: BlockSolver,
    plan: YearPlan, problem: PathProblem, year: Int
  ) {
    self.system = index
    self.factors = factors
    left = factors.rowOrder.map { system.left[$0] }
    right = factors.rowOrder.map { system.right[$0] }
    rows = factors.rowOrder.map { system.rows[$0] }
    cells = factors.columnOrder.map { system.cells[$0] }
    places = factors.columnOrder.map { system.places[$0] }
    rowScale = factors.rowOrder.map { block.rowScale[$0] }
    rowFactor = factors.rowOrder.enumerated().map { place, row in
      -1 / (block.rowScale[row] * factors.rowScales[place])
    }
    columnScale = factors.columnOrder.map { block.columnScale[$0] }
    positive = factors.columnOrder.map { system.isPositive[$0] ? 1 : 0 }
    givenCells = plan.given.indices.filter { !plan.given[$0].isNaN }
    targets = problem.swaps.enumerated().compactMap { position, swap in
      swap.targets[year] == nil ? nil : (swap.endogenous, position)
    }
  }
}
