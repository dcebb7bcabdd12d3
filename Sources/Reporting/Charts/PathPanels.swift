import Foundation

/// Paths over the years in one or more panels with one legend: levels beside differences, or the
/// small multiples of a scenario's effects.
public struct PathPanels: Sendable {
  /// A panel.
  public struct Panel: Sendable {
    /// What is measured, in words.
    public var title: String
    /// The unit of its values.
    public var unit: String
    /// One line for each scenario.
    public var lines: [VegaLite.Line]
    /// Whether zero means "as in the baseline" and is drawn.
    public var isDifference: Bool
    /// Points and ranges to be met in a year.
    public var targets: [Target]

    /// A panel.
    public init(
      title: String, unit: String, lines: [VegaLite.Line], isDifference: Bool,
      targets: [Target] = []
    ) {
      self.title = title
      self.unit = unit
      self.lines = lines
      self.isDifference = isDifference
      self.targets = targets
    }
  }

  /// A range, or a point where both ends are the same, to be met in a year.
  public struct Target: Sendable, Equatable {
    /// What it is, printed beside it.
    public var name: String
    /// When.
    public var year: Int
    /// Its lower end.
    public var lower: Double
    /// Its upper end.
    public var upper: Double

    /// A target.
    public init(name: String, year: Int, lower: Double, upper: Double) {
      self.name = name
      self.year = year
      self.lower = lower
      self.upper = upper
    }
  }

  /// The panels, row by row.
  public var panels: [Panel]
  /// Panels beside each other.
  public var columns: Int
  /// The name of the reference line, if there is one: it is dashed and first in the legend.
  public var reference: String?
  /// The width of all panels of a row together, in pixels.
  public var width: Int
  /// The height of a panel.
  public var height: Int

  /// Panels.
  public init(
    panels: [Panel], columns: Int = 1, reference: String? = nil, width: Int = 640,
    height: Int = 220
  ) {
    self.panels = panels
    self.columns = columns
    self.reference = reference
    self.width = width
    self.height = height
  }

  /// Pixels between panels beside each other, for the numbers of the axis.
  private static let gap = 62

  /// Colours and dashes of lines that are not the reference; the fifth differs by its dashes alone.
  private static let styles: [(colour: String, dash: JSONValue)] = [
    ("#5577dd", [1, 0]), ("#dd5511", [10, 3]), ("#8822ff", [2, 2]), ("#cc77aa", [9, 3, 2, 3]),
    ("#5577dd", [4, 4]), ("#dd5511", [1, 3]),
  ]

  /// The names of all lines, the reference first.
  var names: [String] {
    var names: [String] = []
    for line in panels.flatMap(\.lines) where !names.contains(line.name) {
      names.append(line.name)
    }
    if let reference, let position = names.firstIndex(of: reference) {
      names.insert(names.remove(at: position), at: 0)
    }
    return names
  }

  /// The picture.
  /// - Throws: ``ChartError`` when there are too many lines to tell apart, or no numbers.
  public func picture(_ caption: Picture.Caption) throws(ChartError) -> Picture {
    let names = names
    guard names.count <= VegaLite.mostSeries else { throw .tooMany(lines: names.count) }
    guard panels.contains(where: { $0.lines.contains { !$0.points.isEmpty } }) else {
      throw .nothing
    }
    var table = RecordTable(
      columns: ["panel", "series", "year", "unit", "value", "lower", "upper"])
    for panel in panels {
      for line in panel.lines {
        for point in line.points {
          table.rows.append([
            .text(panel.title), .text(line.name), .number(Double(point.year)), .text(panel.unit),
            .number(point.value), .missing, .missing,
          ])
        }
      }
      for target in panel.targets {
        table.rows.append([
          .text(panel.title), .text(target.name), .number(Double(target.year)),
          .text(panel.unit), .missing, .number(target.lower), .number(target.upper),
        ])
      }
    }
    let panelWidth = (width - (columns - 1) * PathPanels.gap) / columns
    let body: [String: JSONValue] = [
      "concat": .array(panels.map { view($0, names: names, width: panelWidth) }),
      "columns": .number(Double(columns)), "bounds": "flush",
      "spacing": ["row": 62, "column": .number(Double(PathPanels.gap))],
      "resolve": [
        "scale": ["color": "shared", "strokeDash": "shared"],
        "legend": ["color": "shared", "strokeDash": "shared"],
      ],
    ]
    return Picture(
      caption: caption, table: table, geometry: [:], body: body, width: width + 50)
  }

  private func view(_ panel: Panel, names: [String], width: Int) -> JSONValue {
    let chosen = JSONValue.string("datum.panel === \(quoted(panel.title))")
    var scenario = 0
    var colours: [JSONValue] = []
    var dashes: [JSONValue] = []
    for name in names {
      if name == reference {
        colours.append("#666644")
        dashes.append([3, 3])
      } else {
        colours.append(.string(PathPanels.styles[scenario].colour))
        dashes.append(PathPanels.styles[scenario].dash)
        scenario += 1
      }
    }
    let domain = JSONValue.array(names.map { .string($0) })
    let legend: JSONValue = names.count > 1 ? ["symbolType": "stroke"] : .null
    let axis: JSONValue = ["title": .null, "tickCount": 5, "grid": true]
    var layers: [JSONValue] = []
    if panel.isDifference {
      layers.append([
        "data": ["values": [["zero": 0]]],
        "mark": ["type": "rule", "color": "#888888", "strokeWidth": 1],
        "encoding": ["y": ["datum": 0, "type": "quantitative", "axis": axis]],
      ])
    }
    layers.append([
      "transform": [["filter": .string("isValid(datum.value) && \(filter(panel))")]],
      "mark": ["type": "line", "strokeWidth": 2.2],
      "encoding": [
        "x": xEncoding,
        "y": [
          "field": "value", "type": "quantitative", "title": .null,
          "scale": ["domain": extent(of: panel), "nice": false, "zero": false],
          "axis": axis,
        ],
        "color": [
          "field": "series", "type": "nominal", "legend": legend,
          "scale": ["domain": domain, "range": .array(colours)],
        ],
        "strokeDash": [
          "field": "series", "type": "nominal", "legend": legend,
          "scale": ["domain": domain, "range": .array(dashes)],
        ],
        "tooltip": [
          ["field": "series", "type": "nominal"], ["field": "year", "type": "quantitative"],
          ["field": "value", "type": "quantitative", "format": ",.4~r"],
        ],
      ],
    ])
    if !panel.targets.isEmpty { layers += targetLayers(chosen, panel) }
    return [
      "data": ["name": .string(Picture.tableName)],
      "title": [
        "text": .array(
          ChartText.wrapped("\(panel.title), \(panel.unit)", most: max(20, width / 6)).map {
            .string($0)
          }), "anchor": "start", "frame": "group", "fontSize": 12, "fontWeight": "bold",
        "color": Picture.ink, "offset": 8,
      ],
      "width": .number(Double(width)), "height": .number(Double(height)),
      "layer": .array(layers),
    ]
  }

  private var xEncoding: JSONValue {
    [
      "field": "year", "type": "quantitative",
      "axis": ["title": .null, "format": "d", "grid": false, "tickCount": 6],
      "scale": ["zero": false, "nice": false],
    ]
  }

  /// Ranges as thick bars with ticks, points as diamonds, each with its name.
  private func targetLayers(_ chosen: JSONValue, _ panel: Panel) -> [JSONValue] {
    let here = JSONValue.string("isValid(datum.lower) && \(filter(panel))")
    let last = panel.targets.map(\.year).max() ?? 0
    let first = panel.lines.flatMap { $0.points.map(\.year) }.min() ?? 0
    func label(_ test: String, align: JSONValue, dx: JSONValue, dy: JSONValue) -> JSONValue {
      [
        "transform": [["filter": here], ["filter": .string(test)]],
        "mark": [
          "type": "text", "align": align, "dx": dx, "dy": dy, "fontSize": 11, "color": Picture.ink,
        ],
        "encoding": [
          "x": xEncoding, "y": ["field": "lower", "type": "quantitative"],
          "text": ["field": "series", "type": "nominal"],
        ],
      ]
    }
    let ends: JSONValue = [
      "x": xEncoding, "y": ["field": "lower", "type": "quantitative"],
      "y2": ["field": "upper"],
    ]
    return [
      [
        "transform": [["filter": here], ["filter": "datum.lower < datum.upper"]],
        "mark": ["type": "rule", "strokeWidth": 7, "color": "#8822ff", "opacity": 0.55],
        "encoding": ends,
      ],
      [
        "transform": [["filter": here], ["filter": "datum.lower === datum.upper"]],
        "mark": [
          "type": "point", "shape": "diamond", "size": 90, "filled": true, "color": "#8822ff",
          "opacity": 1,
        ],
        "encoding": ["x": xEncoding, "y": ["field": "lower", "type": "quantitative"]],
      ],
      label("datum.year < \(first + 5)", align: "left", dx: 8, dy: 12),
      label(
        "datum.year >= \(first + 5) && datum.year < \(last)", align: "right", dx: -6, dy: 12),
      label(
        "datum.year >= \(first + 5) && datum.year === \(last)", align: "right", dx: -8, dy: -10),
    ]
  }

  /// From a little below the lowest value to a little above the highest, zero included where it means
  /// something: so no number of the axis stands above the ground, and headings are level.
  private func extent(of panel: Panel) -> JSONValue {
    var values = panel.lines.flatMap { $0.points.map(\.value) }
    values += panel.targets.flatMap { [$0.lower, $0.upper] }
    if panel.isDifference || !panel.targets.isEmpty { values.append(0) }
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let room = high > low ? 0.06 * (high - low) : 1
    return [.number(low - room), .number(high + room)]
  }

  private func filter(_ panel: Panel) -> String { "datum.panel === \(quoted(panel.title))" }

  private func quoted(_ text: String) -> String {
    JSONValue.string(text).text(pretty: false).trimmingCharacters(in: .newlines)
  }
}
