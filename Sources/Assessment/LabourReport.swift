import CountryPacks
import Foundation
import Labour
import Quantities
import Results

/// The jobs of a run by gender, age, skill and formality: the run's jobs by sector, the pack's shares.
public struct LabourReport: Sendable {
  /// The run's id.
  public let runID: String
  /// The scenario's name.
  public let scenario: String
  /// The composition of jobs by each dimension, in the pack's order.
  public let compositions: [JobComposition]
  /// What is to be known of each dimension's shares.
  public let notes: [String: String]
  /// What sectors are called in print.
  public let sectorNames: [String: String]
  /// The years of the run.
  public let years: ClosedRange<Int>
  private let series: [String: StoredSeries]

  /// The variable that is split.
  static let variable = "employmentJobs"

  /// Joins a run with the pack it was made with.
  /// - Throws: ``AssessmentError`` when the run was made with other tables or has no jobs by sector, or the
  ///   pack has no jobs by group.
  public init(run: StoredRun, pack: CountryPack) throws {
    let identity = run.manifest.identity
    runID = run.manifest.runID
    scenario = identity.scenario
    let tables = try pack.tables(of: run)
    func needed(_ name: String) throws -> CSVTable {
      guard let found = try tables.table(name) else {
        throw AssessmentError.badInput(
          "The pack \(pack.name) has no \(name).csv for the aggregation \(tables.aggregation), so jobs cannot be split. Name a recipe of labour in the pack's recipe.yaml and build it with `jtam pack build`."
        )
      }
      return found
    }
    let described = try needed("labourNotes")
    let (dimension, note) = (try described.column("dimension"), try described.column("note"))
    notes = Dictionary(
      described.rows.map { ($0[dimension], $0[note]) }, uniquingKeysWith: { first, _ in first })
    compositions = try described.rows.map { row in
      let name = row[dimension]
      return try JobComposition(
        dimension: name, table: needed("jobsBy\(name.prefix(1).uppercased())\(name.dropFirst())0"),
        set: needed(name))
    }
    let sectors = try needed("sector")
    let (code, title) = (try sectors.column("sector"), try sectors.column("name"))
    sectorNames = Dictionary(
      sectors.rows.map { ($0[code], $0[title]) }, uniquingKeysWith: { first, _ in first })
    var series: [String: StoredSeries] = [:]
    for one in run.series where one.variable == LabourReport.variable {
      if let sector = one.dimensions["sector"] { series[sector] = one }
    }
    guard !series.isEmpty else {
      throw AssessmentError.usage(
        "\(runID) has no \(LabourReport.variable) by sector, which is what is split. Run it with the standard model."
      )
    }
    for one in compositions where Set(one.sectors) != Set(series.keys) {
      let apart = Set(one.sectors).symmetricDifference(series.keys).sorted()
      throw AssessmentError.badInput(
        "Jobs by \(one.dimension) and the jobs of \(runID) do not have the same sectors: only one of them has \(apart.joined(separator: ", ")). Rebuild the pack and make the run again."
      )
    }
    self.series = series
    years = identity.firstYear...identity.lastYear
  }

  /// The compositions of the dimensions wanted, all without names.
  /// - Throws: ``AssessmentError/usage(_:)`` with the nearest name.
  public func compositions(by wanted: [String]) throws(AssessmentError) -> [JobComposition] {
    if wanted.isEmpty { return compositions }
    var chosen: [JobComposition] = []
    for name in wanted {
      guard let one = compositions.first(where: { $0.dimension == name }) else {
        throw .usage(
          "Jobs are not split by \"\(name)\": \(NearestName.hint(for: name, among: compositions.map(\.dimension)))"
        )
      }
      if !chosen.contains(one) { chosen.append(one) }
    }
    return chosen
  }

  /// The sectors wanted, all without a name, in the order of the pack.
  /// - Throws: ``AssessmentError/usage(_:)`` with the nearest name.
  public func sectors(_ wanted: String? = nil) throws(AssessmentError) -> [String] {
    let known = compositions.first?.sectors ?? []
    guard let wanted else { return known }
    guard known.contains(wanted) else {
      throw .usage(
        "There is no sector \"\(wanted)\": \(NearestName.hint(for: wanted, among: known))")
    }
    return [wanted]
  }

  /// The years wanted that the run has.
  /// - Throws: ``AssessmentError/usage(_:)`` when it has none of them.
  public func years(_ wanted: Set<Int>?) throws(AssessmentError) -> [Int] {
    guard let wanted else { return Array(years) }
    let found = wanted.filter(years.contains).sorted()
    guard !found.isEmpty else {
      throw .usage(
        "\(runID) has none of the years asked for: it goes from \(years.lowerBound) to \(years.upperBound)."
      )
    }
    return found
  }

  /// The years a table shows without being told: the first, some milestones, or else the last.
  public var milestones: [Int] {
    let known = [2030, 2035, 2050].filter { $0 > years.lowerBound && $0 <= years.upperBound }
    return Set([years.lowerBound] + (known.isEmpty ? [years.upperBound] : known)).sorted()
  }

  /// Jobs by sector in a year.
  public func jobs(in year: Int, sectors: [String]) -> [String: Double] {
    var jobs: [String: Double] = [:]
    for sector in sectors { jobs[sector] = series[sector]?.value(in: year) }
    return jobs
  }

  /// The jobs of groups as numbers of the long table.
  ///
  /// The status is the less trusted of the run's number and the pack's share: in the base year the share's,
  /// afterwards `modelled`.
  /// - Parameters:
  ///   - wanted: The dimensions, one after the other; all without names.
  ///   - sector: One sector only.
  ///   - isBySector: Whether sectors are kept apart.
  ///   - years: The years; nil for all.
  public func observations(
    by wanted: [String] = [], sector: String? = nil, isBySector: Bool = false,
    years: Set<Int>? = nil
  ) throws -> [Observation] {
    let keepsSectors = isBySector || sector != nil
    let sectors = try sectors(sector)
    let years = try self.years(years)
    return try compositions(by: wanted).flatMap { composition in
      let cells = keepsSectors ? sectors.map { [$0] } : [sectors]
      return try cells.flatMap { cell in
        try observations(composition, cell, years, named: keepsSectors)
      }
    }
  }

  private func observations(
    _ composition: JobComposition, _ sectors: [String], _ years: [Int], named: Bool
  ) throws -> [Observation] {
    let sums = try years.map { try composition.totals(of: jobs(in: $0, sectors: sectors)) }
    let shares = sectors.map { composition.status(of: $0) }.max() ?? .illustrative
    return composition.groups.enumerated().flatMap { column, group in
      zip(years, sums).map { year, values in
        let own = sectors.compactMap { sector in
          series[sector].map { $0.status.status(at: year - $0.firstYear) }
        }.max()
        return Observation(
          variable: LabourReport.variable,
          dimensions: Dimensions(
            [(composition.dimension, group.element)] + (named ? [("sector", sectors[0])] : [])),
          year: year, unit: "jobs", value: values[column], status: max(own ?? shares, shares))
      }
    }
  }
}
