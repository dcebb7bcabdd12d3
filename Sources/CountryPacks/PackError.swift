/// What can be wrong with a country pack's recipe or raw tables.
public enum PackError: Error, Equatable, CustomStringConvertible {
  /// A file that cannot be read.
  case unreadable(path: String, reason: String)
  /// A recipe that is no such description.
  case recipe(path: String, reason: String)
  /// A raw file that is not the one its provenance describes.
  case checksum(path: String, stated: String, found: String)
  /// A cell that a stage needs and a table does not have.
  case missing(what: String, table: String)
  /// A file that cannot be written.
  case unwritable(path: String, reason: String)
  /// The parts of a product's use cannot be fitted to its totals.
  case layers(product: String, reason: String)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason) Check the path in the recipe."
    case .recipe(let path, let reason):
      "\(path) is not a recipe this program understands: \(reason)"
    case .checksum(let path, let stated, let found):
      """
      \(path) has SHA-256 \(found), but its provenance states \(stated). Restore the file, or state \
      in the provenance what was changed and the new checksum.
      """
    case .missing(let what, let table):
      "\(table) has no \(what), which the recipe needs. Supply it, or correct the recipe."
    case .unwritable(let path, let reason):
      "\(path) cannot be written: \(reason)"
    case .layers(let product, let reason):
      "The uses of product \(product) cannot be split into their parts. \(reason)"
    }
  }
}
