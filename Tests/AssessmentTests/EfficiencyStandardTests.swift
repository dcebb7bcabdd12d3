import Assessment
import Testing

@Suite("The efficiency standard")
struct EfficiencyStandardTests {
  private static func standard(_ path: String) async throws -> SolvedScenario {
    try await SteadyEconomy.solve(
      change: """
        levers:
          efficiencyStandard: \(path)
        """)
  }

  @Test("Industries under the standard use that much less energy, others as much as before")
  func saving() async throws {
    let steady = try await SteadyEconomy.solve()
    let path = try await Self.standard("{2026: 0.1, shape: step}")
    let regulated = try BrazilTables().values("regulatedEnergyValue0")
    #expect(
      Set(regulated.keys) == ["mining", "paper", "chemicals", "non-metallic-minerals", "metals"])
    for sector in try BrazilTables().elements("sector") {
      let index = path.value(of: "energySavingIndex", sector, in: 2030)
      if regulated[sector] == nil {
        #expect(index == 1, "\(sector)")
      } else {
        #expect(index < 1 && index >= 0.9 - 1e-12, "\(sector)")
      }
    }
    // Paper is regulated as a whole.
    #expect((path.value(of: "energySavingIndex", "paper", in: 2030) - 0.9).magnitude <= 1e-12)
    for sector in ["paper", "metals", "non-metallic-minerals"] {
      func fuel(_ path: SolvedScenario) -> Double {
        path.value(of: "emissionsCO2Fuel", sector, in: 2030)
          / path.value(of: "activityIndex", sector, in: 2030)
      }
      #expect(fuel(path) < 0.96 * fuel(steady), "\(sector)")
    }
  }

  @Test("Equipment costs five years of the energy it saves, and firms pay")
  func equipment() async throws {
    let path = try await Self.standard("{2026: 0.1, shape: step}")
    let regulated = try #require(try BrazilTables().values("regulatedEnergyValue0")["metals"])
    let saved =
      0.1 * regulated * path.value(of: "energyIntensity", "metals", in: 2026)
      * path.value(of: "activityIndex", "metals", in: 2026)
    let invested = path.value(of: "complianceInvestment", "metals", in: 2026)
    #expect((invested - 5 * saved).magnitude <= 1e-9 * invested)
    // Later only growth and wear.
    #expect(path.value(of: "complianceInvestment", "metals", in: 2027) < 0.15 * invested)
    #expect(path.value(of: "complianceInvestment", "metals", in: 2027) > 0.05 * invested)
    #expect(path.value(of: "complianceInvestment", "services", in: 2026) == 0)
    let private0 = path.value(of: "greenPrivateValue", in: 2026)
    #expect(private0 > 0)
    #expect((private0 - path.value(of: "programmeValue", in: 2026)).magnitude <= 1e-9 * private0)
    #expect(path.total(of: "programmeCapital", in: 2030) == 0)
  }

  @Test("When the standard is lowered its equipment wears out by and by")
  func lowered() async throws {
    let path = try await Self.standard("{2026: 0.1, 2028: 0, shape: step}")
    #expect(path.value(of: "equippedStandard", in: 2027) == 0.1)
    #expect((path.value(of: "equippedStandard", in: 2028) - 0.09333).magnitude <= 1e-12)
    for year in 2028...2040 {
      let invested = path.value(of: "complianceInvestment", "paper", in: year)
      // Equipment follows output: what grows is still bought, what wears out is not.
      #expect(invested < 0.1 * path.value(of: "complianceInvestment", "paper", in: 2026), "\(year)")
    }
    #expect(path.value(of: "energySavingIndex", "paper", in: 2040) > 0.95)
  }

  @Test("Energy saved costs less than it is worth: regulated products become cheaper in the end")
  func prices() async throws {
    let steady = try await SteadyEconomy.solve()
    let path = try await Self.standard("{2026: 0.1, shape: step}")
    func relative(_ path: SolvedScenario) -> Double {
      path.value(of: "producerPrice", "non-metallic-minerals", in: 2040)
        / path.value(of: "consumerPrice", in: 2040)
    }
    #expect(relative(path) < relative(steady))
    #expect(path.value(of: "programmeUnitCharge", "metals", in: 2030) > 0)
  }
}
