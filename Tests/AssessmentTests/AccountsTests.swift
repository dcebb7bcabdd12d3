import Assessment
import Testing

@Suite("Accounts of a solved path")
struct AccountsTests {
  @Test(
    "Every check holds in every year, saving = investment among them",
    arguments: BrazilModel.wageRegimes, ["baseline", "carbon-tax-transfer"])
  func checks(wages: String, scenario: String) async throws {
    let results = try await BrazilModel.of(wages).with {
      try $0.residuals(of: scenario)
    }
    #expect(results.contains { $0.name == "savingIsInvestment" })
    #expect(results.contains { $0.name == "debtAccumulates" })
    #expect(results.count >= 13)
    for result in results { #expect(result.residual <= 1e-9, "\(result)") }
  }

  @Test("Every check holds when the revenue is kept", arguments: BrazilModel.wageRegimes)
  func keptRevenue(wages: String) async throws {
    let kept = try await BrazilModel.of(wages).solve(text: BrazilModel.taxKept)
    for check in kept.solution.checks { #expect(check.residual <= 1e-9, "\(check)") }
  }

  @Test(
    "The baseline meets the path of GDP and of unemployment", arguments: BrazilModel.wageRegimes)
  func targets(wages: String) async throws {
    let baseline = try await BrazilModel.of(wages).solve("baseline")
    let tables = try BrazilTables()
    let growth = try tables.values("gdpGrowth")
    let unemployment = try tables.values("unemploymentReference")
    var level = try #require(try tables.values("parameters")["gdp0"])
    for year in baseline.solution.years {
      level *= 1 + (try #require(growth["\(year)"]))
      #expect((baseline.value(of: "gdpReal", in: year) / level - 1).magnitude <= 1e-9)
      let wanted = try #require(unemployment["\(year)"])
      #expect((baseline.value(of: "unemploymentRate", in: year) - wanted).magnitude <= 1e-9)
    }
  }

  @Test("A scenario keeps the instruments of its baseline", arguments: BrazilModel.wageRegimes)
  func instruments(wages: String) async throws {
    let baseline = try await BrazilModel.of(wages).solve("baseline")
    let tax = try await BrazilModel.of(wages).solve("carbon-tax-transfer")
    for instrument in ["demandFactor", "productivity", "fiscalCorrection"] {
      let path = baseline.values(of: instrument)
      #expect(path.count == 31)
      #expect(tax.values(of: instrument) == path, "\(instrument)")
    }
    #expect(Set(baseline.values(of: "demandFactor").values).count > 20)
  }

  @Test("The budget's rule lets debt follow its target")
  func rule() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let looser = try await BrazilModel.shared.solve(
      text: """
        name: higher-debt-target
        parent: baseline
        overrides:
          debtRatioTarget: {from: 2026, value: 0.1, shape: step, meaning: add}
        """)
    func difference(_ variable: String, _ year: Int) -> Double {
      looser.value(of: variable, in: year) - baseline.value(of: variable, in: year)
    }
    // Last year's gap counts.
    #expect(difference("primaryBalance", 2026).magnitude < 1)
    #expect(difference("fiscalCorrection", 2027) < 0)
    #expect(difference("debtRatio", 2030) > 0)
    #expect((0.02...0.1).contains(difference("debtRatio", 2050)))
  }
}
