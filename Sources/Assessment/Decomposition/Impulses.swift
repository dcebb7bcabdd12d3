import LinearAlgebra

/// What calls for more or less output, by cause, between two runs in one year: the addends of
/// `V' [ d̄ ∘ (ΔM Ȳ + ΔF) + S̄ ∘ Δd + ΔX ]`.
struct Impulses {
  /// Output called for in the first place, by industry.
  private(set) var output: [JobsCause: [Double]] = [:]
  /// M̄.
  let inputs: DenseMatrix

  private let run: SupplyState
  private let base: SupplyState
  private let system: SupplySystem
  private let homeShares: [Double]

  init(_ run: SupplyState, _ base: SupplyState, _ system: SupplySystem) {
    self.run = run
    self.base = base
    self.system = system
    homeShares = mean(run.homeShares, base.homeShares)
    var inputs = run.inputs
    for index in inputs.storage.indices {
      inputs.storage[index] = (inputs.storage[index] + base.inputs.storage[index]) / 2
    }
    self.inputs = inputs
  }

  /// Adds demand for composite products to a cause; home producers get their share of it.
  private mutating func add(_ composite: [Double], to cause: JobsCause) {
    add(made: composite.indices.map { homeShares[$0] * composite[$0] }, to: cause)
  }

  /// Adds demand on home producers to a cause.
  private mutating func add(made amounts: [Double], to cause: JobsCause) {
    guard amounts.contains(where: { $0 != 0 }) else { return }
    add(output: system.output(making: amounts), to: cause)
  }

  private mutating func add(output added: [Double], to cause: JobsCause) {
    guard added.contains(where: { $0 != 0 }) else { return }
    let known = output[cause] ?? [Double](repeating: 0, count: added.count)
    output[cause] = zip(known, added).map { $0 + $1 }
  }

  /// Exports, and the shares of home and foreign supply at home.
  mutating func addTrade() {
    let demand = mean(run.composite, base.composite)
    add(
      made: demand.indices.map { demand[$0] * (run.homeShares[$0] - base.homeShares[$0]) },
      to: .homeShares)
    // Exports are a volume of foreign demand times what foreigners take of it.
    for (bought, isMade) in [(run.exported, true), (vector(.exports, run), false)] {
      let before = isMade ? base.exported : vector(.exports, base)
      let splits = bought.indices.map {
        Split(
          run.foreignDemand, bought[$0] / run.foreignDemand, beside: base.foreignDemand,
          before[$0] / base.foreignDemand)
      }
      for (cause, amounts) in [
        (JobsCause.foreignDemand, splits.map(\.fromFirst)),
        (JobsCause.exportPrices, splits.map(\.fromSecond)),
      ] {
        if isMade { add(made: amounts, to: cause) } else { add(amounts, to: cause) }
      }
    }
  }

  /// What industries buy for a unit of output.
  mutating func addRecipes() {
    var change = run.inputs
    for index in change.storage.indices { change.storage[index] -= base.inputs.storage[index] }
    let output = mean(run.output, base.output)
    var saved = [Double](repeating: 0, count: system.products.count)
    for (purchase, (new, old)) in zip(system.purchases, zip(run.governed, base.governed)) {
      guard new.index != old.index, case .industry(let sector) = purchase.buyer else { continue }
      let amount = (new.amount + old.amount) / 2 * (new.index - old.index) * output[sector]
      for content in purchase.contents { saved[content.product] += content.volume * amount }
    }
    add(saved, to: .savedEnergy)
    add(zip(change.times(output), saved).map { $0 - $1 }, to: .recipes)
  }

  /// What households buy: how much, and of what.
  mutating func addHouseholds() {
    let structure = (
      vector(.households, run).map { $0 / run.income.budget },
      vector(.households, base).map { $0 / base.income.budget }
    )
    let usual = mean(structure.0, structure.1)
    for (cause, amount) in HouseholdIncome.causes(run.income, beside: base.income)
    where amount != 0 {
      add(usual.map { $0 * amount }, to: cause)
    }
    let budget = (run.income.budget + base.income.budget) / 2
    add(zip(structure.0, structure.1).map { ($0 - $1) * budget }, to: .consumptionBasket)
  }

  /// What investment buys: by whom and why, and of what.
  mutating func addInvestment(forCapital: [Double]) {
    let volume = (run.investment.reduce(0, +), base.investment.reduce(0, +))
    guard volume.0 != 0, volume.1 != 0 else {
      return add(difference(.investment), to: .investmentMix)
    }
    let mix = (
      vector(.investment, run).map { $0 / volume.0 },
      vector(.investment, base).map { $0 / volume.1 }
    )
    var amounts: [JobsCause: Double] = [:]
    for (number, sector) in system.sectors.enumerated() {
      guard run.investment[number] != base.investment[number] else { continue }
      let plans = (plan(number, run), plan(number, base))
      let change = Split(
        run.investment[number] / plans.0, plans.0, beside: base.investment[number] / plans.1,
        plans.1)
      if system.publicInvestors.contains(sector) {
        amounts[.publicInvestment, default: 0] += change.fromFirst + change.fromSecond
      } else {
        amounts[.displacedInvestment, default: 0] += change.fromFirst
        amounts[.investmentForCapital, default: 0] += forCapital[number]
        amounts[.investmentWithOutput, default: 0] += change.fromSecond - forCapital[number]
      }
    }
    let usual = mean(mix.0, mix.1)
    for cause in JobsCause.allCases {
      if let amount = amounts[cause], amount != 0 { add(usual.map { $0 * amount }, to: cause) }
    }
    let middle = (volume.0 + volume.1) / 2
    add(zip(mix.0, mix.1).map { ($0 - $1) * middle }, to: .investmentMix)
  }

  private func plan(_ sector: Int, _ state: SupplyState) -> Double {
    state.plannedInvestment.isEmpty
      ? state.investment[sector] : state.plannedInvestment[sector]
  }

  /// Government, programmes and stocks.
  mutating func addPolicyAndStocks() {
    if run.programmeOutput.count == base.programmeOutput.count {
      add(
        made: zip(run.programmeOutput, base.programmeOutput).map { $0 - $1 },
        to: .programmePurchases)
    }
    add(difference(.government), to: .publicConsumption)
    add(difference(.programme), to: .programmePurchases)
    add(difference(.stocks), to: .stockBuilding)
  }

  /// What the solver's tolerance leaves of both runs' supply identities.
  mutating func addResidual() {
    add(
      output: zip(run.residual(in: system), base.residual(in: system)).map { $0 - $1 },
      to: .solver)
  }

  /// Ȳ Δℓ by cause, jobs per unit of output being the recipe's labour, over output per job, times
  /// the staff an industry has per job that it aims at.
  func staffing() -> [JobsCause: [Double]] {
    let sectors = system.sectors.indices
    var result: [JobsCause: [Double]] = [:]
    func add(_ jobs: [Double], to cause: JobsCause) {
      if jobs.contains(where: { $0 != 0 }) { result[cause] = jobs }
    }
    let splits = sectors.map { sector -> (staff: Split, labour: Split, output: Double) in
      func state(_ state: SupplyState) -> (staff: Double, aim: Double, perLabour: Double) {
        let aim = state.notionalJobs[sector] / state.output[sector]
        return (
          state.jobs[sector] / state.notionalJobs[sector], aim,
          aim / state.labourIntensity[sector]
        )
      }
      let (new, old) = (state(run), state(base))
      return (
        Split(new.staff, new.aim, beside: old.staff, old.aim),
        Split(
          new.perLabour, run.labourIntensity[sector], beside: old.perLabour,
          base.labourIntensity[sector]),
        (run.output[sector] + base.output[sector]) / 2
      )
    }
    add(splits.map { $0.output * $0.staff.fromFirst }, to: .staffing)
    add(
      splits.map { $0.output * $0.staff.meanOfFirst * $0.labour.fromSecond }, to: .labourForOutput)
    let perJob = splits.map { $0.output * $0.staff.meanOfFirst * $0.labour.fromFirst }
    let isSet = zip(perJob, run.jobs).contains {
      $0.magnitude > JobsDecomposition.identityTolerance * $1
    }
    add(perJob, to: isSet ? .outputPerJob : .solver)
    return result
  }

  private func vector(_ buyer: SupplySystem.FinalBuyer, _ state: SupplyState) -> [Double] {
    state.final[buyer] ?? [Double](repeating: 0, count: system.products.count)
  }

  private func difference(_ buyer: SupplySystem.FinalBuyer) -> [Double] {
    zip(vector(buyer, run), vector(buyer, base)).map { $0 - $1 }
  }
}
