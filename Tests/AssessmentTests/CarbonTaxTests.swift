import Assessment
import Testing

/// What an economist expects of the tax: rankings and timing, not digits.
@Suite("The carbon tax")
struct CarbonTaxTests {
  /// The baseline, the tax paid back in equal amounts, and the tax kept in the budget.
  private struct Paths {
    let baseline, transferred, kept: SolvedScenario

    init(wages: String) async throws {
      baseline = try await BrazilModel.of(wages).solve("baseline")
      transferred = try await BrazilModel.of(wages).solve("carbon-tax-transfer")
      kept = try await BrazilModel.of(wages).solve(text: BrazilModel.taxKept)
    }

    /// Relative change from the baseline.
    func change(_ path: SolvedScenario, _ variable: String, in year: Int) -> Double {
      path.total(of: variable, in: year) / baseline.total(of: variable, in: year) - 1
    }

    /// Elements of a variable from the largest fall to the largest rise.
    func ranking(
      of variable: String, per reference: String? = nil, in year: Int
    ) throws -> [(name: String, change: Double)] {
      let symbol = try #require(transferred.model.model.symbol(named: variable))
      return symbol.elements.map { element in
        func value(_ path: SolvedScenario) -> Double {
          path.value(of: variable, element[0], in: year)
            / (reference.map { path.value(of: $0, element[0], in: year) } ?? 1)
        }
        return (element[0], value(transferred) / value(baseline) - 1)
      }.sorted { $0.change < $1.change }
    }
  }

  private static let taxedYears = 2026...2050

  @Test(
    "Paid back, the tax costs less production and fewer jobs than kept",
    arguments: BrazilModel.wageRegimes)
  func recycling(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    for year in 2026...2030 {
      for variable in ["gdpReal", "employmentPersons", "consumptionReal"] {
        let transferred = paths.change(paths.transferred, variable, in: year)
        let kept = paths.change(paths.kept, variable, in: year)
        #expect(transferred > kept, "\(variable) in \(year)")
        #expect(kept < 0, "\(variable) in \(year)")
      }
    }
  }

  @Test("Nothing happens before the tax", arguments: BrazilModel.wageRegimes)
  func before(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    for year in 2020...2025 {
      #expect(paths.change(paths.transferred, "gdpReal", in: year).magnitude < 1e-9)
      #expect(paths.transferred.value(of: "carbonRevenue", in: year) == 0)
    }
  }

  @Test("Kept, the tax lowers the debt ratio in every year", arguments: BrazilModel.wageRegimes)
  func debt(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    for year in Self.taxedYears {
      #expect(
        paths.kept.value(of: "debtRatio", in: year)
          < paths.baseline.value(of: "debtRatio", in: year), "\(year)")
    }
  }

  @Test("Makers of carbon and its heavy users lose jobs first", arguments: BrazilModel.wageRegimes)
  func losers(wages: String) async throws {
    let ranking = try await Paths(wages: wages).ranking(of: "employmentJobs", in: 2035)
    let losers = Set(ranking.prefix(6).map(\.name))
    #expect(losers.isSuperset(of: ["refining", "oil-gas", "metals", "mining"]), "\(ranking)")
    #expect(losers.isDisjoint(with: ["services", "food", "trade"]), "\(ranking)")
    #expect(ranking.prefix(4).allSatisfy { $0.change < -0.01 })
  }

  @Test(
    "Emissions fall in every taxed year, and more when the revenue is kept",
    arguments: BrazilModel.wageRegimes)
  func emissions(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    for year in Self.taxedYears {
      for variable in ["emissionsNet", "emissionsGross", "emissionsCO2Fuel"] {
        let transferred = paths.change(paths.transferred, variable, in: year)
        let kept = paths.change(paths.kept, variable, in: year)
        #expect(transferred < 0 && kept < transferred, "\(variable) in \(year)")
      }
      #expect(paths.change(paths.transferred, "landUseEmissions", in: year) == 0)
    }
  }

  @Test(
    "Fuel's carbon per unit of output falls most in minerals; in all, metals come next",
    arguments: BrazilModel.wageRegimes)
  func intensities(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    let intensities = try paths.ranking(
      of: "emissionsCO2Fuel", per: "activityIndex", in: 2035)
    #expect(intensities.first?.name == "non-metallic-minerals", "\(intensities)")
    #expect(intensities.allSatisfy { $0.change < 1e-6 }, "\(intensities)")
    let amounts = try paths.ranking(of: "emissionsCO2Fuel", in: 2035)
    #expect(amounts.prefix(2).map(\.name) == ["non-metallic-minerals", "metals"], "\(amounts)")
  }

  @Test("Consumer prices rise and exports fall", arguments: BrazilModel.wageRegimes)
  func pricesAndTrade(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    for path in [paths.transferred, paths.kept] {
      for year in Self.taxedYears {
        #expect(paths.change(path, "consumerPrice", in: year) > 0, "\(path.name) in \(year)")
        #expect(paths.change(path, "exportsReal", in: year) < 0, "\(path.name) in \(year)")
      }
    }
    // Where carbon is, prices rise most.
    let ranking = try paths.ranking(of: "producerPrice", in: 2035)
    #expect(Set(ranking.suffix(3).map(\.name)).contains("non-metallic-minerals"), "\(ranking)")
    #expect(Set(ranking.suffix(3).map(\.name)).contains("metals"), "\(ranking)")
  }

  @Test(
    "At its full rate the tax yields about one per cent of GDP", arguments: BrazilModel.wageRegimes)
  func revenue(wages: String) async throws {
    let tax = try await BrazilModel.of(wages).solve("carbon-tax-transfer")
    let share = tax.value(of: "carbonRevenue", in: 2035) / tax.value(of: "gdpNominal", in: 2035)
    #expect((0.008...0.015).contains(share), "\(share)")
  }

  @Test("Half the tax has about half the effect", arguments: BrazilModel.wageRegimes)
  func proportion(wages: String) async throws {
    let paths = try await Paths(wages: wages)
    let half = try await BrazilModel.of(wages).solve(
      text: """
        name: half-the-tax
        parent: carbon-tax-transfer
        levers:
          carbonPrice: {from: 2026, value: 0.5, shape: step, meaning: multiply}
        """)
    for (variable, year) in [
      ("emissionsNet", 2035), ("consumerPrice", 2035), ("exportsReal", 2035),
      ("employmentPersons", 2030), ("gdpReal", 2030),
    ] {
      let whole = paths.change(paths.transferred, variable, in: year)
      let part = paths.change(half, variable, in: year)
      #expect((part / whole - 0.5).magnitude <= 0.075, "\(variable): \(part) of \(whole)")
      #expect(whole.magnitude > part.magnitude)
    }
  }
}
