import LinearAlgebra

/// Supply and jobs of a run in one year, in the terms of a ``SupplySystem``.
struct SupplyState: Sendable {
  /// Output by industry.
  var output: [Double]
  /// Jobs, and the jobs an industry aims at.
  var jobs: [Double]
  var notionalJobs: [Double]
  /// Labour per unit of output that the industry's recipe calls for, relative to the base year.
  var labourIntensity: [Double]
  /// Home share of each composite product: home sales per unit of composite demand.
  var homeShares: [Double]
  /// M: composite products in purchases per unit of output, products by industries.
  var inputs: DenseMatrix
  /// Composite products in the purchases of final buyers.
  var final: [SupplySystem.FinalBuyer: [Double]]
  /// What exports take straight from home output, and what programmes do.
  var exported: [Double]
  var programmeOutput: [Double] = []
  /// Volume of foreign demand that the run is given.
  var foreignDemand: Double
  /// Investment by industry, and what it would be if programmes displaced none.
  var investment: [Double]
  var plannedInvestment: [Double] = []
  /// Of each purchase of an industry per unit of output, the energy that a policy's index governs,
  /// and that index; empty in a model without such policies.
  var governed: [(amount: Double, index: Double)] = []
  var income: HouseholdIncome

  /// Composite demand by product: M Y + F.
  var composite: [Double] {
    var result = inputs.times(output)
    // In a fixed order, so that equal runs differ by nothing, not by rounding.
    for buyer in SupplySystem.FinalBuyer.allCases {
      guard let vector = final[buyer] else { continue }
      for product in result.indices { result[product] += vector[product] }
    }
    return result
  }

  /// Y − V'(d ∘ S + X): zero but for the tolerance that the run was solved to.
  func residual(in system: SupplySystem) -> [Double] {
    let composite = composite
    let made = system.output(
      making: composite.indices.map {
        homeShares[$0] * composite[$0] + exported[$0]
          + (programmeOutput.isEmpty ? 0 : programmeOutput[$0])
      })
    return zip(output, made).map { $0 - $1 }
  }
}

extension SupplyState {
  /// The states of a run, year by year.
  /// - Throws: ``AssessmentError/usage(_:)`` when the run lacks a series.
  static func paths(
    of run: RunPaths, in system: SupplySystem
  ) throws(AssessmentError) -> [SupplyState] {
    func bySector(_ variable: String) throws(AssessmentError) -> [[Double]] {
      try byName(variable, system.sectors, in: run)
    }
    let output = try bySector("outputReal")
    let jobs = try bySector("employmentJobs")
    let notional = try bySector("notionalEmployment")
    let intensity = try bySector("labourIntensity")
    let investment = try byName("investmentReal", system.sectors, in: run, absent: 0)
    let sales = try byName("domesticSales", system.products, in: run)
    let demand = try byName("compositeDemand", system.products, in: run)
    let worldDemand = try run.optionalScalar("worldDemand")
    let programmes = try ProgrammePaths(run, system)
    let planned = try run.optionalCells(of: "plannedInvestment")
    let income = try HouseholdIncome.paths(of: run)
    let cells = try run.cells(of: "purchases")
    let purchases = try system.purchases.map { purchase throws(AssessmentError) in
      guard let path = cells[[purchase.product, purchase.user]] else {
        throw run.missing("purchases[\(purchase.product),\(purchase.user)]")
      }
      return path
    }
    return run.years.enumerated().map { year, _ in
      func column(_ paths: [[Double]]) -> [Double] { paths.map { $0[year] } }
      var state = SupplyState(
        output: column(output), jobs: column(jobs), notionalJobs: column(notional),
        labourIntensity: column(intensity),
        homeShares: system.products.indices.map { product in
          let home = sales[product][year] - programmes.homeDemand[product][year]
          return demand[product][year] == 0 ? 0 : home / demand[product][year]
        },
        inputs: DenseMatrix(rows: system.products.count, columns: system.sectors.count),
        final: [:], exported: [Double](repeating: 0, count: system.products.count),
        foreignDemand: worldDemand?[year] ?? 1, investment: column(investment),
        income: income[year])
      state.programmeOutput = column(programmes.homeDemand)
      state.plannedInvestment = zip(system.sectors, state.investment).map {
        planned[[$0]]?[year] ?? $1
      }
      state.governed = programmes.governed(in: year)
      state.final[.programme] = programmes.margins(in: year)
      for (purchase, path) in zip(system.purchases, purchases) {
        state.add(path[year], of: purchase, products: system.products.count)
      }
      return state
    }
  }

  private mutating func add(_ volume: Double, of purchase: SupplySystem.Purchase, products: Int) {
    switch purchase.buyer {
    case .industry(let sector):
      for content in purchase.contents {
        inputs[content.product, sector] += content.volume * volume / output[sector]
      }
    case .final(let buyer):
      for content in purchase.contents {
        final[buyer, default: [Double](repeating: 0, count: products)][content.product] +=
          content.volume * volume
      }
      if let direct = purchase.exported { exported[direct.product] += direct.volume * volume }
    }
  }

  private static func byName(
    _ variable: String, _ names: [String], in run: RunPaths, absent: Double? = nil
  ) throws(AssessmentError) -> [[Double]] {
    let cells = try run.cells(of: variable)
    return try names.map { name throws(AssessmentError) in
      if let path = cells[[name]] { return path }
      guard let absent else { throw run.missing("\(variable)[\(name)]") }
      return run.years.map { _ in absent }
    }
  }
}
