import Foundation
import Testing

/// Shoven, J. B. and Whalley, J. (1984), "Applied General-Equilibrium Models of Taxation and International
/// Trade", *Journal of Economic Literature* 22(3), 1007–1051: the example of two sectors, two factors and two
/// households, without a tax and with one of 50 percent on the capital of manufacturers.
@Suite("Shoven and Whalley (1984), a tax on capital")
struct TaxExampleTests {
  private static func solved(tax: Double) throws -> ClassicModel {
    try ClassicModel(
      "shoven-whalley-1984/two-sector.eqn", values: ["manufacturingCapitalTax": tax])
  }

  @Test("The equilibria with and without the tax are those in print", arguments: ["0", "0.5"])
  func printed(tax: String) throws {
    let model = try Self.solved(tax: try #require(Double(tax)))
    let rows = try PrintedNumber.table("ShovenWhalley1984/equilibria.csv")
      .filter { $0["tax"] == tax }
    #expect(rows.count >= 3)
    for row in rows { row.expect(try model.value(row["variable"])) }
    #expect(model.largestCheck < 1e-10)
  }

  @Test("The tax drives capital out of manufactures and lowers its price")
  func incidence() throws {
    let (free, taxed) = (try Self.solved(tax: 0), try Self.solved(tax: 0.5))
    let used = "use[capital,manufacturing]"
    #expect(try taxed.value(used) < free.value(used))
    #expect(try taxed.value("factorPrice[capital]") < free.value("factorPrice[capital]"))
    #expect(try taxed.value("income[rich]") < free.value("income[rich]"))
  }
}
