/// What every recipe of a pack says, whichever accounts it starts from: the head of `recipe.yaml`.
struct PackHeader: Sendable, Decodable, Equatable {
  /// The name of the pack, its title and version.
  let pack, title, version: String
  /// The country, ISO 3166 alpha-3.
  let country: String
  /// The year of the accounts.
  let baseYear: Int
  /// The currency, ISO 4217, and the unit of money in the tables.
  let currency, unit: String
  /// The recipes of satellites and of jobs by group; a pack may have none of the latter.
  let satellites: String
  let labour: String?
  /// Tables written by hand.
  let additions: [String]?
  /// What a reader of any result must know of the pack, such as what is borrowed; none where nothing is out
  /// of the ordinary.
  let notice: String?
  /// How accounts are built from a social accounting matrix; a recipe has this or `accounts`.
  let matrix: MatrixRecipe?
}
