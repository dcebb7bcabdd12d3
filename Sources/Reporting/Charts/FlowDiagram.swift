import Foundation

/// Flows between accounts in columns, as ribbons as thick as the money that flows (a Sankey diagram).
///
/// Vega-Lite has no such mark: nodes and ribbons are laid out here, and drawn as bars and as areas
/// with curved edges. Ends of ribbons lie in the order of the nodes they lead to, so that few cross.
public struct FlowDiagram: Sendable {
  /// An account.
  public struct Node: Sendable, Equatable {
    /// Its key, unique in the diagram.
    public var id: String
    /// Its name in print.
    public var name: String
    /// Its column, from 0.
    public var column: Int
    /// A column's kind of account, which gives the colour: 0 to 4.
    public var kind: Int

    /// An account.
    public init(id: String, name: String, column: Int, kind: Int) {
      self.id = id
      self.name = name
      self.column = column
      self.kind = kind
    }
  }

  /// Money from one account to another.
  public struct Flow: Sendable, Equatable {
    /// The payer's key.
    public var from: String
    /// The receiver's key, in a column further right.
    public var to: String
    /// How much, above zero.
    public var value: Double

    /// A flow.
    public init(from: String, to: String, value: Double) {
      self.from = from
      self.to = to
      self.value = value
    }
  }

  /// The accounts, from top to bottom in each column.
  public var nodes: [Node]
  /// The flows between them.
  public var flows: [Flow]
  /// The heading of each column.
  public var headings: [String]
  /// The unit of the flows.
  public var unit: String
  /// The width of the ground without the labels of the last column, in pixels.
  public var width: Int
  /// The height, in pixels.
  public var height: Int

  /// A diagram.
  public init(
    nodes: [Node], flows: [Flow], headings: [String], unit: String, width: Int = 940,
    height: Int = 760
  ) {
    self.nodes = nodes
    self.flows = flows
    self.headings = headings
    self.unit = unit
    self.width = width
    self.height = height
  }

  /// Where a node stands.
  struct Place: Equatable {
    var left: Double
    var top: Double
    var bottom: Double
  }

  static let nodeWidth = 12.0
  /// The least distance between the middles of two labels.
  static let pitch = 15.0
  static let gap = 6.0
  private static let headingHeight = 24.0
  private static let points = 12

  /// The larger of what a node receives and pays.
  func size(of node: Node) -> Double {
    max(
      flows.filter { $0.to == node.id }.reduce(0) { $0 + $1.value },
      flows.filter { $0.from == node.id }.reduce(0) { $0 + $1.value })
  }

  /// Places of all nodes: one scale for every column, room for every label.
  func places() -> (places: [String: Place], scale: Double) {
    let columns = (nodes.map(\.column).max() ?? 0) + 1
    let sizes = Dictionary(
      nodes.map { ($0.id, size(of: $0)) }, uniquingKeysWith: { first, _ in first })
    let ground = Double(height) - FlowDiagram.headingHeight
    func needed(_ column: Int, _ scale: Double) -> Double {
      nodes.filter { $0.column == column }.reduce(0) {
        $0 + max((sizes[$1.id] ?? 0) * scale + FlowDiagram.gap, FlowDiagram.pitch)
      }
    }
    // The largest scale at which the tallest column fits, by halving.
    var low = 0.0
    var high = ground / max(sizes.values.max() ?? 1, 1e-12)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if (0..<columns).allSatisfy({ needed($0, middle) <= ground }) {
        low = middle
      } else {
        high = middle
      }
    }
    var places: [String: Place] = [:]
    for column in 0..<columns {
      let spare = ground - needed(column, low)
      var top = FlowDiagram.headingHeight + spare / 2
      let left =
        columns > 1
        ? Double(column) * (Double(width) - FlowDiagram.nodeWidth) / Double(columns - 1) : 0
      for node in nodes where node.column == column {
        let thickness = (sizes[node.id] ?? 0) * low
        let slot = max(thickness + FlowDiagram.gap, FlowDiagram.pitch)
        let start = top + (slot - thickness) / 2
        places[node.id] = Place(left: left, top: start, bottom: start + thickness)
        top += slot
      }
    }
    return (places, low)
  }

  /// The picture.
  /// - Throws: ``ChartError/nothing`` without flows.
  public func picture(_ caption: Picture.Caption) throws(ChartError) -> Picture {
    guard !flows.isEmpty else { throw .nothing }
    let (places, scale) = places()
    let byID = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var table = RecordTable(
      columns: ["flow", "from", "to", "fromColumn", "toColumn", "unit", "value"])
    for (index, flow) in flows.enumerated() {
      guard let from = byID[flow.from], let to = byID[flow.to] else { continue }
      table.rows.append([
        .number(Double(index)), .text(from.name), .text(to.name), .text(headings[from.column]),
        .text(headings[to.column]), .text(unit), .number(flow.value),
      ])
    }
    return Picture(
      caption: caption, table: table,
      geometry: [
        "ribbons": .array(ribbons(places, scale, byID)), "nodes": .array(boxes(places)),
        "headings": .array(heads()),
      ], body: body, width: width + 230)
  }

  /// The edges of every ribbon at points along its way.
  private func ribbons(
    _ places: [String: Place], _ scale: Double, _ byID: [String: Node]
  ) -> [JSONValue] {
    let order = Dictionary(
      nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var starts = places.mapValues(\.top)
    var ends = places.mapValues(\.top)
    var startOf: [Int: Double] = [:]
    var endOf: [Int: Double] = [:]
    let indices = flows.indices
    for index in indices.sorted(by: {
      (order[flows[$0].to] ?? 0, $0) < (order[flows[$1].to] ?? 0, $1)
    }) {
      startOf[index] = starts[flows[index].from]
      starts[flows[index].from]? += flows[index].value * scale
    }
    for index in indices.sorted(by: {
      (order[flows[$0].from] ?? 0, $0) < (order[flows[$1].from] ?? 0, $1)
    }) {
      endOf[index] = ends[flows[index].to]
      ends[flows[index].to]? += flows[index].value * scale
    }
    func rounded(_ value: Double) -> JSONValue { .number((value * 100).rounded() / 100) }
    var rows: [JSONValue] = []
    for index in indices {
      let flow = flows[index]
      guard let from = byID[flow.from], let left = places[flow.from],
        let right = places[flow.to], let start = startOf[index], let end = endOf[index]
      else { continue }
      let thickness = flow.value * scale
      let (x0, x1) = (left.left + FlowDiagram.nodeWidth, right.left)
      for point in 0...FlowDiagram.points {
        let t = Double(point) / Double(FlowDiagram.points)
        let top = start + (end - start) * t * t * (3 - 2 * t)
        rows.append([
          "flow": .number(Double(index)), "kind": .number(Double(from.kind)),
          "x": rounded(x0 + (x1 - x0) * t), "top": rounded(top), "bottom": rounded(top + thickness),
        ])
      }
    }
    return rows
  }

  private func boxes(_ places: [String: Place]) -> [JSONValue] {
    nodes.compactMap { node in
      guard let place = places[node.id] else { return nil }
      return [
        "name": .string(node.name), "kind": .number(Double(node.kind)),
        "left": .number(place.left), "right": .number(place.left + FlowDiagram.nodeWidth),
        "top": .number(place.top), "bottom": .number(max(place.bottom, place.top + 1)),
        "middle": .number((place.top + place.bottom) / 2),
        "labelX": .number(place.left + FlowDiagram.nodeWidth + 4),
        "label": .string("\(FlowDiagram.number(size(of: node)))  \(node.name)"),
      ]
    }
  }

  private func heads() -> [JSONValue] {
    headings.enumerated().map { column, text in
      [
        "x": .number(
          headings.count > 1
            ? Double(column) * (Double(width) - FlowDiagram.nodeWidth) / Double(headings.count - 1)
            : 0), "y": 8, "text": .string(text),
      ]
    }
  }

  /// Whole numbers, with a decimal where they are small.
  static func number(_ value: Double) -> String {
    NumberText.fixed(value, decimals: value.magnitude < 10 ? 1 : 0)
  }

  private var body: [String: JSONValue] {
    func position(_ field: JSONValue, _ most: Int, isDown: Bool) -> JSONValue {
      [
        "field": field, "type": "quantitative", "axis": .null,
        "scale": [
          "domain": [.number(0), .number(Double(most))], "nice": false, "zero": false,
          "reverse": .boolean(isDown),
        ],
      ]
    }
    func x(_ field: JSONValue) -> JSONValue { position(field, width, isDown: false) }
    func y(_ field: JSONValue) -> JSONValue {
      guard case .object(var object) = position(field, height, isDown: true) else { return .null }
      object["stack"] = .null
      return .object(object)
    }
    let colours = JSONValue.array(["#5577dd", "#cc77aa", "#dd5511", "#8822ff", "#666644"])
    let colour: JSONValue = [
      "field": "kind", "type": "ordinal", "legend": .null,
      "scale": ["domain": [0, 1, 2, 3, 4], "range": colours],
    ]
    func text(
      stroke: JSONValue?, data: JSONValue, at field: JSONValue, of: JSONValue, size: JSONValue
    )
      -> JSONValue
    {
      var mark: [String: JSONValue] = [
        "type": "text", "align": "left", "baseline": "middle", "fontSize": size, "clip": false,
        "limit": .number(Double(width) / Double(max(1, headings.count - 1)) - 24),
      ]
      if let stroke {
        mark["stroke"] = stroke
        mark["strokeWidth"] = 3
        mark["strokeJoin"] = "round"
        mark["opacity"] = 0.85
      } else {
        mark["color"] = Picture.ink
        if data == "headings" { mark["fontWeight"] = "bold" }
      }
      return [
        "data": ["name": data], "mark": .object(mark),
        "encoding": [
          "x": x(field), "y": y(data == "headings" ? "y" : "middle"),
          "text": ["field": of, "type": "nominal"],
        ],
      ]
    }
    return [
      "width": .number(Double(width)), "height": .number(Double(height)),
      "layer": [
        [
          "data": ["name": "ribbons"],
          "transform": [
            [
              "lookup": "flow",
              "from": [
                "data": ["name": .string(Picture.tableName)], "key": "flow",
                "fields": ["from", "to", "value"],
              ],
            ]
          ],
          "mark": ["type": "area", "opacity": 0.34, "interpolate": "monotone"],
          "encoding": [
            "x": x("x"), "y": y("top"), "y2": ["field": "bottom"], "color": colour,
            "detail": ["field": "flow", "type": "nominal"],
            "tooltip": [
              ["field": "from", "type": "nominal"], ["field": "to", "type": "nominal"],
              ["field": "value", "type": "quantitative", "format": ",.4~r"],
            ],
          ],
        ],
        [
          "data": ["name": "nodes"], "mark": ["type": "rect", "opacity": 1],
          "encoding": [
            "x": x("left"), "x2": ["field": "right"], "y": y("top"), "y2": ["field": "bottom"],
            "color": colour, "tooltip": ["field": "label", "type": "nominal"],
          ],
        ],
        text(stroke: "white", data: "nodes", at: "labelX", of: "label", size: 10),
        text(stroke: nil, data: "nodes", at: "labelX", of: "label", size: 10),
        text(stroke: nil, data: "headings", at: "x", of: "text", size: 12),
      ],
    ]
  }
}
