import Quantities

/// Which ages work, and which series say how many.
struct SatellitePeopleRecipe: Sendable, Decodable {
  struct Check: Sendable, Decodable {
    let item: String
    let unit: String
    let value: Double
    let source: String
  }
  let workingAge: Int
  let openAge: Int
  let sexes: [String: String]
  let participation: String
  let employment: String
  let lastParticipationYear: Int
  let check: Check
  /// The outlook's subject of unemployment, for the years after the base year.
  let unemploymentSubject: String?
  /// A series of rates beside those above that stands in where the outlook has none, to its last year.
  let unemployment: String?
  /// Who published what the scalars are made of; the sources of Brazil's without it.
  let source: String?
}

/// The paths of the economy that are given from outside.
struct SatelliteMacroRecipe: Sendable, Decodable {
  struct Average: Sendable, Decodable {
    let from: Int
    let to: Int
    let value: Double
  }
  struct Target: Sendable, Decodable {
    let year: Int
    let value: Double
    let status: String
  }
  let lastActual: Int
  let weoEnd: Int
  let growthAverages: [Average]
  let growthAveragesSource: String
  /// How far to trust growth after the outlook; borrowed without it.
  let growthAveragesStatus: Status?
  let worldInflation: Double
  let interestTarget: Target
  /// Observed growth of exports and of government's consumption, per cent: a column of the table of growth,
  /// or a subject of the outlook; without either they grow with gross domestic product.
  let exportsColumn, exportsSubject: String?
  let governmentColumn: String?
  /// The outlook's subject of public debt; net debt without it.
  let debtSubject: String?
  let checkColumns: [String]
}
