import Foundation
import SocialAccounting
import Testing

@testable import CountryPacks

/// An economy of two industries, on one page: every number of its matrix can be checked by hand.
struct SmallMatrix {
  var matrix = """
    ,aFarm,aTown,cFarm,cTown,margin,work,land,firms,homes,state,onOutput,duty,sales,income,capital,stocks,abroad
    aFarm,,,100,,,,,,,,,,,,,,
    aTown,,,,210,,,,,,,,,,,,,
    cFarm,20,45,,,,,,,60,,,,,,,5,20
    cTown,25,40,,,15,,,,80,50,,,,,40,,10
    margin,,,15,,,,,,,,,,,,,,
    work,30,80,,,,,,,,,,,,,,,
    land,24,40,,,,,,,,,,,,,,,
    firms,,,,,,,44,,,,,,,,,,
    homes,,,,,,110,20,25,,10,,,,,,,
    state,,,,,,,,,,,6,5,16,20,,,
    onOutput,1,5,,,,,,,,,,,,,,,
    duty,,,3,2,,,,,,,,,,,,,
    sales,,,2,14,,,,,,,,,,,,,
    income,,,,,,,,9,11,,,,,,,,
    capital,,,,,,,,10,14,-13,,,,,,,34
    stocks,,,,,,,,,,,,,,,5,,
    abroad,,,30,34,,,,,,,,,,,,,

    """
  var accounts = """
    account,role,element
    aFarm,activity,farm
    aTown,activity,town
    cFarm,commodity,farm
    cTown,commodity,town
    margin,margin,trade
    work,labour,
    land,capital,
    firms,enterprise,
    homes,household,
    state,government,
    onOutput,activityTax,
    duty,importTax,
    sales,productTax,sales
    income,directTax,
    capital,savingInvestment,
    stocks,stocks,
    abroad,restOfWorld,

    """
  var tolerance = 1e-9

  static let industries = ["farm", "town"]

  func source() throws -> SourceMatrix {
    var folder = RawFolder(url: FileManager.default.temporaryDirectory)
    folder.built = ["matrix.csv": matrix, "accounts.csv": accounts]
    return try SourceMatrix(recipe: recipe, folder: folder, industries: Self.industries)
  }

  func flows() throws -> MatrixFlows {
    try MatrixFlows(
      source(), industries: Self.industries, finals: SectorClassification.finalUsers)
  }

  var recipe: MatrixRecipe {
    MatrixRecipe(
      file: "matrix.csv", year: 2010, millionsPerUnit: 1, tolerance: tolerance,
      accounts: "accounts.csv", sectors: "", industries: "", names: [:],
      growth: .init(
        file: "", variableColumn: "", yearColumn: "", valueAdded: "", employment: "",
        lastYear: 2018),
      jobs: .init(status: "estimated"), mixedIncome: [],
      institutions: InstitutionsRecipe(
        publicIndustries: ["town"], dwellingsIndustry: "town", buildingsProduct: "town",
        scalars: [
          .init(
            name: "employersContributionRate", value: 0.1, unit: "", status: "official",
            source: "", note: "")
        ]),
      checks: [], sources: [])
  }
}

@Suite("Accounts from a social accounting matrix")
struct MatrixAccountsTests {
  @Test("Flows are the matrix's, by industry and product")
  func flows() throws {
    let flows = try SmallMatrix().flows()
    #expect(flows.make.values == [100, 0, 0, 210])
    #expect(flows.imports == [30, 34] && flows.duty == [3, 2])
    #expect(flows.marginPaid == [15, 0] && flows.marginSupply == [0, 15])
    #expect(flows.productTax.values == [2, 14])
    #expect(flows.supply(0) == 150 && flows.use.rowTotal(0) == 150)
    #expect(flows.supply(1) == 245 && flows.use.rowTotal(1) == 245)
    // 55 + 125 of value added, 5 of duty and 16 of other taxes.
    #expect(flows.gdp == 201)
    #expect(try flows.final("exports") == 30 && flows.final("stocks") == 5)
  }

  @Test("Fitting a matrix to its own totals leaves it as it is")
  func ownTotals() throws {
    let flows = try SmallMatrix().flows()
    let fit = try BaseYearFit(flows, growth: [1, 1], totals: totals(of: flows))
    #expect((fit.valueAddedScale - 1).magnitude < 1e-12)
    for (left, right) in zip(fit.flows.use.values, flows.use.values) {
      #expect((left - right).magnitude < 1e-9)
    }
    #expect(fit.flows.make == flows.make && fit.flows.imports == flows.imports)
  }

  @Test("After the fit the totals are the published ones, and a zero is still a zero")
  func otherTotals() throws {
    let flows = try SmallMatrix().flows()
    let given = [
      "grossDomesticProduct": 402.0, "exportsShareOfGDP": 0.2, "importsShareOfGDP": 0.25,
      "capitalFormationShareOfGDP": 0.3, "governmentShareOfConsumption": 0.4,
    ]
    let fit = try BaseYearFit(flows, growth: [1, 3], totals: BaseYearTotals(scalars(given)))
    let new = fit.flows
    #expect((new.gdp - 402).magnitude < 1e-9)
    #expect((new.imports.reduce(0, +) - 0.25 * 402).magnitude < 1e-9)
    #expect((try new.final("exports") - 0.2 * 402).magnitude < 1e-9)
    #expect((try new.final("investment") + new.final("stocks") - 0.3 * 402).magnitude < 1e-9)
    let consumption = try new.final("household") + new.final("government")
    #expect((try new.final("government") - 0.4 * consumption).magnitude < 1e-9)
    // Value added of town grows three times as fast as that of farm.
    let ratio = new.valueAdded(1) / new.valueAdded(0)
    #expect((ratio - 3 * flows.valueAdded(1) / flows.valueAdded(0)).magnitude < 1e-9)
    for product in 0..<2 {
      #expect((new.supply(product) - new.use.rowTotal(product)).magnitude < 1e-9)
      let bought = new.use.columnTotal(product)
      #expect((new.make.columnTotal(product) - bought - new.valueAdded(product)).magnitude < 1e-9)
    }
    #expect(
      new.use.values.indices.allSatisfy { (new.use.values[$0] == 0) == (flows.use.values[$0] == 0) }
    )
  }

  @Test("Uses are split so that every identity of supply and use holds")
  func uses() throws {
    let small = SmallMatrix()
    let flows = try small.flows()
    let added = try MatrixInstitutions.valueAdded(flows, recipe: small.recipe)
    let accounts = try MatrixUses(flows: flows, margin: "trade").accounts(valueAdded: added)
    try accounts.checkIdentities(tolerance: 1e-12)
    let exports = try accounts.use.columnPosition("exports")
    #expect(accounts.imports[0, exports] == 0 && accounts.taxes[0, exports] == 0)
    // 15 of margin on 148 of farm products before tax.
    #expect((accounts.margins[0][0, exports] - 20 * 15 / 148).magnitude < 1e-12)
    let stocks = try accounts.use.columnPosition("stocks")
    #expect(accounts.margins[0][0, stocks] == 0 && accounts.taxes[0, stocks] == 0)
    #expect((try added.value("wages", "farm") - 30 / 1.1).magnitude < 1e-12)
  }

  @Test("Imported inputs that a product pays are purchases and output of its maker")
  func importedInputs() throws {
    var small = SmallMatrix()
    // The imports of town get an account of their own; town's product pays 4 for imports of farm goods.
    small.matrix = """
      ,aFarm,aTown,cFarm,cTown,mFarm,work,land,firms,homes,state,duty,capital,abroad
      aFarm,,,80,,,,,,,,,,
      aTown,,,,96,,,,,,,,,
      cFarm,20,10,,,,,,,40,,,,10
      cTown,10,20,,,,,,,50,20,,,
      mFarm,,,,4,,,,,8,,,,
      work,30,40,,,,,,,,,,,
      land,20,26,,,,,,,,,,,
      firms,,,,,,,26,,,,,,
      homes,,,,,,70,20,17,,1,,,
      state,,,,,,,,9,10,,2,,
      duty,,,,,2,,,,,,,,
      capital,,,,,,,,,,,,,
      abroad,,,,,10,,,,,,,,

      """
    small.accounts = """
      account,role,element
      aFarm,activity,farm
      aTown,activity,town
      cFarm,commodity,farm
      cTown,commodity,town
      mFarm,imports,farm
      work,labour,
      land,capital,
      firms,enterprise,
      homes,household,
      state,government,
      duty,importTax,
      capital,savingInvestment,
      abroad,restOfWorld,

      """
    let flows = try small.flows()
    #expect(flows.make.values == [80, 0, 0, 100])
    #expect(try flows.use.value("farm", "town") == 14)
    #expect(try flows.use.value("farm", "household") == 48)
    #expect(flows.supply(0) == flows.use.rowTotal(0) && flows.supply(1) == flows.use.rowTotal(1))
  }

  @Test("Taxes on products that an activity pays are taken out of its output")
  func taxesOfActivities() throws {
    var small = SmallMatrix()
    small.accounts = small.accounts.replacing(
      "onOutput,activityTax,", with: "onOutput,productTax,other")
    let flows = try small.flows()
    #expect(flows.make.values == [99, 0, 0, 205])
    #expect(flows.productTax.columns == ["other", "sales"])
    #expect(flows.gdp == 201 && flows.supply(1) == 245)
  }

  @Test("An account without a role is named, and the roles there are")
  func withoutRole() {
    let message = error { $0.accounts = $0.accounts.replacing("stocks,stocks,\n", with: "") }
    #expect(message.contains("account stocks") && message.contains("savingInvestment"))
  }

  @Test("A role without an account is named, with the account that may be meant")
  func withoutAccount() {
    let message = error { $0.accounts = $0.accounts.replacing("homes,", with: "hames,") }
    #expect(message.contains("account hames") && message.contains("did you mean \"homes\"?"))
    let missing = error {
      $0.accounts = $0.accounts.replacing("work,labour,", with: "work,capital,")
    }
    #expect(missing.contains("no account the role labour"))
    let role = error { $0.accounts = $0.accounts.replacing("work,labour,", with: "work,labor,") }
    #expect(role.contains("accounts.csv:7") && role.contains("did you mean \"labour\"?"))
  }

  @Test("Totals that disagree are named with both sides")
  func unbalanced() {
    let message = error {
      $0.matrix = $0.matrix.replacing("firms,,,,,,,44", with: "firms,,,,,,,45")
    }
    #expect(message.contains("account firms") || message.contains("account land"))
    #expect(message.contains("receives 64.0 and pays 65.0") || message.contains("receives 45.0"))
  }

  @Test("A payment without a place is named with payer, payee and value")
  func misplaced() {
    let message = error {
      $0.accounts = $0.accounts.replacing("stocks,stocks,", with: "stocks,enterprise,")
    }
    #expect(message.contains("stocks pays 5.0 to cFarm"))
    #expect(message.contains("from enterprise to commodity"))
  }

  @Test("A file whose rows and columns differ is refused by the account that is missing")
  func notSquare() {
    let message = error {
      $0.matrix = $0.matrix.replacing(",stocks,abroad\n", with: ",store,abroad\n")
    }
    #expect(message.contains("account store has no row"))
  }

  @Test("Totals that leave nothing to consume are refused with all of them")
  func nothingToConsume() throws {
    let given = [
      "grossDomesticProduct": 100.0, "exportsShareOfGDP": 0.9, "importsShareOfGDP": 0.1,
      "capitalFormationShareOfGDP": 0.3, "governmentShareOfConsumption": 0.4,
    ]
    let error = #expect(throws: MatrixError.self) { try BaseYearTotals(scalars(given)) }
    #expect(error?.description.contains("leave -10.0") == true)
  }

  private func error(_ change: (inout SmallMatrix) -> Void) -> String {
    var small = SmallMatrix()
    change(&small)
    let error = #expect(throws: MatrixError.self) { try small.source() }
    return error?.description ?? ""
  }

  private func scalars(_ values: [String: Double]) -> InstitutionsRecipe {
    InstitutionsRecipe(
      publicIndustries: [], dwellingsIndustry: "", buildingsProduct: "",
      scalars: values.map {
        .init(name: $0.key, value: $0.value, unit: "", status: "official", source: "", note: "")
      })
  }

  private func totals(of flows: MatrixFlows) throws -> BaseYearTotals {
    let gdp = flows.gdp
    let (household, government) = (try flows.final("household"), try flows.final("government"))
    return try BaseYearTotals(
      scalars([
        "grossDomesticProduct": gdp, "exportsShareOfGDP": flows.final("exports") / gdp,
        "importsShareOfGDP": flows.imports.reduce(0, +) / gdp,
        "capitalFormationShareOfGDP": (flows.final("investment") + flows.final("stocks")) / gdp,
        "governmentShareOfConsumption": government / (household + government),
      ]))
  }
}
