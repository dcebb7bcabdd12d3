import Calibration
import Equations
import Solvers

/// A recursive-dynamic economy of any size with made-up coefficients: eleven equations per sector,
/// input–output linked, with capital, wages and trade that look back a year.
struct SyntheticEconomy {
  var builder = ModelBuilder()
  let worldDemand: Term
  let output: [Term]

  /// Draws coefficients from a seed; `density` is the share of sectors that supply a sector.
  init(sectors: Int, density: Double = 0.15, seed: UInt64 = 7) {
    var generator = SplitMix64(seed: seed)
    func draw(_ range: ClosedRange<Double>) -> Double {
      Double.random(in: range, using: &generator)
    }
    var builder = ModelBuilder()
    func variables(_ name: String, _ base: Double) -> [Term] {
      (0..<sectors).map { builder.variable("\(name)\($0)", base: Term(base), before: Term(base)) }
    }
    worldDemand = builder.exogenous("worldDemand", data: [:])
    let worldPrice = builder.exogenous("worldPrice", 1)
    let output = variables("output", 1)
    let price = variables("price", 1)
    let unitLabour = variables("unitLabour", 0.3)
    let labour = variables("labour", 0.3)
    let wage = variables("wage", 1)
    let intermediate = variables("intermediate", 0.4)
    let consumption = variables("consumption", 0.5)
    let investment = variables("investment", 0.1)
    let capital = variables("capital", 2)
    let imports = variables("imports", 0.1)
    let exports = variables("exports", 0.1)
    let size = Double(sectors)
    let income = builder.variable("income", base: Term(0.5 * size))
    let employment = builder.variable(
      "employment", base: Term(0.3 * size), before: Term(0.3 * size))
    let cpi = builder.variable("cpi", base: 1)
    self.output = output

    func total(_ terms: [Term]) -> Term { terms.dropFirst().reduce(terms[0]) { $0 + $1 } }
    // coefficient[s][j]: what sector j needs from sector s.
    var coefficient = [[Double]](repeating: [Double](repeating: 0, count: sectors), count: sectors)
    for user in 0..<sectors {
      var sum = 0.0
      for supplier in 0..<sectors where supplier == user || draw(0...1) < density {
        coefficient[supplier][user] = draw(0.2...1)
        sum += coefficient[supplier][user]
      }
      for supplier in 0..<sectors { coefficient[supplier][user] *= 0.4 / sum }
    }
    for s in 0..<sectors {
      let inputCost = total(
        (0..<sectors).filter { coefficient[$0][s] > 0 }.map { Term(coefficient[$0][s]) * price[$0] }
      )
      let uses = (0..<sectors).filter { coefficient[s][$0] > 0 }
        .map { Term(coefficient[s][$0]) * output[$0] }
      builder.equation(
        "price\(s)", price[s],
        Term(draw(1.2...1.5)) * (inputCost + wage[s] * unitLabour[s]))
      builder.equation(
        "unitLabour\(s)", unitLabour[s],
        Term(draw(0.25...0.35)) * (wage[s] / price[s]).power(-0.3))
      builder.equation("labour\(s)", labour[s], unitLabour[s] * output[s])
      builder.equation(
        "wage\(s)", wage[s].log - wage[s].lag().log,
        0.3 * (price[s].log - price[s].lag().log)
          + 0.05 * (employment.log - employment.lag().log) + Term(draw(0...0.01)))
      builder.equation("intermediate\(s)", intermediate[s], total(uses))
      builder.equation(
        "consumption\(s)", consumption[s],
        Term(draw(0.8...1.0) / size) * (income / price[s]) * (price[s] / cpi).power(0.2))
      builder.equation(
        "investment\(s)", investment[s],
        0.06 * capital[s].lag() * (output[s] / output[s].lag()).power(0.5))
      builder.equation("capital\(s)", capital[s], 0.95 * capital[s].lag() + investment[s])
      builder.equation(
        "imports\(s)", imports[s],
        Term(draw(0.05...0.2)) * (intermediate[s] + consumption[s] + investment[s])
          * (price[s] / worldPrice).power(0.8))
      builder.equation(
        "exports\(s)", exports[s],
        Term(draw(0.05...0.2)) * worldDemand * (price[s] / worldPrice).power(-1.2))
      builder.equation(
        "output\(s)", output[s],
        intermediate[s] + consumption[s] + investment[s] + exports[s] - imports[s])
    }
    builder.equation(
      "income", income,
      total((0..<sectors).map { (wage[$0] * labour[$0]) + 0.1 * price[$0] * output[$0] }))
    builder.equation("employment", employment, total(labour))
    builder.equation("cpi", cpi, Term(1 / size) * total(price))
    for year in 2018...2060 {
      builder.model.exogenousData[worldDemand.cell]?[year] = 1.03 * Double(year - 2019) * 0.03 + 1
    }
    self.builder = builder
  }
}
