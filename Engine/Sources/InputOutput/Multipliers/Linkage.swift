/// How strongly a sector pulls its suppliers and pushes its customers.
public struct Linkage: Sendable, Equatable {
  /// The sector.
  public let sector: String
  /// Inputs per unit of output, column sums of `A` (Chenery and Watanabe 1958).
  public let directBackward: Double
  /// The share of output that sectors use, row sums of `B` (Chenery and Watanabe 1958).
  public let directForward: Double
  /// Column sums of `(I − A)⁻¹` (Rasmussen 1957).
  public let backward: Double
  /// Row sums of `(I − A)⁻¹`: its output when every final demand is raised by a unit (Rasmussen 1957).
  public let leontiefForward: Double
  /// Row sums of `(I − B)⁻¹` (Ghosh; Jones 1976).
  public let ghoshForward: Double
  /// The backward linkage over its mean: the power of dispersion.
  public let powerOfDispersion: Double
  /// The Leontief forward linkage over its mean: the sensitivity of dispersion.
  public let sensitivityOfDispersion: Double
  /// The Ghosh forward linkage over its mean.
  public let normalisedForward: Double

  /// Which of the two linkages are above their mean.
  public var kind: Kind {
    switch (powerOfDispersion > 1, normalisedForward > 1) {
    case (true, true): .key
    case (true, false): .backward
    case (false, true): .forward
    case (false, false): .weak
    }
  }

  /// A sector by its backward and Ghosh forward linkages.
  public enum Kind: String, Sendable, CaseIterable {
    /// Both above the mean: a key sector.
    case key
    /// It depends on others' supply.
    case backward
    /// It depends on others' demand.
    case forward
    /// Neither.
    case weak
  }
}

extension GhoshModel {
  /// The linkages of every sector, from two solutions.
  /// - SeeAlso: Miller and Blair (2009), section 12.2.
  public func linkages() throws(InputOutputError) -> [Linkage] {
    let ones = [Double](repeating: 1, count: output.count)
    let backward = try leontief.requirements(of: ones)
    let forward = try leontief.outputs(meeting: ones)
    let ghosh = try forwardTotals()
    let directBackward = leontief.coefficients.columnSums
    let directForward = self.directForward
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let (backwardMean, forwardMean, ghoshMean) = (mean(backward), mean(forward), mean(ghosh))
    return output.indices.map { sector in
      Linkage(
        sector: leontief.accounts[sector], directBackward: directBackward[sector],
        directForward: directForward[sector], backward: backward[sector],
        leontiefForward: forward[sector], ghoshForward: ghosh[sector],
        powerOfDispersion: backward[sector] / backwardMean,
        sensitivityOfDispersion: forward[sector] / forwardMean,
        normalisedForward: ghosh[sector] / ghoshMean)
    }
  }
}
