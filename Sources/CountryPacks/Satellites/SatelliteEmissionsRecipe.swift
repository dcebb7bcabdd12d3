/// How the greenhouse-gas inventory is given to users.
struct SatelliteEmissionsRecipe: Sendable, Decodable {
  struct Gas: Sendable, Decodable {
    let gas: String
    let name: String
    let gwp: Double
  }
  struct Source: Sendable, Decodable {
    let source: String
    let name: String
  }
  /// Process CO2 of a category: all of it, its `parts` only, or what it leaves without those in `less`.
  struct Process: Sendable, Decodable {
    let code: String
    let parts: [String]?
    let less: [String]?
    let to: String
    let taxed: Bool
  }
  /// Any other emission of a category, or of some of its parts, and who causes it.
  struct Activity: Sendable, Decodable {
    let code: String
    let parts: [String]?
    let less: [String]?
    let source: String
    let gases: [String]
    let to: String?
    let keyColumn: String?
    let among: [String]?
    let energy: [String]?
    let energyOwn: [String]?
    let status: String?
  }
  /// A published total, Gg CO2.
  struct Check: Sendable, Decodable {
    let value: Double
    let source: String
  }
  struct Total: Sendable, Decodable {
    let code: String
    let name: String
    let file: String
  }

  let gigagramsPerUnit: Double
  /// Whether the inventory prints every gas in CO2 equivalents, and the leaves of its tree alone: a category
  /// is then the sum of what its code begins, and of several when they are joined by `+`.
  let inEquivalents: Bool?
  let gases: [Gas]
  let sources: [Source]
  /// The category of combustion CO2 to which fuels are scaled. Without it they keep the energy balance's
  /// own CO2, and `combustionCheck` is a total to set beside it.
  let combustionCode: String?
  let combustionCheck: Check?
  let equivalentGas: String
  let householdCode: String
  let untaxedUsers: [String]
  let processCO2: [Process]
  let landUseCode: String
  let activities: [Activity]
  let publishedTotals: [Total]
  let tolerance: Double
}
