import Quantities

/// Population, participation and employment of the base year and after, from published projections.
struct SatellitePeople: Sendable {
  /// One cell of the population by sex and age group.
  struct Cell: Sendable {
    let year: Int
    let gender: String
    let age: String
    let persons: Double
  }

  let years: ClosedRange<Int>
  /// Persons by year.
  let population: [Int: Double]
  /// Persons of working age by year.
  let workingAge: [Int: Double]
  let bySexAge: [Cell]
  /// Labour force over persons of working age.
  let participation: [Int: Double]
  /// Unemployed over labour force.
  let unemployment: [Int: Double]
  /// Jobs of the accounts in the base year.
  let jobs: Double
  /// Employed persons of the base year.
  let employed: Double
  /// Labour force of the base year, persons.
  let labourForce: Double
  /// Factor that scaled the ages moved back to the base year.
  let baseScale: Double

  var jobsPerPerson: Double { jobs / employed }
}
