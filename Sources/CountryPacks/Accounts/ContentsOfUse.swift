import Quantities
import SocialAccounting

/// What each use was made of in an earlier year: matrices of products by users.
struct ContentsOfUse: Sendable {
  /// The layers, summed over the files named in the recipe.
  let domestic: LabelledMatrix
  let imports: LabelledMatrix
  let taxes: LabelledMatrix
  let margins: [LabelledMatrix]
  private let productCodes: [String: String]
  private let userCodes: [String: String]

  private static let finalColumns = [
    "household": "household_consumption", "npish": "npish_consumption",
    "government": "gov_consumption", "investment": "gfcf", "stocks": "inventory_change",
    "exports": "exports",
  ]

  init(recipe: AccountsRecipe, folder: RawFolder) throws {
    domestic = try Self.sum(recipe.contents.domestic, folder)
    imports = try Self.sum(recipe.contents.imports, folder)
    taxes = try Self.sum(recipe.contents.taxes, folder)
    margins = try recipe.supplyUse.margins.map { try Self.sum($0.contents, folder) }
    productCodes = recipe.contents.productCodes
    userCodes = recipe.contents.industryCodes.merging(Self.finalColumns) { first, _ in first }
  }

  /// One cell of a layer, by the codes of the base year.
  func value(
    _ layer: LabelledMatrix, product: String, user: String
  ) throws(SocialAccountingError) -> Double {
    try layer.value(productCodes[product] ?? product, userCodes[user] ?? user)
  }

  private static func sum(_ files: [String], _ folder: RawFolder) throws -> LabelledMatrix {
    var result: LabelledMatrix?
    for file in files {
      let table = try folder.table(file)
      let code = try table.column("code")
      let wanted = table.header.indices.filter {
        table.header[$0] != "code" && table.header[$0] != "name"
      }
      let rows = table.rows.indices.filter { table.rows[$0][code] != "Total" }
      var values: [Double] = []
      for row in rows {
        for column in wanted { values.append(try table.number(row: row, column: column)) }
      }
      let matrix = try LabelledMatrix(
        rows: rows.map { table.rows[$0][code] }, columns: wanted.map { table.header[$0] },
        values: values)
      guard let before = result else {
        result = matrix
        continue
      }
      var total = try LabelledMatrix(
        rows: before.rows,
        columns: before.columns.filter { matrix.columns.contains($0) })
      for (row, label) in total.rows.enumerated() {
        for (column, name) in total.columns.enumerated() {
          total[row, column] = try before.value(label, name) + matrix.value(label, name)
        }
      }
      result = total
    }
    guard let result else {
      throw PackError.missing(what: "file of a layer", table: "accounts.contents")
    }
    return result
  }
}
