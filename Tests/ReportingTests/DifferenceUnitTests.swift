import Reporting
import Testing

@Suite("Units of differences") struct DifferenceUnitTests {
  @Test(
    "Shares, rates and per cent differ in points; ratios, indices and amounts in per cent",
    arguments: [
      ("share", 0.05, 0.06, "points", 1.0), ("share of GDP", 0.5, 0.4, "points", -10),
      ("percent", 2, 2.25, "points", 0.25), ("% a year", 2, 2.25, "points", 0.25),
      ("rate", 0.05, 0.06, "points", 1), ("‰", 20, 30, "points", 1),
      ("index, 2019 = 1", 1, 1.1, "%", 10), ("ratio", 2, 3, "%", 50),
      ("million BRL", -200, -100, "%", 50), ("", 4, 5, "%", 25),
    ])
  func units(unit: String, base: Double, value: Double, label: String, told: Double) throws {
    let difference = DifferenceUnit(ofUnit: unit)
    #expect(difference.label == label)
    let found = try #require(difference.difference(from: base, to: value))
    #expect((found - told).magnitude < 1e-12)
  }

  @Test("Per cent of nothing is no number, and nothing differs from nothing by nothing")
  func nothing() {
    #expect(DifferenceUnit.percent.difference(from: 0, to: 1) == nil)
    #expect(DifferenceUnit.percent.difference(from: 0, to: 0) == 0)
    #expect(DifferenceUnit.points(100).difference(from: 0, to: 0.01) == 1)
  }
}
