import Calibration
import Equations
import Solvers
import Testing

@Suite("Calibration") struct CalibrationTests {
  /// A closed economy of one good whose technology is calibrated.
  func smallModel() -> ModelBuilder {
    var builder = ModelBuilder()
    let output0 = builder.parameter("output0", 100, nominal: true)
    let labour0 = builder.parameter("labour0", nil, formula: output0 / 2.0, nominal: true)
    let elasticity = builder.parameter("elasticity", 0.7)
    let shift = builder.parameter("shift", nil)
    let growth = builder.exogenous("spending", 30, nominal: true)
    let output = builder.variable("output", base: output0, nominal: true)
    let labour = builder.variable("labour", base: labour0, nominal: true)
    let saving = builder.variable("saving", nominal: true)
    let wealth = builder.variable("wealth", base: 200, before: 200 - 20.0, nominal: true)
    let row = builder.equation(
      "labour", labour, shift * output.power(elasticity) * wealth.lag().power(1 - elasticity))
    builder.equation("output", output, growth + 0.4 * output + labour - 20.0)
    builder.equation("saving", saving, 0.2 * output)
    builder.equation("wealth", wealth, wealth.lag() + saving)
    builder.model.calibrations = [(parameter: shift.cell, equation: row)]
    // The last equation holds at the base: 180 + 20; output's too: 30 + 40 + 50 - 20.
    return builder
  }

  @Test("Formulas, a calibrated parameter and a variable's own equation fill the base year")
  func baseYear() throws {
    let model = smallModel().model
    let calibrated = try calibrate(model, baseYear: 2019)
    #expect(calibrated.parameters[1] == 50)
    #expect(calibrated.baseValues?[3] == 20)
    #expect(calibrated.report.largestResidual < 1e-14)
    #expect(calibrated.report.entries.count == 4)
    #expect(calibrated.report.unchecked.isEmpty)
  }

  @Test("From a disturbed start the base year comes back to the data") func perturbation() throws {
    let calibrated = try calibrate(smallModel().model, baseYear: 2019)
    for seed in UInt64(1)...5 {
      let report = try calibrated.perturbedBaseSolve(seed: seed)
      #expect(report.failure == nil)
      #expect(report.largestDistance < 1e-9, "seed \(seed), \(report.label)")
    }
  }

  @Test("A base year that does not hold is reported by name") func badBase() throws {
    var builder = smallModel()
    builder.model.parameterValue[0] = 110
    let report = try calibrate(builder.model, baseYear: 2019).report
    // Wealth grows by 22 and the data say 20; 110 is made and 109 used.
    #expect(report.worst(2).map(\.label) == ["wealth", "output"])
    #expect(abs(report.worst(2)[1].residual - (110.0 - 109) / 110) < 1e-12)
  }

  @Test("An override goes above data, and what depends on it follows") func override() throws {
    let calibrated = try calibrate(smallModel().model, baseYear: 2019, overrides: [0: 90])
    #expect(calibrated.parameters[0] == 90)
    #expect(calibrated.parameters[1] == 45)
    #expect(throws: CalibrationError.badOverride(parameter: 9, value: 1)) {
      try calibrate(smallModel().model, baseYear: 2019, overrides: [9: 1])
    }
  }

  @Test("Money in other units scales nominal values and leaves a calibrated path alone")
  func homogeneity() throws {
    var builder = smallModel()
    // The constant 20 in the output equation is money that the text does not call nominal.
    let row = builder.model.equations[1]
    builder.model.equations[1].right = builder.model.graph.apply(
      .add, row.right, builder.model.graph.constant(20))
    let calibrated = try calibrate(builder.model, baseYear: 2019)
    let solver = PathSolver(model: builder.model)
    let plain = try solver.solve(calibrated.pathProblem(years: 2020...2025)).completed()
    let scaled = try solver.solve(calibrated.scaledNominal(by: 3).pathProblem(years: 2020...2025))
      .completed()
    for (first, second) in zip(plain.values, scaled.values) {
      #expect(zip(first, second).allSatisfy { abs($1 - 3 * $0) < 1e-9 * abs($1) })
    }
  }

  private func expectError(
    _ builder: ModelBuilder, containing text: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(sourceLocation: sourceLocation) {
      try calibrate(builder.model, baseYear: 2019).pathProblem(years: 2020...2022)
    } throws: { error in
      "\(error)".contains(text)
    }
  }

  @Test("A parameter without a value is named") func missingParameter() {
    var builder = smallModel()
    builder.model.parameterValue[2] = nil
    expectError(builder, containing: "test.eqn:3:1: parameter `elasticity` has no value")
  }

  @Test("A lagged variable without history is named, with what to add") func missingHistory() {
    var builder = ModelBuilder()
    let x = builder.variable("stock")
    builder.equation("stock", x, 0.9 * x.lag() + 1)
    expectError(builder, containing: "Add `base`, `growth` or `before` to its declaration.")
  }

  @Test("A variable without base value or equation of its own is named") func missingBase() {
    var builder = ModelBuilder()
    let x = builder.variable("output", base: 1)
    let price = builder.variable("price")
    builder.equation("demand", x * price.log, 1)
    builder.equation("output", x, 2 * price)
    expectError(
      builder, containing: "variable `price` has no base value and no equation of the form")
  }

  @Test("Parameters and base values that need each other are shown as a chain") func cycles() {
    var builder = ModelBuilder()
    let first = builder.parameter("first", nil, formula: .leaf(.parameter(1)))
    builder.parameter("second", nil, formula: 2 * first)
    expectError(builder, containing: "first → second → first")

    var other = ModelBuilder()
    let x = other.variable("x", base: .leaf(.cell(1, lag: 0)))
    let y = other.variable("y")
    other.equation("x", x, 1)
    other.equation("y", y, x + 1)
    expectError(other, containing: "x → y → x")
  }

  @Test("A missing exogenous year is named with the first year missing") func missingExogenous()
    throws
  {
    var builder = ModelBuilder()
    let demand = builder.exogenous("demand", data: [2019: 1, 2020: 2])
    let x = builder.variable("x", base: 1)
    builder.equation("x", x, demand)
    expectError(
      builder, containing: "exogenous `demand` has no value in 2021 (first year missing: 2021)")
    let calibrated = try calibrate(builder.model, baseYear: 2019)
    #expect {
      try calibrated.exogenousValues(in: 2030)
    } throws: { error in
      "\(error)".contains("no value in 2030 (first year missing: 2021)")
    }
  }

  @Test("A base value outside its domain is shown with its operands") func notFinite() {
    var builder = ModelBuilder()
    let wage = builder.parameter("wage0", -2)
    let x = builder.variable("x", base: wage.log)
    builder.equation("x", x, 1)
    expectError(builder, containing: "`log(wage0)` is not a number where wage0 = -2.0")
  }

  @Test("A calibration without a solution says how near it came") func noCalibration() {
    var builder = ModelBuilder()
    let shift = builder.parameter("shift", nil)
    let x = builder.variable("x", base: -1)
    let row = builder.equation("x", x, shift * shift)
    builder.model.calibrations = [(parameter: shift.cell, equation: row)]
    expectError(builder, containing: "no value of `shift` was found that makes `x` hold")
  }

  @Test("History before the base year is used by deeper lags, and asked for where it is missing")
  func deeperLags() throws {
    var builder = ModelBuilder()
    let x = builder.variable("x", base: 100, before: Term(100) / 1.02)
    builder.equation("x", x, 1.5 * x.lag() - 0.5 * x.lag(2))
    let calibrated = try calibrate(builder.model, baseYear: 2019)
    // The base year itself would need a second lag: its equation cannot be checked.
    #expect(calibrated.report.unchecked == ["x"])
    let path = try PathSolver(model: builder.model)
      .solve(calibrated.pathProblem(years: 2020...2021)).completed()
    #expect(abs(path.values[0][0] - (150 - 50 / 1.02)) < 1e-10)
    #expect(throws: CalibrationError.self) { try calibrated.perturbedBaseSolve(seed: 1) }

    builder.model.valueBefore = []
    expectError(
      builder, containing: "looks back on `x`, and nothing says what it was 1 period")
  }

  @Test("SplitMix64 gives its published numbers") func generator() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }
}
