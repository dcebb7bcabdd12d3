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
  let unemploymentSubject: String
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
  let worldInflation: Double
  let interestTarget: Target
  let exportsColumn: String
  let governmentColumn: String
  let checkColumns: [String]
}
