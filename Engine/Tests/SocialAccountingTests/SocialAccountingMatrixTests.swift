import Quantities
import Testing

@testable import SocialAccounting

@Suite("Social accounting matrices")
struct SocialAccountingMatrixTests {
  private func island() throws -> SocialAccountingMatrix {
    var matrix = try SocialAccountingMatrix(accounts: ["farms", "mills", "households"])
    try matrix.pay(30, from: "mills", to: "farms")
    try matrix.pay(70, from: "households", to: "farms")
    try matrix.pay(50, from: "households", to: "mills")
    try matrix.pay(100, from: "farms", to: "households")
    try matrix.pay(20, from: "mills", to: "households")
    return matrix
  }

  @Test("The row receives and the column pays")
  func receiptsAndOutlays() throws {
    let matrix = try island()
    #expect(try matrix.receipts(of: "farms") == 100)
    #expect(try matrix.outlays(of: "households") == 120)
    #expect(try matrix.payment(from: "mills", to: "farms") == 30)
    #expect(matrix.gaps == [0, 0, 0])
    try matrix.checkBalanced()
  }

  @Test("An account that receives more than it pays is named")
  func unbalanced() throws {
    var matrix = try island()
    try matrix.pay(1, from: "households", to: "mills")
    #expect(
      throws: SocialAccountingError.unbalancedAccount(account: "mills", receipts: 51, outlays: 50)
    ) { try matrix.checkBalanced() }
  }

  @Test("Aggregation keeps receipts and balance")
  func aggregation() throws {
    let grouping = try Grouping(
      groups: ["firms", "households"],
      groupOf: ["farms": "firms", "mills": "firms", "households": "households"])
    let small = try island().aggregated(by: grouping)
    #expect(try small.payment(from: "households", to: "firms") == 120)
    #expect(try small.payment(from: "firms", to: "firms") == 30)
    try small.checkBalanced()
    #expect(throws: SocialAccountingError.ungrouped("mills")) {
      try island().aggregated(
        by: Grouping(groups: ["all"], groupOf: ["farms": "all", "households": "all"]))
    }
  }

  @Test("Long text reads back as the same matrix")
  func roundTrip() throws {
    let matrix = try island()
    let table = try CSVTable(text: matrix.csv, source: "island.csv")
    #expect(try SocialAccountingMatrix(csv: table, accounts: matrix.accounts) == matrix)
  }

  @Test("A payment recorded twice and an unknown account are refused")
  func badText() throws {
    let twice = try CSVTable(text: "row,column,value\na,b,1\na,b,2\n", source: "sam.csv")
    #expect(
      throws: SocialAccountingError.repeatedPayment(
        source: "sam.csv", line: 3, row: "a", column: "b")
    ) { try SocialAccountingMatrix(csv: twice) }
    let unknown = try CSVTable(text: "row,column,value\na,b,1\n", source: "sam.csv")
    #expect(throws: SocialAccountingError.unknownLabel("b", among: ["a"])) {
      try SocialAccountingMatrix(csv: unknown, accounts: ["a"])
    }
    #expect(throws: SocialAccountingError.repeatedLabel("a")) {
      try SocialAccountingMatrix(accounts: ["a", "a"])
    }
  }
}
