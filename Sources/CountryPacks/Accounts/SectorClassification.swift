import Quantities
import SocialAccounting

/// The published codes and the pack's sectors, with the grouping that leads from one to the other.
struct SectorClassification: Sendable {
  /// The pack's sectors, which are also its products, and their names.
  let sectors: [(code: String, name: String)]
  /// The published industries and products, in order.
  let industries: [(code: String, name: String)]
  let products: [(code: String, name: String)]
  /// Groupings into sectors.
  let sectorOfIndustry: [String: String]
  let sectorOfProduct: [String: String]

  /// The pack's final users.
  static let finalUsers = ["household", "government", "investment", "stocks", "exports"]
  /// Final users of the pack by those of the national accounts.
  static let finalUserOf = [
    "household": "household", "npish": "household", "government": "government",
    "investment": "investment", "stocks": "stocks", "exports": "exports",
  ]

  init(files: AccountsRecipe.ClassificationFiles, folder: RawFolder) throws {
    let sectorTable = try folder.table(files.sectors)
    let (code, name) = (try sectorTable.column("sector"), try sectorTable.column("name"))
    sectors = sectorTable.rows.map { ($0[code], $0[name]) }
    (industries, sectorOfIndustry) = try Self.read(files.industries, "sector", folder)
    (products, sectorOfProduct) = try Self.read(files.products, "product", folder)
  }

  private static func read(
    _ path: String, _ target: String, _ folder: RawFolder
  ) throws -> ([(code: String, name: String)], [String: String]) {
    let table = try folder.table(path)
    let (code, group) = (try table.column("code"), try table.column(target))
    let name = try table.column("name_pt")
    var groups: [String: String] = [:]
    for row in table.rows { groups[row[code]] = row[group] }
    return (table.rows.map { ($0[code], $0[name]) }, groups)
  }

  /// The grouping of products, sectors and users into the pack's own.
  func coarse() throws -> (products: Grouping, sectors: Grouping, users: Grouping) {
    let names = sectors.map(\.code)
    return (
      try Grouping(groups: names, groupOf: sectorOfProduct),
      try Grouping(groups: names, groupOf: sectorOfIndustry),
      try Grouping(
        groups: names + Self.finalUsers,
        groupOf: sectorOfIndustry.merging(Self.finalUserOf) { first, _ in first })
    )
  }

  /// The published detail, with the pack's final users.
  func fine() throws -> (products: Grouping, sectors: Grouping, users: Grouping) {
    let codes = industries.map(\.code)
    let same = Dictionary(codes.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
    return (
      Grouping(identity: products.map(\.code)), Grouping(identity: codes),
      try Grouping(
        groups: codes + Self.finalUsers,
        groupOf: same.merging(Self.finalUserOf) { first, _ in first })
    )
  }
}
