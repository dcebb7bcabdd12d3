import Foundation
import Quantities
import Testing

/// The three-sector example with a carbon tax. Compared with `solution.csv`, which `solution.py` beside the model
/// computes without this program: it folds the model into two unknowns and finds them by bisection.
@Suite("Three sectors and a carbon tax")
struct CarbonTaxTests {
  private static func solved(carbonPrice: Double) throws -> ClassicModel {
    try ClassicModel(
      "three-sector-carbon/carbon.eqn", data: "three-sector-carbon/data",
      values: ["carbonPrice": carbonPrice])
  }

  @Test("Prices, output, incomes and emissions are those found independently, at three prices")
  func independent() throws {
    let file = ClassicModel.sources
      .appendingPathComponent("Examples/models/three-sector-carbon/solution.csv")
    let table = try CSVTable(text: String(contentsOf: file, encoding: .utf8), source: file.path)
    #expect(table.rows.count == 33)
    var models: [Double: ClassicModel] = [:]
    for row in table.rows.indices {
      let price = try table.number(row: row, column: 0)
      let model = try models[price] ?? Self.solved(carbonPrice: price)
      models[price] = model
      let (name, element) = (table.rows[row][1], table.rows[row][2])
      let expected = try table.number(row: row, column: 3)
      let found = try model.value(element.isEmpty ? name : "\(name)[\(element)]")
      #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), "\(name) \(element): \(found)")
    }
    for model in models.values { #expect(model.largestCheck < 1e-10) }
  }

  @Test("The higher the price of carbon, the lower emissions, and revenue is price times emissions")
  func response() throws {
    var last = Double.infinity
    for price in [0.0, 5, 10, 20, 50, 100] {
      let model = try Self.solved(carbonPrice: price)
      let emissions = try model.value("emissions")
      #expect(emissions < last)
      #expect(abs(try model.value("carbonRevenue") - price * emissions) < 1e-9)
      last = emissions
    }
  }
}
