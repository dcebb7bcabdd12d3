import Foundation
import Quantities
import Yams

extension ScenarioFile {
  /// The longest text accepted, in bytes; scenarios that people write are a thousandth of it.
  static let longestText = 1_000_000

  static let keys = [
    "name", "description", "pack", "parent", "author", "base", "years", "closure", "choices",
    "levers", "overrides", "add_factors", "targets", "measures",
  ]

  /// Reads a scenario.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: The file's name, for messages.
  /// - Throws: ``ScenarioError`` at the line of the first thing that is wrong.
  public init(text: String, file: String) throws(ScenarioError) {
    let root = try YAMLValue.root(of: text, file: file, longest: ScenarioFile.longestText)
    let scenario = try root.mapping("a scenario", keys: ScenarioFile.keys)
    let name = try scenario.needed("name").word()
    self.init(
      name: name,
      description: try scenario["description"]?.text() ?? "",
      pack: try scenario["pack"]?.word(),
      parent: try scenario["parent"]?.word(),
      author: try scenario["author"]?.text() ?? "",
      base: try scenario["base"]?.year(),
      years: try scenario["years"]?.years(),
      closure: try scenario["closure"]?.word(),
      choices: [], levers: [], overrides: [], addFactors: [], targets: [], text: text,
      location: root.location)
    for (block, value) in try scenario["choices"]?.entries() ?? [] {
      choices.append(
        Choice(block: block.name, variant: try value.word(), location: block.location))
    }
    if let value = scenario["levers"] { levers = try ScenarioFile.settings(value) }
    if let value = scenario["overrides"] { overrides = try ScenarioFile.settings(value) }
    for (equation, value) in try scenario["add_factors"]?.entries() ?? [] {
      addFactors.append(
        AddFactor(
          equation: try equation.cell(), values: try value.valuesByYear(),
          location: equation.location))
    }
    for item in try scenario["targets"]?.items() ?? [] {
      targets.append(try ScenarioFile.target(item))
    }
    if let value = scenario["measures"] { measures = try ScenarioFile.measures(value) }
    if let base, let years, !(years.lowerBound...years.upperBound).contains(base) {
      throw ScenarioError.yearOutside(
        scenario["base"]?.location ?? root.location, what: "base", year: base, years: years)
    }
  }

  private static func settings(_ value: YAMLValue) throws(ScenarioError) -> [Setting] {
    var settings: [Setting] = []
    for (cell, path) in try value.entries() {
      settings.append(
        Setting(
          cell: try cell.cell(), path: try specification(path, of: cell.name),
          location: cell.location))
    }
    return settings
  }

  private static func specification(
    _ value: YAMLValue, of name: String
  ) throws(ScenarioError) -> PathSpecification {
    guard value.isMapping else { return PathSpecification(.constant(try value.number())) }
    let entries = try value.entries()
    let words = ["from", "to", "value", "shape", "meaning"]
    var parts: [String: YAMLValue] = [:]
    var values: [Int: Double] = [:]
    for (key, part) in entries {
      if let year = YAMLValue.year(key.name) {
        values[year] = try part.number()
      } else if words.contains(key.name) {
        parts[key.name] = part
      } else {
        throw ScenarioError.unknownKey(
          key.location, key: key.name, inside: name, known: words + ["a year"])
      }
    }
    let meaning = try parts["meaning"]?.choice(PathSpecification.Meaning.self) ?? .level
    let shape = try parts["shape"]?.choice(PathSpecification.Shape.self)
    func problem(_ text: String) -> ScenarioError { .inconsistent(value.location, problem: text) }
    if let from = parts["from"] {
      guard values.isEmpty else {
        throw problem("\(name) gives both \"from\" and single years. Use one or the other.")
      }
      guard let level = parts["value"] else {
        throw ScenarioError.missingKey(value.location, key: "value", inside: name)
      }
      let first = try from.year()
      let last = try parts["to"]?.year()
      guard last ?? first >= first else {
        throw problem("\(name) runs from \(first) to \(last ?? first), which is backwards.")
      }
      guard let shape = last == nil ? shape ?? .step : shape else {
        throw problem(
          """
          \(name) must say how it goes from \(first) to \(last ?? first): add "shape: step" \
          (the value in those years only) or "shape: linear" (reached in even steps, then held).
          """)
      }
      guard shape == .step || last != nil else {
        throw problem("\(name) is linear and needs \"to\", the year in which the value is reached.")
      }
      return PathSpecification(
        .ramp(from: first, to: last, value: try level.number(), shape), meaning: meaning)
    }
    for word in ["to", "value"] where parts[word] != nil {
      throw problem("\(name) gives \"\(word)\" without \"from\".")
    }
    guard let first = values.keys.min(), let last = values.keys.max() else {
      throw problem("\(name) lists no year and no value.")
    }
    let isGapless = last - first + 1 == values.count
    guard let shape = isGapless ? shape ?? .step : shape else {
      throw problem(
        """
        \(name) leaves out years between \(first) and \(last): add "shape: step" (each value \
        holds until the next) or "shape: linear" (even steps in between).
        """)
    }
    return PathSpecification(.years(values, shape), meaning: meaning)
  }

  private static func target(_ value: YAMLValue) throws(ScenarioError) -> ScenarioTarget {
    let keys = ["variable", "dimensions", "instrument", "years", "values", "from", "growth"]
    let parts = try value.mapping("a target", keys: keys)
    let years = try parts.needed("years").years()
    var pairs: [(dimension: String, element: String)] = []
    for (dimension, element) in try parts["dimensions"]?.entries() ?? [] {
      pairs.append((dimension.name, try element.word()))
    }
    let source: ScenarioTarget.Source
    switch (parts["values"], parts["from"], parts["growth"]) {
    case (let values?, nil, nil):
      let listed = try values.valuesByYear()
      let missing = years.filter { listed[$0] == nil }
      guard missing.isEmpty else {
        throw ScenarioError.inconsistent(
          values.location,
          problem: """
            the target has no value for \(missing.map(String.init).joined(separator: ", ")).
            """)
      }
      if let other = listed.keys.sorted().first(where: { !years.contains($0) }) {
        throw ScenarioError.yearOutside(
          values.location, what: "the target", year: other, years: years)
      }
      source = .values(listed)
    case (nil, let name?, nil):
      source = .path(try name.word())
    case (nil, nil, let name?):
      source = .growth(try name.word())
    default:
      throw ScenarioError.inconsistent(
        value.location, problem: "a target needs one of \"values\", \"from\" and \"growth\".")
    }
    return ScenarioTarget(
      variable: try parts.needed("variable").word(), dimensions: Dimensions(pairs),
      instrument: try parts.needed("instrument").cell(), years: years, source: source,
      location: value.location)
  }
}
