import Testing

@testable import SocialAccounting

@Suite("Supply and use")
struct SupplyUseAccountsTests {
  /// Two products, two industries, households; product `shops` carries the margin.
  static func island() throws -> SupplyUseAccounts {
    let products = ["fish", "shops"]
    let users = ["fishing", "trading", "household"]
    func byUser(_ values: [Double]) throws -> LabelledMatrix {
      try LabelledMatrix(rows: products, columns: users, values: values)
    }
    return SupplyUseAccounts(
      make: try LabelledMatrix(
        rows: products, columns: ["fishing", "trading"], values: [80, 0, 0, 30]),
      use: try byUser([10, 5, 121, 0, 0, 4]),
      domestic: try byUser([10, 5, 65, 0, 0, 3]),
      imports: try byUser([0, 0, 18, 0, 0, 0]),
      duty: try byUser([0, 0, 2, 0, 0, 0]),
      taxes: try byUser([0, 0, 9, 0, 0, 1]),
      margins: [try byUser([0, 0, 27, 0, 0, 0])],
      marginSupply: try LabelledMatrix(rows: ["trade"], columns: products, values: [0, 27]),
      taxesByKind: try LabelledMatrix(rows: products, columns: ["vat"], values: [9, 1]),
      valueAdded: try LabelledMatrix(
        rows: ["wages", "operatingSurplus"], columns: ["fishing", "trading"],
        values: [40, 20, 30, 5]))
  }

  @Test("Uses, products, margins and industries add up")
  func identities() throws {
    try Self.island().checkIdentities(tolerance: 1e-12)
  }

  @Test("The account that does not add up is named", arguments: ["use", "make", "margin", "tax"])
  func broken(_ part: String) throws {
    var accounts = try Self.island()
    switch part {
    case "use": accounts.use[0, 2] += 1
    case "make": accounts.make[0, 0] += 1
    case "margin": accounts.marginSupply[0, 0] += 1
    default: accounts.taxesByKind[0, 0] += 1
    }
    #expect(throws: SocialAccountingError.self) { try accounts.checkIdentities() }
  }

  @Test("Accounts added up into groups still add up")
  func aggregated() throws {
    let all = try Grouping(groups: ["all"], groupOf: ["fish": "all", "shops": "all"])
    let sectors = try Grouping(groups: ["all"], groupOf: ["fishing": "all", "trading": "all"])
    let users = try Grouping(
      groups: ["all", "household"],
      groupOf: ["fishing": "all", "trading": "all", "household": "household"])
    let small = try Self.island().aggregated(products: all, sectors: sectors, users: users)
    try small.checkIdentities(tolerance: 1e-12)
    #expect(small.make.total == 110)
    #expect(try small.use.value("all", "household") == 125)
  }
}
