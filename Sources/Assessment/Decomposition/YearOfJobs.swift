import LinearAlgebra

/// The difference in jobs between two runs in one year, by cause and industry, adding up exactly.
public struct YearOfJobs: Sendable {
  /// Jobs of one cause, by industry.
  public struct Effect: Sendable {
    /// The cause.
    public let cause: JobsCause
    /// Jobs where the demand falls first, or where an industry's own labour changes.
    public let first: [Double]
    /// Jobs at suppliers, and at their suppliers.
    public let suppliers: [Double]
  }

  /// The year.
  public let year: Int
  /// Jobs in the run less jobs in the base, by industry.
  public let difference: [Double]
  /// Each cause that is at work, in the order of ``JobsCause``.
  public let effects: [Effect]

  /// Jobs of one part, by industry.
  public func jobs(of part: JobsPart) -> [Double] {
    var result = [Double](repeating: 0, count: difference.count)
    for effect in effects {
      for (suppliers, jobs) in [(false, effect.first), (true, effect.suppliers)]
      where effect.cause.part(atSuppliers: suppliers) == part {
        for sector in result.indices { result[sector] += jobs[sector] }
      }
    }
    return result
  }

  /// Jobs of one part in all industries.
  public func total(of part: JobsPart) -> Double { jobs(of: part).reduce(0, +) }

  /// Jobs in the run less jobs in the base.
  public var total: Double { difference.reduce(0, +) }

  /// The account of a year.
  ///
  /// With bars for means over both runs, output moves by
  ///
  ///     ΔY = (I − V' d̄ M̄)⁻¹ V' [ d̄ ∘ (ΔM Ȳ + ΔF) + S̄ ∘ Δd + ΔX ]
  ///
  /// and jobs `ℓ Y` by `ℓ̄ ΔY + Ȳ Δℓ`. Each cause is an addend of the bracket, or of Δℓ.
  /// - Parameter investmentForCapital: The difference in investment, by industry, that follows
  ///   from capital per unit of output.
  init(
    year: Int, run: SupplyState, beside base: SupplyState, system: SupplySystem,
    investmentForCapital: [Double]
  ) throws(LinearAlgebraError) {
    self.year = year
    difference = zip(run.jobs, base.jobs).map { $0 - $1 }
    var impulses = Impulses(run, base, system)
    impulses.addTrade()
    impulses.addRecipes()
    impulses.addHouseholds()
    impulses.addInvestment(forCapital: investmentForCapital)
    impulses.addPolicyAndStocks()
    impulses.addResidual()
    var staffing = impulses.staffing()
    let order = JobsCause.allCases.filter {
      impulses.output[$0] != nil || staffing[$0] != nil
    }
    var requirements = system.requirements(
      homeShares: mean(run.homeShares, base.homeShares), inputs: impulses.inputs)
    for index in requirements.storage.indices { requirements.storage[index].negate() }
    for sector in system.sectors.indices { requirements[sector, sector] += 1 }
    let factors = try requirements.factored()
    let labour = mean(run.jobsPerOutput, base.jobsPerOutput)
    let nothing = [Double](repeating: 0, count: labour.count)
    var effects: [Effect] = []
    for cause in order {
      var first = staffing.removeValue(forKey: cause) ?? nothing
      var suppliers = nothing
      if let impulse = impulses.output[cause] {
        let output = try factors.solve(impulse)
        for sector in labour.indices {
          first[sector] += labour[sector] * impulse[sector]
          suppliers[sector] = labour[sector] * (output[sector] - impulse[sector])
        }
      }
      effects.append(Effect(cause: cause, first: first, suppliers: suppliers))
    }
    self.effects = effects
  }
}

extension SupplyState {
  /// ℓ.
  var jobsPerOutput: [Double] { zip(jobs, output).map { $0 / $1 } }
}

/// The mean of two vectors, entry by entry.
func mean(_ first: [Double], _ second: [Double]) -> [Double] {
  zip(first, second).map { ($0 + $1) / 2 }
}
