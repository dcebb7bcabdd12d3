import Assessment
import Testing

/// One behaviour at a time, on an economy that otherwise grows steadily.
@Suite("Behaviour")
struct BehaviourTests {
  @Test("Without shocks a steady economy stays steady", arguments: BrazilModel.wageRegimes)
  func steadyGrowth(wages: String) async throws {
    let steady = try await SteadyEconomy.solve(wages: wages)
    let base = try #require(steady.model.calibrated.baseValues)
    let volume = 1 + SteadyEconomy.volumeGrowth
    let price = 1 + SteadyEconomy.priceGrowth
    for (variable, growth) in [
      ("outputReal", volume), ("purchases", volume), ("capital", volume),
      ("investmentReal", volume), ("employmentJobs", volume), ("producerPrice", price),
      ("purchaserPrice", price), ("wage", price), ("operatingSurplus", volume * price),
      ("disposableIncome", volume * price), ("governmentDebt", volume * price),
      ("unemploymentRate", 1), ("materialsIntensity", 1), ("currentAccount", volume * price),
    ] {
      let symbol = try #require(steady.model.model.symbol(named: variable))
      for cell in symbol.cells {
        var expected = base[cell]
        for year in steady.solution.years {
          expected *= growth
          let value = try #require(steady.solution.value(ofCell: cell, year: year))
          #expect(
            (value - expected).magnitude <= 1e-7 * expected.magnitude,
            "\(symbol.label(ofCell: cell)) in \(year): \(value), not \(expected)")
          guard (value - expected).magnitude <= 1e-3 * expected.magnitude else { return }
        }
      }
    }
  }

  private func change(
    _ path: SolvedScenario, _ steady: SolvedScenario, _ variable: String, _ year: Int
  ) -> Double {
    path.total(of: variable, in: year) / steady.total(of: variable, in: year) - 1
  }

  @Test(
    "More people looking for work lower wages and discourage some",
    arguments: BrazilModel.wageRegimes)
  func labourSupply(wages: String) async throws {
    let steady = try await SteadyEconomy.solve(wages: wages)
    let more = try await SteadyEconomy.solve(
      change: """
        overrides:
          workingAgePopulation: {from: 2025, value: 1.02, shape: step, meaning: multiply}
        """, wages: wages)
    for year in [2026, 2030] {
      #expect(
        more.value(of: "unemploymentRate", in: year)
          > steady.value(of: "unemploymentRate", in: year) + 0.001)
      #expect(change(more, steady, "realWage", year) < -1e-4)
      #expect(change(more, steady, "participationRate", year) < 0)
      #expect(change(more, steady, "labourForce", year) > 0)
    }
  }

  @Test("When the world grows dear, home goods replace imports and exports rise")
  func worldPrices() async throws {
    let steady = try await SteadyEconomy.solve()
    let dear = try await SteadyEconomy.solve(
      change: """
        overrides:
          worldInflation: {from: 2025, to: 2025, value: 0.1, shape: step, meaning: add}
        """)
    for product in ["machinery", "chemicals", "oil-gas", "light-industry"] {
      func imports(_ path: SolvedScenario) -> Double {
        path.value(of: "importsReal", product, in: 2026)
          / path.value(of: "domesticSales", product, in: 2026)
      }
      #expect(imports(dear) < imports(steady) * 0.99, "\(product)")
      #expect(
        dear.value(of: "importsReal", product, in: 2026)
          < steady.value(of: "importsReal", product, in: 2026), "\(product)")
      #expect(
        dear.value(of: "exportsReal", product, in: 2026)
          > steady.value(of: "exportsReal", product, in: 2026) * 1.01, "\(product)")
    }
    #expect(change(dear, steady, "consumerPrice", 2026) > 0)
  }

  @Test("Higher productivity takes fewer jobs and makes goods cheaper")
  func productivity() async throws {
    let steady = try await SteadyEconomy.solve()
    let more = try await SteadyEconomy.solve(
      change: """
        overrides:
          productivity: {from: 2025, value: 1.01, shape: step, meaning: multiply}
        """)
    #expect(change(more, steady, "employmentJobs", 2027) < -0.005)
    #expect(
      more.value(of: "employmentJobs", "machinery", in: 2027)
        < steady.value(of: "employmentJobs", "machinery", in: 2027) * 0.995)
    #expect(
      more.value(of: "labourUnitCost", "machinery", in: 2025)
        < steady.value(of: "labourUnitCost", "machinery", in: 2025))
  }

  @Test("Capital above what output needs slows investment down")
  func capitalGap() async throws {
    let steady = try await SteadyEconomy.solve()
    let boom = try await SteadyEconomy.solve(
      change: """
        add_factors:
          privateInvestment[machinery]: {2025: 0.2}
        """)
    func excess(_ variable: String, _ year: Int) -> Double {
      boom.value(of: variable, "machinery", in: year)
        / steady.value(of: variable, "machinery", in: year) - 1
    }
    #expect(excess("investmentReal", 2025) > 0.15)
    #expect(excess("capital", 2030) > 0)
    #expect(excess("investmentReal", 2040) < excess("investmentReal", 2026) - 0.03)
  }

  @Test("A transfer to households raises their spending and the debt")
  func transfer() async throws {
    let steady = try await SteadyEconomy.solve()
    let paid = try await SteadyEconomy.solve(
      change: "overrides:\n  fiscalCorrection: {from: 2025, value: -50000, shape: step}")
    for year in [2025, 2027] {
      #expect(change(paid, steady, "disposableIncome", year) > 0)
      #expect(change(paid, steady, "consumptionReal", year) > 0)
      #expect(change(paid, steady, "governmentDebt", year) > 0)
    }
  }

  private static let tax = "levers:\n  carbonPrice: {from: 2025, value: 200, shape: step}"

  @Test("Without substitution no industry saves energy, whatever it costs")
  func fixedCoefficients() async throws {
    let fixed: [String: Double] = [
      "substitutionMaterials": 0, "substitutionLabour": 0, "substitutionEnergy": 0,
      "substitutionFuels": 0,
    ]
    let taxed = try await SteadyEconomy.solve(change: Self.tax, overrides: fixed)
    let symbol = try #require(taxed.model.model.symbol(named: "energyIntensity"))
    for element in symbol.elements {
      for year in [2025, 2030, 2040] {
        let intensity = taxed.value(of: "energyIntensity", element[0], in: year)
        #expect((intensity - 1).magnitude <= 1e-10, "\(element) in \(year)")
      }
    }
    for (product, user) in [("power-gas", "metals"), ("refining", "transport")] {
      let base = try #require(taxed.model.calibrated.baseValues)
      func baseValue(_ name: String, _ labels: [String]) throws -> Double {
        let symbol = try #require(taxed.model.model.symbol(named: name))
        let position = try #require(symbol.elements.firstIndex(of: labels))
        return base[symbol.firstCell + position]
      }
      let before = try baseValue("purchases", [product, user]) / baseValue("outputReal", [user])
      let after =
        taxed.value(of: "purchases", product, user, in: 2040)
        / taxed.value(of: "outputReal", user, in: 2040)
      #expect((after / before - 1).magnitude <= 1e-9)
    }
  }

  @Test("A dearer fuel is used less, the more so the easier it is replaced")
  func substitution() async throws {
    var falls: [Double] = []
    for more: [String: Double] in [
      [:], ["substitutionEnergy": 1.2, "substitutionFuels": 0.8],
    ] {
      let steady = try await SteadyEconomy.solve(overrides: more)
      let taxed = try await SteadyEconomy.solve(change: Self.tax, overrides: more)
      falls.append(change(taxed, steady, "emissionsCO2Fuel", 2035))
      for sector in ["metals", "non-metallic-minerals", "transport", "mining"] {
        #expect(
          taxed.value(of: "energyIntensity", sector, in: 2035)
            < steady.value(of: "energyIntensity", sector, in: 2035), "\(sector)")
        // Capital takes the place of energy.
        #expect(
          taxed.value(of: "capitalIntensity", sector, in: 2035)
            > taxed.value(of: "energyIntensity", sector, in: 2035), "\(sector)")
      }
    }
    #expect(falls[0] < -0.01)
    #expect(falls[1] < falls[0] - 0.005, "\(falls)")
  }

  @Test("Among an industry's fuels, the one that grows dearest loses most")
  func fuels() async throws {
    let steady = try await SteadyEconomy.solve()
    let taxed = try await SteadyEconomy.solve(change: Self.tax)
    let symbol = try #require(taxed.model.model.symbol(named: "fuelIntensity"))
    let sectors = Dictionary(grouping: symbol.elements, by: { $0[1] })
    var compared = 0
    // Public services keep their recipe.
    for (sector, pairs) in sectors where pairs.count > 1 && sector != "public" {
      let fuels = pairs.map { pair in
        (
          price: taxed.value(of: "purchaserPrice", pair[0], sector, in: 2026)
            / steady.value(of: "purchaserPrice", pair[0], sector, in: 2026),
          use: taxed.value(of: "fuelIntensity", pair[0], sector, in: 2026)
        )
      }.sorted { $0.price < $1.price }
      guard let cheapest = fuels.first, let dearest = fuels.last,
        dearest.price > cheapest.price * 1.001
      else { continue }
      compared += 1
      #expect(dearest.use < cheapest.use, "\(sector): \(fuels)")
      #expect(dearest.use < 1, "\(sector): \(fuels)")
    }
    #expect(compared > 10)
  }

  @Test("Where capital takes the place of other inputs, industries invest more")
  func investmentForSubstitution() async throws {
    let with = try await SteadyEconomy.solve(change: Self.tax)
    let without = try await SteadyEconomy.solve(
      change: Self.tax, overrides: ["investmentSubstitution": 0])
    var compared = 0
    for sector in ["metals", "non-metallic-minerals", "transport", "mining", "paper", "chemicals"] {
      let intensity = with.value(of: "capitalIntensity", sector, in: 2026)
      guard (intensity - 1).magnitude > 1e-3 else { continue }
      compared += 1
      let more =
        with.value(of: "investmentReal", sector, in: 2026)
        / without.value(of: "investmentReal", sector, in: 2026) - 1
      #expect(more * (intensity - 1) > 0, "\(sector): \(more), capital \(intensity)")
    }
    #expect(compared > 2)
  }
}
