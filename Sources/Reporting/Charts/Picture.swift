/// A picture with everything a reader needs to judge it: the finding as its title, unit and horizon,
/// its source and limits, and the numbers it shows.
public struct Picture: Sendable {
  /// What is said around a picture.
  public struct Caption: Sendable {
    /// The finding, as a sentence.
    public var finding: String
    /// What is measured, in which unit, for which years.
    public var subtitle: [String]
    /// Where the numbers are from and what limits them.
    public var notes: [String]
    /// Whether every check of the runs holds; without that the picture says so in its title.
    public var isVerified: Bool

    /// A caption.
    public init(finding: String, subtitle: [String], notes: [String], isVerified: Bool = true) {
      self.finding = finding
      self.subtitle = subtitle
      self.notes = notes
      self.isVerified = isVerified
    }
  }

  /// What is said around it.
  public var caption: Caption
  /// The numbers shown.
  public let table: RecordTable
  /// Shapes computed from the numbers, such as the ribbons of a flow diagram, by name.
  let geometry: [String: JSONValue]
  /// The marks: a view of Vega-Lite that reads the data set ``tableName`` and those of ``geometry``.
  let body: [String: JSONValue]
  /// About how wide the whole picture is, in pixels: where its sentences are broken.
  let width: Int

  /// The name under which a specification holds the numbers shown.
  static let tableName = "shown"
  /// Ink for words, dark on the white ground that every picture brings along.
  static let ink: JSONValue = "#222222"
  static let softInk: JSONValue = "#555555"

  /// The title, which marks a picture of runs whose checks failed.
  public var title: String {
    (caption.isVerified ? "" : "NOT VERIFIED: ") + caption.finding
  }

  private var notes: [String] {
    (caption.isVerified
      ? [] : ["NOT VERIFIED: a check of a run failed; see the run's report before using this."])
      + caption.notes
  }

  /// The picture as a Vega-Lite specification with its data inside, on a white ground.
  public var specification: JSONValue {
    func lines(_ texts: [String], pixelsPerCharacter: Double) -> JSONValue {
      let most = max(30, Int(Double(width) / pixelsPerCharacter))
      return .array(texts.flatMap { ChartText.wrapped($0, most: most) }.map { .string($0) })
    }
    var framed = body
    framed["title"] = [
      "text": lines(notes, pixelsPerCharacter: 4.7), "orient": "bottom", "anchor": "start",
      "frame": "bounds", "fontSize": 10, "fontWeight": "normal", "color": Picture.softInk,
      "offset": 14, "lineHeight": 13,
    ]
    var datasets = geometry
    datasets[Picture.tableName] = table.json
    return [
      "$schema": .string(VegaLite.schema),
      "description": .string(
        ([title] + caption.subtitle + caption.notes).joined(separator: " ")),
      "background": "white", "padding": 16,
      "title": [
        "text": lines([title], pixelsPerCharacter: 8.0),
        "subtitle": lines(caption.subtitle, pixelsPerCharacter: 5.8), "anchor": "start",
        "frame": "bounds", "fontSize": 16, "subtitleFontSize": 12, "color": Picture.ink,
        "subtitleColor": Picture.softInk, "offset": 14, "subtitlePadding": 8, "lineHeight": 20,
        "subtitleLineHeight": 15,
      ],
      "datasets": .object(datasets),
      "vconcat": [.object(framed)],
      "config": [
        "font": "Liberation Sans, Arial, Helvetica, sans-serif",
        "axis": [
          "labelColor": Picture.ink, "titleColor": Picture.softInk, "gridColor": "#e4e4e4",
          "domainColor": "#999999", "tickColor": "#999999", "labelFontSize": 11,
          "titleFontSize": 11, "titleFontWeight": "normal",
        ],
        "legend": [
          "labelColor": Picture.ink, "labelFontSize": 12, "labelLimit": 400, "symbolSize": 300,
          "symbolStrokeWidth": 2.5, "orient": "top", "title": .null, "offset": 4,
        ],
        "title": ["color": Picture.ink],
        "view": ["stroke": .null],
      ],
    ]
  }
}
