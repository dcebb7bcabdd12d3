import Calibration
import Equations
import ModelLanguage
import Solvers
import Testing

/// Compiles, calibrates and solves a text held in memory; values by name and year.
private struct Solved {
  let model: EquationModel
  let solution: PathSolution

  init(
    _ text: String, years: ClosedRange<Int> = 1...1, hasBase: Bool = false,
    closure: String? = nil
  ) throws {
    let compiled = try ModelCompiler(
      source: ModelSource(texts: ["model.eqn": "language 1\n" + text])
    ).compile(main: "model.eqn", closure: closure)
    model = compiled.model
    let calibrated = try calibrate(
      model, baseYear: hasBase ? years.lowerBound - 1 : years.lowerBound)
    solution = try PathSolver(model: model).solve(calibrated.pathProblem(years: years))
      .completed()
  }

  func callAsFunction(_ label: String, _ year: Int = 1) throws -> Double {
    let cell = try #require((0..<model.cellCount).first { model.label(ofCell: $0) == label })
    return try #require(solution.value(ofCell: cell, year: year))
  }
}

private func near(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
  abs(value - expected) <= tolerance * max(1, abs(expected))
}

@Suite("Complementarity conditions") struct ComplementarityTests {
  @Test("A linear complementarity problem has Murty's solution") func linear() throws {
    // Murty (1988), Linear Complementarity, Linear and Nonlinear Programming, exercise form
    // w = M z + q with M = [2 1; 1 2], q = [−5, −6]: both binding, z = (4/3, 7/3), w = 0.
    let both = try Solved(
      """
      variable z1, z2
      2 * z1 + z2 - 5 >= 0 perp z1 >= 0
      z1 + 2 * z2 - 6 >= 0 perp z2 >= 0
      """)
    #expect(near(try both("z1"), 4.0 / 3))
    #expect(near(try both("z2"), 7.0 / 3))
    // q = [−5, 3]: z1 = 5/2 and z2 = 0 with w2 = 11/2.
    let one = try Solved(
      """
      variable z1, z2
      2 * z1 + z2 - 5 >= 0 perp z1 >= 0
      z1 + 2 * z2 + 3 >= 0 perp z2 >= 0
      """)
    #expect(near(try one("z1"), 2.5))
    #expect(try one("z2") == 0)
  }

  @Test("A capacity binds only in the years in which demand exceeds it, and earns a rent then")
  func capacity() throws {
    // Demand 100 · growth − 10 · price; marginal cost 2; capacity 95.
    let solved = try Solved(
      """
      parameter capacity = 95, cost = 2, slope = 10
      variable scale before 1
      variable output, price, rent
      scale = lag(scale) + 0.1
      output = 100 * scale - slope * price
      price = cost + rent
      capacity - output >= 0 perp rent >= 0
      """, years: 1...6)
    for year in 1...6 {
      let scale = 1 + 0.1 * Double(year)
      let rent = max(0, (100 * scale - 95) / 10 - 2)
      #expect(near(try solved("rent", year), rent), "\(year)")
      #expect(near(try solved("output", year), min(95, 100 * scale - 20)), "\(year)")
    }
    #expect(try solved("rent", 1) == 0)
    #expect(try solved("rent", 6) > 4)
  }

  @Test(
    "Sides of sizes a billion times apart are solved to the usual accuracy", arguments: [0.9, 1.1])
  func scaling(demand: Double) throws {
    let solved = try Solved(
      """
      exogenous demand = \(demand)
      variable output, rent
      output = 1e9 * demand * (1 - 1e3 * rent)
      1e9 - output >= 0 perp rent >= 0
      """)
    let rent = max(0, (1 - 1 / demand) / 1000)
    #expect(abs(try solved("rent") - rent) <= 1e-14)
    #expect(near(try solved("output"), min(1, demand) * 1e9, 1e-12))
  }

  @Test("A degenerate solution, where both sides are zero, is found") func degenerate() throws {
    let solved = try Solved(
      """
      variable x, y
      x + y - 2 >= 0 perp x >= 0
      2 * x + 2 * y - 4 + (y - 2) >= 0 perp y >= 0
      """)
    // x = 0, y = 2: the first condition has both sides zero.
    #expect(near(try solved("x"), 0))
    #expect(near(try solved("y"), 2))
  }

  @Test("The Kojima–Shindo problem ends in one of its two solutions, one of them degenerate")
  func kojimaShindo() throws {
    // Kojima and Shindo (1986): solutions (√6/2, 0, 0, 1/2) and (1, 0, 3, 0).
    for start in [[1.0, 1, 1, 1], [0.0, 0, 0, 0], [1, 0, 1, 0], [1, 0, 0, 0], [0, 1, 1, 0]] {
      let solved = try Solved(
        """
        variable x1 before \(start[0])
        variable x2 before \(start[1])
        variable x3 before \(start[2])
        variable x4 before \(start[3])
        3 * x1^2 + 2 * x1 * x2 + 2 * x2^2 + x3 + 3 * x4 - 6 + 0 * lag(x1) >= 0 perp x1 >= 0
        2 * x1^2 + x1 + x2^2 + 10 * x3 + 2 * x4 - 2 + 0 * lag(x2) >= 0 perp x2 >= 0
        3 * x1^2 + x1 * x2 + 2 * x2^2 + 2 * x3 + 9 * x4 - 9 + 0 * lag(x3) >= 0 perp x3 >= 0
        x1^2 + 3 * x2^2 + 2 * x3 + 3 * x4 - 3 + 0 * lag(x4) >= 0 perp x4 >= 0
        """)
      let x = try ["x1", "x2", "x3", "x4"].map { try solved($0) }
      let isFirst =
        near(x[0], 6.0.squareRoot() / 2, 1e-7) && near(x[3], 0.5, 1e-7)
        && near(x[1], 0, 1e-7) && near(x[2], 0, 1e-7)
      let isSecond =
        near(x[0], 1, 1e-7) && near(x[2], 3, 1e-7) && near(x[1], 0, 1e-7)
        && near(x[3], 0, 1e-7)
      #expect(isFirst || isSecond, "from \(start): \(x)")
    }
  }

  @Test(
    "A price floor binds until demand lifts the price above it, and the excess supply is bought")
  func floor() throws {
    let solved = try Solved(
      """
      variable demandLevel before 100
      variable price, purchases
      parameter floor = 3
      demandLevel = lag(demandLevel) + 10
      equation market: 20 * price = demandLevel - 30 * price + purchases
      price >= floor perp purchases >= 0
      """, years: 1...8)
    for year in 1...8 {
      let level = 100 + 10 * Double(year)
      #expect(near(try solved("price", year), max(3, level / 50)), "\(year)")
      #expect(near(try solved("purchases", year), max(0, 150 - level)), "\(year)")
    }
  }

  @Test("A zero-profit condition with an idle technology: Scarf's activity-analysis form")
  func activities() throws {
    // Two technologies for one good; the dear one runs only when the cheap one is at capacity.
    let solved = try Solved(
      """
      exogenous demand = 12
      set plant = { hydro, coal }
      parameter cost[plant] = if plant = hydro then 1 else 3
      parameter capacity[plant] = if plant = hydro then 10 else 100
      variable price
      variable output[plant], rent[plant]
      equation zeroProfit: cost[plant] + rent[plant] >= price perp output[plant] >= 0
      equation limit: output[plant] <= capacity[plant] perp rent[plant] >= 0
      equation market: sum(plant, output[plant]) >= demand perp price >= 0
      """)
    #expect(near(try solved("output[hydro]"), 10))
    #expect(near(try solved("output[coal]"), 2))
    #expect(near(try solved("price"), 3))
    #expect(near(try solved("rent[hydro]"), 2))
    #expect(near(try solved("rent[coal]"), 0))
  }

  @Test("Random monotone linear problems agree with complementary pivoting by enumeration")
  func random() throws {
    var seed: UInt64 = 42
    func next() -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(seed >> 11) / Double(1 << 53) * 2 - 1
    }
    for trial in 0..<40 {
      let n = 6
      let a = (0..<n).map { _ in (0..<n).map { _ in next() } }
      // M = AᵀA + 0.1 I is positive definite: exactly one solution.
      let m = (0..<n).map { i in
        (0..<n).map { j in (0..<n).reduce(i == j ? 0.1 : 0) { $0 + a[$1][i] * a[$1][j] } }
      }
      let q = (0..<n).map { _ in 3 * next() }
      let rows = (0..<n).map { i in
        (0..<n).map { "(\(m[i][$0])) * z\($0)" }.joined(separator: " + ")
          + " + (\(q[i])) >= 0 perp z\(i) >= 0"
      }
      let solved = try Solved(
        "variable " + (0..<n).map { "z\($0)" }.joined(separator: ", ") + "\n"
          + rows.joined(separator: "\n"))
      let z = try (0..<n).map { try solved("z\($0)") }
      for i in 0..<n {
        let w = q[i] + (0..<n).reduce(0) { $0 + m[i][$1] * z[$1] }
        #expect(z[i] >= -1e-9 && w >= -1e-9 && min(z[i], w) <= 1e-9, "trial \(trial), row \(i)")
      }
    }
  }

  @Test("A closure keeps a variable at its base value and solves the exogenous value named")
  func closure() throws {
    let solved = try Solved(
      """
      exogenous spending = 30 base 20
      exogenous rate = 0.2
      variable income base 100
      income = 4 * spending + 100 * (0.2 - rate)
      closure steady = { income by rate }
      """, hasBase: true, closure: "steady")
    #expect(near(try solved("income"), 100))
    #expect(near(try solved("rate"), 0.4))
  }
}
