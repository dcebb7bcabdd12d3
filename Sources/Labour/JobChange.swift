/// What became of the jobs of one group between two runs.
public struct JobChange: Sendable, Equatable {
  /// The group.
  public let group: JobComposition.Group
  /// Its jobs in the baseline.
  public let baseline: Double
  /// Its jobs in the scenario.
  public let scenario: Double
  /// What it loses in sectors with fewer jobs than in the baseline; zero or more.
  public let lost: Double
  /// What it gains in sectors with more jobs.
  public let gained: Double

  /// Scenario less baseline.
  public var difference: Double { scenario - baseline }

  /// The difference as a share of the baseline; nil where the baseline has no jobs.
  public var relativeDifference: Double? { baseline == 0 ? nil : difference / baseline }

  /// The sum of groups' changes.
  public static func sum(_ changes: [JobChange]) -> JobChange {
    JobChange(
      group: .init(element: "", name: ""), baseline: changes.reduce(0) { $0 + $1.baseline },
      scenario: changes.reduce(0) { $0 + $1.scenario }, lost: changes.reduce(0) { $0 + $1.lost },
      gained: changes.reduce(0) { $0 + $1.gained })
  }

  /// This change's part of the jobs, of the losses and of the gains of all; nil where there are none.
  public func parts(of all: [JobChange]) -> (jobs: Double?, losses: Double?, gains: Double?) {
    let total = JobChange.sum(all)
    func part(_ one: Double, _ whole: Double) -> Double? { whole == 0 ? nil : one / whole }
    return (
      part(baseline, total.baseline), part(lost, total.lost), part(gained, total.gained)
    )
  }
}

extension JobComposition {
  /// The change of every group's jobs from one set of sectors' jobs to another.
  ///
  /// Gross losses and gains are those of sectors: people who change jobs inside a sector are not seen.
  /// - Throws: ``LabourError`` when a sector is unknown or is in only one of the two.
  public func changes(
    from baseline: [String: Double], to scenario: [String: Double]
  ) throws(LabourError) -> [JobChange] {
    var before = groups.map { _ in 0.0 }
    var after = before
    var lost = before
    var gained = before
    for sector in Set(baseline.keys).union(scenario.keys).sorted() {
      guard let old = baseline[sector], let new = scenario[sector] else {
        throw .unmatchedSector(sector)
      }
      let (left, right) = (try split(old, in: sector), try split(new, in: sector))
      for column in groups.indices {
        before[column] += left[column]
        after[column] += right[column]
        let change = right[column] - left[column]
        if new < old { lost[column] -= change } else { gained[column] += change }
      }
    }
    return groups.enumerated().map { column, group in
      JobChange(
        group: group, baseline: before[column], scenario: after[column], lost: lost[column],
        gained: gained[column])
    }
  }
}
