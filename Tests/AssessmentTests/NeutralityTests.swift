import Assessment
import Testing

@Suite("What must not matter")
struct NeutralityTests {
  @Test(
    "Measured in other money, real values stay and nominal ones are multiplied",
    arguments: BrazilModel.wageRegimes, ["baseline", "carbon-tax-transfer"])
  func homogeneity(wages: String, scenario: String) async throws {
    let difference = try await BrazilModel.of(wages).with {
      try $0.homogeneity(of: scenario, factor: 2)
    }
    #expect(difference.count > 90_000)
    #expect(difference.largest <= 1e-8, "\(difference)")
  }

  @Test(
    "A scenario that changes nothing is its parent, bit for bit",
    arguments: BrazilModel.wageRegimes, ["baseline", "carbon-tax-transfer"])
  func zeroShock(wages: String, parent: String) async throws {
    let difference = try await BrazilModel.of(wages).with {
      try $0.zeroShock(on: parent)
    }
    #expect(difference.count > 90_000)
    #expect(difference.largest == 0, "\(difference)")
  }

  @Test("A tax that is taken back leaves the baseline")
  func undone() async throws {
    let undone = try await BrazilModel.shared.solve(
      text: """
        name: tax-undone
        parent: carbon-tax-transfer
        levers:
          carbonPrice: 0
        """)
    let difference = undone.difference(to: try await BrazilModel.shared.solve("baseline"))
    #expect(difference.largest <= 1e-8, "\(difference)")
  }

  @Test("A small rise and a small fall of public consumption have opposite effects")
  func symmetry() async throws {
    func shocked(_ amount: Double) async throws -> SolvedScenario {
      try await BrazilModel.shared.solve(
        text: """
          name: public-consumption
          parent: baseline
          years: 2019-2030
          choices:
            fiscal: held
          overrides:
            governmentConsumptionGrowth: {from: 2024, to: 2024, value: \(amount), shape: step, meaning: add}
          """)
    }
    let baseline = try await BrazilModel.shared.solve("baseline")
    let more = try await shocked(0.001)
    let less = try await shocked(-0.001)
    for variable in ["gdpReal", "consumerPrice", "employmentPersons"] {
      let base = baseline.value(of: variable, in: 2028)
      let rise = more.value(of: variable, in: 2028) / base - 1
      let fall = less.value(of: variable, in: 2028) / base - 1
      #expect(rise > 0, "\(variable)")
      #expect((rise + fall).magnitude <= 0.01 * rise, "\(variable): \(rise) and \(fall)")
    }
  }
}
