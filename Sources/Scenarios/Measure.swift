extension ScenarioFile {
  /// Levers that readers think of together, such as `carbon price: [carbonPrice, carbonRecycling]`.
  ///
  /// Measures say how results are attributed; they change no result.
  public struct Measure: Sendable, Equatable {
    /// What it is called in print.
    public var name: String
    /// The levers and overrides that belong to it, or single cells of them.
    public var levers: [CellName]
    /// Where it is said.
    public var location: ScenarioLocation

    /// Creates a measure.
    public init(name: String, levers: [CellName], location: ScenarioLocation) {
      self.name = name
      self.levers = levers
      self.location = location
    }
  }

  /// Reads measures; no cell may belong to two of them.
  static func measures(_ value: YAMLValue) throws(ScenarioError) -> [Measure] {
    var measures: [Measure] = []
    var owners: [(cell: CellName, measure: String)] = []
    for (key, list) in try value.entries() {
      var levers: [CellName] = []
      for item in try list.items() {
        let cell = try item.cell()
        if let owner = owners.first(where: { $0.cell.overlaps(cell) }) {
          throw ScenarioError.inconsistent(
            item.location,
            problem: owner.measure == key.name
              ? "the measure \"\(key.name)\" names \(cell) twice. Keep one."
              : """
              \(cell) belongs to two measures, "\(owner.measure)" and "\(key.name)". \
              Keep it in one, or what it does would be counted twice.
              """)
        }
        owners.append((cell, key.name))
        levers.append(cell)
      }
      guard !levers.isEmpty else {
        throw ScenarioError.inconsistent(
          key.location, problem: "the measure \"\(key.name)\" lists no lever.")
      }
      measures.append(Measure(name: key.name, levers: levers, location: key.location))
    }
    guard !measures.isEmpty else {
      throw ScenarioError.inconsistent(
        value.location,
        problem: "\"measures\" lists no measure. Without the key, the parent's are taken.")
    }
    return measures
  }
}

extension CellName {
  /// Whether two names have a cell in common.
  public func overlaps(_ other: CellName) -> Bool {
    name == other.name && (elements.isEmpty || other.elements.isEmpty || elements == other.elements)
  }
}

extension ScenarioLineage {
  /// The measures: the scenario's, or the nearest ancestor's that states any.
  public var measures: [ScenarioFile.Measure] {
    files.last { !$0.measures.isEmpty }?.measures ?? []
  }
}

extension ScenarioVocabulary {
  /// Checks every name, bound and year of a scenario, and that its measures name levers and
  /// overrides that it or an ancestor sets.
  /// - Throws: ``ScenarioError`` at the first line that the model cannot follow.
  public func validate(_ lineage: ScenarioLineage) throws(ScenarioError) {
    try validate(lineage.scenario)
    let set = lineage.files.flatMap { $0.levers + $0.overrides }.map(\.cell)
    for measure in lineage.scenario.measures {
      for lever in measure.levers where !set.contains(where: { $0.overlaps(lever) }) {
        throw ScenarioError.unknownName(
          measure.location, what: "lever or override of this scenario or an ancestor",
          name: "\(lever)", known: Array(Set(set.map(\.description))))
      }
    }
  }
}
