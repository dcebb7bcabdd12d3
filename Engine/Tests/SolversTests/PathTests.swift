import Calibration
import Equations
import Solvers
import Testing

@Suite("Paths of a synthetic economy") struct PathTests {
  @Test("A thousand equations in one block are solved for thirty years") func thousand() throws {
    let economy = SyntheticEconomy(sectors: 91)
    let model = economy.builder.model
    #expect(model.equations.count == 1004)
    let problem = try calibrate(model, baseYear: 2019).pathProblem(years: 2020...2049)
    let solver = PathSolver(model: model)
    #expect((try solver.blockSizes().max() ?? 0) > 900)
    let clock = ContinuousClock()
    var solution = PathSolution?.none
    let duration = try clock.measure { solution = try solver.solve(problem) }
    let path = try #require(try solution?.completed())
    #expect(path.reports.allSatisfy { $0.residual <= 1e-10 && $0.route == .direct })
    #if DEBUG
      #expect(duration < .seconds(30))
    #else
      #expect(duration < .seconds(1))
    #endif
  }

  @Test("A scenario without a shock equals its parent to the last bit") func zeroShock() throws {
    let economy = SyntheticEconomy(sectors: 12, density: 0.4)
    let problem = try calibrate(economy.builder.model, baseYear: 2019).pathProblem(
      years: 2020...2040)
    let parent = try PathSolver(model: economy.builder.model).solve(problem).completed()
    var child = problem
    child.guide = Dictionary(uniqueKeysWithValues: zip(problem.years, parent.values))
    let same = try PathSolver(model: economy.builder.model).solve(child).completed()
    #expect(same.values == parent.values)
    #expect(same.reports.allSatisfy { $0.iterations == 0 })

    child.exogenous[5][economy.worldDemand.cell] *= 1.05
    let shocked = try PathSolver(model: economy.builder.model).solve(child).completed()
    #expect(shocked.values[..<5] == parent.values[..<5])
    #expect(shocked.values[5][economy.output[0].cell] > parent.values[5][economy.output[0].cell])
    // The guide only says where to start: without it the same path is found.
    child.guide = [:]
    let unguided = try PathSolver(model: economy.builder.model).solve(child).completed()
    for (first, second) in zip(shocked.values, unguided.values) {
      #expect(zip(first, second).allSatisfy { abs($0 - $1) <= 1e-9 * abs($0) })
    }
  }

  @Test("Equal problems give equal bits, whatever the solver solved before") func determinism()
    throws
  {
    let economy = SyntheticEconomy(sectors: 12, density: 0.4)
    let problem = try calibrate(economy.builder.model, baseYear: 2019).pathProblem(
      years: 2020...2030)
    let fresh = try PathSolver(model: economy.builder.model).solve(problem).completed()
    let used = PathSolver(model: economy.builder.model)
    var other = problem
    for index in other.exogenous.indices { other.exogenous[index][economy.worldDemand.cell] *= 3 }
    _ = try used.solve(other)
    #expect(try used.solve(problem).completed().values == fresh.values)
  }

  @Test("A jump out of an equation's domain is made in small steps") func homotopy() throws {
    var builder = ModelBuilder()
    let floor = builder.exogenous("floor", data: [2019: 1, 2020: 8])
    let x = builder.variable("x", base: 1 + 1.5571455989976113)
    // Last year's x lies below this year's floor, where the logarithm has no value.
    builder.equation("x", (x - floor).log + x, floor + 2)
    let problem = try calibrate(builder.model, baseYear: 2019).pathProblem(years: 2020...2020)
    let path = try PathSolver(model: builder.model).solve(problem).completed()
    #expect(abs(path.values[0][x.cell] - 9.5571455989976113) < 1e-9)
    guard case .homotopy(let steps) = path.reports[0].route else {
      Issue.record("route \(path.reports[0].route)")
      return
    }
    #expect(steps > 2)
  }

  @Test("Sales that cannot be reached fail in their year and keep the years before") func failure()
    throws
  {
    var builder = ModelBuilder()
    let target = builder.exogenous("target", data: [:])
    let x = builder.variable("sales", base: 1)
    builder.equation("sales", x * x, target)
    builder.model.exogenousData[target.cell] = [2019: 1, 2020: 1.1, 2021: 1.2, 2022: -4]
    let problem = try calibrate(builder.model, baseYear: 2019).pathProblem(years: 2020...2022)
    let path = try PathSolver(model: builder.model).solve(problem)
    #expect(path.values.count == 2)
    let failure = try #require(path.failure)
    #expect(failure.year == 2022)
    #expect(failure.homotopyReached > 0.2 && failure.homotopyReached < 0.24)
    #expect(failure.largestExogenousChange?.label == "target")
    #expect(failure.description.contains("target is -3.33 times its value of 2021"))
  }
}
