import Quantities
import Reporting
import Results

/// A chart of stored runs: lines over time or, for one year and a dimension, bars.
public struct RunChart: Sendable {
  /// Which numbers.
  public var query: RunQuery
  /// Runs' ids or scenarios.
  public var runs: [String]
  /// The run that differences are taken from.
  public var baseline: String?
  /// The dimension whose elements are told apart.
  public var dimension: String?
  /// The width of its ground in pixels; each form's own without it.
  public var width: Int?

  /// A chart.
  public init(
    query: RunQuery, runs: [String], baseline: String? = nil, dimension: String? = nil,
    width: Int? = nil
  ) {
    self.width = width
    self.query = query
    self.runs = runs
    self.baseline = baseline
    self.dimension = dimension
  }

  /// The chart as a Vega-Lite specification.
  /// - Throws: `RunStoreError`, `ChartError`, or ``AssessmentError/usage(_:)`` when the lines do not
  ///   belong on one axis.
  public func specification(from store: RunStore) throws -> JSONValue {
    let (lines, unit, isVerified) = try lines(from: store)
    let caption = VegaLite.Caption(
      title: title(lines, unit: unit), unit: unit, source: "JTAM, runs \(try ids(store))",
      isVerified: isVerified)
    if dimension != nil, query.years?.count == 1 {
      return try VegaLite.barChart(
        lines.compactMap { line in
          line.points.first.map { VegaLite.Bar(name: line.name, value: $0.value) }
        }, caption: caption, width: width ?? 420)
    }
    return try VegaLite.lineChart(lines, caption: caption, width: width ?? 560)
  }

  /// The numbers the chart shows, as a table.
  /// - Throws: As ``specification(from:)`` does.
  public func table(from store: RunStore) throws -> RecordTable {
    let (lines, unit, _) = try lines(from: store)
    return RecordTable(
      columns: ["series", "year", "unit", "value"],
      rows: lines.flatMap { line in
        line.points.map {
          [.text(line.name), .number(Double($0.year)), .text(unit), .number($0.value)]
        }
      })
  }

  /// The lines, their unit, and whether the checks of every run hold.
  private func lines(
    from store: RunStore
  ) throws -> (lines: [VegaLite.Line], unit: String, isVerified: Bool) {
    var lines: [VegaLite.Line] = []
    var units: Set<String> = []
    var isVerified = true
    for run in runs {
      let scenario = try store.run(named: run)
      isVerified = isVerified && scenario.isVerified
      let base = try baseline.map {
        try query.series(of: store.counterpart($0, of: run).id, in: store)
      }
      for series in try selected(query.series(of: run, in: store)) {
        units.insert(series.unit)
        var points = series.observations(in: query.years).map { (year: $0.year, value: $0.value) }
        if let base {
          guard
            let other = base.first(where: {
              $0.variable == series.variable && $0.dimensions == series.dimensions
            })
          else { continue }
          points = points.compactMap { point in
            other.value(in: point.year).flatMap { level in
              level == 0
                ? nil : (point.year, 100 * (point.value - level) / level.magnitude)
            }
          }
        }
        lines.append(VegaLite.Line(name: name(series, scenario.scenario), points: points))
      }
    }
    guard units.count <= 1 || baseline != nil else {
      throw AssessmentError.usage(
        "These variables have different units (\(units.sorted().joined(separator: ", "))) and cannot share an axis. Plot them apart, or their differences with --compare."
      )
    }
    return (lines, baseline.map { "Difference from \($0), %" } ?? (units.first ?? ""), isVerified)
  }

  /// The cells that carry the dimension, or, without one, the total where there is one.
  private func selected(_ all: [StoredSeries]) throws -> [StoredSeries] {
    guard let dimension else {
      let totals = all.filter(\.dimensions.pairs.isEmpty)
      return totals.isEmpty || !query.elements.isEmpty ? all : totals
    }
    let found = all.filter { $0.dimensions[dimension] != nil }
    guard !found.isEmpty else {
      let known = Set(all.flatMap { $0.dimensions.pairs.map(\.dimension) })
      throw AssessmentError.usage(
        "\(query.variables.joined(separator: ", ")) has no dimension \"\(dimension)\": "
          + NearestName.hint(for: dimension, among: known))
    }
    return found
  }

  private func name(_ series: StoredSeries, _ scenario: String) -> String {
    let element =
      dimension.flatMap { series.dimensions[$0] }
      ?? (series.dimensions.pairs.isEmpty ? "" : "\(series.dimensions)")
    let words =
      (runs.count > 1 ? [scenario] : []) + (query.variables.count > 1 ? [series.variable] : [])
      + (element.isEmpty ? [] : [element])
    return words.isEmpty ? series.variable : words.joined(separator: " ")
  }

  /// What the chart shows, said of its last year: the only line, or the largest and the smallest.
  private func title(_ lines: [VegaLite.Line], unit: String) -> String {
    let ends = lines.compactMap { line in
      line.points.last.map { (line.name, $0.year, $0.value) }
    }
    guard let highest = ends.max(by: { $0.2 < $1.2 }), let lowest = ends.min(by: { $0.2 < $1.2 })
    else { return query.variables.joined(separator: ", ") }
    let what = query.variables.joined(separator: ", ")
    func number(_ value: Double) -> String {
      baseline == nil
        ? NumberText.significant(value) : NumberText.fixed(value, decimals: 2, signed: true) + " %"
    }
    if ends.count == 1 {
      return baseline.map { "\(what): \(number(highest.2)) against \($0) in \(highest.1)" }
        ?? "\(what): \(number(highest.2)) in \(highest.1)"
    }
    return
      "\(what) in \(highest.1): from \(number(lowest.2)) (\(lowest.0)) to \(number(highest.2)) (\(highest.0))"
  }

  private func ids(_ store: RunStore) throws -> String {
    var ids = try runs.map { try store.run(named: $0).id }
    if let baseline {
      for run in runs {
        let base = try store.counterpart(baseline, of: run).id
        if !ids.contains(base) { ids.append(base) }
      }
    }
    return ids.joined(separator: ", ")
  }
}
