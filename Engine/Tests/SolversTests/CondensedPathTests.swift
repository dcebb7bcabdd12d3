import Calibration
import Equations
import Solvers
import Testing

@Suite("Paths with condensed linear systems") struct CondensedPathTests {
  private func solve(
    _ builder: ModelBuilder, from start: [Double], _ method: FactorisationMethod
  ) throws -> PathSolution {
    var problem = PathProblem(
      parameters: [], history: [], years: 1...1,
      exogenous: [[Double](repeating: .nan, count: builder.model.cellCount)])
    problem.guide = [1: start]
    return try PathSolver(model: builder.model, linearAlgebra: method).solve(problem)
  }

  @Test("Both factorisations give the same path, and condensing leaves a small core")
  func agreement() throws {
    let economy = SyntheticEconomy(sectors: 40, density: 0.2)
    let problem = try calibrate(economy.builder.model, baseYear: 2019).pathProblem(
      years: 2020...2040)
    let sparse = PathSolver(model: economy.builder.model, linearAlgebra: .sparse)
    let condensed = PathSolver(model: economy.builder.model, linearAlgebra: .condensed)
    let first = try sparse.solve(problem).completed()
    let second = try condensed.solve(problem).completed()
    for (one, other) in zip(first.values, second.values) {
      #expect(zip(one, other).allSatisfy { abs($0 - $1) <= 1e-9 * abs($0) })
    }
    let statistics = try #require(
      condensed.blockStatistics().max { $0.equations < $1.equations })
    #expect(statistics.method == .condensed)
    #expect(statistics.equations == (try condensed.blockSizes().max()))
    #expect(statistics.nonZeros > 2 * statistics.equations)
    #expect(statistics.core <= 90)
    #expect(statistics.core >= 80)
    #expect(try sparse.blockStatistics().allSatisfy { $0.method == .sparse })
    // Each reports how good its factors are, and both are far from losing digits.
    for solver in [sparse, condensed] {
      let block = try #require(solver.blockStatistics().max { $0.equations < $1.equations })
      let condition = try #require(block.reciprocalCondition)
      let growth = try #require(block.reciprocalGrowth)
      #expect(condition > 1e-8 && condition < 1)
      #expect(growth > 1e-4 && growth <= 1)
    }
    let untouched = PathSolver(model: economy.builder.model)
    #expect(try untouched.blockStatistics().allSatisfy { $0.reciprocalGrowth == nil })
  }

  @Test("A swap of roles takes equations out of elimination and gives the same path")
  func swaps() throws {
    let economy = SyntheticEconomy(sectors: 12, density: 0.4)
    var problem = try calibrate(economy.builder.model, baseYear: 2019).pathProblem(
      years: 2020...2026)
    let free = try PathSolver(model: economy.builder.model).solve(problem).completed()
    let target = economy.output[3].cell
    problem.swaps = [
      VariableSwap(
        endogenous: target, exogenous: economy.worldDemand.cell,
        targets: [2023: 1.02 * free.values[3][target], 2024: 1.03 * free.values[4][target]])
    ]
    let paths = try [FactorisationMethod.sparse, .condensed].map {
      try PathSolver(model: economy.builder.model, linearAlgebra: $0).solve(problem).completed()
    }
    #expect(paths[0].values[3][economy.worldDemand.cell] > 1.02)
    for (one, other) in zip(paths[0].values, paths[1].values) {
      #expect(zip(one, other).allSatisfy { abs($0 - $1) <= 1e-9 * abs($0) })
    }
  }

  @Test("Equal problems give equal bits with condensed systems too") func determinism() throws {
    let economy = SyntheticEconomy(sectors: 12, density: 0.4)
    let problem = try calibrate(economy.builder.model, baseYear: 2019).pathProblem(
      years: 2020...2030)
    let fresh = try PathSolver(model: economy.builder.model, linearAlgebra: .condensed)
      .solve(problem).completed()
    let used = PathSolver(model: economy.builder.model, linearAlgebra: .condensed)
    var other = problem
    for index in other.exogenous.indices { other.exogenous[index][economy.worldDemand.cell] *= 3 }
    _ = try used.solve(other)
    #expect(try used.solve(problem).completed().values == fresh.values)
    var child = problem
    child.guide = Dictionary(uniqueKeysWithValues: zip(problem.years, fresh.values))
    #expect(try used.solve(child).completed().values == fresh.values)
  }

  @Test("A singular block names the same unknown and equation either way") func singular() throws {
    var builder = ModelBuilder()
    let (x, y, z) = (builder.variable("x"), builder.variable("y"), builder.variable("z"))
    builder.equation("x", x, y + z)
    builder.equation("y", y, x - z)
    builder.equation("z", z, 2 * x - 2 * y - z + 1)
    let failures = try [FactorisationMethod.sparse, .condensed].map {
      try #require(try solve(builder, from: [1, 2, 4], $0).failure)
    }
    guard case .singular(let unknown, let equation) = failures[0].reason,
      case .singular(let sameUnknown, let sameEquation) = failures[1].reason
    else {
      Issue.record("wrong reasons: \(failures.map(\.reason))")
      return
    }
    #expect(unknown == sameUnknown)
    #expect(equation == sameEquation)
  }

  @Test("Automatic leaves cheap blocks to KLU and condenses dear ones") func automatic() throws {
    func largest(_ sectors: Int, _ density: Double) throws -> BlockStatistics? {
      let economy = SyntheticEconomy(sectors: sectors, density: density)
      let solver = PathSolver(model: economy.builder.model)
      return try solver.blockStatistics().max { $0.equations < $1.equations }
    }
    let small = try #require(try largest(8, 0.4))
    #expect(small.method == .sparse)
    let dear = try #require(try largest(300, 0.1))
    #expect(dear.method == .condensed)
    #expect(dear.core <= 610)
  }
}
