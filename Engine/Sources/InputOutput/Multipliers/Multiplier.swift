/// What a unit of final demand of one sector makes necessary: output, jobs, emissions, energy, value
/// added or imports, in the unit of the intensities.
public struct Multiplier: Sendable, Equatable {
  /// The sector whose final demand is raised by one unit.
  public let sector: String
  /// In the sector itself, for that unit: its intensity `s[j]`; one for output.
  public let initial: Double
  /// At its direct suppliers, the first round, `s′ A`.
  public let direct: Double
  /// At the suppliers of suppliers, all later rounds.
  public let indirect: Double
  /// By what households buy of the income earned in all rounds; nil without a closure.
  public let induced: Double?

  /// All of it with households outside, `s′ (I − A)⁻¹`: the simple multiplier.
  public var simple: Double { initial + direct + indirect }
  /// All of it with households inside; nil without a closure.
  public var total: Double? { induced.map { simple + $0 } }
  /// The simple multiplier for each unit in the sector itself; nil where that is zero.
  public var typeI: Double? { initial == 0 ? nil : simple / initial }
  /// The total multiplier for each unit in the sector itself; nil where that is zero.
  public var typeII: Double? { initial == 0 ? nil : total.map { $0 / initial } }
}

/// How households earn and spend, for multipliers of type II.
public struct HouseholdClosure: Sendable, Equatable {
  /// Household income for a unit of output of each sector, `h`.
  public let incomes: [Double]
  /// What households buy of each sector for a unit of their income, `c`; the rest is saved, taxed or
  /// imported.
  public let consumption: [Double]

  /// Creates a closure.
  public init(incomes: [Double], consumption: [Double]) {
    self.incomes = incomes
    self.consumption = consumption
  }
}

extension LeontiefModel {
  /// The multipliers of every sector.
  ///
  /// With households inside, `I − A` is bordered by the row `h′` and the column `c`. Its inverse follows
  /// from the factors at hand: with `m′ = s′ (I − A)⁻¹` and `z′ = h′ (I − A)⁻¹`, total multipliers are
  /// `m′ + (m′ c + s_h) z′ / (1 − z′ c)`, so nothing is factored again.
  ///
  /// - Parameters:
  ///   - intensities: What a unit of output needs, `s`; ones for output multipliers.
  ///   - closure: Households, for type II.
  ///   - householdIntensity: What a unit of household income itself needs, `s_h`: zero gives truncated
  ///     multipliers, which count sectors alone; one, for output, counts household income as an output.
  /// - Throws: ``InputOutputError`` for lists of other lengths, or households that never save.
  /// - SeeAlso: Miller and Blair (2009), sections 6.2 and 6.3.
  public func multipliers(
    of intensities: [Double], closure: HouseholdClosure? = nil, householdIntensity: Double = 0
  ) throws(InputOutputError) -> [Multiplier] {
    let simple = try requirements(of: intensities)
    let direct = coefficients.transposedTimes(intensities)
    var induced: [Double]?
    if let closure {
      guard closure.consumption.count == accounts.count else {
        throw .wrongLength(
          what: "household consumption", found: closure.consumption.count, expected: accounts.count)
      }
      let incomes = try requirements(of: closure.incomes)
      let returned = zip(incomes, closure.consumption).reduce(0) { $0 + $1.0 * $1.1 }
      guard returned < 1 else { throw .householdsNeverSave(incomeReturned: returned) }
      let spent = zip(simple, closure.consumption).reduce(householdIntensity) { $0 + $1.0 * $1.1 }
      induced = incomes.map { $0 * spent / (1 - returned) }
    }
    return accounts.indices.map { sector in
      Multiplier(
        sector: accounts[sector], initial: intensities[sector], direct: direct[sector],
        indirect: simple[sector] - intensities[sector] - direct[sector],
        induced: induced?[sector])
    }
  }
}
