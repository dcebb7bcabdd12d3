import Foundation

/// How an industry's investment answers to capital per unit of output, as the accelerator says it:
///
///     dlog I = … + b dlog I₋₁ + s dlog k + g (log K*₋₁ − log K₋₁),   K* ∝ k Y,   K = (1 − δ) K₋₁ + I.
///
/// The equation is linear in logarithms and the account of capital in levels. Between two runs the
/// logarithmic mean `L(x, y) = (x − y) / (log x − log y)` carries one into the other without a rest.
struct InvestmentResponse: Sendable, Equatable {
  /// b, s and g; zero in a model whose investment does not answer to prices.
  var inertia = 0.0
  var substitution = 0.0
  var capitalGap = 0.0
  /// δ.
  var depreciation = 0.0

  /// The response of a model; none where the model has no such parameters.
  init(_ table: ParameterTable) {
    guard let inertia = table.scalar("investmentInertia"),
      let substitution = table.scalar("investmentSubstitution"),
      let capitalGap = table.scalar("investmentCapitalGap"),
      let depreciation = table.scalar("depreciationRate")
    else { return }
    self.inertia = inertia
    self.substitution = substitution
    self.capitalGap = capitalGap
    self.depreciation = depreciation
  }

  /// No response.
  init() {}

  /// One industry's paths of a run, from the base year on.
  struct Paths {
    var investment: [Double]
    /// What it would be if programmes displaced none, which the equation above speaks of.
    var planned: [Double]
    var capital: [Double]
    /// k, relative to the base year.
    var intensity: [Double]
  }

  /// The difference in investment, year by year, that follows from capital per unit of output alone.
  /// - Parameters:
  ///   - run: The scenario.
  ///   - base: What it is compared with, over the same years.
  func differenceForCapital(_ run: Paths, beside base: Paths) -> [Double] {
    let count = run.investment.count
    guard self != InvestmentResponse() else { return [Double](repeating: 0, count: count) }
    let shift = (0..<count).map { log(run.intensity[$0]) - log(base.intensity[$0]) }
    // Of log investment and of capital, what the shift has done so far.
    var response = [Double](repeating: 0, count: count)
    var capital = [Double](repeating: 0, count: count)
    var result = [Double](repeating: 0, count: count)
    for year in 0..<count where year > 0 {
      let momentum = response[year - 1] - (year > 1 ? response[year - 2] : 0)
      let gap =
        shift[year - 1] - capital[year - 1]
        / logarithmicMean(run.capital[year - 1], base.capital[year - 1])
      response[year] =
        response[year - 1] + inertia * momentum + substitution * (shift[year] - shift[year - 1])
        + capitalGap * gap
      let kept =
        (run.investment[year] / run.planned[year] + base.investment[year] / base.planned[year]) / 2
      result[year] = kept * response[year] * logarithmicMean(run.planned[year], base.planned[year])
      capital[year] = (1 - depreciation) * capital[year - 1] + result[year]
    }
    return result
  }

  /// `(x − y) / (log x − log y)`, and x where both are equal.
  private func logarithmicMean(_ x: Double, _ y: Double) -> Double {
    let ratio = (x - y) / y
    // For ratios near one the quotient loses its digits; the series does not.
    if ratio.magnitude < 1e-5 { return y * (1 + ratio / 2 - ratio * ratio / 12) }
    return (x - y) / log1p(ratio)
  }
}
