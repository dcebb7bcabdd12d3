import CountryPacks
import Foundation
import Quantities
import Reporting
import Results

/// The stored runs that a picture shows, each beside its baseline, and what must be said of them.
struct ChartRuns {
  /// A scenario and what it is measured against.
  struct Pair {
    let run: StoredRun
    let baseline: StoredRun
    /// The scenario's name in words.
    let name: String
    /// The baseline's name in words.
    let baselineName: String
  }

  let request: ChartRequest
  /// The scenarios; none when only baselines are asked for.
  let pairs: [Pair]
  /// The baselines, each once, with their names.
  let baselines: [(run: StoredRun, name: String)]

  /// What the packs of the runs ask to be said beside every result, each once.
  var notices: [String] {
    var said: [String] = []
    for run in baselines.map(\.run) + pairs.map(\.run) {
      if let notice = run.manifest.notice, !said.contains(notice) { said.append(notice) }
    }
    return said
  }

  /// Reads the runs of a request.
  init(_ request: ChartRequest, store: RunStore) throws {
    self.request = request
    var loaded: [String: StoredRun] = [:]
    func load(_ id: String) throws -> StoredRun {
      if let known = loaded[id] { return known }
      let run = Headline.enriched(try store.wholeRun(id))
      loaded[id] = run
      return run
    }
    var scenarios: [(run: StoredRun, baseline: StoredRun)] = []
    var bases: [StoredRun] = []
    for name in request.runs {
      let run = try store.run(named: name)
      let base =
        try request.baseline.map { try store.counterpart($0, of: name).id }
        ?? ChartRuns.ancestor(of: run, in: store)
      if !bases.contains(where: { $0.manifest.runID == base }) { bases.append(try load(base)) }
      if base != run.id, !scenarios.contains(where: { $0.run.manifest.runID == run.id }) {
        scenarios.append((try load(run.id), try load(base)))
      }
    }
    let all = bases + scenarios.map(\.run)
    func words(_ run: StoredRun) -> String {
      let scenario = run.manifest.identity.scenario
      let isTwice = all.filter { $0.manifest.identity.scenario == scenario }.count > 1
      return ChartText.words(scenario)
        + (isTwice ? " (\(run.manifest.runID.suffix(8)))" : "")
    }
    baselines = bases.map { ($0, words($0)) }
    pairs = scenarios.map {
      Pair(
        run: $0.run, baseline: $0.baseline, name: words($0.run), baselineName: words($0.baseline))
    }
  }

  /// The run at the beginning of a run's lineage.
  private static func ancestor(of run: RunSummary, in store: RunStore) throws -> String {
    var run = run
    while let parent = run.parentRunID {
      do {
        run = try store.run(named: parent)
      } catch {
        throw AssessmentError.usage(
          "\(run.id) is a change to \(parent), which is not in \(store.path). Name what it is to be compared with by --compare, or solve it again with `jtam run \(run.scenario) --again`."
        )
      }
    }
    return run.id
  }

  /// The scenarios, of which there must be one at least.
  func scenarios() throws -> [Pair] {
    guard pairs.isEmpty else { return pairs }
    throw AssessmentError.usage(
      "The chart \(request.chart.rawValue) shows differences from a baseline, and \(request.runs.joined(separator: ", ")) is one itself. Name a scenario with --run."
    )
  }

  /// The only scenario of a picture that holds one.
  func scenario() throws -> Pair {
    let pairs = try scenarios()
    guard pairs.count == 1 else {
      throw AssessmentError.usage(
        "The chart \(request.chart.rawValue) shows one scenario, and --run names \(pairs.count): \(pairs.map(\.run.manifest.runID).joined(separator: ", ")). Draw one for each."
      )
    }
    return pairs[0]
  }

  /// The year of a picture of one year.
  func year(of run: StoredRun) throws -> Int {
    let identity = run.manifest.identity
    let wanted = request.years?.sorted() ?? [min(2035, identity.lastYear)]
    guard wanted.count == 1, let year = wanted.first,
      (identity.firstYear...identity.lastYear).contains(year)
    else {
      throw AssessmentError.usage(
        "The chart \(request.chart.rawValue) shows one year between \(identity.firstYear) and \(identity.lastYear): name it with --years, as --years 2035."
      )
    }
    return year
  }

  /// A series that the picture needs.
  static func series(
    _ variable: String, _ dimensions: Dimensions = Dimensions(), of run: StoredRun
  ) throws -> StoredSeries {
    guard let series = run.series(of: variable, at: dimensions) else {
      let cell = dimensions.pairs.isEmpty ? "" : " (\(dimensions))"
      throw AssessmentError.usage(
        "\(run.manifest.runID) has no variable \(variable)\(cell), which this chart needs. Plot what the model has by its name: `jtam plot VARIABLE`."
      )
    }
    return series
  }

  /// The years of a series that are wanted.
  func years(of series: StoredSeries) throws -> [Int] {
    let years = series.years.filter { request.years?.contains($0) ?? true }
    guard !years.isEmpty else {
      throw AssessmentError.usage(
        "The runs have none of the years asked for: they go from \(series.years.lowerBound) to \(series.years.upperBound - 1)."
      )
    }
    return years
  }

  /// What every picture says of its numbers.
  func notes() -> [String] {
    let runs = pairs.map(\.run) + baselines.map(\.run)
    let ids = runs.map(\.manifest.runID)
    var packs: [String] = []
    for identity in runs.map(\.manifest.identity) {
      let pack = "\(identity.pack) \(identity.packVersion)"
      if !packs.contains(pack) { packs.append(pack) }
    }
    let assumptions = runs.first?.manifest.assumptions ?? []
    func count(_ status: Status) -> Int { assumptions.filter { $0.status == status }.count }
    return [
      "Source: JTAM, run\(ids.count == 1 ? "" : "s") \(ids.joined(separator: ", ")); country pack \(packs.joined(separator: ", ")).",
      "Model results, not a forecast. \(count(.borrowed)) parameters are borrowed from other places or models, \(count(.illustrative)) are illustrative.",
    ]
  }

  /// Whether the checks of every run hold.
  var isVerified: Bool {
    (pairs.map(\.run) + baselines.map(\.run)).allSatisfy(\.manifest.isVerified)
  }

  /// The names in print of a run's elements.
  func names(of run: StoredRun) throws -> ElementNames {
    var locator = request.locator
    locator.pack = locator.pack ?? run.manifest.identity.pack
    let pack = try CountryPack(folder: locator.packFolder())
    return ElementNames(pack: pack, tables: try pack.tablesInSectors(of: run))
  }
}
