import Foundation
import Testing

/// Dixon, P. B., Parmenter, B. R., Powell, A. A. and Wilcoxen, P. J. (1992), *Notes and Problems in Applied
/// General Equilibrium Economics*, North-Holland, chapter 3: the stylised Johansen model, with ten percent more
/// labour. Compared with the results that the GEMPACK manual prints for it.
@Suite("Dixon, Parmenter, Powell and Wilcoxen (1992), the stylised Johansen model")
struct StylizedJohansenTests {
  private static func solved(labor: Double) throws -> ClassicModel {
    try ClassicModel(
      "johansen-1992/stylized-johansen.eqn", data: "johansen-1992/data",
      values: ["laborSupply": labor])
  }

  @Test("Ten percent more labour changes prices and quantities as printed")
  func printed() throws {
    let (before, after) = (try Self.solved(labor: 4), try Self.solved(labor: 4.4))
    let rows = try PrintedNumber.table("DixonEtAl1992/labor-supply.csv")
    #expect(rows.count == 20)
    for row in rows {
      let found = try after.value(row["variable"])
      row.expect(
        row["measure"] == "percent"
          ? 100 * (found / (try before.value(row["variable"])) - 1) : found)
    }
    #expect(after.largestCheck < 1e-10)
  }

  @Test("Output and prices are powers of the labour supply, for any supply")
  func powers() throws {
    for labor in [1.0, 3, 4, 8, 40] {
      let model = try Self.solved(labor: labor)
      let ratio = labor / 4
      #expect(abs(try model.value("output[s1]") / (8 * pow(ratio, 0.6)) - 1) < 1e-10)
      #expect(abs(try model.value("output[s2]") / (12 * pow(ratio, 0.7)) - 1) < 1e-10)
      #expect(abs(try model.value("goodPrice[s2]") / pow(ratio, -0.1) - 1) < 1e-10)
    }
  }

  @Test("Before the change every price is one and every flow is that of the data")
  func benchmark() throws {
    let model = try Self.solved(labor: 4)
    for label in ["goodPrice[s2]", "factorPrice[labor]", "factorPrice[capital]"] {
      #expect(abs(try model.value(label) - 1) < 1e-12)
    }
    #expect(abs(try model.value("intermediate[s2,s2]") - 6) < 1e-11)
  }
}
