import Quantities

/// Sets the pack's population and employment beside the published totals.
enum SatellitePeopleReconciliation {
  static func lines(
    _ inputs: SatelliteInputs, _ people: SatellitePeople
  ) throws -> [SatelliteReconciliation] {
    let base = people.years.lowerBound
    let men = try inputs.numbers("annualIndicators", keys: ["year"], value: "popM")
    let women = try inputs.numbers("annualIndicators", keys: ["year"], value: "popF")
    let check = inputs.recipe.people.check
    var lines = [
      SatelliteReconciliation(
        item: check.item, unit: check.unit, published: check.value, source: check.source,
        pack: people.employed),
      SatelliteReconciliation(
        item: "jobs \(base) and employed persons times jobs per person", unit: "jobs",
        published: people.jobs, source: try inputs.table("industryAccounts").source,
        pack: people.employed * people.jobsPerPerson),
    ]
    // The single-age file ends at 99; the published totals hold centenarians.
    for year in people.years {
      guard let male = men.values[String(year)], let female = women.values[String(year)],
        let population = people.population[year], year % 5 == 0
      else { continue }
      lines.append(
        SatelliteReconciliation(
          item: "population \(year)", unit: "persons", published: 1000 * (male + female),
          source: men.table, pack: population))
    }
    return lines
  }
}
