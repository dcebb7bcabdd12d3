import Equations
import Solvers
import Testing

@Suite("Newton's method on small hard systems") struct NewtonTests {
  /// Solves one period of a model without history from a start.
  private func solve(
    _ builder: ModelBuilder, from start: [Double], tolerance: Double = 1e-11
  ) throws -> PathSolution {
    var problem = PathProblem(
      parameters: builder.model.parameterValue.map { $0 ?? .nan }, history: [], years: 1...1,
      exogenous: [[Double](repeating: .nan, count: builder.model.cellCount)])
    problem.guide = [1: start]
    problem.tolerance = tolerance
    return try PathSolver(model: builder.model).solve(problem)
  }

  @Test("Rosenbrock's valley is solved from its classic start") func rosenbrock() throws {
    var builder = ModelBuilder()
    let x = builder.variable("x")
    let y = builder.variable("y")
    builder.equation("valley", 10 * (y - x.power(2)), 0)
    builder.equation("slope", 1 - x, 0)
    let values = try solve(builder, from: [-1.2, 1]).completed().values[0]
    #expect(abs(values[0] - 1) < 1e-10)
    #expect(abs(values[1] - 1) < 1e-10)
  }

  @Test("Rosenbrock's valley is solved as one block") func rosenbrockTogether() throws {
    var builder = ModelBuilder()
    let x = builder.variable("x")
    let y = builder.variable("y")
    builder.equation("first", 10 * (y - x.power(2)) + (1 - x), 0)
    builder.equation("second", 10 * (y - x.power(2)) - (1 - x), 0)
    let solution = try solve(builder, from: [-1.2, 1]).completed()
    #expect(solution.reports[0].largestBlock == 2)
    #expect(abs(solution.values[0][0] - 1) < 1e-9)
  }

  @Test("Powell's badly scaled system is solved") func powellBadlyScaled() throws {
    var builder = ModelBuilder()
    let x = builder.variable("x")
    let y = builder.variable("y")
    builder.equation("product", 1e4 * x * y, 1)
    builder.equation("sum", (Term(-1) * x).exp + (Term(-1) * y).exp, 1.0001)
    let values = try solve(builder, from: [0, 1]).completed().values[0]
    #expect(abs(1e4 * values[0] * values[1] - 1) < 1e-9)
    #expect(abs(values[1] - 9.106146738) < 1e-5)
  }

  @Test("Powell's singular function, a double root at zero, ends with a verdict")
  func powellSingular() throws {
    var builder = ModelBuilder()
    let x = (1...4).map { builder.variable("x\($0)") }
    builder.equation("a", x[0] + 10 * x[1], 0)
    builder.equation("b", Term(5).sqrt * (x[2] - x[3]), 0)
    builder.equation("c", (x[1] - 2 * x[2]).power(2), 0)
    builder.equation("d", Term(10).sqrt * (x[0] - x[3]).power(2), 0)
    // Each step halves the distance, and a residual relative to terms that vanish stays large: the
    // run must end by itself and name the two squares.
    let failure = try #require(try solve(builder, from: [3, -1, 0, 1]).failure)
    #expect(Set(failure.worst.prefix(2).map(\.label)) == ["c", "d"])
  }

  @Test("A system without a root ends as not converged, with its equation named") func noRoot()
    throws
  {
    var builder = ModelBuilder()
    let x = builder.variable("x")
    builder.equation("impossible", x.power(2) + 1, 0)
    let solution = try solve(builder, from: [3])
    let failure = try #require(solution.failure)
    #expect(!solution.isComplete)
    #expect(failure.year == 1)
    #expect(failure.worst.first?.label == "impossible")
    #expect(failure.description.contains("1, block 1 of 1 (1 equation)"))
    #expect(throws: ConvergenceFailure.self) { try solution.completed() }
  }

  @Test("A start outside the domain is reported with the expression and its values") func domain()
    throws
  {
    var builder = ModelBuilder()
    let x = builder.variable("income")
    builder.equation("utility", (x - 5).log + x, 20)
    let failure = try #require(try solve(builder, from: [2]).failure)
    guard case .notFinite(let report) = failure.reason else {
      Issue.record("wrong reason: \(failure.reason)")
      return
    }
    #expect(report.expression == "log(income - 5)")
    #expect(
      report.description
        == "utility, test.eqn:100:1: `log(income - 5)` is not a number where "
        + "income - 5 = -3.0, income = 2.0.")
  }

  @Test("A singular Jacobian names the unknown and its equation") func singular() throws {
    var builder = ModelBuilder()
    let x = builder.variable("x")
    let y = builder.variable("y")
    builder.equation("total", x + y, 2)
    builder.equation("again", 2 * x + 2 * y, 5)
    let failure = try #require(try solve(builder, from: [1, 2]).failure)
    guard case .singular(let unknown, let equation) = failure.reason else {
      Issue.record("wrong reason: \(failure.reason)")
      return
    }
    #expect(["x", "y"].contains(unknown))
    #expect(["total", "again"].contains(equation))
  }

  @Test("A positive unknown under a logarithm never crosses zero") func positivity() throws {
    var builder = ModelBuilder()
    let x = builder.variable("x")
    builder.equation("x", x.log, -20)
    let solution = try solve(builder, from: [1000]).completed()
    #expect(abs(solution.values[0][0] / 2.061153622438558e-9 - 1) < 1e-9)
  }

  @Test("A large market and a tiny rate are judged by one tolerance") func scales() throws {
    var builder = ModelBuilder()
    let sales = builder.variable("sales")
    let rate = builder.variable("rate")
    let idle = builder.variable("idle")
    let echo = builder.variable("echo")
    builder.equation("sales", sales, 3e12 * (1 + rate) + 0.5 * echo)
    builder.equation("rate", rate, 1e-7 * (sales / 3e12).power(0.5))
    builder.equation("idle", idle, sales - 3e12 * (1 + rate))
    builder.equation("echo", echo, 3 * idle)
    let solution = try solve(builder, from: [2e12, 1e-6, 5, 5]).completed()
    #expect(solution.reports[0].residual < 1e-10)
    #expect(abs(solution.values[0][0] / 3.0000003e12 - 1) < 1e-9)
    #expect(abs(solution.values[0][2]) < 0.01)
  }

  @Test("A small difference of large amounts is exact, whatever it is looked for from")
  func smallDifference() throws {
    var builder = ModelBuilder()
    let balance = builder.variable("balance")
    let twice = builder.variable("twice")
    builder.equation("balance", balance, 7_000_000_000_040 - Term(7_000_000_000_000))
    builder.equation("twice", 7_000_000_000_080 + twice, 7_000_000_000_000 + 4 * balance)
    let problem = PathProblem(
      parameters: [], history: [], years: 1...1,
      exogenous: [[Double](repeating: .nan, count: builder.model.cellCount)])
    let solution = try PathSolver(model: builder.model).solve(problem).completed()
    #expect(solution.values[0] == [40, 80])
  }

  @Test("Nothing divided by nothing is no number, and never zero") func nothingByNothing() throws {
    var builder = ModelBuilder()
    let share = builder.variable("share")
    let total = builder.exogenous("total", 0)
    builder.equation("share", share, 0 / total)
    let problem = PathProblem(parameters: [], history: [], years: 1...1, exogenous: [[.nan, 0]])
    let failure = try PathSolver(model: builder.model).solve(problem).failure
    guard case .notFinite = try #require(failure).reason else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test("Missing and superfluous equations are named before anything is solved") func structure() {
    var builder = ModelBuilder()
    let x = builder.variable("output")
    let price = builder.variable("importPrice")
    builder.equation("output", x, 2 * price)
    #expect {
      try PathSolver(model: builder.model).checkStructure()
    } throws: { error in
      "\(error)".hasPrefix(
        "1 equation, 2 unknowns: nothing determines `importPrice` (test.eqn:2:1).")
    }
  }
}
