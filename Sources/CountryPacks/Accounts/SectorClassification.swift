import Quantities
import SocialAccounting

/// The published codes, the industry-level detail of the model, and the grouping that leads to the pack's
/// sectors.
struct SectorClassification: Sendable {
  /// The pack's sectors, which are also its products.
  let grouping: SectorGrouping
  /// The published industries and products, in order.
  let industries: [(code: String, name: String)]
  let products: [(code: String, name: String)]
  /// The industry that chiefly makes each product: the first digits of the product's code.
  let industryOfProduct: [String: String]

  /// The pack's final users.
  static let finalUsers = ["household", "government", "investment", "stocks", "exports"]
  /// Final users of the pack by those of the national accounts.
  static let finalUserOf = [
    "household": "household", "npish": "household", "government": "government",
    "investment": "investment", "stocks": "stocks", "exports": "exports",
  ]

  init(files: AccountsRecipe.ClassificationFiles, folder: RawFolder) throws {
    industries = try Self.read(files.industries, folder)
    products = try Self.read(files.products, folder)
    grouping = try Self.grouping(files.sectors, files.industries, folder)
    var makers: [String: String] = [:]
    let codes = industries.map(\.code)
    for product in products.map(\.code) {
      let maker = String(product.prefix(4))
      guard grouping.groupOf[maker] != nil else {
        throw SocialAccountingError.unknownLabel(maker, among: codes)
      }
      makers[product] = maker
    }
    industryOfProduct = makers
  }

  /// A classification in which every industry has one product, named for it.
  init(sectors: String, industries file: String, folder: RawFolder) throws {
    industries = try Self.read(file, folder)
    products = industries
    grouping = try Self.grouping(sectors, file, folder)
    industryOfProduct = Dictionary(
      industries.map { ($0.code, $0.code) }, uniquingKeysWith: { first, _ in first })
  }

  /// The sectors, in order, and the sector of every industry.
  private static func grouping(
    _ sectors: String, _ industries: String, _ folder: RawFolder
  ) throws -> SectorGrouping {
    let sectorTable = try folder.table(sectors)
    let (sector, title) = (try sectorTable.column("sector"), try sectorTable.column("name"))
    let table = try folder.table(industries)
    let (code, group) = (try table.column("code"), try table.column("sector"))
    let known = Set(sectorTable.rows.map { $0[sector] })
    var groupOf: [String: String] = [:]
    for row in table.rows {
      guard known.contains(row[group]) else {
        throw SocialAccountingError.unknownLabel(row[group], among: known.sorted())
      }
      groupOf[row[code]] = row[group]
    }
    return SectorGrouping(
      groups: sectorTable.rows.map { .init(code: $0[sector], name: $0[title]) }, groupOf: groupOf,
      source: industries)
  }

  private static func read(
    _ path: String, _ folder: RawFolder
  ) throws -> [(code: String, name: String)] {
    let table = try folder.table(path)
    let (code, name) = (try table.column("code"), try table.column("name"))
    return table.rows.map { ($0[code], $0[name]) }
  }

  /// The grouping of the published detail's users into the pack's: industries as they are, final users
  /// joined.
  private func users() throws -> Grouping {
    let codes = industries.map(\.code)
    let same = Dictionary(codes.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
    return try Grouping(
      groups: codes + Self.finalUsers,
      groupOf: same.merging(Self.finalUserOf) { first, _ in first })
  }

  /// The published detail, industries by products, with the pack's final users.
  func published() throws -> (products: Grouping, sectors: Grouping, users: Grouping) {
    (
      Grouping(identity: products.map(\.code)), Grouping(identity: industries.map(\.code)),
      try users()
    )
  }

  /// The model's finest detail: as many products as industries, each named for its maker.
  func finest() throws -> (products: Grouping, sectors: Grouping, users: Grouping) {
    let codes = industries.map(\.code)
    return (
      try Grouping(groups: codes, groupOf: industryOfProduct), Grouping(identity: codes),
      try users()
    )
  }
}
