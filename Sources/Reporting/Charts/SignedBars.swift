import Foundation

/// Horizontal bars of gains and losses, told apart by side, by colour and by filling, each with its
/// signed number.
public struct SignedBars: Sendable {
  /// Bars under one heading.
  public struct Panel: Sendable {
    /// The heading, not printed over a single panel.
    public var title: String
    /// The bars from top to bottom.
    public var bars: [VegaLite.Bar]

    /// A panel.
    public init(title: String, bars: [VegaLite.Bar]) {
      self.title = title
      self.bars = bars
    }
  }

  /// The panels from top to bottom, on one scale.
  public var panels: [Panel]
  /// The year all bars are of.
  public var year: Int
  /// The unit of every bar.
  public var unit: String
  /// Decimals of the numbers printed.
  public var decimals: Int
  /// The width of the bars' ground, in pixels.
  public var width: Int

  /// Bars.
  public init(panels: [Panel], year: Int, unit: String, decimals: Int, width: Int = 420) {
    self.panels = panels
    self.year = year
    self.unit = unit
    self.decimals = decimals
    self.width = width
  }

  /// The largest gains and losses in order, and what the others add up to.
  ///
  /// - Parameters:
  ///   - bars: All bars.
  ///   - most: How many gains and how many losses are shown one by one, at most.
  ///   - rest: The name of the bar that sums the others, from their number.
  public static func ranked(
    _ bars: [VegaLite.Bar], most: Int, rest: (Int) -> String
  ) -> [VegaLite.Bar] {
    let sorted = bars.enumerated().sorted {
      ($1.element.value, $0.offset) < ($0.element.value, $1.offset)
    }.map(\.element)
    guard sorted.count > 2 * most else { return sorted }
    let gains = sorted.filter { $0.value >= 0 }.prefix(most)
    let losses = sorted.filter { $0.value < 0 }.suffix(most)
    let between = sorted.dropFirst(gains.count).dropLast(losses.count)
    let sum = between.reduce(0) { $0 + $1.value }
    return gains + losses + [VegaLite.Bar(name: rest(between.count), value: sum)]
  }

  /// The picture.
  /// - Throws: ``ChartError/nothing`` without bars.
  public func picture(_ caption: Picture.Caption) throws(ChartError) -> Picture {
    let values = panels.flatMap { $0.bars.map(\.value) }
    guard let highest = values.max(), let lowest = values.min() else { throw .nothing }
    var table = RecordTable(columns: ["panel", "name", "year", "unit", "value"])
    for panel in panels {
      for bar in panel.bars {
        table.rows.append([
          .text(panel.title), .text(bar.name), .number(Double(year)), .text(unit),
          .number(bar.value),
        ])
      }
    }
    // Room beside the longest bars for their numbers.
    let span = max(highest, 0) - min(lowest, 0)
    let room = span == 0 ? 1 : span * 58 / Double(max(width - 116, 60))
    let domain: [JSONValue] = [
      .number(lowest < 0 ? lowest - room : 0), .number(highest > 0 ? highest + room : 0),
    ]
    let body: [String: JSONValue] = [
      "vconcat": .array(panels.map { view($0, domain: .array(domain)) }), "spacing": 22,
    ]
    return Picture(
      caption: caption, table: table, geometry: [:], body: body, width: width + 260)
  }

  private func view(_ panel: Panel, domain: JSONValue) -> JSONValue {
    let title = JSONValue.string(panel.title).text(pretty: false).trimmingCharacters(in: .newlines)
    let y: JSONValue = [
      "field": "name", "type": "nominal", "sort": .array(panel.bars.map { .string($0.name) }),
      "axis": [
        "title": .null, "labelLimit": 400, "ticks": false, "domain": false, "labelPadding": 6,
      ],
    ]
    let x: JSONValue = [
      "field": "value", "type": "quantitative", "scale": ["domain": domain, "nice": false],
      "axis": ["title": .string(unit), "tickCount": 6, "format": ",~r"],
    ]
    func label(_ test: String, align: JSONValue, dx: JSONValue) -> JSONValue {
      [
        "transform": [["filter": .string(test)]],
        "mark": [
          "type": "text", "align": align, "dx": dx, "fontSize": 10.5, "color": Picture.ink,
        ],
        "encoding": [
          "y": y, "x": x,
          "text": [
            "field": "value", "type": "quantitative", "format": .string("+,.\(decimals)f"),
          ],
        ],
      ]
    }
    var view: [String: JSONValue] = [
      "data": ["name": .string(Picture.tableName)],
      "transform": [["filter": .string("datum.panel === \(title)")]],
      "width": .number(Double(width)), "height": ["step": 19],
      "layer": [
        [
          "mark": ["type": "bar", "strokeWidth": 1.3],
          "encoding": [
            "y": y, "x": x,
            "fill": [
              "condition": ["test": "datum.value < 0", "value": "#f6d5c5"], "value": "#5577dd",
            ],
            "stroke": [
              "condition": ["test": "datum.value < 0", "value": "#dd5511"], "value": "#5577dd",
            ],
            "tooltip": [
              ["field": "name", "type": "nominal"],
              ["field": "value", "type": "quantitative", "format": ",.4~r"],
            ],
          ],
        ],
        [
          "data": ["values": [["zero": 0]]],
          "transform": [],
          "mark": ["type": "rule", "color": "#555555"],
          "encoding": ["x": ["datum": 0, "type": "quantitative"]],
        ],
        label("datum.value >= 0", align: "left", dx: 4),
        label("datum.value < 0", align: "right", dx: -4),
      ],
    ]
    if panels.count > 1 {
      view["title"] = [
        "text": .string(panel.title), "anchor": "start", "frame": "group", "fontSize": 12,
        "fontWeight": "bold", "color": Picture.ink, "offset": 6,
      ]
    }
    return .object(view)
  }
}
