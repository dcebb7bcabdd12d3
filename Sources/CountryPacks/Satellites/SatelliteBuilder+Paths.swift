import Quantities

extension SatelliteBuilder {
  func peopleTables(_ people: SatellitePeople) -> [PackTable] {
    let base = people.years.lowerBound
    func path(
      _ symbol: String, _ values: [Int: Double], _ status: (Int) -> Status
    ) -> PackTable {
      var table = PackTable(
        path: "tables/\(symbol).csv", header: ["year", "value", "status"])
      for (year, value) in values.sorted(by: { $0.key < $1.key }) {
        table.add([String(year)], value, status(year))
      }
      return table
    }
    var cells = PackTable(
      path: "tables/populationBySexAge.csv", header: ["year", "gender", "age", "value", "status"])
    for cell in people.bySexAge {
      cells.add([String(cell.year), cell.gender, cell.age], cell.persons, .derived)
    }
    var scalars = PackTable(
      path: "tables/parameters-people.csv",
      header: ["name", "value", "unit", "status", "source", "note"])
    func add(_ name: String, _ value: Double, _ unit: String, _ note: String) {
      scalars.add([
        name, CSVWriter.number(value), unit, Status.derived.rawValue,
        recipe.people.source ?? "IBGE; ILO modelled estimates; UN WPP 2024", note,
      ])
    }
    add(
      "population0", people.population[base] ?? 0, "persons", "population of \(base)")
    add(
      "employmentPersons0", people.employed, "persons",
      "employment rate times persons of 15 and over")
    add(
      "labourForce0", people.labourForce, "persons",
      "participation rate times persons of 15 and over")
    add(
      "jobsPerPerson0", people.jobsPerPerson, "jobs per person",
      "jobs of the accounts over employed persons")
    add(
      "unemploymentRate0", people.unemployment[base] ?? 0, "1",
      "1 - employmentPersons0 / labourForce0")
    return [
      path("population", people.population) { $0 == base ? .derived : .official },
      path("workingAgePopulation", people.workingAge) { $0 == base ? .derived : .official },
      cells,
      path("participationTrend", people.participation) {
        $0 <= lastParticipationYear ? .estimated : .illustrative
      },
      path("unemploymentReference", people.unemployment) {
        $0 == base
          ? .derived
          : recipe.people.unemploymentSubject == nil
            ? $0 <= lastParticipationYear ? .estimated : .illustrative
            : $0 <= lastActual ? .official : $0 <= lastOutlook ? .borrowed : .illustrative
      },
      scalars,
    ]
  }

  func macroTables(_ macro: SatelliteMacro) -> [PackTable] {
    var tables = macro.paths.map { path in
      var table = PackTable(
        path: "tables/\(path.symbol).csv", header: ["year", "value", "status"])
      for (year, cell) in path.values.sorted(by: { $0.key < $1.key }) {
        table.add([String(year)], cell.value, cell.status)
      }
      return table
    }
    var observed = PackTable(
      path: "tables/observedGrowth.csv", header: ["variable", "year", "value", "status"])
    for row in macro.observed {
      observed.add([row.variable, String(row.year)], row.value, .official)
    }
    tables.append(observed)
    return tables
  }
}
