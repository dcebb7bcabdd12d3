import Quantities

/// The raw tables a satellite recipe names, read into look-ups that refuse to guess.
struct SatelliteInputs: Sendable {
  let recipe: SatelliteRecipe
  /// Industry codes in the order of the classification; they name the products too.
  let industries: [String]
  /// Name of each industry code.
  let nameOfIndustry: [String: String]
  private let folder: RawFolder
  private var use: [String: [String: Double]] = [:]
  private var make: [String: [String: Double]] = [:]
  private var purchases: [String: [String: Double]] = [:]

  init(recipe: SatelliteRecipe, folder: RawFolder) throws {
    self.recipe = recipe
    self.folder = folder
    let classes = try folder.table(recipe.classification.file)
    let code = try classes.column(recipe.classification.codeColumn)
    let name = try classes.column(recipe.classification.nameColumn)
    nameOfIndustry = Dictionary(
      classes.rows.map { ($0[code], $0[name]) }, uniquingKeysWith: { first, _ in first })
    industries = classes.rows.map { $0[code] }
    try readPurchases()
  }

  /// Reads a table by the name the recipe gives it.
  func table(_ name: String) throws -> CSVTable {
    guard let path = recipe.files[name] else {
      throw SatelliteError.unknown(kind: "file", name: name, place: "files of the recipe")
    }
    return try folder.table(path)
  }

  /// Numbers of a table under the joined text of some columns.
  func numbers(
    _ name: String, keys: [String], value: String
  ) throws -> SatelliteNumbers {
    let table = try table(name)
    let positions = try keys.map { try table.column($0) }
    let column = try table.column(value)
    var numbers: [String: Double] = [:]
    var repeated: Set<String> = []
    for (index, row) in table.rows.enumerated() where !row[column].isEmpty {
      let key = positions.map { row[$0] }.joined(separator: "|")
      if numbers[key] != nil { repeated.insert(key) }
      numbers[key] = try table.number(row: index, column: column)
    }
    for key in repeated { numbers[key] = nil }
    return SatelliteNumbers(table: table.source, values: numbers, repeated: repeated)
  }

  /// Industries and the household: everyone who can use energy or emit.
  var users: [String] { industries + [recipe.household] }

  /// Purchases by a user (an industry code or the household) of one of the detailed products.
  func purchase(detailed product: String, user: String) -> Double { use[product]?[user] ?? 0 }

  /// Output of a detailed product by an industry.
  func output(product: String, industry: String) -> Double { make[product]?[industry] ?? 0 }

  /// Purchases by a user of a product that is named for its principal industry.
  func purchase(product: String, user: String) -> Double { purchases[product]?[user] ?? 0 }

  /// Stops at a name that is neither an industry nor the household.
  func check(users: [String], place: String) throws {
    for user in users where user != recipe.household && nameOfIndustry[user] == nil {
      throw SatelliteError.unknown(kind: "industry", name: user, place: place)
    }
  }

  private mutating func readPurchases() throws {
    let uses = try table("makeUse")
    let kind = try uses.column("table")
    let product = try uses.column("product")
    let industry = try uses.column("industry")
    let value = try uses.column("value")
    for (index, row) in uses.rows.enumerated() {
      let number = try uses.number(row: index, column: value)
      if row[kind] == "use" {
        try add(number, of: row[product], to: row[industry])
      } else {
        make[row[product], default: [:]][row[industry], default: 0] += number
      }
    }
    let flows = try table("productFlows")
    let price = try flows.column("price")
    let flow = try flows.column("flow")
    let flowProduct = try flows.column("product")
    let flowValue = try flows.column("value")
    for (index, row) in flows.rows.enumerated()
    where row[price] == "current" && recipe.householdFlows.contains(row[flow]) {
      let number = try flows.number(row: index, column: flowValue)
      try add(number, of: row[flowProduct], to: recipe.household)
    }
  }

  private mutating func add(_ number: Double, of product: String, to user: String) throws {
    // A product is named for its principal industry: by the industry's code, or by its first four digits.
    let industry = nameOfIndustry[product] == nil ? String(product.prefix(4)) : product
    guard nameOfIndustry[industry] != nil else {
      throw SatelliteError.unknown(kind: "industry of product", name: product, place: "make-use")
    }
    use[product, default: [:]][user, default: 0] += number
    purchases[industry, default: [:]][user, default: 0] += number
  }
}

/// Numbers of one table by key; a key that is not there is an error.
struct SatelliteNumbers: Sendable {
  let table: String
  let values: [String: Double]
  /// Keys the table states twice: neither value can be chosen.
  let repeated: Set<String>

  subscript(_ key: String...) -> Double {
    get throws {
      let joined = key.joined(separator: "|")
      guard let value = values[joined] else {
        let note = repeated.contains(joined) ? " (stated more than once)" : ""
        throw SatelliteError.missing(table: table, key: joined + note)
      }
      return value
    }
  }
}
