import Foundation
import Quantities
import Testing

@testable import Reporting

@Suite("Pictures")
struct PictureTests {
  private let caption = Picture.Caption(
    finding: "Jobs fall.", subtitle: ["Jobs, thousand, 2035."], notes: ["Source: JTAM."])

  /// A part of a specification, by the keys and positions that lead to it.
  private func part(_ value: JSONValue, _ path: String...) -> JSONValue? {
    path.reduce(value as JSONValue?) { value, key in
      switch value {
      case .object(let object): object[key]
      case .array(let array): Int(key).flatMap { array.indices.contains($0) ? array[$0] : nil }
      default: nil
      }
    }
  }

  private func lines(_ count: Int) -> [VegaLite.Line] {
    (0..<count).map { number in
      VegaLite.Line(name: "line \(number)", points: [(2030, Double(number)), (2031, -1.5)])
    }
  }

  @Test("A specification holds exactly the numbers of its table, and the table twin the same rows")
  func twin() throws {
    let panels = PathPanels(
      panels: [
        .init(
          title: "Jobs", unit: "%", lines: lines(2), isDifference: true,
          targets: [.init(name: "goal", year: 2031, lower: -4, upper: -2)])
      ])
    let picture = try panels.picture(caption)
    #expect(part(picture.specification, "datasets", "shown") == picture.table.json)
    #expect(
      picture.table.csv == """
        panel,series,year,unit,value,lower,upper
        Jobs,line 0,2030,%,0,,
        Jobs,line 0,2031,%,-1.5,,
        Jobs,line 1,2030,%,1,,
        Jobs,line 1,2031,%,-1.5,,
        Jobs,goal,2031,%,,-4,-2

        """)
  }

  @Test("A picture says its finding, unit and source, stands on white and has a text for the blind")
  func frame() throws {
    let panels = PathPanels(
      panels: [.init(title: "Jobs", unit: "%", lines: lines(1), isDifference: true)])
    let picture = try panels.picture(caption)
    let specification = picture.specification
    #expect(part(specification, "title", "text") == ["Jobs fall."])
    #expect(part(specification, "title", "subtitle") == ["Jobs, thousand, 2035."])
    #expect(part(specification, "background") == "white")
    #expect(
      part(specification, "description") == "Jobs fall. Jobs, thousand, 2035. Source: JTAM.")
    #expect(part(specification, "vconcat", "0", "title", "text") == ["Source: JTAM."])
  }

  @Test("A picture of runs whose checks failed says so in its title, its notes and its description")
  func notVerified() throws {
    var failed = caption
    failed.isVerified = false
    let picture = try SignedBars(
      panels: [.init(title: "", bars: [.init(name: "oil", value: -1)])], year: 2035, unit: "jobs",
      decimals: 0
    ).picture(failed)
    let specification = picture.specification
    #expect(part(specification, "title", "text") == ["NOT VERIFIED: Jobs fall."])
    #expect(
      part(specification, "vconcat", "0", "title", "text")?.text().contains("NOT VERIFIED") == true)
    #expect(part(specification, "description")?.text().contains("NOT VERIFIED") == true)
  }

  @Test("Six lines have six styles, no two alike; a seventh is refused, and so is nothing")
  func styles() throws {
    func picture(_ count: Int) throws -> Picture {
      try PathPanels(
        panels: [.init(title: "a", unit: "%", lines: lines(count), isDifference: false)],
        reference: "line 3"
      ).picture(caption)
    }
    let view = try #require(part(picture(6).specification, "vconcat", "0", "concat", "0"))
    let encoding = try #require(part(view, "layer", "0", "encoding"))
    guard case .array(let colours) = part(encoding, "color", "scale", "range"),
      case .array(let dashes) = part(encoding, "strokeDash", "scale", "range")
    else {
      Issue.record("The lines have no scales of colour and dashes.")
      return
    }
    let styles = zip(colours, dashes).map { "\($0.text())\($1.text())" }
    #expect(styles.count == 6 && Set(styles).count == 6)
    #expect(part(encoding, "color", "scale", "domain", "0") == "line 3")
    #expect(throws: ChartError.tooMany(lines: 7)) { try picture(7) }
    #expect(throws: ChartError.nothing) { try picture(0) }
  }

  @Test("Of many industries the largest losses and gains are shown, and the sum of all is kept")
  func ranked() {
    let bars = (0..<68).map { VegaLite.Bar(name: "s\($0)", value: Double($0) - 40) }
    let shown = SignedBars.ranked(bars, most: 12) { "all \($0) others" }
    #expect(shown.count == 25 && shown.last?.name == "all 44 others")
    #expect(shown.first?.name == "s67" && shown[23].name == "s0")
    #expect(shown.filter { $0.value < -28.5 }.count == 13, "twelve losses, and the others' sum")
    #expect(shown.reduce(0) { $0 + $1.value } == bars.reduce(0) { $0 + $1.value })
    #expect(SignedBars.ranked(Array(bars.prefix(20)), most: 12) { "\($0)" }.count == 20)
  }

  @Test("Industries that only lose leave room for no gains, and none is counted twice")
  func onlyLosses() {
    let bars = (1...30).map { VegaLite.Bar(name: "s\($0)", value: -Double($0)) }
    let shown = SignedBars.ranked(bars, most: 12) { "all \($0) others" }
    #expect(shown.map(\.name).dropLast().count == 12 && shown.last?.name == "all 18 others")
    #expect(shown.reduce(0) { $0 + $1.value } == -465)
  }

  @Test(
    "Ribbons fill their accounts, as thick as the money, and accounts of a column never overlap")
  func flows() throws {
    let diagram = FlowDiagram(
      nodes: [
        .init(id: "h", name: "Households", column: 0, kind: 0),
        .init(id: "g", name: "Government", column: 0, kind: 0),
        .init(id: "f", name: "Food", column: 1, kind: 1),
        .init(id: "s", name: "Services", column: 1, kind: 1),
      ],
      flows: [
        .init(from: "h", to: "f", value: 30), .init(from: "h", to: "s", value: 50),
        .init(from: "g", to: "s", value: 20),
      ], headings: ["Who buys", "Products"], unit: "billion BRL", height: 400)
    let (places, scale) = diagram.places()
    for node in diagram.nodes {
      let place = try #require(places[node.id])
      #expect((place.bottom - place.top - diagram.size(of: node) * scale).magnitude < 1e-9)
    }
    let (first, second) = (try #require(places["h"]), try #require(places["g"]))
    #expect(first.bottom < second.top)
    #expect(places.values.allSatisfy { $0.bottom <= 400 && $0.top >= 0 } && scale > 3)
    let picture = try diagram.picture(caption)
    guard case .array(let rows) = part(picture.specification, "datasets", "ribbons") else {
      Issue.record("There are no ribbons.")
      return
    }
    func number(_ row: JSONValue, _ key: String) -> Double {
      guard case .number(let value) = part(row, key) else { return .nan }
      return value
    }
    for row in rows {
      let value = diagram.flows[Int(number(row, "flow"))].value
      let thickness = number(row, "bottom") - number(row, "top")
      #expect((thickness - value * scale).magnitude < 0.011)
    }
    #expect(picture.table.rows.count == 3)
    #expect(picture.table.rows[2].last == .number(20))
  }

  @Test("A map of a matrix has a square for every payment, none for zero, and a mark below zero")
  func map() throws {
    let map = MatrixMap(
      accounts: [
        .init(id: "a", name: "Food", group: "Activities"),
        .init(id: "b", name: "Food", group: "Products"),
      ],
      cells: [
        .init(row: "a", column: "b", value: 10), .init(row: "b", column: "b", value: -0.5),
      ], unit: "billion BRL")
    let picture = try map.picture(caption)
    #expect(picture.table.rows.count == 2)
    #expect(
      picture.table.rows[0]
        == [
          .text("Food (activities)"), .text("Food (products)"), .text("billion BRL"), .number(10),
          .number(1.7), .number(0),
        ])
    #expect(picture.specification.text().contains("datum.value < 0"))
    #expect(throws: ChartError.nothing) {
      try MatrixMap(accounts: [], cells: [], unit: "").picture(caption)
    }
  }

  @Test(
    "The direction in a sentence follows the sign of the number as it is printed",
    arguments: [
      (1.234, "1.23 % above"), (-0.5, "0.50 % below"), (0.004, "no different from"),
      (-0.004, "no different from"), (0, "no different from"),
    ])
  func direction(value: Double, words: String) {
    #expect(ChartText.against(value, unit: "%", decimals: 2) == words)
  }

  @Test("Words are broken into lines that fit, never between a number and its per cent sign")
  func wrapping() {
    #expect(ChartText.wrapped("one two three", most: 7) == ["one two", "three"])
    #expect(ChartText.wrapped("rises 3.60 % more", most: 10) == ["rises 3.60 %", "more"])
    #expect(ChartText.wrapped("", most: 5) == [])
    #expect(ChartText.words("carbon-tax_of otherProductTax") == "carbon tax of other product tax")
    #expect(ChartText.list(["a", "b", "c"]) == "a, b and c" && ChartText.list([]) == "")
  }

  @Test("Small differences get as many decimals as tell them from zero")
  func decimals() {
    #expect(ChartText.decimals(for: [175, -41]) == 1)
    #expect(ChartText.decimals(for: [0.4]) == 2)
    #expect(ChartText.decimals(for: [0.00001]) == 4)
    #expect(ChartText.decimals(for: [0]) == 1)
  }
}
