import Calibration
import Equations
import Solvers
import Testing

/// Godley and Lavoie (2007), *Monetary Economics*, chapter 3: model SIM.
struct SimulationModel {
  var builder = ModelBuilder()
  let spending, rate, income, taxes, disposable, consumption, money: Term
  let consumptionEquation: Int

  init() {
    let alpha1 = builder.parameter("alpha1", 0.6)
    let alpha2 = builder.parameter("alpha2", 0.4)
    spending = builder.exogenous("governmentSpending", 20, nominal: true)
    rate = builder.exogenous("taxRate", 0.2)
    income = builder.variable("income", nominal: true)
    taxes = builder.variable("taxes", nominal: true)
    disposable = builder.variable("disposableIncome", nominal: true)
    consumption = builder.variable("consumption", nominal: true)
    money = builder.variable("money", before: 0, nominal: true)
    builder.equation("income", income, consumption + spending)
    builder.equation("taxes", taxes, rate * income)
    builder.equation("disposableIncome", disposable, income - taxes)
    consumptionEquation = builder.equation(
      "consumption", consumption, alpha1 * disposable + alpha2 * money.lag())
    builder.equation("money", money, money.lag() + disposable - consumption)
    builder.check("deficit", money - money.lag(), spending - taxes)
  }

  func problem(years: ClosedRange<Int>) throws -> PathProblem {
    try calibrate(builder.model, baseYear: nil).pathProblem(years: years)
  }
}

@Suite("Paths of model SIM") struct SimulationModelTests {
  let sim = SimulationModel()

  @Test("The published first periods and steady state are reproduced") func published() throws {
    let solution = try PathSolver(model: sim.builder.model)
      .solve(try sim.problem(years: 1...100)).completed()
    // Table 3.4, printed to one decimal: the book's periods 2 and 3 are the years 1 and 2 here,
    // because its period 1 is the one without any spending.
    let printed: [(Int, Double, Double, Double, Double)] = [
      (1, 38.5, 30.8, 18.5, 12.3), (2, 47.9, 38.3, 27.9, 22.7),
    ]
    for (year, income, disposable, consumption, money) in printed {
      #expect(abs((solution.value(ofCell: sim.income.cell, year: year) ?? 0) - income) < 0.051)
      #expect(
        abs((solution.value(ofCell: sim.disposable.cell, year: year) ?? 0) - disposable) < 0.051)
      #expect(
        abs((solution.value(ofCell: sim.consumption.cell, year: year) ?? 0) - consumption) < 0.051)
      #expect(abs((solution.value(ofCell: sim.money.cell, year: year) ?? 0) - money) < 0.051)
    }
    #expect(abs((solution.value(ofCell: sim.income.cell, year: 1) ?? 0) - 20 / 0.52) < 1e-10)
    #expect(abs((solution.value(ofCell: sim.income.cell, year: 100) ?? 0) - 100) < 1e-4)
    #expect(abs((solution.value(ofCell: sim.money.cell, year: 100) ?? 0) - 80) < 1e-4)
    #expect(solution.checks.count == 100)
    #expect(solution.checks.allSatisfy { $0.residual < 1e-10 && $0.name == "deficit" })
    #expect(solution.reports.allSatisfy { $0.blockCount == 2 && $0.largestBlock == 4 })
  }

  @Test("A target met by the tax rate gives the tax rate back") func swapRoundTrip() throws {
    let solver = PathSolver(model: sim.builder.model)
    var problem = try sim.problem(years: 1...6)
    for index in 2..<6 { problem.exogenous[index][sim.rate.cell] = 0.15 + 0.01 * Double(index) }
    let direct = try solver.solve(problem).completed()
    var targeted = try sim.problem(years: 1...6)
    let targets = Dictionary(
      uniqueKeysWithValues: (3...6).map { ($0, direct.values[$0 - 1][sim.income.cell]) })
    targeted.swaps = [
      VariableSwap(endogenous: sim.income.cell, exogenous: sim.rate.cell, targets: targets)
    ]
    let found = try solver.solve(targeted).completed()
    for index in 0..<6 {
      for cell in 0..<sim.builder.model.cellCount {
        #expect(abs(found.values[index][cell] - direct.values[index][cell]) < 1e-8)
      }
    }
  }

  @Test("Swaps of the wrong cells, or of one cell twice, are refused") func badSwaps() throws {
    let solver = PathSolver(model: sim.builder.model)
    var problem = try sim.problem(years: 1...1)
    let good = VariableSwap(
      endogenous: sim.income.cell, exogenous: sim.rate.cell, targets: [1: 30])
    for swaps in [
      [VariableSwap(endogenous: sim.rate.cell, exogenous: sim.rate.cell, targets: [1: 1])],
      [VariableSwap(endogenous: sim.income.cell, exogenous: sim.taxes.cell, targets: [1: 1])],
      [good, good],
    ] {
      problem.swaps = swaps
      #expect(throws: SolverError.self) { try solver.solve(problem) }
    }
    // Money cannot be set by its own opening stock: nothing would determine consumption.
    problem.swaps = [
      VariableSwap(endogenous: sim.disposable.cell, exogenous: sim.rate.cell, targets: [1: 30]),
      VariableSwap(endogenous: sim.consumption.cell, exogenous: sim.spending.cell, targets: [1: 9]),
    ]
    #expect {
      try solver.solve(problem)
    } throws: { error in
      guard case SolverError.structure(year: 1, let structure) = error else { return false }
      return structure.superfluous.contains("consumption")
    }
  }

  @Test("An add-factor shifts its equation by its amount, in its year only") func addFactor() throws
  {
    let solver = PathSolver(model: sim.builder.model)
    var problem = try sim.problem(years: 1...3)
    problem.addFactors = [AddFactor(equation: sim.consumptionEquation, year: 2, value: 1.5)]
    let shifted = try solver.solve(problem).completed()
    for year in 1...3 {
      let values = shifted.values[year - 1]
      let before = year == 1 ? 0 : shifted.values[year - 2][sim.money.cell]
      let gap = values[sim.consumption.cell] - 0.6 * values[sim.disposable.cell] - 0.4 * before
      #expect(abs(gap - (year == 2 ? 1.5 : 0)) < 1e-10)
    }
  }

  @Test("Doubling nominal anchors doubles nominal values and nothing else") func homogeneity()
    throws
  {
    let calibrated = try calibrate(sim.builder.model, baseYear: nil)
    let solver = PathSolver(model: sim.builder.model)
    let plain = try solver.solve(try calibrated.pathProblem(years: 1...10)).completed()
    let doubled = try solver.solve(try calibrated.scaledNominal(by: 2).pathProblem(years: 1...10))
      .completed()
    for (first, second) in zip(plain.values, doubled.values) {
      for cell in first.indices {
        let factor = cell == sim.rate.cell ? 1.0 : 2.0
        #expect(abs(second[cell] - factor * first[cell]) < 1e-9)
      }
    }
  }

  @Test("The caller can watch a run and stop it") func cancelling() throws {
    let solver = PathSolver(model: sim.builder.model)
    var seen: [Int] = []
    #expect(throws: SolverError.cancelled(year: 4)) {
      try solver.solve(try sim.problem(years: 1...9)) { report in
        seen.append(report.year)
        return report.year < 3
      }
    }
    #expect(seen == [1, 2, 3])
  }
}
