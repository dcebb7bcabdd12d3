import Foundation
import Quantities

/// Builds population and labour-force paths from the United Nations projections and ILO rates.
struct SatellitePeopleBuilder {
  private let inputs: SatelliteInputs
  private let recipe: SatellitePeopleRecipe
  private let baseYear: Int
  private let lastYear: Int

  static func build(_ inputs: SatelliteInputs) throws -> SatellitePeople {
    let builder = SatellitePeopleBuilder(
      inputs: inputs, recipe: inputs.recipe.people, baseYear: inputs.recipe.baseYear,
      lastYear: inputs.recipe.lastYear)
    return try builder.people()
  }

  private func people() throws -> SatellitePeople {
    let years = baseYear...lastYear
    var ages: [Int: [Double]] = [:]
    for year in years.dropFirst() { ages[year] = try singleAges(year) }
    let back = try movedBack()
    ages[baseYear] = back.ages
    let population = ages.mapValues { $0.reduce(0, +) }
    let workingAge = ages.mapValues { $0.dropFirst(recipe.workingAge).reduce(0, +) }
    let rates = try inputs.numbers("labour", keys: ["indicator", "year"], value: "value")
    let share = { (name: String, year: Int) in try rates[name, String(year)] / 100 }
    let weo = try inputs.numbers("weo", keys: ["subject", "year"], value: "value")
    var participation: [Int: Double] = [:]
    var unemployment: [Int: Double] = [:]
    for year in years {
      participation[year] = try share(
        recipe.participation, min(year, recipe.lastParticipationYear))
      if year == baseYear {
        unemployment[year] =
          1 - (try share(recipe.employment, year)) / (try share(recipe.participation, year))
      } else if let subject = recipe.unemploymentSubject {
        unemployment[year] =
          try weo[subject, String(min(year, inputs.recipe.macro.weoEnd))] / 100
      } else {
        unemployment[year] = try share(
          recipe.unemployment ?? "", min(year, recipe.lastParticipationYear))
      }
    }
    let adults = workingAge[baseYear] ?? 0
    return SatellitePeople(
      years: years, population: population, workingAge: workingAge,
      bySexAge: try bySexAge(ages, years), participation: participation,
      unemployment: unemployment, jobs: try jobs(),
      employed: try share(recipe.employment, baseYear) * adults,
      labourForce: try share(recipe.participation, baseYear) * adults, baseScale: back.scale)
  }

  private func singleAges(_ year: Int, _ column: String = "population") throws -> [Double] {
    let numbers = try inputs.numbers("singleAge", keys: ["year", "age"], value: column)
    return try (0...99).map { try numbers[String(year), String($0)] }
  }

  /// The population of the base year by age, from that of the year after: out go the year's
  /// migrants, back come its dead; the sum is then scaled to the published change.
  private func movedBack() throws -> (ages: [Double], scale: Double) {
    let next = try singleAges(baseYear + 1)
    let mortality = try singleAges(baseYear + 1, "mortality_rate")
    let annual = { (column: String) in
      let numbers = try inputs.numbers("annualIndicators", keys: ["year"], value: column)
      let first = try numbers[String(baseYear)]
      let second = try numbers[String(baseYear + 1)]
      // Thousand a year, between two mid-years; and its ratio to the later year.
      return (middle: 500 * (first + second), ratio: (first + second) / 2 / second)
    }
    let deaths = try annual("deaths").ratio
    let migrants = try annual("mig").middle
    let change = try annual("PopChange").middle
    let pattern = try migrationPattern()
    var ages: [Double] = (0..<99).map { age in
      (next[age + 1] - migrants * pattern[age + 1]) * exp(mortality[age] * deaths)
    }
    // The oldest age has no successor in the file: it keeps its ratio to the age before.
    ages.append(ages[98] * next[99] / next[98])
    let scale = (next.reduce(0, +) - change) / ages.reduce(0, +)
    return (ages.map { $0 * scale }, scale)
  }

  /// Shares of net migration by single age, even within each published five-year group.
  private func migrationPattern() throws -> [Double] {
    let men = try inputs.numbers("netMigration", keys: ["age"], value: "migM")
    let women = try inputs.numbers("netMigration", keys: ["age"], value: "migF")
    let groups = try stride(from: 0, to: 100, by: 5).map { start in
      let name = "\(start)-\(start + 4)"
      return try men[name] + (try women[name])
    }
    let total = groups.reduce(0, +)
    return (0...99).map { groups[$0 / 5] / 5 / total }
  }

  /// Five-year groups split by the earlier projection's shares of the sexes, between its years by a
  /// straight line.
  private func bySexAge(
    _ ages: [Int: [Double]], _ years: ClosedRange<Int>
  ) throws -> [SatellitePeople.Cell] {
    let shares = try inputs.numbers(
      "ageSexShares", keys: ["year", "sex", "age"], value: "pop_thousand")
    let sexes = recipe.sexes.sorted { $0.key < $1.key }
    func share(_ sex: String, _ year: Int, _ groups: [String]) throws -> Double {
      let persons = try sexes.map { other in
        (other.key, try groups.reduce(0) { $0 + (try shares[String(year), other.key, $1]) })
      }
      let total = persons.reduce(0) { $0 + $1.1 }
      return (persons.first { $0.0 == sex }?.1 ?? 0) / total
    }
    return try years.flatMap { year in
      try sexes.flatMap { sex in
        try stride(from: 0, through: recipe.openAge, by: 5).map { start in
          let isOpen = start == recipe.openAge
          let groups =
            isOpen
            ? stride(from: start, to: 100, by: 5).map { "\($0)-\($0 + 4)" } + ["100+"]
            : ["\(start)-\(start + 4)"]
          let last = isOpen ? 99 : start + 4
          let persons = (ages[year] ?? [])[start...last].reduce(0, +)
          let before = year / 5 * 5
          let weight = Double(year - before) / 5
          let early = try share(sex.key, before, groups)
          let late = weight == 0 ? early : try share(sex.key, before + 5, groups)
          return SatellitePeople.Cell(
            year: year, gender: sex.value, age: isOpen ? "\(start)+" : "\(start)-\(start + 4)",
            persons: persons * (early + weight * (late - early)))
        }
      }
    }
  }

  private func jobs() throws -> Double {
    let table = try inputs.table("industryAccounts")
    let variable = try table.column("variable")
    let price = try table.column("price")
    let value = try table.column("value")
    var sum = 0.0
    for (index, row) in table.rows.enumerated()
    where row[variable] == "jobs" && row[price] == "current" {
      sum += try table.number(row: index, column: value)
    }
    guard sum > 0 else { throw SatelliteError.missing(table: table.source, key: "jobs") }
    return sum
  }
}
