import CountryPacks
import Reporting
import Results

/// The pictures that `jtam plot --chart` draws.
public enum NamedChart: String, CaseIterable, Sendable {
  case jobs, gdp, emissions, prices, incomes, debt, effects
  case samSankey = "sam-sankey"
  case samHeatmap = "sam-heatmap"

  /// What it shows, in a sentence.
  public var summary: String {
    switch self {
    case .jobs:
      "Change of jobs by industry from the baseline in one year: the largest losses and gains, the others summed."
    case .gdp:
      "Real gross domestic product of baseline and scenarios, and the difference in per cent."
    case .emissions:
      "Net greenhouse-gas emissions of baseline and scenarios beside the country's targets, which the pack holds."
    case .prices:
      "Producer and consumer prices that change most from the baseline in one year, in per cent."
    case .incomes: "Real disposable income, real wage and employment: differences in per cent."
    case .debt:
      "Net public debt and primary balance of baseline and scenarios, in per cent of GDP."
    case .effects:
      "Six small panels: GDP, consumption, jobs, consumer prices, carbon dioxide and public debt against the baseline."
    case .samSankey: "The base year's social accounting matrix as flows of money. Needs no run."
    case .samHeatmap:
      "The base year's social accounting matrix, account by account, shaded by size. Needs no run."
    }
  }

  /// Whether it is drawn from stored runs rather than from the pack alone.
  public var needsRuns: Bool { self != .samSankey && self != .samHeatmap }

  /// Whether it shows one year.
  public var isOfOneYear: Bool { self == .jobs || self == .prices }
}

/// A picture as asked for.
public struct ChartRequest: Sendable {
  /// Which.
  public var chart: NamedChart
  /// Runs' ids or scenarios.
  public var runs: [String]
  /// The run that differences are taken from; each run's first ancestor without it.
  public var baseline: String?
  /// The years wanted; without them all, or 2035 in a picture of one year.
  public var years: Set<Int>?
  /// The width of the marks' ground in pixels; each chart's own without it.
  public var width: Int?
  /// Where packs are.
  public var locator: ResourceLocator
  /// The aggregation of a picture of the pack alone.
  public var aggregation: String

  /// A request.
  public init(
    chart: NamedChart, runs: [String] = [], baseline: String? = nil, years: Set<Int>? = nil,
    width: Int? = nil, locator: ResourceLocator = ResourceLocator(), aggregation: String = "20"
  ) {
    self.chart = chart
    self.runs = runs
    self.baseline = baseline
    self.years = years
    self.width = width
    self.locator = locator
    self.aggregation = aggregation
  }

  /// Draws the picture.
  ///
  /// - Parameter store: The stored runs; asked for only by a chart that needs runs.
  /// - Throws: ``AssessmentError``, `RunStoreError`, `ChartError`, `CountryPackError` or `CSVError`.
  public func picture(from store: () throws -> RunStore) throws -> Picture {
    switch chart {
    case .samSankey, .samHeatmap:
      let pack = try CountryPack(folder: locator.packFolder())
      let matrix = try MatrixPicture(pack: pack, aggregation: aggregation)
      var picture =
        try chart == .samSankey
        ? matrix.sankey(width: width ?? 940) : matrix.heatMap(width: width ?? 700)
      if let notice = pack.notice { picture.caption.notes.append(notice) }
      return picture
    default: break
    }
    let runs = try ChartRuns(self, store: store())
    var picture = try self.picture(of: runs)
    picture.caption.notes += runs.notices
    return picture
  }

  private func picture(of runs: ChartRuns) throws -> Picture {
    switch chart {
    case .jobs: return try JobsPicture(runs: runs).picture(width: width ?? 420)
    case .prices: return try PricesPicture(runs: runs).picture(width: width ?? 420)
    case .emissions: return try EmissionsPicture(runs: runs).picture(width: width ?? 640)
    case .gdp: return try PathPictures(runs: runs).gdp(width: width ?? 640)
    case .debt: return try PathPictures(runs: runs).debt(width: width ?? 640)
    case .incomes: return try PathPictures(runs: runs).incomes(width: width ?? 760)
    default: return try PathPictures(runs: runs).effects(width: width ?? 760)
    }
  }
}
