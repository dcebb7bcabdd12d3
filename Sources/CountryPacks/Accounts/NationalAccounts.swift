import Quantities
import SocialAccounting

/// The official supply and use of the base year, as published: industries by products.
struct NationalAccounts: Sendable {
  /// Final users in the publisher's detail.
  static let finalUsers = [
    "household", "npish", "government", "investment", "stocks", "exports",
  ]
  private static let finalFlows = [
    "household": "household_consumption", "npish": "npish_consumption",
    "government": "gov_consumption", "investment": "gfcf", "stocks": "inventory_change",
    "exports": "exports",
  ]
  private static let valueAddedVariables: [ValueAddedItem: String] = [
    .wages: "wages", .officialContributions: "social_contrib_official",
    .privateContributions: "social_contrib_private",
    .imputedContributions: "social_contrib_imputed", .productionTax: "other_taxes_on_production",
    .productionSubsidy: "other_subsidies_on_production", .mixedIncome: "mixed_income",
    .operatingSurplus: "gross_operating_surplus",
  ]

  /// Output by product and industry, basic prices.
  let make: LabelledMatrix
  /// Use by product and user, purchaser prices.
  let use: LabelledMatrix
  /// Every flow of every product; an unpublished cell is zero.
  let flows: [String: [String: Double]]
  /// Payments by item and industry.
  let valueAdded: LabelledMatrix
  /// Jobs by industry.
  let jobs: [Double]
  /// The published sums, by variable of the industry accounts.
  let industryTotals: [String: Double]

  var products: [String] { use.rows }
  var industries: [String] { make.columns }

  /// Reads the tables named in a recipe.
  ///
  /// - Parameters:
  ///   - products: The products and their order.
  ///   - industries: The industries and their order.
  init(
    files: AccountsRecipe.SupplyUseFiles, folder: RawFolder, products: [String],
    industries: [String]
  ) throws {
    let flowTable = try folder.table(files.productFlows)
    var flows: [String: [String: Double]] = [:]
    let columns = (
      try flowTable.column("product"), try flowTable.column("flow"), try flowTable.column("value")
    )
    let knownProducts = Set(products)
    for (index, row) in flowTable.rows.enumerated() {
      guard knownProducts.contains(row[columns.0]) else {
        throw SocialAccountingError.unknownLabel(row[columns.0], among: products)
      }
      flows[row[columns.1], default: [:]][row[columns.0]] = try flowTable.number(
        row: index, column: columns.2)
    }
    self.flows = flows

    var make = try LabelledMatrix(rows: products, columns: industries)
    var use = try LabelledMatrix(rows: products, columns: industries + Self.finalUsers)
    let cells = try folder.table(files.makeAndUse)
    let (kind, product) = (try cells.column("table"), try cells.column("product"))
    let (industry, value) = (try cells.column("industry"), try cells.column("value"))
    for (index, row) in cells.rows.enumerated() {
      let number = try cells.number(row: index, column: value)
      if row[kind] == "make" {
        try make.add(number, row: row[product], column: row[industry])
      } else {
        try use.add(number, row: row[product], column: row[industry])
      }
    }
    for user in Self.finalUsers {
      for (product, number) in flows[Self.finalFlows[user] ?? ""] ?? [:] {
        try use.add(number, row: product, column: user)
      }
    }
    self.make = make
    self.use = use

    let accounts = try folder.table(files.industryAccounts)
    let (code, variable) = (try accounts.column("industry"), try accounts.column("variable"))
    let amount = try accounts.column("value")
    var published: [String: [String: Double]] = [:]
    var totals: [String: Double] = [:]
    for (index, row) in accounts.rows.enumerated() {
      let number = try accounts.number(row: index, column: amount)
      published[row[variable], default: [:]][row[code]] = number
      totals[row[variable], default: 0] += number
    }
    industryTotals = totals
    func column(_ name: String) throws -> [Double] {
      guard let values = published[name] else {
        throw PackError.missing(what: "variable \"\(name)\"", table: files.industryAccounts)
      }
      return try industries.map { industry in
        guard let value = values[industry] else {
          throw PackError.missing(
            what: "\"\(name)\" of industry \(industry)", table: files.industryAccounts)
        }
        return value
      }
    }
    var valueAdded = try LabelledMatrix(
      rows: ValueAddedItem.allCases.map(\.rawValue), columns: industries)
    for (row, item) in ValueAddedItem.allCases.enumerated() {
      for (position, value) in try column(Self.valueAddedVariables[item] ?? "").enumerated() {
        valueAdded[row, position] = value
      }
    }
    self.valueAdded = valueAdded
    jobs = try column("jobs")
  }

  /// One flow of one product; an unpublished cell is zero.
  func flow(_ name: String, _ product: String) -> Double { flows[name]?[product] ?? 0 }

  /// The sum of a flow over products.
  func total(_ name: String) -> Double {
    products.reduce(0) { $0 + flow(name, $1) }
  }
}
