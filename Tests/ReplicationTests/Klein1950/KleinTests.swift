import Foundation
import Quantities
import Testing

/// Klein, L. R. (1950), *Economic Fluctuations in the United States, 1921–1941*, Wiley: Model I, estimated by
/// ordinary least squares and simulated from 1923 on. Compared with the reference manual of bimets
/// (A. Luciani, Bank of Italy), which prints six digits; it stops iterating at a change of 0.00001 percent,
/// which leaves its numbers within 0.0001 of the solution, so that is the tolerance.
@Suite("Klein (1950), Model I")
struct KleinTests {
  private static let years = 1923...1941

  private static func solved(changes: [String: [Int: Double]] = [:]) throws -> ClassicModel {
    try ClassicModel(
      "klein-1950/klein.eqn", data: "klein-1950/data", periods: years, changes: changes)
  }

  private static func table(_ path: String) throws -> CSVTable {
    let file = ClassicModel.sources.appendingPathComponent("Examples/models/klein-1950/\(path)")
    return try CSVTable(text: String(contentsOf: file, encoding: .utf8), source: file.path)
  }

  /// A column of the observed data, 1920 to 1941, by year.
  private static func observed(_ name: String) throws -> [Double] {
    let table = try table("observed.csv")
    let column = try table.column(name)
    return try table.rows.indices.map { try table.number(row: $0, column: column) }
  }

  private static func parameters() throws -> [String: Double] {
    let table = try table("data/parameters.csv")
    var values: [String: Double] = [:]
    for row in table.rows.indices {
      values[table.rows[row][0]] = try table.number(row: row, column: 1)
    }
    return values
  }

  @Test("The dynamic simulation is the one in print")
  func simulation() throws {
    let model = try Self.solved()
    let rows = try PrintedNumber.table("Klein1950/simulation.csv")
    #expect(rows.count == 10)
    for row in rows {
      row.expect(try model.value(row["variable"], period: try #require(Int(row["period"]))))
    }
  }

  @Test("The estimates are those in print")
  func estimates() throws {
    let parameters = try Self.parameters()
    for row in try PrintedNumber.table("Klein1950/estimates.csv") {
      row.expect(try #require(parameters[row["parameter"]]))
    }
  }

  @Test("The errors of every estimated equation are orthogonal to its regressors: least squares")
  func leastSquares() throws {
    let values = try Self.parameters()
    func parameter(_ name: String) throws -> Double { try #require(values[name]) }
    let profits = try Self.observed("profits")
    let capital = try Self.observed("capital")
    let privateWages = try Self.observed("privateWages")
    let wages = zip(privateWages, try Self.observed("governmentWages")).map { $0 + $1 }
    let product = zip(
      zip(try Self.observed("income"), try Self.observed("taxes")),
      try Self.observed("governmentWages")
    ).map { $0.0 + $0.1 - $1 }
    func fitted(_ explained: [Double], _ names: [String], _ regressors: [[Double]]) throws {
      let coefficients = try names.map(parameter)
      for regressor in regressors {
        let product = (0..<21).reduce(0) { sum, year in
          let fit = zip(coefficients, regressors).reduce(0) { $0 + $1.0 * $1.1[year] }
          return sum + (explained[year + 1] - fit) * regressor[year]
        }
        #expect(abs(product) < 1e-8, "\(names[0]): \(product)")
      }
    }
    let constant = [Double](repeating: 1, count: 21)
    let now = { (series: [Double]) in Array(series.dropFirst()) }
    let lagged = { (series: [Double]) in Array(series.dropLast()) }
    try fitted(
      Self.observed("consumption"),
      ["consumption0", "consumptionProfits", "consumptionProfitsLag", "consumptionWages"],
      [constant, now(profits), lagged(profits), now(wages)])
    try fitted(
      Self.observed("investment"),
      ["investment0", "investmentProfits", "investmentProfitsLag", "investmentCapital"],
      [constant, now(profits), lagged(profits), lagged(capital)])
    try fitted(
      privateWages, ["wages0", "wagesProduct", "wagesProductLag", "wagesTrend"],
      [constant, now(product), lagged(product), (0..<21).map { Double($0 - 10) }])
  }

  @Test("The impact multiplier of demand is that of the reduced form, in every year")
  func impactMultiplier() throws {
    let values = try Self.parameters()
    let consumptionProfits = try #require(values["consumptionProfits"])
    let consumptionWages = try #require(values["consumptionWages"])
    let investmentProfits = try #require(values["investmentProfits"])
    let wagesProduct = try #require(values["wagesProduct"])
    // dY = dC + dI + 1, dW = c1 dY, dP = (1 − c1) dY.
    let multiplier =
      1
      / (1 - consumptionWages * wagesProduct
        - (consumptionProfits + investmentProfits) * (1 - wagesProduct))
    let base = try Self.solved()
    for year in [1923, 1930, 1941] {
      let shocked = try Self.solved(changes: ["governmentDemand": [year: 1]])
      let found =
        try shocked.value("income", period: year) - base.value("income", period: year)
      #expect(abs(found - multiplier) < 1e-9)
    }
    // bimets prints 3.65326 for 1941, from shocks of 0.00001 and iterations stopped at 0.01 percent.
    #expect(abs(multiplier - 3.65326) < 0.01)
  }
}
