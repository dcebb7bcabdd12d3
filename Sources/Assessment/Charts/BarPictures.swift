import Quantities
import Reporting
import Results

/// Jobs gained and lost by industry in a year.
struct JobsPicture {
  let runs: ChartRuns
  /// How many losses and how many gains are shown one by one.
  static let most = 12

  func picture(width: Int) throws -> Picture {
    let pair = try runs.scenario()
    let year = try runs.year(of: pair.run)
    let name = try runs.names(of: pair.run).lookUp("sector")
    func change(_ series: StoredSeries) throws -> Double {
      let base = try ChartRuns.series(series.variable, series.dimensions, of: pair.baseline)
      guard let value = series.value(in: year), let level = base.value(in: year) else {
        throw AssessmentError.usage("\(pair.baseline.manifest.runID) does not reach \(year).")
      }
      return (value - level) / 1000
    }
    let bars = try pair.run.series.filter {
      $0.variable == "employmentJobs" && $0.dimensions["sector"] != nil
    }.map {
      VegaLite.Bar(name: try name($0.dimensions["sector"] ?? ""), value: try change($0))
    }
    let total = try change(ChartRuns.series("employmentJobs", of: pair.run))
    let shown = SignedBars.ranked(bars, most: JobsPicture.most) { "All \($0) other industries" }
    let decimals = ChartText.decimals(for: bars.map(\.value))
    return try SignedBars(
      panels: [.init(title: "Jobs by industry", bars: shown)], year: year,
      unit: "Thousand jobs, difference from the baseline",
      decimals: decimals, width: width
    ).picture(
      Picture.Caption(
        finding: finding(bars, total: total, year: year, decimals: decimals, pair: pair),
        subtitle: [
          "Jobs by industry in \(year), scenario “\(pair.name)” less \(pair.baselineName), thousand jobs.",
          "Filled bars to the right are gains, hollow bars to the left are losses.",
        ], notes: runs.notes(), isVerified: runs.isVerified))
  }

  private func finding(
    _ bars: [VegaLite.Bar], total: Double, year: Int, decimals: Int, pair: ChartRuns.Pair
  ) -> String {
    let whole = ChartText.against(
      total, unit: "thousand", decimals: total.magnitude < 10 ? decimals : 0, above: "more jobs",
      below: "fewer jobs", equal: "as many jobs")
    let losses = bars.filter { $0.value < 0 }
    let gains = bars.filter { $0.value > 0 }
    func largest(_ bar: VegaLite.Bar?, _ what: String) -> String? {
      bar.map {
        "the largest \(what) is in \($0.name) (\(ChartText.signed($0.value, decimals: decimals)) thousand)"
      }
    }
    let ends = [
      largest(losses.min { $0.value < $1.value }, "loss"),
      largest(gains.max { $0.value < $1.value }, "gain"),
    ].compactMap(\.self)
    let than = whole.hasPrefix("as many") ? "as in" : "than in"
    return
      "In \(year) there are \(whole) \(than) the \(pair.baselineName)\(ends.isEmpty ? "" : "; ")\(ChartText.list(ends))."
  }
}

/// Prices that change most in a year.
struct PricesPicture {
  let runs: ChartRuns
  /// How many prices of each kind are shown.
  static let most = 10

  func picture(width: Int) throws -> Picture {
    let pair = try runs.scenario()
    let year = try runs.year(of: pair.run)
    let names = try runs.names(of: pair.run)
    func bars(
      _ variable: String, set: String, where chosen: (Dimensions) -> Bool = { _ in true }
    ) throws -> [VegaLite.Bar] {
      let name = try names.lookUp(set)
      return try pair.run.series.filter { $0.variable == variable && chosen($0.dimensions) }
        .compactMap { series in
          let base = try ChartRuns.series(variable, series.dimensions, of: pair.baseline)
          guard let value = series.value(in: year), let level = base.value(in: year), level != 0
          else { return nil }
          return VegaLite.Bar(
            name: try name(series.dimensions[set] ?? ""), value: 100 * (value / level - 1))
        }
    }
    let producers = try bars("producerPrice", set: "sector")
    let consumers = try bars("purchaserPrice", set: "product") { $0["user"] == "household" }
    func top(_ bars: [VegaLite.Bar]) -> [VegaLite.Bar] {
      bars.sorted { $0.value.magnitude > $1.value.magnitude }.prefix(PricesPicture.most)
        .sorted { $0.value > $1.value }
    }
    let index = try PathPictures.relative("consumerPrice", pair, years: [year])[0].value
    let decimals = ChartText.decimals(for: (producers + consumers).map(\.value))
    let first = consumers.max { $0.value.magnitude < $1.value.magnitude }
    let most = first.map {
      "; the price that changes most is that of \($0.name) (\(ChartText.signed($0.value, decimals: decimals)) %)"
    }
    return try SignedBars(
      panels: [
        .init(
          title:
            "What households pay, products: \(min(PricesPicture.most, consumers.count)) of \(consumers.count)",
          bars: top(consumers)),
        .init(
          title:
            "What producers charge at their gate, industries: \(min(PricesPicture.most, producers.count)) of \(producers.count)",
          bars: top(producers)),
      ], year: year, unit: "Difference from the baseline, %", decimals: decimals, width: width
    ).picture(
      Picture.Caption(
        finding:
          "In \(year) consumer prices are \(ChartText.against(index, unit: "%", decimals: 2)) the \(pair.baselineName)’s\(most ?? "").",
        subtitle: [
          "Prices that change most in \(year), scenario “\(pair.name)” against \(pair.baselineName), difference in %.",
          "Filled bars to the right are rises, hollow bars to the left are falls.",
        ], notes: runs.notes(), isVerified: runs.isVerified))
  }
}
