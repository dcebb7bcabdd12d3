extension VegaLite {
  /// Steps that lead from zero to a total, each bar beginning where the one before it ends.
  ///
  /// The total is drawn from zero and said by the caller, not summed here: a chart whose steps do not
  /// reach it shows so.
  /// - Throws: ``ChartError``.
  public static func waterfallChart(
    _ steps: [Bar], total: Bar, caption: Caption
  ) throws(ChartError) -> JSONValue {
    guard !steps.isEmpty else { throw ChartError.nothing }
    var level = 0.0
    var rows: [JSONValue] = steps.map { step in
      let start = level
      level += step.value
      return row(step, from: start, to: level, kind: step.value < 0 ? "fall" : "rise")
    }
    rows.append(row(total, from: 0, to: total.value, kind: "total"))
    let names = JSONValue.array((steps + [total]).map { .string($0.name) })
    let encoding: JSONValue = [
      "x": [
        "field": "name", "type": "nominal", "sort": names,
        "axis": ["title": .null, "labelAngle": 0],
      ],
      "y": ["field": "start", "type": "quantitative", "axis": ["title": .string(caption.unit)]],
      "y2": ["field": "end"],
      "color": [
        "field": "kind", "type": "nominal", "legend": .null,
        "scale": [
          "domain": ["rise", "fall", "total"],
          "range": [.string(colours[0]), .string(colours[1]), .string(colours[3])],
        ],
      ],
      "tooltip": [
        ["field": "name", "type": "nominal"],
        ["field": "value", "type": "quantitative", "format": ",.4~r"],
      ],
    ]
    return chart(
      caption, data: rows, width: 560, height: 300,
      parts: ["mark": ["type": "bar"], "encoding": encoding])
  }

  private static func row(_ bar: Bar, from start: Double, to end: Double, kind: String) -> JSONValue
  {
    [
      "name": .string(bar.name), "start": .number(start), "end": .number(end),
      "value": .number(bar.value), "kind": .string(kind),
    ]
  }
}
