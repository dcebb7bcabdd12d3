import Foundation
import Quantities
import SocialAccounting
import Testing

@testable import CountryPacks

@Suite("Institutions and the SAM")
struct InstitutionsTests {
  private func matrix(_ path: String) throws -> SocialAccountingMatrix {
    let text = try String(
      contentsOf: BrazilPack.folder.appendingPathComponent(path), encoding: .utf8)
    return try SocialAccountingMatrix(csv: CSVTable(text: text, source: path))
  }

  @Test(
    "Every account of the SAM receives what it pays",
    arguments: [
      "tables/20/sam.csv", "tables/68/sam.csv", "tables/detail/samByProduct.csv",
    ])
  func balanced(_ path: String) throws {
    let sam = try matrix(path)
    try sam.checkBalanced(tolerance: 1e-9)
    let investment = try sam.receipts(of: "saving-investment")
    #expect((investment - 1_146_556).magnitude < 1e-6)
  }

  @Test("The detailed SAM added up over the classification is the pack's SAM")
  func aggregation() throws {
    let coarse = try matrix("tables/20/sam.csv")
    let fine = try matrix("tables/detail/samByProduct.csv")
    let classification = try AccountsFitTests.built.get().classification
    var groupOf: [String: String] = [:]
    for account in fine.accounts {
      let code = String(account.dropFirst(2))
      switch account.prefix(2) {
      case "a:": groupOf[account] = "a:\(classification.grouping.groupOf[code] ?? "")"
      case "c:":
        groupOf[account] = "c:\(classification.grouping.groupOf[String(code.prefix(4))] ?? "")"
      default: groupOf[account] = account
      }
    }
    let added = try fine.aggregated(by: Grouping(groups: coarse.accounts, groupOf: groupOf))
    for (left, right) in zip(added.payments.values, coarse.payments.values) {
      #expect((left - right).magnitude < 1e-5)
    }
  }

  @Test("Closing items agree with the figures computed apart from this program")
  func closingItems() throws {
    let i = try AccountsFitTests.built.get().institutions
    func near(_ value: Double, _ expected: Double) -> Bool {
      (value / expected - 1).magnitude < 1e-3
    }
    #expect(i.gdp == 7_389_131)
    #expect(i.governmentSurplus == 115_684)
    #expect(i.netInterest == 347_028)
    #expect(near(i.householdSurplus, 496_443))
    #expect(near(i.ownContributions, 105_573))
    #expect(near(i.directTaxHousehold + i.directTaxFirms, 627_400))
    #expect(near(i.netIncomeAbroad, 220_682))
    #expect(near(i.publicInvestment, 150_800))
    #expect(near(i.socialBenefits, 919_609))
    #expect(near(i.distributedIncome, 1_119_862))
    #expect(near(i.householdSaving, 617_515))
    #expect(near(i.firmsSaving, 481_752))
    #expect(near(i.governmentSaving, -221_011))
    #expect(near(i.foreignSaving, 268_299))
  }

  @Test("Saving equals investment without an equation of its own")
  func walras() throws {
    let i = try AccountsFitTests.built.get().institutions
    let saving = i.householdSaving + i.firmsSaving + i.governmentSaving + i.foreignSaving
    #expect((saving - i.investment - i.stocks).magnitude < 1e-6)
    #expect((i.governmentSaving - i.publicInvestment - i.governmentBalance).magnitude < 1e-6)
  }

  @Test("Investment by industry adds up to investment, and that of public industries is public")
  func investment() throws {
    let result = try AccountsFitTests.built.get()
    #expect((result.investment.reduce(0, +) - 1_143_185).magnitude < 1e-6)
    // Sugar has no surplus in 2019 and domestic servants own no capital; all others invest.
    let without = zip(result.finest.sectors, result.investment).filter { $1 <= 0 }.map(\.0)
    #expect(without == ["1092", "9700"])
    let invested = zip(result.finest.sectors, result.investment)
      .filter { ["8400", "8591", "8691"].contains($0.0) }.reduce(0) { $0 + $1.1 }
    #expect((invested - result.institutions.publicInvestment).magnitude < 1e-6)
  }

  @Test("The pack agrees with every published total of the accounts")
  func reconciliation() throws {
    let path = "tables/reconciliation-accounts.csv"
    let table = try CSVTable(
      text: String(contentsOf: BrazilPack.folder.appendingPathComponent(path), encoding: .utf8),
      source: path)
    let (item, published) = (try table.column("item"), try table.column("published"))
    let difference = try table.column("difference")
    #expect(table.rows.count > 30)
    for row in table.rows.indices {
      let scale = max(1, try table.number(row: row, column: published).magnitude)
      let gap = try table.number(row: row, column: difference).magnitude / scale
      // Tax revenue is another source's total, six tenths of a per cent apart.
      let tolerance = table.rows[row][item] == "taxes and contributions" ? 0.01 : 1e-8
      #expect(gap < tolerance, "\(table.rows[row][item])")
    }
  }
}
