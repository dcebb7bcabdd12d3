/// The country's emission targets, as its recipe states them.
struct SatelliteTargetsRecipe: Sendable, Decodable {
  /// What is to be reached in a year.
  struct Target: Sendable, Decodable {
    let year: Int
    /// What a picture prints beside it.
    let name: String
    /// The reduction below the base year, as a share: the least and the most that would do.
    let least: Double
    let most: Double
    /// What the country itself states, in the unit of the section, by the inventory of its time.
    let statedLower: Double
    let statedUpper: Double
    let status: String
    let source: String
    let vintage: String
  }

  /// The raw table, among the recipe's files, that holds the base year's totals.
  let inventory: String
  let baseYear: Int
  /// The file of the inventory and the gas whose row without a code is the net total.
  let file: String
  let gas: String
  let gigagramsPerUnit: Double
  /// The unit, as the model's net emissions have it.
  let unit: String
  /// What a reader must know of the base year's value.
  let note: String
  let targets: [Target]
}
