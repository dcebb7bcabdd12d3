import Assessment

/// An economy like Brazil that grows steadily: productivity stands still, the labour force grows with
/// output, and debt has the size that grows with income. Shocks to it show behaviour alone.
enum SteadyEconomy {
  static let volumeGrowth = 0.02
  static let priceGrowth = 0.03

  static func settings(_ wages: String, _ more: [String: Double] = [:]) throws -> ModelSettings {
    let parameters = try BrazilTables().values("parameters")
    let deficit = -(parameters["governmentBalance0"] ?? .nan)
    let incomeGrowth = (1 + volumeGrowth) * (1 + priceGrowth) - 1
    return ModelSettings(
      choices: ["wages": wages, "fiscal": "held"],
      overrides: [
        "steadyProductivityGrowth": 0, "steadyVolumeGrowth": volumeGrowth,
        "steadyPriceGrowth": priceGrowth, "netDebt0": deficit / incomeGrowth + deficit,
      ].merging(more) { $1 })
  }

  /// The baseline: every given path grows at its steady rate from its value of the base year.
  static func baseline(until last: Int = 2040) throws -> String {
    let tables = try BrazilTables()
    let parameters = try tables.values("parameters")
    let deficit = -(parameters["governmentBalance0"] ?? .nan)
    let incomeGrowth = (1 + volumeGrowth) * (1 + priceGrowth) - 1
    let interest = (parameters["netInterest0"] ?? .nan) / (deficit / incomeGrowth)
    var text = """
      name: steady
      years: 2019-\(last)
      overrides:
        worldInflation: \(priceGrowth)
        exportsGrowth: \(volumeGrowth)
        governmentConsumptionGrowth: \(volumeGrowth)
        gdpGrowth: \(volumeGrowth)
        interestRate: \(interest)

      """
    for name in ["participationTrend", "unemploymentReference"] {
      text += "  \(name): \(try tables.values(name)["2019"] ?? .nan)\n"
    }
    for name in ["population", "workingAgePopulation"] {
      var level = try tables.values(name)["2019"] ?? .nan
      let years = (2020...last).map { year in
        level *= 1 + volumeGrowth
        return "\(year): \(level)"
      }
      text += "  \(name): {shape: step, \(years.joined(separator: ", "))}\n"
    }
    return text
  }

  /// The steady economy, and the same with a change.
  static func solve(
    change: String? = nil, wages: String = "wage-setting", overrides: [String: Double] = [:]
  ) async throws -> SolvedScenario {
    let texts =
      [try baseline()] + (change.map { ["name: change\nparent: steady\n\($0)\n"] } ?? [])
    return try await BrazilModel.laboratory.solve(chain: texts, settings(wages, overrides))
  }
}
