/// The choices behind a country's satellite accounts, as its recipe states them.
struct SatelliteRecipe: Sendable, Decodable {
  /// Where the list of industries stands, and its columns. Satellites are built by industry.
  struct Classification: Sendable, Decodable {
    let file: String
    let codeColumn: String
    let nameColumn: String
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

  /// What purchases of energy are for.
  struct Purchases: Sendable, Decodable {
    /// Purchases that an industry turns into its product, in fixed proportion to output.
    struct Feedstock: Sendable, Decodable {
      let products: [String]
      let industries: [String]
    }
    let energyProducts: [String]
    let feedstock: [Feedstock]
    let regulated: [String]
    let status: String
  }

  /// A set of industries by the name a model gives it.
  struct Role: Sendable, Decodable {
    let set: String
    let industries: [String]
  }

  let pack: String
  let baseYear: Int
  let lastYear: Int
  let classification: Classification
  let household: String
  let householdFlows: [String]
  let files: [String: String]
  let energy: SatelliteEnergyRecipe
  let emissions: SatelliteEmissionsRecipe
  let purchases: Purchases
  let roles: [Role]
  let emissionTargets: SatelliteTargetsRecipe?
  let people: SatellitePeopleRecipe
  let macro: SatelliteMacroRecipe
  let parameters: [Parameter]
  let sources: [TableSource]
}
