import Quantities

/// Sets the pack's population and employment beside the published totals.
enum SatellitePeopleReconciliation {
  static func lines(
    _ inputs: SatelliteInputs, _ people: SatellitePeople
  ) throws -> [ReconciliationLine] {
    let base = people.years.lowerBound
    let men = try inputs.numbers("annualIndicators", keys: ["year"], value: "popM")
    let women = try inputs.numbers("annualIndicators", keys: ["year"], value: "popF")
    let check = inputs.recipe.people.check
    var lines = [
      ReconciliationLine(
        item: check.item, unit: check.unit, published: check.value, source: check.source,
        pack: people.employed),
      ReconciliationLine(
        item: "jobs \(base) and employed persons times jobs per person", unit: "jobs",
        published: people.jobs, source: try inputs.table("industryAccounts").source,
        pack: people.employed * people.jobsPerPerson),
    ]
    // The indicators count men and women at the end of the year, centenarians too: a mid-year is
    // the mean of two ends. The single-age file ends at 99.
    func end(_ year: Int) -> Double? {
      guard let male = men.values[String(year)], let female = women.values[String(year)] else {
        return nil
      }
      return 1000 * (male + female)
    }
    for year in people.years where year % 5 == 0 {
      guard let before = end(year - 1), let after = end(year), let pack = people.population[year]
      else { continue }
      lines.append(
        ReconciliationLine(
          item: "population \(year)", unit: "persons", published: (before + after) / 2,
          source: men.table, pack: pack))
    }
    let change = try inputs.numbers("annualIndicators", keys: ["year"], value: "PopChange")
    let growth = 500 * (try change[String(base)] + (try change[String(base + 1)]))
    lines.append(
      ReconciliationLine(
        item: "population \(base)", unit: "persons",
        published: (people.population[base + 1] ?? 0) - growth, source: men.table,
        pack: people.population[base] ?? 0))
    lines.append(
      ReconciliationLine(
        item: "scale of the ages moved back to \(base)", unit: "1", published: 1,
        source: men.table, pack: people.baseScale))
    return lines
  }
}
