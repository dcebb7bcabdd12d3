import LinearAlgebra
import Reporting
import Results

/// Why jobs in a scenario differ from its baseline: direct, indirect, induced, price and fiscal parts
/// and what adjustment delays, by cause and industry, adding up exactly.
///
/// An account of two stored runs, not another simulation. `Documentation/Theory/decomposition.md`
/// defines every part and says what it can and cannot mean.
public struct JobsDecomposition: Sendable {
  /// The industries, in the order of every vector.
  public let sectors: [String]
  /// Each year in which both runs were solved.
  public let years: [YearOfJobs]
  /// The unit of jobs.
  public let unit: String

  /// The largest gap in a run's supply identity that is accepted, as a share of all jobs.
  public static let identityTolerance = 1e-9

  /// Compares a run with its baseline.
  ///
  /// - Parameters:
  ///   - run: The scenario.
  ///   - baseline: What it is compared with.
  ///   - model: The model the scenario was solved with, whose structure of supply is read.
  /// - Throws: ``AssessmentError`` when the runs lack a series, or output does not follow from their
  ///   purchases.
  public init(of run: StoredRun, beside baseline: StoredRun, model: PreparedModel) throws {
    try self.init(of: run, beside: baseline, system: SupplySystem(model))
  }

  init(of run: StoredRun, beside baseline: StoredRun, system: SupplySystem) throws {
    let identities = (run.manifest.identity, baseline.manifest.identity)
    guard identities.0.firstYear == identities.1.firstYear else {
      throw AssessmentError.usage(
        "\(run.manifest.runID) begins in \(identities.0.firstYear) and \(baseline.manifest.runID) in \(identities.1.firstYear). Compare runs that begin with the same data."
      )
    }
    let span = identities.0.firstYear...min(identities.0.lastYear, identities.1.lastYear)
    let paths = try (
      JobsDecomposition.states(of: run, span, system),
      JobsDecomposition.states(of: baseline, span, system)
    )
    let forCapital = try JobsDecomposition.investmentForCapital(
      RunPaths(run, years: span), RunPaths(baseline, years: span), system)
    sectors = system.sectors
    unit = run.series(of: "employmentJobs")?.unit ?? ""
    var years: [YearOfJobs] = []
    for (offset, year) in span.enumerated() where offset > 0 {
      years.append(
        try YearOfJobs(
          year: year, run: paths.0[offset], beside: paths.1[offset], system: system,
          investmentForCapital: forCapital.map { $0[offset] }))
    }
    self.years = years
  }

  /// A year, if both runs have it.
  public subscript(year: Int) -> YearOfJobs? { years.first { $0.year == year } }

  private static func states(
    of run: StoredRun, _ years: ClosedRange<Int>, _ system: SupplySystem
  ) throws(AssessmentError) -> [SupplyState] {
    let states = try SupplyState.paths(of: RunPaths(run, years: years), in: system)
    for (year, state) in zip(years, states) {
      let gaps = zip(state.residual(in: system), state.jobsPerOutput).map { ($0 * $1).magnitude }
      let jobs = state.jobs.reduce(0, +)
      // Written so that a gap that is not a number counts as one.
      guard !gaps.allSatisfy({ $0 <= identityTolerance * jobs }) else { continue }
      let worst =
        gaps.firstIndex { $0.isNaN } ?? gaps.indices.max { gaps[$0] < gaps[$1] } ?? 0
      throw .badInput(
        "Output does not follow from purchases in \(run.manifest.runID): in \(year) the identity of supply leaves \(NumberText.significant(gaps[worst])) jobs in \(system.sectors[worst]) of \(NumberText.significant(jobs)) in all. The model has a buyer or a supply relation that the account of jobs does not know; it must be added to SupplySystem before jobs can be decomposed."
      )
    }
    return states
  }

  /// By industry and year.
  private static func investmentForCapital(
    _ run: RunPaths, _ base: RunPaths, _ system: SupplySystem
  ) throws(AssessmentError) -> [[Double]] {
    func paths(_ run: RunPaths) throws(AssessmentError) -> [String: InvestmentResponse.Paths] {
      let investment = try run.cells(of: "investmentReal")
      let planned = try run.optionalCells(of: "plannedInvestment")
      let capital = try run.cells(of: "capital")
      let intensity = try run.cells(of: "capitalIntensity")
      var result: [String: InvestmentResponse.Paths] = [:]
      for (elements, path) in investment {
        guard let sector = elements.first, let stock = capital[elements],
          let relative = intensity[elements]
        else { continue }
        result[sector] = InvestmentResponse.Paths(
          investment: path, planned: planned[elements] ?? path, capital: stock,
          intensity: relative)
      }
      return result
    }
    let (new, old) = (try paths(run), try paths(base))
    return system.sectors.map { sector in
      guard !system.publicInvestors.contains(sector), let new = new[sector],
        let old = old[sector]
      else { return run.years.map { _ in 0 } }
      return system.investment.differenceForCapital(new, beside: old)
    }
  }
}
