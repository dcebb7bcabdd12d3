import Foundation
import Testing

/// Samuelson, P. A. (1939), "Interactions between the Multiplier Analysis and the Principle of
/// Acceleration", *Review of Economic Statistics* 21(2), 75–78. Compared with the exact solution of his
/// difference equation `Y(t) = 1 + α (1 + β) Y(t−1) − α β Y(t−2)` from its roots, for the parameters of
/// his tables.
@Suite("Samuelson (1939), multiplier and accelerator")
struct MultiplierAcceleratorTests {
  private static let periods = 1...14

  private static func solved(_ alpha: Double, _ beta: Double) throws -> ClassicModel {
    try ClassicModel(
      "samuelson-1939/samuelson.eqn", periods: periods,
      values: ["propensityToConsume": alpha, "relation": beta])
  }

  /// Income of a period from the roots of `x² = α (1 + β) x − α β`, with `Y(0) = Y(−1) = 0`.
  private static func exact(_ alpha: Double, _ beta: Double, period: Int) -> Double {
    let steady = 1 / (1 - alpha)
    let trace = alpha * (1 + beta)
    let product = alpha * beta
    let discriminant = trace * trace / 4 - product
    // The deviation from steady income is −steady in periods 0 and −1.
    let after = trace * -steady - product * -steady
    if discriminant < 0 {
      let modulus = product.squareRoot()
      let angle = atan2((-discriminant).squareRoot(), trace / 2)
      let sine = (after / modulus + steady * cos(angle)) / sin(angle)
      let turns = angle * Double(period)
      return steady + pow(modulus, Double(period)) * (-steady * cos(turns) + sine * sin(turns))
    }
    let root = discriminant.squareRoot()
    let (first, second) = (trace / 2 + root, trace / 2 - root)
    let weight = (after + steady * second) / (first - second)
    return steady + weight * pow(first, Double(period))
      + (-steady - weight) * pow(second, Double(period))
  }

  @Test(
    "Income follows the roots of the difference equation in each of the four regimes",
    arguments: [(0.5, 0.0), (0.5, 1.0), (0.5, 2.0), (0.6, 2.0), (0.8, 4.0)])
  func roots(alpha: Double, beta: Double) throws {
    let model = try Self.solved(alpha, beta)
    for period in Self.periods {
      let expected = Self.exact(alpha, beta, period: period)
      let found = try model.value("income", period: period)
      #expect(abs(found - expected) <= 1e-11 * (1 + abs(expected)), "period \(period): \(found)")
    }
    #expect(model.largestCheck < 1e-12)
  }

  @Test("A dollar a period brings 1, 2, 2.5, 2.5, 2.25, 2 when α is 0.5 and β is 1")
  func firstTable() throws {
    let model = try Self.solved(0.5, 1)
    let income = try (1...6).map { try model.value("income", period: $0) }
    let consumption = try (1...6).map { try model.value("consumption", period: $0) }
    let investment = try (1...6).map { try model.value("investment", period: $0) }
    // Exact in binary, by hand from his definitions.
    #expect(income == [1, 2, 2.5, 2.5, 2.25, 2])
    #expect(consumption == [0, 0.5, 1, 1.25, 1.25, 1.125])
    #expect(investment == [0, 0.5, 0.5, 0.25, 0, -0.125])
  }

  @Test("The four regimes: no wave, damped, explosive waves, explosive growth")
  func regimes() throws {
    func income(_ alpha: Double, _ beta: Double) throws -> [Double] {
      let model = try Self.solved(alpha, beta)
      return try Self.periods.map { try model.value("income", period: $0) }
    }
    func turns(_ path: [Double]) -> Int {
      let steps = zip(path.dropFirst(), path).map { $0 - $1 }.filter { $0 != 0 }
      return zip(steps.dropFirst(), steps).count { $0 * $1 < 0 }
    }
    #expect(try turns(income(0.5, 0)) == 0)
    #expect(try abs(income(0.5, 0)[13] - 2) < 1e-3)
    #expect(try turns(income(0.5, 1)) > 2)
    #expect(try abs(income(0.5, 1)[13] - 2) < 0.05)
    #expect(try turns(income(0.6, 2)) > 1)
    #expect(try income(0.6, 2).map { abs($0 - 2.5) }.max() ?? 0 > 5)
    #expect(try turns(income(0.8, 4)) == 0)
    #expect(try income(0.8, 4)[13] > 1e6)
  }
}
