/// What households spend in a year and the income it comes from, in real terms.
///
///     R = g N,   N = p y,   y = m − o − t + transfers
///
/// with R the real budget, N the budget aimed at, g habit, p the propensity to consume, y real
/// disposable income, m market income, o own contributions at a rate on labour income, t income tax
/// at a rate on market income.
struct HouseholdIncome: Sendable {
  /// Real consumption decided on.
  var budget: Double
  /// Real consumption aimed at; nil in a model whose consumption is held.
  var notional: Double?
  /// Everything below at consumer prices of the base year.
  var disposable = 0.0
  var market = 0.0
  var labour = 0.0
  var contributions = 0.0
  var tax = 0.0
  var carbonTransfer = 0.0
  var benefits = 0.0
  var lumpSumTax = 0.0
  /// Real gross domestic product.
  var product = 1.0

  /// The difference of the real budget between two runs, by cause. Products are split at the means
  /// of both runs, so the amounts add up and change only sign when the runs change places.
  static func causes(
    _ run: HouseholdIncome, beside base: HouseholdIncome
  ) -> [(cause: JobsCause, amount: Double)] {
    guard let aim = run.notional, let baseAim = base.notional else {
      return [(.habit, run.budget - base.budget)]
    }
    let habit = Split(run.budget / aim, aim, beside: base.budget / baseAim, baseAim)
    let propensity = Split(
      aim / run.disposable, run.disposable, beside: baseAim / base.disposable, base.disposable)
    let spent = habit.meanOfFirst * propensity.meanOfFirst
    var result = [(JobsCause.habit, habit.fromFirst)]
    // What the solver's tolerance leaves of the aim is not a propensity that anybody sets.
    let isSet =
      propensity.fromFirst.magnitude > JobsDecomposition.identityTolerance * aim.magnitude
    result.append(
      (isSet ? .propensityToSpend : .solver, habit.meanOfFirst * propensity.fromFirst))
    result += incomes(run, beside: base).map { ($0.cause, spent * $0.amount) }
    return result
  }

  /// The difference of real disposable income, by cause.
  private static func incomes(
    _ run: HouseholdIncome, beside base: HouseholdIncome
  ) -> [(cause: JobsCause, amount: Double)] {
    let contributions = Split(
      run.contributions / run.labour, run.labour, beside: base.contributions / base.labour,
      base.labour)
    let tax = Split(run.tax / run.market, run.market, beside: base.tax / base.market, base.market)
    // Income before transfers at the mean rates of both runs: what is left moves with earnings alone.
    func earned(_ income: HouseholdIncome) -> Double {
      income.market - contributions.meanOfFirst * income.labour - tax.meanOfFirst * income.market
    }
    let earnings = Split(
      earned(run) / run.product, run.product, beside: earned(base) / base.product, base.product)
    func transfers(_ income: HouseholdIncome) -> Double {
      income.disposable - income.market + income.contributions + income.tax
    }
    let named: [(JobsCause, Double)] = [
      (.carbonTransfers, run.carbonTransfer - base.carbonTransfer),
      (.socialBenefits, run.benefits - base.benefits),
      (.lumpSumCorrection, base.lumpSumTax - run.lumpSumTax),
    ]
    let other = transfers(run) - transfers(base) - named.reduce(0) { $0 + $1.1 }
    return [
      (.incomeWithOutput, earnings.fromSecond), (.realIncomeOfOutput, earnings.fromFirst),
      (.incomeTaxRates, -contributions.fromFirst - tax.fromFirst),
    ] + named + [(.otherTransfers, other)]
  }
}

/// The difference of a product of two numbers between two runs, split at the means without a rest.
struct Split {
  let fromFirst: Double
  let fromSecond: Double
  let meanOfFirst: Double

  init(_ first: Double, _ second: Double, beside baseFirst: Double, _ baseSecond: Double) {
    meanOfFirst = (first + baseFirst) / 2
    fromFirst = (first - baseFirst) * (second + baseSecond) / 2
    fromSecond = (second - baseSecond) * meanOfFirst
  }
}

extension HouseholdIncome {
  /// The incomes of a run, year by year.
  static func paths(of run: RunPaths) throws(AssessmentError) -> [HouseholdIncome] {
    let price = try run.scalar("consumerPrice")
    let spending = try run.scalar("consumptionBudget")
    let budget = try run.optionalScalar("realBudget")
    let notional = try run.optionalScalar("notionalConsumption")
    let product = try run.scalar("gdpReal")
    let lumpSum = try run.optionalScalar("fiscalCorrection")
    let disposable = try run.scalar("disposableIncome")
    let market = try run.scalar("marketIncome")
    let labour = try run.scalar("labourIncome")
    let contributions = try run.scalar("ownContributions")
    let tax = try run.scalar("directTaxHousehold")
    let carbon = try run.optionalScalar("carbonTransfer")
    let benefits = try run.optionalScalar("socialBenefits")
    return price.indices.map { year in
      func real(_ path: [Double]) -> Double { path[year] / price[year] }
      return HouseholdIncome(
        budget: budget?[year] ?? real(spending), notional: notional?[year],
        disposable: real(disposable), market: real(market), labour: real(labour),
        contributions: real(contributions), tax: real(tax), carbonTransfer: carbon.map(real) ?? 0,
        benefits: benefits.map(real) ?? 0, lumpSumTax: lumpSum?[year] ?? 0, product: product[year])
    }
  }
}
