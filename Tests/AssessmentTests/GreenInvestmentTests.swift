import Assessment
import Foundation
import Testing

@Suite("Green investment")
struct GreenInvestmentTests {
  private static let programmes = ["wind", "solar", "grids", "efficiency"]

  /// One programme of a hundredth of GDP in 2026 alone, on the steady economy.
  private static func solve(
    _ programme: String?, _ financing: String = "greenPublicShare: 0",
    wages: String = "wage-setting"
  ) async throws -> SolvedScenario {
    let cell = programme.map { "greenInvestment[\($0)]" } ?? "greenInvestment"
    return try await SteadyEconomy.solve(
      change: """
        levers:
          \(cell): {from: 2026, to: 2026, value: 0.01, shape: step}
          \(financing)
        """, wages: wages)
  }

  @Test(
    "Every account closes, whoever pays and whatever gives way",
    arguments: BrazilModel.wageRegimes,
    [
      "greenPublicShare: 1", "greenLevyShare: 1", "greenPublicShare: 0",
      "greenPublicShare: 0.3\n  greenLevyShare: 0.3\n  crowdingOut: 0.7",
    ])
  func accounts(wages: String, financing: String) async throws {
    let path = try await BrazilModel.of(wages).solve(
      text: """
        name: financed
        parent: baseline
        choices:
          fiscal: held
        levers:
          greenInvestment: {2026: 0.004, shape: step}
          \(financing)
        """)
    #expect(path.solution.checks.contains { $0.name == "programmesArePaid" })
    for check in path.solution.checks { #expect(check.residual <= 1e-9, "\(check)") }
    #expect(path.value(of: "programmeValue", in: 2030) > 1e5)
  }

  @Test("Without programmes nothing of them is in any account")
  func zero() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    for variable in ["programmeValue", "programmeReal", "greenLevy", "greenPrivateValue"] {
      for value in baseline.values(of: variable).values { #expect(value == 0, "\(variable)") }
    }
    #expect(baseline.values(of: "powerFuelIndex").values.allSatisfy { $0 == 1 })
    #expect(baseline.values(of: "displacedShare").values.allSatisfy { $0 == 0 })
  }

  @Test(
    "While it is built a programme raises output, jobs and imports; the current account worsens",
    arguments: programmes)
  func building(programme: String) async throws {
    let steady = try await SteadyEconomy.solve()
    let path = try await Self.solve(programme)
    func more(_ variable: String) -> Double {
      path.total(of: variable, in: 2026) - steady.total(of: variable, in: 2026)
    }
    for variable in ["gdpReal", "employmentJobs", "importsReal", "consumptionReal"] {
      #expect(more(variable) > 0, "\(variable)")
    }
    #expect(more("currentAccount") < 0)
    #expect(
      path.value(of: "programmeIndex", programme, in: 2026).isFinite
        && path.total(of: "gdpReal", in: 2025) == steady.total(of: "gdpReal", in: 2025))
  }

  @Test("The programme with more foreign equipment raises imports most: solar before grids")
  func foreignEquipment() async throws {
    let tables = try BrazilTables()
    let imported = try tables.values("programmeImported")
    func part(_ programme: String) -> Double {
      imported.filter { $0.key.hasPrefix(programme) }.values.reduce(0, +)
    }
    #expect(part("solar") > 0.4 && part("grids") < 0.2)
    let solar = try await Self.solve("solar")
    let grids = try await Self.solve("grids")
    let steady = try await SteadyEconomy.solve()
    let base = steady.total(of: "importsReal", in: 2026)
    #expect(
      solar.total(of: "importsReal", in: 2026) - base
        > 1.3 * (grids.total(of: "importsReal", in: 2026) - base))
  }

  @Test("Paid by debt it does more for output than paid by a levy, and leaves more debt")
  func financing() async throws {
    let debt = try await Self.solve("grids", "greenPublicShare: 1")
    let levy = try await Self.solve("grids", "greenLevyShare: 1")
    #expect(debt.value(of: "gdpReal", in: 2026) > levy.value(of: "gdpReal", in: 2026))
    #expect(
      debt.value(of: "realDisposableIncome", in: 2026)
        > levy.value(of: "realDisposableIncome", in: 2026))
    // In money: beside the output it adds, the debt need not weigh more.
    for year in 2026...2030 {
      #expect(
        debt.value(of: "governmentDebt", in: year) > levy.value(of: "governmentDebt", in: year))
    }
    let levied = levy.value(of: "greenLevy", in: 2026)
    #expect((levied - levy.value(of: "greenSpending", in: 2026)).magnitude <= 1e-9 * levied)
  }

  @Test("Full crowding out takes from other private investment what the programme costs firms")
  func crowdingOut() async throws {
    let path = try await Self.solve("grids", "crowdingOut: 1")
    let none = try await Self.solve("grids")
    func others(_ path: SolvedScenario, _ variable: String) -> Double {
      path.total(of: variable, in: 2026) - path.value(of: variable, "public", in: 2026)
    }
    let displaced =
      path.value(of: "investmentPrice", in: 2026)
      * (others(path, "plannedInvestment") - others(path, "investmentReal"))
    let cost = path.value(of: "greenPrivateValue", in: 2026)
    #expect(cost > 1e4)
    #expect((displaced - cost).magnitude <= 1e-9 * cost)
    #expect(path.value(of: "gdpReal", in: 2026) < none.value(of: "gdpReal", in: 2026))
    #expect(path.total(of: "capital", in: 2026) < none.total(of: "capital", in: 2026))
  }

  @Test("A year later plants make what was promised and take the place of fuel, not of piped gas")
  func plants() async throws {
    let steady = try await SteadyEconomy.solve()
    let path = try await Self.solve("wind")
    let yield = try #require(try BrazilTables().values("programmeYield")["wind"])
    #expect(path.value(of: "greenGeneration", in: 2026) == 0)
    let made = path.value(of: "greenGeneration", in: 2027)
    let capital = path.value(of: "programmeCapital", "wind", in: 2026)
    #expect((made - yield * capital).magnitude <= 1e-9 * made)
    let index = path.value(of: "powerFuelIndex", in: 2027)
    let activity = path.value(of: "activityIndex", "power-gas", in: 2027)
    #expect((index - exp(-made / (325_404 * activity))).magnitude <= 1e-12)
    #expect((0.4...0.8).contains(index))
    func ratio(_ variable: String, _ first: String) -> Double {
      path.value(of: variable, first, "power-gas", in: 2027)
        / steady.value(of: variable, first, "power-gas", in: 2027) / activity
        * steady.value(of: "activityIndex", "power-gas", in: 2027)
    }
    #expect((ratio("energyUse", "naturalGas") - index).magnitude <= 1e-9)
    #expect((ratio("energyUse", "coal") - index).magnitude <= 1e-9)
    // Gas that is burnt is 488,668 of the 919,057 TJ bought; coal is all burnt.
    let burnt = 488_668.0 / 919_056.7
    #expect((ratio("purchases", "oil-gas") - (1 - burnt * (1 - index))).magnitude <= 1e-4)
    #expect((ratio("purchases", "mining") - index).magnitude <= 1e-9)
    #expect(
      path.value(of: "emissionsCO2Fuel", "power-gas", in: 2027)
        < 0.8 * steady.value(of: "emissionsCO2Fuel", "power-gas", in: 2027))
  }

  @Test("Grids leave fuel and energy use of every industry as they are")
  func grids() async throws {
    let path = try await Self.solve("grids")
    for year in 2026...2035 {
      #expect(path.value(of: "powerFuelIndex", in: year) == 1)
      #expect(path.value(of: "efficiencyIndex", in: year) == 1)
    }
    #expect(path.value(of: "programmeCapital", "grids", in: 2030) > 6e4)
  }

  @Test("Efficiency saves a fifth of what was invested, in proportion to energy bills")
  func efficiency() async throws {
    let steady = try await SteadyEconomy.solve()
    let path = try await Self.solve("efficiency")
    let saved = -log(path.value(of: "efficiencyIndex", in: 2027))
    let capital = path.value(of: "programmeCapital", "efficiency", in: 2026)
    // The bill is all that industries buy of energy but feedstock.
    let bill = try BrazilTables().values("energyValue0").values.reduce(0, +)
    let trend = path.value(of: "trendVolume", in: 2027)
    #expect((saved - capital / 5 / (bill * trend)).magnitude <= 1e-9 * saved)
    for sector in ["metals", "transport", "services"] {
      #expect(
        path.value(of: "energySavingIndex", sector, in: 2027)
          == path.value(of: "efficiencyIndex", in: 2027))
      #expect(
        path.value(of: "purchases", "power-gas", sector, in: 2027)
          < steady.value(of: "purchases", "power-gas", sector, in: 2027), "\(sector)")
    }
  }

  @Test("Firms ask a return for the plants they own; government does not")
  func returns() async throws {
    let firms = try await Self.solve("wind")
    let government = try await Self.solve("wind", "greenPublicShare: 1")
    #expect(firms.value(of: "programmeUnitCharge", "power-gas", in: 2030) > 0)
    #expect(government.value(of: "programmeUnitCharge", "power-gas", in: 2030) == 0)
    #expect(
      government.value(of: "producerPrice", "power-gas", in: 2032)
        / government.value(of: "consumerPrice", in: 2032)
        < firms.value(of: "producerPrice", "power-gas", in: 2032)
        / firms.value(of: "consumerPrice", in: 2032))
  }
}
