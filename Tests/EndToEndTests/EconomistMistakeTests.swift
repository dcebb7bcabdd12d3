import Foundation
import Testing

/// Mistakes that economists make, each a model and its tables on disk, met at the command line: what
/// is wrong, where, and what to do, with the exit code that scripts rely on.
@Suite("Mistakes an economist makes")
struct EconomistMistakeTests {
  /// One mistake.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let name: String
    let model: String
    var tables: [String: String] = [:]
    var arguments: [String] = []
    let status: Int32
    /// Parts of the message.
    let says: [String]
    var testDescription: String { name }
  }

  static let mistakes = [
    Mistake(
      name: "a misspelt variable",
      model: """
        variable income, consumption
        income = consumption + 20
        consumption = 0.8 * incme
        """,
      status: 65,
      says: [
        "m.eqn:4:21: error: `incme` is not declared", "did you mean `income`, declared at",
      ]),
    Mistake(
      name: "indices in the wrong order",
      model: """
        set product = { corn, steel }
        set industry = { farms, mills }
        parameter use[product, industry] = 0.1
        variable demand[product]
        demand[product] = sum(industry, use[industry, product]) + 1
        """,
      status: 65,
      says: [
        "m.eqn:6:", "`industry` runs over `industry`, but the first index of `use` is `product`",
        "it is declared as `use[product, industry]`: check the order",
      ]),
    Mistake(
      name: "a missing value of an earlier year",
      model: """
        exogenous exports
        variable output
        output = exports + 0.5 * lag(exports)
        """,
      tables: ["exports": "year,value\n2019,3\n2021,5\n"], arguments: ["--from", "2021"],
      status: 65,
      says: ["m.eqn:2:11", "exogenous `exports` has no value in 2020", "Extend its data"]),
    Mistake(
      name: "a lag without history",
      model: """
        variable output base 100
        output = 0.6 * lag(output) + 0.4 * lag(output, 2)
        """,
      status: 65, says: ["m.eqn:2:10", "nothing says what it was 1 period before", "`before`"]),
    Mistake(
      name: "one equation too many",
      model: """
        exogenous spending = 20
        variable income, consumption
        income = consumption + spending
        consumption = 0.8 * income
        equation target: income = 100
        """,
      status: 65,
      says: [
        "3 equations, 2 unknowns", "`target` (", "m.eqn:6:1) has nothing left to determine",
        "Remove an equation",
      ]),
    Mistake(
      name: "one equation too few",
      model: """
        exogenous spending = 20
        variable income, consumption, investment
        income = consumption + investment + spending
        consumption = 0.8 * income
        """,
      status: 65,
      says: [
        "2 equations, 3 unknowns", "nothing determines `investment` (", "m.eqn:3:31",
        "Add an equation for each, or declare it exogenous",
      ]),
    Mistake(
      name: "a division by a cell that is zero in the data",
      model: """
        set industry = { farms, mines }
        parameter output0[industry], labour0[industry]
        parameter productivity[industry] = output0[industry] / labour0[industry]
        variable wage[industry]
        wage[industry] = productivity[industry]
        """,
      tables: [
        "output0": "industry,value\nfarms,10\nmines,20\n",
        "labour0": "industry,value\nfarms,4\nmines,0\n",
      ],
      status: 65,
      says: [
        "m.eqn:4:",
        "`productivity[mines]` is infinite: 20 is divided by `labour0[industry]`, "
          + "which is 0", "`if` or `where` can leave the element out",
      ]),
    Mistake(
      name: "a set that does not exist",
      model: """
        set sector = { farms, mines }
        variable output[sectors]
        output[sectors] = 1
        """,
      status: 65,
      says: ["m.eqn:3:17: error: set `sectors` is not declared", "did you mean `sector`"]),
    Mistake(
      name: "functions that call each other in a circle",
      model: """
        function price(x) = 1 + cost(x)
        function cost(x) = 2 * price(x)
        variable y
        y = price(3)
        """,
      status: 65,
      says: ["m.eqn:2:25", "a function may call earlier functions only, and never itself"]),
    Mistake(
      name: "a closure that leaves the system singular",
      model: """
        ## With the exchange rate free, foreign saving must be given; here both markets say the same.
        parameter openness = 0.3
        variable saving base 10, investment base 10
        closure free = { openness = 0 }
        equation domestic: saving = 0.5 * investment + 4 + openness * saving
        equation foreign: 2 * saving - 8 = investment + openness * investment
        """.replacingOccurrences(
          of: "variable saving base 10, investment base 10",
          with: "variable saving base 10\nvariable investment base 10"),
      arguments: ["--closure", "free"], status: 2,
      says: [
        "the equations do not determine all unknowns", "say the same thing about",
        "`domestic` (", "`foreign` (", "Replace one of these equations",
      ]),
    Mistake(
      name: "a price that no demand can pay",
      model: """
        exogenous oilPrice
        variable demand base 1
        equation budget: 10 - demand * oilPrice = 0.5 * exp(5 / demand)
        """,
      tables: ["oilPrice": "year,value\n2019,1\n2020,1\n2021,1000\n"], status: 2,
      says: ["block 1 of 1", "budget", "m.eqn:4:1"]),
    Mistake(
      name: "a logarithm of a loss",
      model: """
        exogenous costs = 12
        variable sales base 10 growth 0
        variable profit base 2 growth 0
        variable logProfit
        sales = lag(sales)
        profit = sales - costs
        logProfit = log(profit)
        """,
      status: 2, says: ["`log(profit)` is not a number where profit = -2.0", "m.eqn:8:1"]),
  ]

  @Test(
    "The message says what to do, and the exit code is that of the contract", arguments: mistakes)
  func message(mistake: Mistake) throws {
    let folder = try temporaryFolder()
    let program = Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
    let file = folder.appendingPathComponent("m.eqn")
    try Data("language 1\n\(mistake.model)\n".utf8).write(to: file)
    for (name, table) in mistake.tables {
      try Data(table.utf8).write(to: folder.appendingPathComponent("\(name).csv"))
    }
    let outcome = try program.start(
      ["model", "solve", file.path, "--data", folder.path] + mistake.arguments
    ).finished()
    #expect(outcome.status == mistake.status, "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
    let words = outcome.messages.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in mistake.says { #expect(words.contains(part), "\(part): \(outcome.messages)") }
  }
}
