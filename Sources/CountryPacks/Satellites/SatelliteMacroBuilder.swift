import Foundation
import Quantities

/// Builds the macro paths from published outlooks and the recipe's rules.
struct SatelliteMacroBuilder {
  private typealias Path = [Int: (value: Double, status: Status)]

  private let recipe: SatelliteMacroRecipe
  private let baseYear: Int
  private let lastYear: Int
  private let weo: SatelliteNumbers
  private let inputs: SatelliteInputs

  static func build(_ inputs: SatelliteInputs) throws -> SatelliteMacro {
    let builder = SatelliteMacroBuilder(
      recipe: inputs.recipe.macro, baseYear: inputs.recipe.baseYear,
      lastYear: inputs.recipe.lastYear,
      weo: try inputs.numbers("weo", keys: ["subject", "year"], value: "value"), inputs: inputs)
    return try builder.macro()
  }

  private var years: ClosedRange<Int> { baseYear + 1...lastYear }

  private func macro() throws -> SatelliteMacro {
    let growth = try gdpGrowth()
    let interest = try interestRate()
    let debt = try debtRatio()
    let inflation = Path(
      uniqueKeysWithValues: (baseYear...lastYear).map { ($0, (recipe.worldInflation, .borrowed)) })
    let balance = try primaryBalance(growth, interest, debt)
    var nominal: Path = [:]
    for (year, growth) in growth {
      nominal[year] = (
        (1 + growth.value) * (1 + recipe.worldInflation) - 1, max(growth.status, .borrowed)
      )
    }
    return SatelliteMacro(
      paths: [
        ("gdpGrowth", growth),
        (
          "exportsGrowth",
          try actualThen(growth, recipe.exportsColumn, subject: recipe.exportsSubject)
        ),
        ("governmentConsumptionGrowth", try actualThen(growth, recipe.governmentColumn)),
        ("worldInflation", inflation), ("nominalTrendGrowth", nominal),
        ("primaryBalanceTarget", balance), ("debtRatioTarget", debt), ("interestRate", interest),
      ], observed: try observed())
  }

  /// Whether a year is observed or a forecast of the publisher.
  private func status(_ year: Int) -> Status { year <= recipe.lastActual ? .official : .borrowed }

  /// Growth of GDP: the outlook's, then constant rates that meet the published averages in turn.
  private func gdpGrowth() throws -> Path {
    var path: Path = [:]
    for year in baseYear + 1...recipe.weoEnd {
      let growth = try weo["NGDP_R", String(year)] / (try weo["NGDP_R", String(year - 1)]) - 1
      path[year] = (growth, status(year))
    }
    var known = recipe.weoEnd
    for average in recipe.growthAverages {
      guard average.from <= known + 1, known < average.to else {
        throw PackError.recipe(
          path: "growthAverages",
          reason:
            "the average of \(average.from) to \(average.to) must begin by \(known + 1) and end after \(known), where growth is known."
        )
      }
      let reached = (average.from..<known + 1).reduce(1.0) { $0 * (1 + (path[$1]?.value ?? 0)) }
      let target = pow(1 + average.value, Double(average.to - average.from + 1))
      let rate = pow(target / reached, 1 / Double(average.to - known)) - 1
      for year in known + 1...average.to {
        path[year] = (rate, recipe.growthAveragesStatus ?? .borrowed)
      }
      known = average.to
    }
    guard known == lastYear else {
      throw SatelliteError.missing(table: "growthAverages of the recipe", key: "\(lastYear)")
    }
    return path
  }

  private func actualThen(
    _ growth: Path, _ column: String?, subject: String? = nil
  ) throws -> Path {
    let actual = try column.map { try inputs.numbers("wdi", keys: ["year"], value: $0) }
    // What is not observed grows with the economy, which is a choice.
    var path = growth
    if actual == nil, subject == nil { return path.mapValues { ($0.value, .illustrative) } }
    for year in baseYear + 1...recipe.lastActual {
      let observed =
        try actual?[String(year)] ?? weo[subject ?? "", String(year)]
      path[year] = (observed / 100, .official)
    }
    return path
  }

  private var debt: String { recipe.debtSubject ?? "GGXWDN" }

  /// The implicit nominal rate on net debt of the base year, a straight line, then constant.
  private func interestRate() throws -> Path {
    let year = String(baseYear)
    let deficit = -(try weo["GGXCNL", year])
    let interest = try weo["GGXONLB", year] + deficit
    let rate = interest / (try weo[debt, year] - deficit)
    let target = recipe.interestTarget
    guard let status = Status(rawValue: target.status) else {
      throw SatelliteError.unknown(kind: "status", name: target.status, place: "interestTarget")
    }
    var path: Path = [baseYear: (rate, .derived)]
    for year in years {
      let passed = min(1, Double(year - baseYear) / Double(target.year - baseYear))
      path[year] = (rate + (target.value - rate) * passed, status)
    }
    return path
  }

  /// Net debt over GDP: the outlook's, then its last. The model computes the base year itself.
  private func debtRatio() throws -> Path {
    var path: Path = [:]
    for year in years {
      let known = min(year, recipe.weoEnd)
      path[year] = (try weo["\(debt)_NGDP", String(known)] / 100, status(year))
    }
    return path
  }

  /// The outlook's primary balance, then the one that keeps the last debt ratio.
  private func primaryBalance(_ growth: Path, _ interest: Path, _ debt: Path) throws -> Path {
    var path: Path = [:]
    for year in years {
      if year <= recipe.weoEnd {
        path[year] = (try weo["GGXONLB_NGDP", String(year)] / 100, status(year))
      } else if let real = growth[year]?.value, let rate = interest[year]?.value,
        let ratio = debt[year]?.value
      {
        let nominal = (1 + real) * (1 + recipe.worldInflation) - 1
        path[year] = ((rate - nominal) / (1 + nominal) * ratio, .borrowed)
      }
    }
    return path
  }

  private func observed() throws -> [(variable: String, year: Int, value: Double)] {
    var rows: [(String, Int, Double)] = []
    for column in recipe.checkColumns {
      let numbers = try inputs.numbers("wdi", keys: ["year"], value: column)
      for year in baseYear + 1...recipe.lastActual {
        if let value = numbers.values[String(year)] { rows.append((column, year, value / 100)) }
      }
    }
    for year in baseYear + 1...recipe.lastActual {
      rows.append(("consumer_price_inflation", year, try weo["PCPIPCH", String(year)] / 100))
    }
    return rows.map { (variable: $0.0, year: $0.1, value: $0.2) }
  }
}
