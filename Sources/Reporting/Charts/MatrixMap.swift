/// A matrix as a map of squares shaded by the logarithm of their size, its accounts in groups.
public struct MatrixMap: Sendable {
  /// A row and column of the matrix.
  public struct Account: Sendable, Equatable {
    /// Its key.
    public var id: String
    /// Its name in print.
    public var name: String
    /// The group it stands in; accounts of a group stand together.
    public var group: String

    /// An account.
    public init(id: String, name: String, group: String) {
      self.id = id
      self.name = name
      self.group = group
    }
  }

  /// A payment.
  public struct Cell: Sendable, Equatable {
    /// The account that receives.
    public var row: String
    /// The account that pays.
    public var column: String
    /// How much.
    public var value: Double

    /// A payment.
    public init(row: String, column: String, value: Double) {
      self.row = row
      self.column = column
      self.value = value
    }
  }

  /// The accounts in order.
  public var accounts: [Account]
  /// The payments that are not zero.
  public var cells: [Cell]
  /// Their unit.
  public var unit: String
  /// The width and height of the ground, in pixels.
  public var width: Int

  /// A map.
  public init(accounts: [Account], cells: [Cell], unit: String, width: Int = 700) {
    self.accounts = accounts
    self.cells = cells
    self.unit = unit
    self.width = width
  }

  /// Payments smaller than this share of the largest are shaded as if they were this large.
  private static let smallest = 1e-6
  private static let gap = 0.7

  /// The picture.
  /// - Throws: ``ChartError/nothing`` without payments.
  public func picture(_ caption: Picture.Caption) throws(ChartError) -> Picture {
    let largest = cells.map(\.value.magnitude).max() ?? 0
    guard largest > 0 else { throw .nothing }
    var position: [String: Double] = [:]
    var next = 0.0
    var groups: [(name: String, from: Double, to: Double)] = []
    for account in accounts {
      if let last = groups.last, last.name == account.group {
        groups[groups.count - 1].to = next + 1
      } else {
        if !groups.isEmpty { next += MatrixMap.gap }
        groups.append((account.group, next, next + 1))
      }
      position[account.id] = next
      next += 1
    }
    let names = Dictionary(
      accounts.map { ($0.id, "\($0.name) (\($0.group.lowercased()))") },
      uniquingKeysWith: { first, _ in first })
    var table = RecordTable(columns: ["receives", "pays", "unit", "value", "x", "y"])
    for cell in cells {
      guard let x = position[cell.column], let y = position[cell.row] else { continue }
      table.rows.append([
        .text(names[cell.row] ?? cell.row), .text(names[cell.column] ?? cell.column),
        .text(unit), .number(cell.value), .number(x), .number(y),
      ])
    }
    let labels = accounts.map { account -> JSONValue in
      let at = position[account.id] ?? 0
      return ["name": .string(account.name), "at": .number(at + 0.5)]
    }
    let grounds = groups.flatMap { row in
      groups.map { column -> JSONValue in
        [
          "x": .number(column.from), "x2": .number(column.to), "y": .number(row.from),
          "y2": .number(row.to),
        ]
      }
    }
    return Picture(
      caption: caption, table: table,
      geometry: [
        "labels": .array(labels), "grounds": .array(grounds),
        "groups": .array(
          groups.map {
            ["name": .string($0.name), "at": .number(($0.from + $0.to) / 2)]
          }),
      ], body: body(extent: next, largest: largest), width: width + 330)
  }

  private func body(extent: Double, largest: Double) -> [String: JSONValue] {
    func place(_ field: JSONValue, isDown: Bool) -> JSONValue {
      [
        "field": field, "type": "quantitative", "axis": .null,
        "scale": [
          "domain": [.number(0), .number(extent)], "nice": false, "zero": false,
          "reverse": .boolean(isDown),
        ],
      ]
    }
    let side = Double(width)
    let font = min(10, max(5.5, side / extent * 0.85))
    let x = place("x", isDown: false)
    let y = place("y", isDown: true)
    let square: [String: JSONValue] = [
      "x": x, "x2": ["field": "x2"], "y": y, "y2": ["field": "y2"],
    ]
    var shaded = square
    shaded["color"] = [
      "field": "size", "type": "quantitative", "title": .string("\(unit), logarithmic"),
      "scale": [
        "type": "log",
        "domain": [.number(max(largest * MatrixMap.smallest, 1e-3)), .number(largest)],
        "range": ["#d5def7", "#5577dd", "#1d2a63"], "interpolate": "lab", "clamp": true,
      ],
      "legend": [
        "orient": "top", "gradientLength": 260, "gradientThickness": 10, "format": "~g",
        "tickCount": 6, "titleOrient": "left", "titleFontSize": 11, "titleFontWeight": "normal",
        "titleColor": Picture.softInk,
      ],
    ]
    shaded["tooltip"] = [
      ["field": "pays", "type": "nominal"], ["field": "receives", "type": "nominal"],
      ["field": "value", "type": "quantitative", "format": ",.4~r"],
    ]
    func label(
      _ data: JSONValue, x: JSONValue, y: JSONValue, mark: [String: JSONValue]
    ) -> JSONValue {
      var text = mark
      text["type"] = "text"
      text["color"] = Picture.ink
      text["clip"] = false
      return [
        "data": ["name": data], "mark": .object(text),
        "encoding": ["x": x, "y": y, "text": ["field": "name", "type": "nominal"]],
      ]
    }
    let left: JSONValue = ["value": 0]
    let top: JSONValue = ["value": 0]
    return [
      "width": .number(side), "height": .number(side),
      "layer": [
        [
          "data": ["name": "grounds"],
          "mark": ["type": "rect", "color": "#f5f4f0", "stroke": "#d8d6ce", "strokeWidth": 0.6],
          "encoding": .object(square),
        ],
        [
          "data": ["name": .string(Picture.tableName)],
          "transform": [
            ["calculate": "abs(datum.value)", "as": "size"],
            ["calculate": "datum.x + 1", "as": "x2"], ["calculate": "datum.y + 1", "as": "y2"],
          ],
          "mark": ["type": "rect", "stroke": "white", "strokeWidth": 0.4],
          "encoding": .object(shaded),
        ],
        [
          "data": ["name": .string(Picture.tableName)],
          "transform": [
            ["filter": "datum.value < 0"], ["calculate": "datum.x + 0.5", "as": "x"],
            ["calculate": "datum.y + 0.5", "as": "y"],
          ],
          "mark": [
            "type": "point", "shape": "cross", "filled": true, "color": "#dd5511",
            "size": .number(max(14, side / extent * 2.6)), "opacity": 1,
          ],
          "encoding": ["x": x, "y": y],
        ],
        label(
          "labels", x: left, y: place("at", isDown: true),
          mark: [
            "align": "right", "baseline": "middle", "dx": -5, "fontSize": .number(font),
            "limit": 330,
          ]),
        label(
          "labels", x: place("at", isDown: false), y: top,
          mark: [
            "align": "left", "baseline": "middle", "angle": -90, "dx": 5,
            "fontSize": .number(font), "limit": 330,
          ]),
        label(
          "groups", x: ["value": .number(side)], y: place("at", isDown: true),
          mark: [
            "align": "left", "baseline": "middle", "dx": 6, "fontWeight": "bold", "fontSize": 10,
          ]),
      ],
    ]
  }
}
