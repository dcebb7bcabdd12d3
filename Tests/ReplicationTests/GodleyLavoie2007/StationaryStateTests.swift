import Foundation
import Testing

/// Godley, W. and Lavoie, M. (2007), *Monetary Economics*, Palgrave Macmillan, chapters 3 to 7: models
/// SIMEX, PC, LP and BMW. Compared with the starting values of G. Zezza's macros for the book (2006),
/// which are stationary states, and with stationary states solved by hand from the book's equations.
@Suite("Godley and Lavoie (2007), models SIMEX, PC, LP and BMW")
struct StationaryStateTests {
  /// Long enough to come to rest, and short enough for BMW, where rounding errors grow by the rate of interest
  /// every period: what households hold beyond what banks owe earns interest too.
  private static let last = 120
  /// What the solver's tolerance leaves of a period's equation, over so many periods.
  private static let tolerance = 1e-6

  private static func solved(
    _ name: String, values: [String: Double] = [:], changes: [String: [Int: Double]] = [:]
  ) throws -> ClassicModel {
    try ClassicModel(
      "godley-lavoie-2007/\(name).eqn", periods: 1...last, values: values, changes: changes)
  }

  @Test("The stationary states are those in print", arguments: ["simex", "pc", "lp", "bmw"])
  func printed(name: String) throws {
    let model = try Self.solved(name)
    let rows = try PrintedNumber.table("GodleyLavoie2007/steady-states.csv")
      .filter { $0["model"] == name }
    #expect(rows.count >= 2)
    for row in rows { row.expect(try model.value(row["variable"], period: Self.last)) }
  }

  @Test(
    "Money issued is money held, and deposits held are deposits owed, in every period",
    arguments: ["simex", "pc", "lp", "bmw"])
  func missingEquation(name: String) throws {
    #expect(try Self.solved(name).largestCheck < 1e-9)
  }

  @Test("SIMEX goes its own way to the stationary state of SIM")
  func simex() throws {
    let model = try Self.solved("simex")
    // By hand: C = α1 YD(−1) + α2 H(−1), and all disposable income not spent is money.
    var (disposable, money) = (0.0, 0.0)
    for period in 1...40 {
      let consumption = 0.6 * disposable + 0.4 * money
      disposable = 0.8 * (consumption + 20)
      money += disposable - consumption
      #expect(abs(try model.value("disposableIncome", period: period) - disposable) < 1e-10)
      #expect(abs(try model.value("money", period: period) - money) < 1e-10)
    }
  }

  @Test("A higher rate of interest raises the income of PC, by the book's formula")
  func pc() throws {
    let rise = Dictionary(uniqueKeysWithValues: (5...Self.last).map { ($0, 0.01) })
    let model = try Self.solved("pc", changes: ["interestRate": rise])
    // YD* = G / (θ/(1−θ) − r ((λ0 + λ1 r) α3 − λ2)), with α3 = (1 − α1)/α2 = 1.
    func steady(_ rate: Double) -> Double {
      20 / (0.2 / 0.8 - rate * (0.635 + 5 * rate - 0.01))
    }
    for period in 1...4 {
      #expect(
        abs(try model.value("disposableIncome", period: period) - steady(0.025)) < Self.tolerance)
    }
    #expect(
      abs(try model.value("disposableIncome", period: Self.last) - steady(0.035)) < Self.tolerance)
    #expect(abs(try model.value("wealth", period: Self.last) - steady(0.035)) < Self.tolerance)
  }

  @Test("LP comes to rest where taxes pay for services, bills and bonds, before and after a rise")
  func lp() throws {
    // With α1 + α2 = 1 wealth is income: YD* (θ/(1−θ) − r sB − sL/p) = G, with the shares of 5.10 and 5.11.
    func steady(rate: Double, price: Double) -> Double {
      let bills = 0.44196 + 1.1 * rate - 1 / price - 0.03
      let bonds = 0.3997 - rate + 1.1 / price - 0.03
      return 20 / (0.1938 / 0.8062 - rate * bills - bonds / price)
    }
    let before = try Self.solved("lp")
    #expect(
      abs(try before.value("wealth", period: Self.last) - steady(rate: 0.03, price: 20))
        < Self.tolerance)
    let after = try Self.solved("lp", values: ["billRate": 0.04, "bondPriceSet": 15])
    #expect(
      abs(try after.value("wealth", period: Self.last) - steady(rate: 0.04, price: 15))
        < Self.tolerance)
  }

  @Test("More autonomous consumption raises the output of BMW, more saving lowers it")
  func bmw() throws {
    // Y* = α0 / ((1 − α1)(1 − δκ) − α2 κ).
    func steady(_ autonomous: Double, _ propensity: Double) -> Double {
      autonomous / ((1 - propensity) * 0.9 - 0.1)
    }
    for (autonomous, propensity) in [(28.0, 0.75), (25.0, 0.74)] {
      let model = try Self.solved(
        "bmw", values: ["autonomousConsumption": autonomous, "alpha1": propensity])
      let output = try model.value("output", period: Self.last)
      #expect(abs(output - steady(autonomous, propensity)) < Self.tolerance)
      // The wage takes what interest and depreciation leave of a unit of output.
      #expect(abs(try model.value("wage", period: Self.last) - (1 - (0.04 + 0.1))) < Self.tolerance)
    }
  }
}
