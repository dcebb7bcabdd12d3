/// The choices behind a country's satellite accounts, as its recipe states them.
struct SatelliteRecipe: Sendable, Decodable {
  /// Where the table from industries to sectors stands, and its columns.
  struct Classification: Sendable, Decodable {
    let file: String
    let codeColumn: String
    let sectorColumn: String
  }

  /// One behavioural parameter, as it is written to its table.
  struct Parameter: Sendable, Decodable {
    let name: String
    let value: Double
    let unit: String
    let status: String
    let source: String
    let note: String
  }

  let pack: String
  let baseYear: Int
  let lastYear: Int
  let classification: Classification
  let sectors: [String]
  let household: String
  let householdFlows: [String]
  let files: [String: String]
  let energy: SatelliteEnergyRecipe
  let emissions: SatelliteEmissionsRecipe
  let emissionTargets: SatelliteTargetsRecipe?
  let people: SatellitePeopleRecipe
  let macro: SatelliteMacroRecipe
  let parameters: [Parameter]
  let sources: [TableSource]

  /// Sectors and the household: everyone who can use energy or emit.
  var users: [String] { sectors + [household] }
}
