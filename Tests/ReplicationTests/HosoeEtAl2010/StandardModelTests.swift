import Foundation
import Testing

/// Hosoe, N., Gasawa, K. and Hashimoto, H. (2010), *Textbook of Computable General Equilibrium Modelling*,
/// Palgrave Macmillan, chapter 6: the standard model, in the GAMS model library as STDCGE. Compared with the
/// utility of the household that GAMSPy's tests state for it, before and after tariffs are abolished.
@Suite("Hosoe, Gasawa and Hashimoto (2010), the standard CGE model")
struct StandardModelTests {
  private static func solved(tariffLevel: Double) throws -> ClassicModel {
    try ClassicModel(
      "hosoe-2010/standard.eqn", data: "hosoe-2010/data", values: ["tariffLevel": tariffLevel])
  }

  @Test("Utility before and after tariffs are abolished is that of the GAMS model")
  func printed() throws {
    let rows = try PrintedNumber.table("HosoeEtAl2010/utility.csv")
    #expect(rows.count == 2)
    for row in rows {
      let model = try Self.solved(tariffLevel: try #require(Double(row["tariffLevel"])))
      row.expect(try model.value(row["variable"]))
      #expect(model.largestCheck < 1e-10)
    }
  }

  @Test("With the tariffs of the base year every price is one and the matrix comes back")
  func benchmark() throws {
    let model = try Self.solved(tariffLevel: 1)
    for label in [
      "factorPrice[CAP]", "outputPrice[BRD]", "compositePrice[MLK]", "domesticPrice[BRD]",
      "exchangeRate",
    ] { #expect(abs(try model.value(label) - 1) < 1e-11, "\(label)") }
    for (label, flow) in [
      ("factorUse[CAP,BRD]", 20.0), ("intermediate[MLK,BRD]", 17), ("exports[BRD]", 8),
      ("imports[MLK]", 11), ("consumption[MLK]", 30), ("government[BRD]", 19),
      ("investment[BRD]", 16), ("tariff[MLK]", 2),
    ] { #expect(abs(try model.value(label) - flow) < 1e-9, "\(label)") }
  }

  @Test(
    "Without tariffs milk, which was taxed more, is imported more, and exports rise to pay for it")
  func trade() throws {
    let (before, after) = (try Self.solved(tariffLevel: 1), try Self.solved(tariffLevel: 0))
    for label in ["imports[MLK]", "exports[BRD]", "exports[MLK]", "exchangeRate"] {
      #expect(try after.value(label) > before.value(label), "\(label)")
    }
    #expect(try after.value("tariff[BRD]") == 0)
  }
}
