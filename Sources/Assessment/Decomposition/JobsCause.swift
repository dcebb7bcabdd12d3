/// A part of the effect of a scenario on jobs.
public enum JobsPart: String, CaseIterable, Sendable {
  /// Jobs in the industries that sell what the scenario itself buys, or whose output it sets.
  case direct
  /// Jobs at their suppliers, and at the suppliers of those.
  case indirect
  /// Jobs for what households and firms buy because the economy, and with it their income and the
  /// output they expect, is larger or smaller; suppliers included.
  case induced
  /// Jobs moved by relative prices and real earnings: recipes, home shares, exports, the basket of
  /// consumption, what an income buys; suppliers included.
  case price
  /// Jobs for what transfers, tax rates and public purchases add to demand; suppliers included.
  case fiscal
  /// Jobs ahead of or behind what firms and households aim at, because they take time to adjust.
  case adjustment
  /// What the solver's tolerance leaves of the supply identity.
  case tolerance
}

/// A cause of the difference in jobs between two runs, as the account tells them apart.
public enum JobsCause: String, CaseIterable, Sendable {
  case programmePurchases, displacedInvestment, savedEnergy
  case foreignDemand, propensityToSpend, outputPerJob
  case incomeWithOutput, investmentWithOutput, stockBuilding
  case realIncomeOfOutput, consumptionBasket, investmentForCapital, investmentMix, exportPrices
  case exportMix, homeShares, recipes, labourForOutput
  case carbonTransfers, socialBenefits, lumpSumCorrection, otherTransfers, incomeTaxRates
  case publicConsumption, publicInvestment
  case habit, staffing
  case solver

  /// Where a cause comes from, which decides its part.
  enum Origin { case scenario, income, prices, budget, delay, solver }

  var origin: Origin {
    switch self {
    case .programmePurchases, .displacedInvestment, .savedEnergy, .foreignDemand,
      .propensityToSpend, .outputPerJob:
      .scenario
    case .incomeWithOutput, .investmentWithOutput, .stockBuilding: .income
    case .realIncomeOfOutput, .consumptionBasket, .investmentForCapital, .investmentMix,
      .exportPrices, .exportMix, .homeShares, .recipes, .labourForOutput:
      .prices
    case .carbonTransfers, .socialBenefits, .lumpSumCorrection, .otherTransfers, .incomeTaxRates,
      .publicConsumption, .publicInvestment:
      .budget
    case .habit, .staffing: .delay
    case .solver: .solver
    }
  }

  /// The part that jobs of this cause belong to.
  /// - Parameter suppliers: Whether they are at suppliers rather than where demand falls first.
  public func part(atSuppliers suppliers: Bool) -> JobsPart {
    switch origin {
    case .scenario: suppliers ? .indirect : .direct
    case .income: .induced
    case .prices: .price
    case .budget: .fiscal
    case .delay: .adjustment
    case .solver: .tolerance
    }
  }

  /// The cause in words.
  public var words: String {
    switch self {
    case .programmePurchases: "purchases of programmes and for standards"
    case .displacedInvestment: "investment that programmes displace"
    case .savedEnergy: "energy that programmes and standards save"
    case .foreignDemand: "foreign demand that the scenario sets"
    case .propensityToSpend: "propensity to consume that the scenario sets"
    case .outputPerJob: "output per job that the scenario sets"
    case .incomeWithOutput: "household income that moves with GDP"
    case .investmentWithOutput: "investment that follows output"
    case .stockBuilding: "changes in stocks"
    case .realIncomeOfOutput: "what income from a unit of GDP buys"
    case .consumptionBasket: "basket of consumption"
    case .investmentForCapital: "investment for more or less capital per output"
    case .investmentMix: "mix of investment goods"
    case .exportPrices: "exports, dearer or cheaper"
    case .exportMix: "content of exports"
    case .homeShares: "home and foreign supply"
    case .recipes: "inputs per unit of output"
    case .labourForOutput: "labour per unit of output"
    case .carbonTransfers: "carbon revenue paid to households"
    case .socialBenefits: "social benefits in real terms"
    case .lumpSumCorrection: "lump-sum tax of the budget's rule"
    case .otherTransfers: "other levies and transfers of households"
    case .incomeTaxRates: "rates of income tax and own contributions"
    case .publicConsumption: "public consumption"
    case .publicInvestment: "public investment"
    case .habit: "consumption not yet where income leads it"
    case .staffing: "staff not yet where output leads it"
    case .solver: "what the solver's tolerance leaves"
    }
  }
}
