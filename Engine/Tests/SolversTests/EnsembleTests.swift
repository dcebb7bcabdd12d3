import Calibration
import Equations
import Solvers
import Synchronization
import Testing

@Suite("Ensembles") struct EnsembleTests {
  static let years = 2020...2035
  static let random = DrawRandom(seed: 42)
  /// Draws and single paths end at the same solution; both stop at residuals of 1e-11.
  static let solved = 1e-9

  /// An economy of sectors whose world demand, exports' add-factor and target for output are drawn.
  struct Economy: Sendable {
    let model: EquationModel
    let central: PathProblem
    let demand: Int
    let spread: Double

    init(spread: Double, swaps: Bool = true) throws {
      let economy = SyntheticEconomy(sectors: 12, density: 0.4)
      model = economy.builder.model
      demand = economy.worldDemand.cell
      self.spread = spread
      var problem = try calibrate(model, baseYear: 2019).pathProblem(years: years)
      if swaps {
        let path = try PathSolver(model: model).solve(problem).completed()
        let output = economy.output[3].cell
        var targets: [Int: Double] = [:]
        for year in 2024...2028 { targets[year] = path.value(ofCell: output, year: year) }
        problem.swaps = [VariableSwap(endogenous: output, exogenous: demand, targets: targets)]
      }
      central = problem
    }

    func draw(_ number: Int) -> PathProblem {
      var problem = central
      for (index, year) in years.enumerated() {
        let uniform = random.uniform(draw: number, name: "demand \(year)")
        problem.exogenous[index][demand] *= 1 + spread * (2 * uniform - 1)
      }
      let shift = random.uniform(draw: number, name: "shift")
      problem.addFactors = [AddFactor(equation: 5, year: 2026, value: 0.01 * shift)]
      for index in problem.swaps.indices {
        problem.swaps[index].targets =
          problem.swaps[index].targets.mapValues { $0 * (1 + spread / 2 * (shift - 0.5)) }
      }
      return problem
    }

    func solver(_ kernel: LaneKernel = .best) throws -> EnsembleSolver {
      let solution = try PathSolver(model: model).solve(central).completed()
      return try EnsembleSolver(model: model, problem: central, solution: solution, kernel: kernel)
    }

    var variables: [Int] { model.variableCells }
  }

  private func same(_ one: EnsembleSolution, _ other: EnsembleSolution, draws: Range<Int>) -> Bool {
    draws.allSatisfy { draw in
      one.years.allSatisfy { year in
        one.cells.indices.allSatisfy { position in
          let first = one.value(draw: draw, year: year, position: position)
          return first != nil && first == other.value(draw: draw, year: year, position: position)
        }
      }
    }
  }

  @Test("Draws of exogenous values, targets and add-factors are the paths solved one by one")
  func agreement() async throws {
    let economy = try Economy(spread: 0.1)
    let ensemble = try await economy.solver().solve(
      draws: 0..<21, recording: economy.variables, workers: 2
    ) { economy.draw($0) }
    #expect(ensemble.outcomes.count == 21)
    #expect(ensemble.failures.isEmpty)
    #expect(ensemble.ownCount == 0)
    let alone = PathSolver(model: economy.model)
    for draw in 0..<21 {
      let path = try alone.solve(economy.draw(draw)).completed()
      for year in Self.years {
        for (position, cell) in economy.variables.enumerated() {
          let found = try #require(ensemble.value(draw: draw, year: year, position: position))
          let expected = try #require(path.value(ofCell: cell, year: year))
          #expect((found - expected).magnitude <= Self.solved * max(1e-3, expected.magnitude))
        }
      }
    }
  }

  @Test("One, two and three workers, every kernel, and any part of the draws give the same bits")
  func bits() async throws {
    let economy = try Economy(spread: 0.1)
    let first = try await economy.solver().solve(
      draws: 0..<40, recording: economy.variables, workers: 1
    ) { economy.draw($0) }
    for workers in 2...3 {
      let other = try await economy.solver().solve(
        draws: 0..<40, recording: economy.variables, workers: workers
      ) { economy.draw($0) }
      #expect(same(first, other, draws: 0..<40))
      #expect(first.outcomes == other.outcomes)
    }
    // A shard that begins within a group has other neighbours in its lanes.
    let shard = try await economy.solver().solve(
      draws: 13..<26, recording: economy.variables, workers: 2
    ) { economy.draw($0) }
    #expect(same(first, shard, draws: 13..<26))
    for kernel in LaneKernel.allCases where kernel.isAvailable {
      let other = try await economy.solver(kernel).solve(
        draws: 0..<11, recording: economy.variables, workers: 1
      ) { economy.draw($0) }
      #expect(same(first, other, draws: 0..<11), "\(kernel)")
    }
  }

  @Test("Parameters drawn with a calibration of their own give the paths solved one by one")
  func parameters() async throws {
    let model = CalibrationTests().smallModel().model
    let elasticity = try #require(model.symbol(named: "elasticity")).firstCell
    func values(_ draw: Int) -> [Double] {
      [0.3 + 0.6 * Self.random.uniform(draw: draw, name: "elasticity")]
    }
    let years = 2020...2040
    let repeated = try RepeatedCalibration(model: model, baseYear: 2019, varying: [elasticity])
    let central = try repeated.central.pathProblem(years: years)
    let problems = try (0..<30).map { draw in
      try repeated.calibrated(values(draw)).pathProblem(years: years)
    }
    let alone = PathSolver(model: model)
    let solution = try alone.solve(central).completed()
    let ensemble = try await EnsembleSolver(model: model, problem: central, solution: solution)
      .solve(draws: 0..<30, recording: model.variableCells, workers: 2) { problems[$0] }
    #expect(ensemble.failures.isEmpty)
    for draw in 0..<30 {
      let calibrated = try calibrate(
        model, baseYear: 2019, overrides: [elasticity: values(draw)[0]])
      let path = try alone.solve(calibrated.pathProblem(years: years)).completed()
      for (position, cell) in model.variableCells.enumerated() {
        let found = try #require(ensemble.value(draw: draw, year: 2040, position: position))
        let expected = try #require(path.value(ofCell: cell, year: 2040))
        #expect((found - expected).magnitude <= Self.solved * expected.magnitude)
      }
    }
  }

  @Test("A repeated calibration gives the numbers of a calibration, and its errors")
  func repeatedCalibration() throws {
    var model = CalibrationTests().smallModel().model
    let elasticity = try #require(model.symbol(named: "elasticity")).firstCell
    let labour = try #require(model.symbol(named: "labour0")).firstCell
    let position = try #require(model.symbols.firstIndex { $0.name == "elasticity" })
    model.symbols[position].range = .within(0...2)
    let repeated = try RepeatedCalibration(
      model: model, baseYear: 2019, varying: [elasticity, labour])
    for draw in 0..<20 {
      let values = [Self.random.uniform(draw: draw, name: "e"), 50 + Double(draw)]
      let found = try repeated.calibrated(values)
      let expected = try calibrate(
        model, baseYear: 2019, overrides: [elasticity: values[0], labour: values[1]])
      #expect(found.parameters == expected.parameters)
      #expect(found.baseValues == expected.baseValues)
      #expect(found.valuesBefore.map(\.description) == expected.valuesBefore.map(\.description))
      #expect(
        try found.exogenousValues(in: 2020).description
          == expected.exogenousValues(in: 2020).description)
    }
    #expect(throws: CalibrationError.self) { try repeated.calibrated([2.5, 50]) }
    #expect(throws: CalibrationError.self) { try repeated.calibrated([.nan, 50]) }
    // An error leaves no trace in the next.
    #expect(
      try repeated.calibrated([0.7, 50]).parameters == calibrate(model, baseYear: 2019).parameters)
  }

  struct Unlucky: Error, CustomStringConvertible {
    let description = "this draw has no data"
  }

  @Test(
    "Draws far from the central path are solved on their own and checked; those without a solution are named"
  )
  func farDraws() async throws {
    var builder = CalibrationTests().smallModel()
    let volume = builder.exogenous("volume", 1)
    let volumeCell = volume.cell
    let edge = builder.variable("edge", base: 1)
    builder.equation("edge", edge.power(3), volume)
    builder.check("volume", edge.power(3), volume)
    builder.check("edge", edge, volume)
    let model = builder.model
    let spending = try #require(model.symbol(named: "spending")).firstCell
    let central = try calibrate(model, baseYear: 2019).pathProblem(years: Self.years)
    let solution = try PathSolver(model: model).solve(central).completed()
    let solver = try EnsembleSolver(model: model, problem: central, solution: solution)
    @Sendable func problem(_ draw: Int) throws -> PathProblem {
      var problem = central
      // Less than nothing can be produced from 2024.
      let factor = draw == 5 ? -1e6 : 1 + Double(draw) / 100
      if draw == 6 { throw Unlucky() }
      for index in (draw == 5 ? 4 : 2)..<problem.exogenous.count {
        problem.exogenous[index][spending] *= factor
      }
      // From an edge of 1, one step leads to 333,334.
      if draw == 3 { problem.exogenous[2][volumeCell] = 1e6 }
      if draw == 7 { problem.exogenous[1][spending] = .nan }
      if draw == 8 { problem.swaps = [VariableSwap(endogenous: 0, exogenous: 1, targets: [:])] }
      return problem
    }
    let ensemble = try await solver.solve(
      draws: 0..<10, recording: model.variableCells, workers: 2, problem: problem)
    for draw in [0, 1, 2, 4, 9] { #expect(ensemble.outcomes[draw] == .solved(ownYears: [])) }
    guard case .solved(let ownYears) = ensemble.outcomes[3] else {
      Issue.record("Draw 3 has a solution: \(ensemble.outcomes[3])")
      return
    }
    #expect(ownYears.contains(2022))
    #expect(!ownYears.contains(2021))
    let path = try PathSolver(model: model).solve(problem(3)).completed()
    for (position, cell) in model.variableCells.enumerated() {
      let found = try #require(ensemble.value(draw: 3, year: 2035, position: position))
      let expected = try #require(path.value(ofCell: cell, year: 2035))
      #expect((found - expected).magnitude <= Self.solved * expected.magnitude)
    }
    // The edge is no volume where the volume is not 1: in draw 3 and year 2022 alone.
    for draw in [0, 1, 2, 3, 4, 9] {
      let reports = ensemble.checks[draw]
      #expect(reports.map(\.name) == ["volume", "edge"])
      #expect(reports[0].residual < 1e-10)
      #expect(draw == 3 ? reports[1].residual > 0.99 : reports[1].residual < 1e-10)
    }
    #expect(ensemble.checks[3][1].year == 2022)
    #expect(ensemble.checks[5].isEmpty)
    guard case .notConverged(let failure) = ensemble.outcomes[5] else {
      Issue.record("Draw 5 has no solution: \(ensemble.outcomes[5])")
      return
    }
    #expect(failure.year == 2024)
    #expect(ensemble.outcomes[6] == .notPrepared("this draw has no data"))
    #expect(ensemble.failures.map(\.draw) == [5, 6, 7, 8])
    #expect(ensemble.failures[2].reason.contains("`spending` is nan in 2021"))
    #expect(ensemble.failures[3].reason.contains("exchange"))
    #expect(ensemble.value(draw: 5, year: 2020, position: 0) == nil)
    #expect(ensemble.values(year: 2030, position: 0).count == 6)
  }

  @Test("A cancelled ensemble stops") func cancellation() async throws {
    let economy = try Economy(spread: 0.05, swaps: false)
    let solver = try economy.solver()
    let done = Mutex(0)
    let task = Task {
      try await solver.solve(
        draws: 0..<100_000, recording: [], workers: 2,
        progress: { count in
          done.withLock { $0 += count }
          withUnsafeCurrentTask { $0?.cancel() }
        }
      ) { economy.draw($0) }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(done.withLock { $0 } < 1_000)
  }

  @Test("A number depends on seed, draw and name alone, and numbers fill the interval evenly")
  func randomNumbers() {
    let random = DrawRandom(seed: 1)
    #expect(random.uniform(draw: 3, name: "a") == random.uniform(draw: 3, name: "a"))
    var seen: Set<Double> = []
    var counts = [Int](repeating: 0, count: 10)
    for draw in 0..<2_000 {
      for name in ["a", "b", "wage[services]", "wage[energy]", ""] {
        let value = random.uniform(draw: draw, name: name)
        seen.insert(value)
        counts[Int(value * 10)] += 1
      }
    }
    #expect(seen.count == 10_000)
    // Five standard deviations of a binomial with p = 0.1.
    #expect(counts.allSatisfy { abs($0 - 1_000) < 150 })
    #expect(DrawRandom(seed: 2).uniform(draw: 3, name: "a") != random.uniform(draw: 3, name: "a"))
  }
}
