import Equations
import Exporting
import Foundation
import Solvers
import Testing

@Suite("Models for Dynare") struct DynareModelTests {
  /// Two sectors, lags of two years, a floor, and sizes far from 1.
  private static let economy = """
    language 1
    set sector = { farm-ing, industry }
    index s in sector
    parameter share[sector] = if sector = industry then 0.75 else 0.25
    exogenous demand = 4e5
    exogenous floor = 0.001
    variable output[sector] base share[sector] * 4e5 growth 0.02
    variable expected[sector] base share[sector] * 4e5 growth 0.02
    variable rate base 0.03 before 0.02
    output[s] = share[s] * demand * (1 - (rate - lag(rate, 2)))
    log(expected[s]) = 0.5 * log(output[s]) + 0.5 * log(lag(expected[s]))
    rate = max(floor, 0.5 * lag(rate) + 1e-7 * (sum(s, output[s]) - lag(demand)))
    """

  @Test("A small model is written as on record", arguments: ["plain", "changed"])
  func golden(name: String) throws {
    var sample = try Sample(Self.economy)
    if name == "changed" {
      sample.problem.exogenous[1][sample.cell("floor")] = -0.002
      sample.problem.swaps = [
        VariableSwap(
          endogenous: sample.cell("output[farm-ing]"), exogenous: sample.cell("demand"),
          targets: [2021: 1e5, 2022: 1.1e5, 2023: 1.2e5]),
        VariableSwap(
          endogenous: sample.cell("rate"), exogenous: sample.cell("floor"), targets: [2022: 0.04]),
      ]
      sample.problem.addFactors = [
        AddFactor(equation: 2, year: 2023, value: 0.01),
        AddFactor(equation: 4, year: 2021, value: 0.002),
        AddFactor(equation: 4, year: 2021, value: 0.003),
      ]
    }
    let text = try DynareModel(model: sample.model, problem: sample.problem)
      .text(title: "A small model")
    let record = testFolder.appendingPathComponent("Golden/\(name).mod")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: record)
    }
    #expect(try text == String(contentsOf: record, encoding: .utf8))
  }

  @Test("Names that would be alike are told apart, and every declared name is another")
  func injectiveNames() throws {
    let sample = try Sample(
      """
      language 1
      set kind = { a-b, a_b, c }
      set place = { b_c, c }
      parameter weight[kind, place] = 1
      exogenous log_x = 1
      variable x[kind], x_c, sum_, aVeryLongNameThatGoesOnAndOnAndOnAndOnAndOnAndOnAndOnAndOn1
      variable aVeryLongNameThatGoesOnAndOnAndOnAndOnAndOnAndOnAndOnAndOn2
      index k in kind
      x[k] = log_x * sum(place, weight[k, place])
      x_c = 2
      sum_ = 3
      aVeryLongNameThatGoesOnAndOnAndOnAndOnAndOnAndOnAndOnAndOn1 = 4
      aVeryLongNameThatGoesOnAndOnAndOnAndOnAndOnAndOnAndOnAndOn2 = 5
      """)
    let text = try DynareModel(model: sample.model, problem: sample.problem).text(title: "Names")
    let declared = text.matches(of: /(?m)^  (\S+) \(long_name='(.+)'\)$/)
    let names = declared.map { String($0.1) }
    #expect(names.count == 14)
    #expect(Set(names).count == names.count)
    #expect(Set(declared.map { String($0.2) }).count == names.count)
    #expect(Set(names).isSuperset(of: ["v_x_a_b", "v_x_a_b_2", "v_x_c", "v_x_c_2", "x_log_x"]))
    for name in names {
      #expect(name.wholeMatch(of: /[vxp]_[A-Za-z0-9_]+/) != nil)
      #expect(name.count < 63, "MATLAB reads no more than 63 characters of \(name)")
    }
  }

  @Test("Numbers are written so that the same bits are read back")
  func numbers() throws {
    let value = 0.1 + 0.2
    let sample = try Sample(
      "language 1\nparameter p = 0.1 + 0.2\nexogenous e = 1 / 3\nvariable x\nx = p * e + 5e-324")
    let text = try DynareModel(model: sample.model, problem: sample.problem).text(title: "Numbers")
    let written = try #require(text.firstMatch(of: /p_p = (.+);/)?.1)
    #expect(Double(written) == value && String(written) != "0.3")
    #expect(text.contains("x_e = \(1.0 / 3);"))
    #expect(text.contains("5e-324"))
  }

  @Test("A value before the first year that is missing is named, with its year")
  func missingHistory() throws {
    var sample = try Sample(Self.economy)
    sample.problem.history[1][sample.cell("rate")] = .nan
    let error = #expect(throws: ExportError.self) {
      try DynareModel(model: sample.model, problem: sample.problem)
    }
    #expect(
      error?.description
        == "The model cannot be exported: `rate`, which equations look back on, is nan in 2019. Supply a number for that year."
    )
  }

  @Test("Missing exogenous values and parameters are named") func missingNumbers() throws {
    var sample = try Sample(Self.economy)
    sample.problem.exogenous[2][sample.cell("demand")] = .nan
    let exogenous = #expect(throws: ExportError.self) {
      try DynareModel(model: sample.model, problem: sample.problem)
    }
    #expect("\(try #require(exogenous))".contains("`demand` is nan in 2023"))
    sample = try Sample(Self.economy)
    sample.problem.parameters[1] = .infinity
    let parameter = #expect(throws: ExportError.self) {
      try DynareModel(model: sample.model, problem: sample.problem)
    }
    #expect("\(try #require(parameter))".contains("the parameter `share[industry]` is inf"))
  }

  @Test("A target that nothing can reach is refused, with the names of what is wrong")
  func impossibleTarget() throws {
    var sample = try Sample(
      "language 1\nexogenous e = 1\nvariable x, y\nx = 2\ny = e * x")
    sample.problem.swaps = [
      VariableSwap(
        endogenous: sample.cell("x"), exogenous: sample.cell("e"),
        targets: [2021: 1, 2022: 1, 2023: 1])
    ]
    let error = #expect(throws: ExportError.self) {
      try DynareModel(model: sample.model, problem: sample.problem)
    }
    let message = "\(try #require(error))"
    #expect(message.contains("The model cannot be exported: 2 equations, 2 unknowns"))
    #expect(message.contains("`x`"))
  }

  @Test("Two swaps of one cell in one year are refused, in different years they are not")
  func overlappingSwaps() throws {
    var sample = try Sample(Self.economy)
    func swap(_ variable: String, _ years: [Int]) -> VariableSwap {
      VariableSwap(
        endogenous: sample.cell(variable), exogenous: sample.cell("demand"),
        targets: Dictionary(uniqueKeysWithValues: years.map { ($0, 1e5) }))
    }
    let first = swap("output[farm-ing]", [2021, 2022])
    let clash = swap("output[industry]", [2022])
    let apart = swap("output[industry]", [2023])
    sample.problem.swaps = [first, clash]
    let error = #expect(throws: ExportError.self) {
      try DynareModel(model: sample.model, problem: sample.problem)
    }
    #expect("\(try #require(error))".contains("two swaps in 2022 use it; keep one"))
    sample.problem.swaps = [first, apart]
    let text = try DynareModel(model: sample.model, problem: sample.problem).text(title: "Apart")
    #expect(text.contains("(1 - on_output_sector_farm_ing__by_demand - on_output"))
  }

  @Test("A start is never the solution that the problem's guide holds") func guideIsNotWritten()
    throws
  {
    var sample = try Sample(Self.economy)
    let plain = try DynareModel(model: sample.model, problem: sample.problem).text(title: "Start")
    for year in 2020...2023 {
      sample.problem.guide[year] = [Double](repeating: 12345.678, count: sample.model.cellCount)
    }
    let guided = try DynareModel(model: sample.model, problem: sample.problem).text(title: "Start")
    #expect(plain == guided)
  }
}
