/// What can stop the satellite accounts of a pack from being built.
public enum SatelliteError: Error, Equatable, CustomStringConvertible {
  /// A number the recipe asks for is not in the raw table.
  case missing(table: String, key: String)
  /// A name in the recipe or in a table is not known.
  case unknown(kind: String, name: String, place: String)
  /// An amount cannot be given to anyone: no buyer of the group has a weight.
  case noWeights(entry: String, buyers: [String])
  /// Energy hangs on a purchase that is zero or negative in the base year.
  case notBought(product: String, user: String, purchase: Double, entry: String)
  /// A sum misses the published total.
  case total(item: String, published: Double, found: Double, tolerance: Double)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .missing(let table, let key):
      "\(table) has no value for \(key). Supply it, or change the recipe; a gap is not a zero."
    case .unknown(let kind, let name, let place):
      "\(place): there is no \(kind) named \"\(name)\". Correct the name or declare it."
    case .noWeights(let entry, let buyers):
      """
      The allocation \(entry) finds no purchases of its key product among \(buyers.joined(separator: ", ")). \
      Choose another key product or other industries in the recipe.
      """
    case .notBought(let product, let user, let purchase, let entry):
      """
      The allocation \(entry) gives energy to \(user), which buys \(purchase) of \(product) in the base year. \
      Energy needs a positive purchase to move with: choose another product, or `own`.
      """
    case .total(let item, let published, let found, let tolerance):
      """
      \(item): the pack sums to \(found), the publisher prints \(published); the relative gap is above \
      \(tolerance). A category is missing or counted twice in the recipe.
      """
    }
  }
}
