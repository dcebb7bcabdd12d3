import Assessment
import LinearAlgebra
import Testing

/// The frozen model against input-output algebra done from the tables alone.
@Suite("The frozen model")
struct FrozenModelTests {
  /// The open Leontief model of the tables: what a purchase needs of each product, and who makes it.
  private struct Leontief {
    let tables: [String: [String: Double]]
    let products, sectors, users, margins: [String]

    init() throws {
      let reader = try BrazilTables()
      var tables: [String: [String: Double]] = [:]
      for name in [
        "make0", "useValue0", "useBasic0", "useMargin0", "useTax0", "importValue0", "importDuty0",
        "output0", "operatingSurplus0", "productionTax0", "productionSubsidy0",
      ] { tables[name] = try reader.values(name) }
      self.tables = tables
      products = try reader.elements("product")
      sectors = try reader.elements("sector")
      users = try reader.elements("user")
      margins = try reader.elements("margin")
    }

    func value(_ table: String, _ labels: String...) -> Double {
      tables[table]?[labels.joined(separator: ",")] ?? 0
    }

    func made(_ product: String) -> Double {
      sectors.reduce(0) { $0 + value("make0", product, $1) }
    }

    /// Share of home-made goods in what is sold at home.
    func homeShare(_ product: String) -> Double {
      let home = made(product) - value("useBasic0", product, "exports")
      return home / (home + value("importValue0", product) + value("importDuty0", product))
    }

    /// How much of a product, margins included, a purchase of another takes, per unit bought.
    func content(_ product: String, in bought: String, by user: String) -> Double {
      let basic = product == bought ? value("useBasic0", bought, user) : 0
      let margin = value("useMargin0", product, bought, user)
      return (basic + margin) / value("useValue0", bought, user)
    }

    /// Output of each industry that a user's purchase of one unit sets off at once.
    func direct(_ bought: String, by user: String) -> [Double] {
      guard value("useValue0", bought, user) != 0 else { return sectors.map { _ in 0 } }
      return sectors.map { sector in
        products.reduce(0) { sum, product in
          let need = content(product, in: bought, by: user)
          return need == 0
            ? sum
            : sum + value("make0", product, sector) / made(product) * homeShare(product) * need
        }
      }
    }

    /// I − A, industries by industries: output set off by a unit of output.
    func identityLessA() -> DenseMatrix {
      var matrix = DenseMatrix.identity(sectors.count)
      for (column, sector) in sectors.enumerated() {
        for product in products {
          let share = value("useValue0", product, sector) / value("output0", sector)
          for (row, output) in direct(product, by: sector).enumerated() {
            matrix[row, column] -= share * output
          }
        }
      }
      return matrix
    }
  }

  @Test("Multipliers of public consumption are those of the Leontief inverse")
  func multipliers() async throws {
    let leontief = try Leontief()
    let factors = try leontief.identityLessA().factored()
    let columns = try await BrazilModel.laboratory.with {
      try OutputMultipliers($0.solver.runner.preparedModel(closure: "frozen")).columns
    }
    let found = columns.filter { $0.user == "government" }
    #expect(found.count > 3)
    for multiplier in found {
      let expected = try factors.solve(leontief.direct(multiplier.product, by: multiplier.user))
      #expect(multiplier.outputs.map(\.sector) == leontief.sectors)
      for (output, value) in zip(multiplier.outputs, expected) {
        #expect(
          (output.value - value).magnitude <= 1e-9, "\(multiplier.product), \(output.sector)")
      }
    }
  }

  /// Prices follow costs at once, wages do not answer.
  private static let costPush = ModelSettings(
    closure: "frozen",
    overrides: [
      "priceSpeed": 1, "wageSpeed": 0, "wageInertia": 1, "wageMomentum": 0, "wageNotional": 0,
    ])

  @Test("A rise of world prices passes through costs as the transposed inverse says")
  func priceDual() async throws {
    let text = "name: frozen-prices\nyears: 2019-2020\n"
    let before = try await BrazilModel.laboratory.solve(chain: [text], Self.costPush)
    let after = try await BrazilModel.laboratory.solve(
      chain: [
        text,
        "name: dearer-world\nparent: frozen-prices\noverrides:\n  worldInflation: 0.13\n",
      ], Self.costPush)
    let leontief = try Leontief()
    let rise =
      after.value(of: "worldPrice", in: 2020) - before.value(of: "worldPrice", in: 2020)
    #expect(rise > 0.09)
    let count = leontief.sectors.count
    var matrix = DenseMatrix.identity(count)
    var cost = [Double](repeating: 0, count: count)
    let investment = leontief.products.reduce(0) {
      $0 + leontief.value("useValue0", $1, "investment")
    }
    for (row, sector) in leontief.sectors.enumerated() {
      let output = leontief.value("output0", sector)
      let taxRate =
        (leontief.value("productionTax0", sector) - leontief.value("productionSubsidy0", sector))
        / output
      // What the industry buys, and the goods its capital is made of.
      let surplus = leontief.value("operatingSurplus0", sector) / output
      for product in leontief.products {
        for (user, weight) in [
          (sector, leontief.value("useValue0", product, sector) / output),
          (
            "investment", surplus * leontief.value("useValue0", product, "investment") / investment
          ),
        ] where weight != 0 {
          let basis =
            leontief.value("useBasic0", product, user)
            + leontief.margins.reduce(0) { $0 + leontief.value("useMargin0", $1, product, user) }
          let gross = weight * (1 + leontief.value("useTax0", product, user) / basis)
          let home = leontief.direct(product, by: user)
          for column in 0..<count { matrix[row, column] -= gross * home[column] / (1 - taxRate) }
          for other in leontief.products {
            cost[row] +=
              gross * leontief.content(other, in: product, by: user)
              * (1 - leontief.homeShare(other)) * rise / (1 - taxRate)
          }
        }
      }
    }
    let expected = try matrix.solve(cost)
    for (sector, value) in zip(leontief.sectors, expected) {
      let found =
        after.value(of: "producerPrice", sector, in: 2020)
        - before.value(of: "producerPrice", sector, in: 2020)
      #expect(value > 0)
      #expect((found - value).magnitude <= 1e-9, "\(sector): \(found) and \(value)")
    }
  }
}
