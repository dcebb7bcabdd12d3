import Assessment
import Testing

@Suite("The tax credit for investment")
struct InvestmentCreditTests {
  private static let allowance = 0.34 * 0.61

  private static func credit(_ share: Double) -> String {
    """
    levers:
      investmentTaxCredit: {from: 2026, value: \(share), shape: step}
    """
  }

  private func investment(_ path: SolvedScenario, _ year: Int) -> Double {
    path.total(of: "investmentReal", in: year)
      - path.value(of: "investmentReal", "public", in: year)
  }

  @Test("A credit of zero changes nothing, bit for bit")
  func zero() async throws {
    let steady = try await SteadyEconomy.solve()
    let none = try await SteadyEconomy.solve(change: Self.credit(0))
    #expect(none.difference(to: steady).largest == 0)
  }

  @Test(
    "The budget pays the share of private investment through the tax on profits",
    arguments: BrazilModel.wageRegimes)
  func cost(wages: String) async throws {
    let baseline = try await BrazilModel.of(wages).solve("baseline")
    let path = try await BrazilModel.of(wages).solve("fiscal-incentive")
    for year in 2026...2050 {
      let cost = 0.03 * path.value(of: "investmentPrice", in: year) * investment(path, year)
      #expect((path.value(of: "investmentCredit", in: year) - cost).magnitude <= 1e-9 * cost)
      func rate(_ path: SolvedScenario) -> Double {
        (path.value(of: "directTaxFirms", in: year) + path.value(of: "investmentCredit", in: year))
          / path.value(of: "firmsSurplus", in: year)
      }
      #expect((rate(path) / rate(baseline) - 1).magnitude <= 1e-9, "\(year)")
    }
    #expect(path.value(of: "investmentCredit", in: 2025) == 0)
  }

  @Test("New capital is cheaper at once, prices follow as capital is renewed, government gets none")
  func cheaper() async throws {
    let path = try await BrazilModel.shared.solve("fiscal-incentive")
    let factor = 1 - 0.03 / (1 - Self.allowance)
    var last = 1.0
    for year in 2026...2050 {
      let new = path.value(of: "userCostFactor", "metals", in: year)
      #expect((new - factor).magnitude <= 1e-12)
      let embodied = path.value(of: "embodiedUserCost", "metals", in: year)
      #expect(embodied < last && embodied > factor, "\(year)")
      last = embodied
      #expect(path.value(of: "userCostFactor", "public", in: year) == 1)
      #expect((path.value(of: "embodiedUserCost", "public", in: year) - 1).magnitude <= 1e-12)
    }
    #expect(last < 0.3 + 0.7 * factor)
  }

  @Test(
    "Private industries invest more and use more capital; the first year's budget is worse",
    arguments: BrazilModel.wageRegimes)
  func signs(wages: String) async throws {
    let baseline = try await BrazilModel.of(wages).solve("baseline")
    let path = try await BrazilModel.of(wages).solve("fiscal-incentive")
    for year in [2026, 2030, 2040, 2050] {
      #expect(investment(path, year) > investment(baseline, year) * 1.002, "\(year)")
      for sector in ["metals", "services", "crops"] {
        #expect(
          path.value(of: "capitalIntensity", sector, in: year)
            > baseline.value(of: "capitalIntensity", sector, in: year), "\(sector) in \(year)")
      }
      let publicInvestment = path.value(of: "investmentReal", "public", in: year)
      #expect(publicInvestment == baseline.value(of: "investmentReal", "public", in: year))
      #expect(
        path.value(of: "debtRatio", in: year) > baseline.value(of: "debtRatio", in: year))
    }
    #expect(
      path.value(of: "primaryBalance", in: 2026) < baseline.value(of: "primaryBalance", in: 2026))
  }

  @Test("Half the credit has about half the effect")
  func proportion() async throws {
    let steady = try await SteadyEconomy.solve()
    let whole = try await SteadyEconomy.solve(change: Self.credit(0.04))
    let half = try await SteadyEconomy.solve(change: Self.credit(0.02))
    for variable in ["gdpReal", "capital", "employmentPersons"] {
      let base = steady.total(of: variable, in: 2035)
      let ratio =
        (half.total(of: variable, in: 2035) - base) / (whole.total(of: variable, in: 2035) - base)
      #expect((ratio - 0.5).magnitude <= 0.05, "\(variable): \(ratio)")
    }
  }
}
