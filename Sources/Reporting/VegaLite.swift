import Quantities

/// Charts as Vega-Lite version 5 specifications with their data inside, for the web, reports and
/// any viewer, without a network.
public enum VegaLite {
  /// The version that specifications are written for.
  static let schema = "https://vega.github.io/schema/vega-lite/v5.json"
  /// Colours told apart by colour-blind readers, on light and dark grounds.
  public static let colours = ["#5577dd", "#dd5511", "#8822ff", "#666644", "#cc77aa"]
  /// The most lines one chart may hold; the sixth repeats the first colour, all differ in dashes.
  public static let mostSeries = 6

  /// What a reader needs to judge a chart.
  public struct Caption: Sendable {
    /// The finding, as a sentence.
    public var title: String
    /// What is measured, in which unit.
    public var unit: String
    /// Where the numbers are from.
    public var source: String
    /// Whether a check failed in a run the chart is made from; then the chart says so.
    public var isVerified: Bool

    /// Creates a caption.
    public init(title: String, unit: String, source: String, isVerified: Bool = true) {
      self.title = title
      self.unit = unit
      self.source = source
      self.isVerified = isVerified
    }
  }

  /// A line of a chart.
  public struct Line: Sendable {
    /// What the legend says.
    public var name: String
    /// The points.
    public var points: [(year: Int, value: Double)]

    /// Creates a line.
    public init(name: String, points: [(year: Int, value: Double)]) {
      self.name = name
      self.points = points
    }

    /// A line through the numbers of a run.
    public init(name: String, observations: [Observation]) {
      self.init(name: name, points: observations.map { ($0.year, $0.value) })
    }
  }

  /// A bar of a chart.
  public struct Bar: Sendable {
    /// What it stands for, such as an industry.
    public var name: String
    /// Its length.
    public var value: Double

    /// Creates a bar.
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Lines over time, such as a variable in the baseline and a scenario.
  /// - Throws: ``ChartError``.
  public static func lineChart(
    _ lines: [Line], caption: Caption, width: Int = 560
  ) throws(ChartError) -> JSONValue {
    guard lines.count <= mostSeries else { throw ChartError.tooMany(lines: lines.count) }
    guard lines.contains(where: { !$0.points.isEmpty }) else { throw ChartError.nothing }
    let rows = lines.flatMap { line in
      line.points.map { point -> JSONValue in
        [
          "series": .string(line.name), "year": .number(Double(point.year)),
          "value": .number(point.value),
        ]
      }
    }
    let names = JSONValue.array(lines.map { .string($0.name) })
    let range = lines.indices.map { JSONValue.string(colours[$0 % colours.count]) }
    let dashes: [JSONValue] = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3]]
    let legend: JSONValue =
      lines.count > 1 ? ["title": .null, "orient": "top"] : .null
    let encoding: JSONValue = [
      "x": [
        "field": "year", "type": "quantitative",
        "axis": ["title": .null, "format": "d", "grid": false],
        "scale": ["zero": false, "nice": false],
      ],
      "y": [
        "field": "value", "type": "quantitative", "axis": ["title": .string(caption.unit)],
        "scale": ["zero": false],
      ],
      "color": [
        "field": "series", "type": "nominal", "legend": legend,
        "scale": ["domain": names, "range": .array(range)],
      ],
      "strokeDash": [
        "field": "series", "type": "nominal", "legend": legend,
        "scale": ["domain": names, "range": .array(Array(dashes.prefix(lines.count)))],
      ],
      "tooltip": [
        ["field": "series", "type": "nominal"], ["field": "year", "type": "quantitative"],
        ["field": "value", "type": "quantitative", "format": ",.4~r"],
      ],
    ]
    return chart(
      caption, data: rows, width: width, height: 300,
      parts: ["mark": ["type": "line", "strokeWidth": 2], "encoding": encoding])
  }

  /// Bars from the largest to the smallest, such as the change of employment by industry.
  /// - Throws: ``ChartError``.
  public static func barChart(
    _ bars: [Bar], caption: Caption, width: Int = 420
  ) throws(ChartError) -> JSONValue {
    guard !bars.isEmpty else { throw ChartError.nothing }
    let sorted = bars.enumerated().sorted {
      ($1.element.value, $0.offset) < ($0.element.value, $1.offset)
    }.map(\.element)
    let rows = sorted.map { bar -> JSONValue in
      ["name": .string(bar.name), "value": .number(bar.value)]
    }
    let encoding: JSONValue = [
      "y": [
        "field": "name", "type": "nominal", "sort": .array(sorted.map { .string($0.name) }),
        "axis": ["title": .null, "labelLimit": 240],
      ],
      "x": [
        "field": "value", "type": "quantitative", "axis": ["title": .string(caption.unit)],
      ],
      "color": [
        "condition": ["test": "datum.value < 0", "value": .string(colours[1])],
        "value": .string(colours[0]),
      ],
      "tooltip": [
        ["field": "name", "type": "nominal"],
        ["field": "value", "type": "quantitative", "format": ",.4~r"],
      ],
    ]
    return chart(
      caption, data: rows, width: width, height: 18 * bars.count,
      parts: ["mark": ["type": "bar"], "encoding": encoding])
  }

  static func chart(
    _ caption: Caption, data: [JSONValue], width: Int, height: Int, parts: [String: JSONValue]
  ) -> JSONValue {
    var lines: [JSONValue] = [.string(caption.unit), .string("Source: \(caption.source)")]
    if !caption.isVerified {
      lines.append("Not verified: a check of the run failed. See the run's report.")
    }
    let grey: JSONValue = "#777777"
    var specification: [String: JSONValue] = [
      "$schema": .string(schema),
      "title": [
        "text": .string(caption.title), "subtitle": .array(lines), "anchor": "start",
        "color": grey, "subtitleColor": grey,
      ],
      "description": .string("\(caption.title) \(caption.unit). Source: \(caption.source)"),
      "data": ["values": .array(data)],
      "width": .number(Double(width)), "height": .number(Double(height)),
      "background": .null,
      "config": [
        "axis": ["labelColor": grey, "titleColor": grey, "gridColor": "#77777733"],
        "legend": ["labelColor": grey], "view": ["stroke": .null],
      ],
    ]
    specification.merge(parts) { _, part in part }
    return .object(specification)
  }
}

/// Why a chart cannot be drawn.
public enum ChartError: Error, Equatable, CustomStringConvertible {
  /// More lines than can be told apart.
  case tooMany(lines: Int)
  /// There are no numbers.
  case nothing

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .tooMany(let lines):
      """
      \(lines) lines cannot be told apart in one chart, which holds at most \(VegaLite.mostSeries). \
      Choose some with --where, or plot a bar chart.
      """
    case .nothing: "There is nothing to plot: no numbers are left after the filters."
    }
  }
}
