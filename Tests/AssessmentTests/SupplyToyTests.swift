import Foundation
import LinearAlgebra
import Testing

@testable import Assessment

/// Three industries in a chain, small enough to follow by hand: A buys half a unit of B for each unit
/// it makes, B a fifth of a unit of C. A job makes 1, 1/2 and 1/5 units.
@Suite("The account of jobs, by hand")
struct SupplyToyTests {
  private let system = SupplySystem(
    sectors: ["A", "B", "C"], products: ["a", "b", "c"],
    makers: [[(0, 1)], [(1, 1)], [(2, 1)]], purchases: [], publicInvestors: [],
    investment: InvestmentResponse())
  private let jobsPerOutput = [1.0, 2, 5]

  /// An economy in which households buy some of A, and programmes too.
  private func state(
    households: Double = 1000, programme: Double = 0, homeShareOfB: Double = 1,
    inputOfB: Double = 0.5, exports: Double = 0, income: HouseholdIncome? = nil
  ) -> SupplyState {
    var inputs = DenseMatrix(rows: 3, columns: 3)
    inputs[1, 0] = inputOfB
    inputs[2, 1] = 0.2
    let a = households + programme + exports
    let output = [a, homeShareOfB * inputOfB * a, 0.2 * homeShareOfB * inputOfB * a]
    let jobs = zip(output, jobsPerOutput).map(*)
    return SupplyState(
      output: output, jobs: jobs, notionalJobs: jobs, labourIntensity: [1, 1, 1],
      homeShares: [1, homeShareOfB, 1], inputs: inputs,
      final: [.households: [households, 0, 0], .programme: [programme, 0, 0]],
      exported: [exports, 0, 0], foreignDemand: 1, investment: [0, 0, 0],
      income: income ?? HouseholdIncome(budget: households, notional: nil))
  }

  private func account(_ run: SupplyState, _ base: SupplyState) throws -> YearOfJobs {
    for state in [run, base] {
      #expect(state.residual(in: system).allSatisfy { $0.magnitude < 1e-10 })
    }
    return try YearOfJobs(
      year: 2030, run: run, beside: base, system: system, investmentForCapital: [0, 0, 0])
  }

  private func expect(_ found: [Double], _ expected: [Double]) {
    for (value, known) in zip(found, expected) {
      #expect((value - known).magnitude < 1e-9, "\(found) and \(expected)")
    }
  }

  @Test("A programme that buys 100 of A gives 100 direct jobs, and 100 and 50 at its suppliers")
  func programme() throws {
    let account = try account(state(programme: 100), state())
    expect(account.jobs(of: .direct), [100, 0, 0])
    expect(account.jobs(of: .indirect), [0, 100, 50])
    for part in [JobsPart.induced, .price, .fiscal, .adjustment] {
      expect(account.jobs(of: part), [0, 0, 0])
    }
    #expect(account.total == 250)
  }

  @Test("Of what a programme buys, only the home-made part is direct")
  func imports() throws {
    var run = state(exports: 50)
    run.exported = [0, 0, 0]
    run.programmeOutput = [50, 0, 0]
    var base = state()
    base.programmeOutput = [0, 0, 0]
    let account = try account(run, base)
    expect(account.jobs(of: .direct), [50, 0, 0])
    expect(account.jobs(of: .indirect), [0, 50, 25])
  }

  @Test("Investment that programmes displace is direct, what else moves it follows output")
  func displaced() throws {
    func economy(invested: Double, planned: Double) -> SupplyState {
      var state = state(programme: invested)
      state.final[.programme] = nil
      state.final[.investment] = [invested, 0, 0]
      state.investment = [0, 0, invested]
      state.plannedInvestment = [0, 0, planned]
      return state
    }
    let base = economy(invested: 100, planned: 100)
    let displaced = try account(economy(invested: 80, planned: 100), base)
    expect(displaced.jobs(of: .direct), [-20, 0, 0])
    expect(displaced.jobs(of: .induced), [0, 0, 0])
    let slump = try account(economy(invested: 80, planned: 80), base)
    expect(slump.jobs(of: .induced), [-20, -20, -10])
    expect(slump.jobs(of: .direct), [0, 0, 0])
  }

  @Test("Energy that a standard saves is direct where it was sold, no recipe that prices changed")
  func savedEnergy() throws {
    let purchase = SupplySystem.Purchase(
      product: "b", user: "A", buyer: .industry(0), contents: [(1, 1)], energy: 0.1)
    let system = SupplySystem(
      sectors: system.sectors, products: system.products, makers: system.makers,
      purchases: [purchase], publicInvestors: [], investment: InvestmentResponse())
    var run = state(inputOfB: 0.45)
    run.governed = [(0.1, 0.5)]
    var base = state()
    base.governed = [(0.1, 1)]
    let account = try YearOfJobs(
      year: 2030, run: run, beside: base, system: system, investmentForCapital: [0, 0, 0])
    expect(account.jobs(of: .direct), [0, -100, 0])
    expect(account.jobs(of: .indirect), [0, 0, -50])
    expect(account.jobs(of: .price), [0, 0, 0])
  }

  @Test("A fifth of B bought abroad costs 200 jobs in B and 100 in C, all of the price part")
  func homeShares() throws {
    let account = try account(state(homeShareOfB: 0.8), state())
    expect(account.jobs(of: .price), [0, -200, -100])
    let effect = try #require(account.effects.first { $0.cause == .homeShares })
    expect(effect.first, [0, -200, 0])
    expect(effect.suppliers, [0, 0, -100])
  }

  @Test("Less of B in a unit of A falls on B first and on C as its supplier")
  func recipes() throws {
    let account = try account(state(inputOfB: 0.4), state())
    let effect = try #require(account.effects.first { $0.cause == .recipes })
    expect(effect.first, [0, -200, 0])
    expect(effect.suppliers, [0, 0, -100])
  }

  @Test("Two changes at once share what they do together in equal halves")
  func together() throws {
    // Home share 1 → 0.8 and purchases of A 1000 → 1200: B goes from 500 to 480.
    let account = try account(state(households: 1200, homeShareOfB: 0.8), state())
    let shares = try #require(account.effects.first { $0.cause == .homeShares })
    // Composite demand for B is 500 and 600: the mean is 550.
    expect(shares.first, [0, -0.2 * 550 * 2, 0])
    let consumption = try #require(account.effects.first { $0.cause == .habit })
    expect(consumption.first, [200, 0, 0])
    // 200 of A draw 0.5 · 0.9 · 200 of B.
    expect(consumption.suppliers, [0, 90 * 2, 90 * 0.2 * 5])
    expect(account.difference, [200, -40, -20])
  }

  @Test("Transfers are fiscal, income in step with GDP is induced, what outpaces it is price")
  func income() throws {
    func income(_ transfer: Double, _ market: Double, _ product: Double) -> HouseholdIncome {
      HouseholdIncome(
        budget: transfer + market, notional: transfer + market, disposable: transfer + market,
        market: market, labour: market, carbonTransfer: transfer, product: product)
    }
    let base = income(0, 1000, 2000)
    let transfers = try account(
      state(households: 1060, income: income(60, 1000, 2000)), state(income: base))
    expect(transfers.jobs(of: .fiscal), [60, 60, 30])
    let growth = try account(
      state(households: 1040, income: income(0, 1040, 2080)), state(income: base))
    expect(growth.jobs(of: .induced), [40, 40, 20])
    expect(growth.jobs(of: .price), [0, 0, 0])
    let wages = try account(
      state(households: 1040, income: income(0, 1040, 2000)), state(income: base))
    expect(wages.jobs(of: .price), [40, 40, 20])
    expect(wages.jobs(of: .induced), [0, 0, 0])
  }

  @Test("A higher income tax rate is fiscal; the tax that a smaller income saves is not")
  func incomeTax() throws {
    func income(_ market: Double, _ rate: Double) -> HouseholdIncome {
      let disposable = market * (1 - rate)
      return HouseholdIncome(
        budget: disposable, notional: disposable, disposable: disposable, market: market,
        labour: market, tax: rate * market, product: 2 * market)
    }
    let base = state(households: 900, income: income(1000, 0.1))
    let rate = try account(state(households: 800, income: income(1000, 0.2)), base)
    expect(rate.jobs(of: .fiscal), [-100, -100, -50])
    let slump = try account(state(households: 810, income: income(900, 0.1)), base)
    expect(slump.jobs(of: .induced), [-90, -90, -45])
    expect(slump.jobs(of: .fiscal), [0, 0, 0])
  }

  @Test("Staff kept beyond what output needs is adjustment, more labour in a recipe is price")
  func staffing() throws {
    var kept = state()
    kept.jobs[0] = 1010
    expect(try account(kept, state()).jobs(of: .adjustment), [10, 0, 0])
    var intensive = state()
    intensive.labourIntensity[1] = 1.1
    intensive.notionalJobs[1] = 1100
    intensive.jobs[1] = 1100
    expect(try account(intensive, state()).jobs(of: .price), [0, 100, 0])
    var productive = state()
    productive.notionalJobs[2] = 400
    productive.jobs[2] = 400
    expect(try account(productive, state()).jobs(of: .direct), [0, 0, -100])
  }

  @Test("Foreign demand that a scenario sets is direct, exports that prices move are not")
  func exports() throws {
    var more = state(exports: 220)
    more.foreignDemand = 1.1
    let demand = try account(more, state(exports: 200))
    expect(demand.jobs(of: .direct), [20, 0, 0])
    expect(demand.jobs(of: .indirect), [0, 20, 10])
    let price = try account(state(exports: 180), state(exports: 200))
    expect(price.jobs(of: .price), [-20, -20, -10])
  }

  @Test("Investment that differs through capital per output alone is found again without a rest")
  func investmentForCapital() {
    var response = InvestmentResponse()
    response.inertia = 0.3
    response.substitution = 0.7
    response.capitalGap = 0.05
    response.depreciation = 0.06
    /// An industry of steady growth whose recipe takes more or less capital from year to year.
    func paths(_ intensity: [Double]) -> InvestmentResponse.Paths {
      let growth = 1.02
      var result = InvestmentResponse.Paths(
        investment: [8], planned: [8], capital: [100], intensity: intensity)
      var before = 8 / growth
      for year in 1..<intensity.count {
        let last = result.investment[year - 1]
        let notional = 100 * growth.power(year - 1) * intensity[year - 1]
        let value =
          last * growth.root(0.7) * (last / before).root(0.3)
          * (intensity[year] / intensity[year - 1]).root(0.7)
          * (notional / result.capital[year - 1]).root(0.05)
        before = last
        result.investment.append(value)
        result.planned.append(value)
        result.capital.append(0.94 * result.capital[year - 1] + value)
      }
      return result
    }
    let run = paths([1, 1.02, 1.1, 1.05, 1.2, 1.2, 0.9])
    let base = paths([1, 1, 1, 1.01, 1.01, 1, 1])
    let found = response.differenceForCapital(run, beside: base)
    for year in found.indices {
      let expected = run.investment[year] - base.investment[year]
      #expect((found[year] - expected).magnitude < 1e-12, "\(year)")
    }
    #expect(found[4] > 1)
  }
}

extension Double {
  fileprivate func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { result, _ in result * self }
  }

  fileprivate func root(_ exponent: Double) -> Double { exp(exponent * log(self)) }
}
