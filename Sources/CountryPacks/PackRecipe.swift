/// What a country pack is built from: the text of `recipe.yaml`.
public struct PackRecipe: Sendable, Codable, Equatable {
  /// The name of the pack, such as `brazil`.
  public var pack: String
  /// The country, for titles.
  public var title: String
  /// The pack's version.
  public var version: String
  /// The country, ISO 3166 alpha-3.
  public var country: String
  /// The year of the accounts.
  public var baseYear: Int
  /// The currency, ISO 4217.
  public var currency: String
  /// The unit of money in the tables.
  public var unit: String
  /// The recipe of the satellite accounts.
  public var satellites: String
  /// Tables written by hand, by industry, that go into the pack as they are.
  public var additions: [String]?
  /// How the accounts are built.
  public var accounts: AccountsRecipe
}
