/// A table that gives an exogenous symbol values by year.
public struct DatedTable: Sendable, Hashable, Codable {
  /// The symbol.
  public var symbol: String
  /// The file it was read from.
  public var file: String
  /// The first year in which every cell that it lists has begun; with a default, in which any has.
  public var first: Int
  /// The last year that every cell that it lists reaches; with a default, that any reaches.
  public var last: Int
  /// Whether the text has a value for all other years.
  public var hasDefault: Bool
}
