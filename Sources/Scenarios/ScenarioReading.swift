/// What a text says as a scenario, as far as it can be read, and everything that is wrong with it.
public struct ScenarioReading: Sendable {
  /// The scenario without the parts that cannot be read; nil when the text is no mapping at all.
  public private(set) var scenario: ScenarioFile?
  /// What is wrong, in the order in which it was met.
  public private(set) var problems: [ScenarioError] = []

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: YAML.
  ///   - file: The file's name, for messages.
  public init(text: String, file: String) {
    guard
      let root = attempt({ () throws(ScenarioError) in
        try YAMLValue.root(of: text, file: file, longest: ScenarioFile.longestText)
      }), let parts = entries(root)
    else { return }
    var values: [String: YAMLValue] = [:]
    for (key, value) in parts {
      if ScenarioFile.keys.contains(key.name) {
        values[key.name] = value
      } else {
        problems.append(
          .unknownKey(
            key.location, key: key.name, inside: "a scenario", known: ScenarioFile.keys))
      }
    }
    scenario = read(values, root, text)
  }

  private mutating func read(
    _ values: [String: YAMLValue], _ root: YAMLValue, _ text: String
  ) -> ScenarioFile {
    func optional<Value>(
      _ key: String, _ read: (YAMLValue) throws(ScenarioError) -> Value
    ) -> Value? {
      guard let value = values[key] else { return nil }
      return attempt { () throws(ScenarioError) in try read(value) }
    }
    if values["name"] == nil {
      problems.append(.missingKey(root.location, key: "name", inside: "a scenario"))
    }
    var file = ScenarioFile(
      name: optional("name") { value throws(ScenarioError) in try value.word() } ?? "",
      description: optional("description") { value throws(ScenarioError) in try value.text() }
        ?? "",
      pack: optional("pack") { value throws(ScenarioError) in try value.word() },
      parent: optional("parent") { value throws(ScenarioError) in try value.word() },
      author: optional("author") { value throws(ScenarioError) in try value.text() } ?? "",
      base: optional("base") { value throws(ScenarioError) in try value.year() },
      years: optional("years") { value throws(ScenarioError) in try value.years() },
      closure: optional("closure") { value throws(ScenarioError) in try value.word() },
      choices: [], levers: [], overrides: [], addFactors: [], targets: [], text: text,
      location: root.location)
    for (block, value) in section("choices", values) {
      if let variant = attempt({ () throws(ScenarioError) in try value.word() }) {
        file.choices.append(.init(block: block.name, variant: variant, location: block.location))
      }
    }
    file.levers = settings("levers", values)
    file.overrides = settings("overrides", values)
    for (equation, value) in section("add_factors", values) {
      let factor = attempt { () throws(ScenarioError) in
        ScenarioFile.AddFactor(
          equation: try equation.cell(), values: try value.valuesByYear(),
          location: equation.location)
      }
      if let factor { file.addFactors.append(factor) }
    }
    if let targets = values["targets"], !targets.isEmpty,
      let items = attempt({ () throws(ScenarioError) in try targets.items() })
    {
      file.targets = items.compactMap { item in
        attempt { () throws(ScenarioError) in try ScenarioFile.target(item) }
      }
    }
    file.measures =
      optional("measures") { value throws(ScenarioError) in try ScenarioFile.measures(value) } ?? []
    if let base = file.base, let years = file.years, !years.contains(base) {
      problems.append(
        .yearOutside(
          values["base"]?.location ?? root.location, what: "base", year: base, years: years))
    }
    return file
  }

  private mutating func settings(
    _ key: String, _ values: [String: YAMLValue]
  ) -> [ScenarioFile.Setting] {
    section(key, values).compactMap { cell, path in
      attempt { () throws(ScenarioError) in
        try ScenarioFile.refuseComma(cell, path, inside: key)
        return ScenarioFile.Setting(
          cell: try cell.cell(), path: try ScenarioFile.specification(path, of: cell.name),
          location: cell.location)
      }
    }
  }

  /// The entries of a section; a key under which everything is a comment has none.
  private mutating func section(
    _ key: String, _ values: [String: YAMLValue]
  ) -> [(key: YAMLKey, value: YAMLValue)] {
    guard let value = values[key], !value.isEmpty else { return [] }
    return entries(value) ?? []
  }

  private mutating func entries(_ value: YAMLValue) -> [(key: YAMLKey, value: YAMLValue)]? {
    attempt { () throws(ScenarioError) in try value.entries() }
  }

  private mutating func attempt<Value>(
    _ body: () throws(ScenarioError) -> Value
  ) -> Value? {
    do {
      return try body()
    } catch {
      problems.append(error)
      return nil
    }
  }
}
