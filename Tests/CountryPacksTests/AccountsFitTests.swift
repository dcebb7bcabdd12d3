import Foundation
import Quantities
import SocialAccounting
import Testing

@testable import CountryPacks

@Suite("Fit of the accounts")
struct AccountsFitTests {
  static let built = Result {
    try AccountsBuilder(
      recipe: RawFolder(url: BrazilPack.folder).recipe("recipe.yaml"),
      folder: RawFolder(url: BrazilPack.folder)
    ).build()
  }

  @Test("The published tables add up before anything is fitted")
  func published() throws {
    let national = try Self.built.get().national
    for (row, product) in national.products.enumerated() {
      #expect(national.use.rowTotal(row) == national.flow("supply_purchaser_prices", product))
      #expect(national.make.rowTotal(row) == national.flow("domestic_output", product))
    }
    #expect(national.make.total == 12_741_791)
  }

  @Test("The shares of 2015 alone come within five per cent of every layer of 2019")
  func seed() throws {
    let result = try Self.built.get()
    let supplied = result.published.marginSupply.total
    let totals: [Double] = [
      result.published.make.total - supplied, 1_134_020, 989_605, 1_151_260,
      97_420,
    ]
    for (seed, total) in zip(result.seedTotals, totals) {
      #expect((seed / total - 1).magnitude < 0.05)
    }
    #expect(result.sweeps < 1000)
  }

  @Test("Uses, products, margins and industries add up in the published detail and by industry")
  func identities() throws {
    let result = try Self.built.get()
    try result.published.checkIdentities(tolerance: 1e-9)
    try result.finest.checkIdentities(tolerance: 1e-9)
  }

  @Test("Every layer of every product has its published total")
  func layers() throws {
    let result = try Self.built.get()
    for (row, product) in result.published.products.enumerated() {
      let size = max(1, result.national.flow("supply_purchaser_prices", product))
      let imports =
        result.published.imports.rowTotal(row) - result.national.flow("imports", product)
      let duty = result.published.duty.rowTotal(row) - result.national.flow("import_duty", product)
      #expect(imports.magnitude < 1e-9 * size)
      #expect(duty.magnitude < 1e-9 * size)
      for (margin, flow) in ["trade_margin", "transport_margin"].enumerated() {
        let published = max(0, result.national.flow(flow, product))
        let gap = result.published.margins[margin].rowTotal(row) - published
        #expect(gap.magnitude < 1e-9 * size)
      }
    }
  }

  @Test("Exports come from domestic supply and carry no tax; stocks carry neither tax nor margin")
  func structuralZeros() throws {
    let accounts = try Self.built.get().published
    let exports = try accounts.use.columnPosition("exports")
    let stocks = try accounts.use.columnPosition("stocks")
    for row in accounts.products.indices {
      #expect(accounts.imports[row, exports] == 0)
      #expect(accounts.duty[row, exports] == 0)
      #expect(accounts.taxes[row, exports] == 0)
      #expect(accounts.taxes[row, stocks] == 0)
      for margin in accounts.margins { #expect(margin[row, stocks] == 0) }
    }
  }

  @Test("Only changes in stocks have negative imports, margins or domestic parts")
  func signs() throws {
    let accounts = try Self.built.get().published
    let stocks = try accounts.use.columnPosition("stocks")
    for layer in [accounts.domestic, accounts.imports, accounts.duty] + accounts.margins {
      for row in accounts.products.indices {
        for column in accounts.users.indices where column != stocks {
          #expect(layer[row, column] >= 0)
        }
      }
    }
  }

  @Test("One product has one rate of duty on every user's imports")
  func duty() throws {
    let accounts = try Self.built.get().published
    for row in accounts.products.indices {
      let imports = accounts.imports.rowTotal(row)
      guard imports > 0 else { continue }
      let rate = accounts.duty.rowTotal(row) / imports
      for column in accounts.users.indices {
        let gap = accounts.duty[row, column] - rate * accounts.imports[row, column]
        #expect(gap.magnitude < 1e-9 * imports)
      }
    }
  }

  @Test("Households pay the highest tax rates and intermediate users import the largest share")
  func rates() throws {
    let accounts = try Self.built.get().finest
    func share(_ part: LabelledMatrix, _ columns: Range<Int>) -> Double {
      columns.reduce(0) { $0 + part.columnTotal($1) }
        / columns.reduce(0) { $0 + accounts.use.columnTotal($1) }
    }
    let household = try accounts.use.columnPosition("household")
    let investment = try accounts.use.columnPosition("investment")
    let industries = 0..<accounts.sectors.count
    let taxes = accounts.taxes
    #expect(share(taxes, household..<(household + 1)) > share(taxes, industries))
    #expect(share(taxes, industries) > share(taxes, investment..<(investment + 1)))
    #expect(
      share(accounts.imports, industries) > share(accounts.imports, household..<(household + 1)))
  }

  @Test("Ethanol is made by sugar mills as well as by its own industry")
  func make() throws {
    let make = try Self.built.get().finest.make
    let mills = try make.value("1992", "1092")
    #expect(mills > 20_000)
    #expect(make.rowTotal(try make.rowPosition("1992")) == 84_519)
  }
}
