import Results

/// In what two runs differ that no scenario file says: values set by hand, choices, a closure or an
/// aggregation named on the command line, another pack or model text.
public struct SettingsDifference {
  /// Each difference, as `set armingtonElasticity: 2 and not set`.
  public let names: [String]

  /// Compares two runs of a store.
  ///
  /// What is set by hand holds for a run and all its ancestors. Runs that go back to one baseline
  /// therefore differ only in what their scenarios say, which is what a comparison is about.
  /// - Throws: `RunStoreError` when a run is not there.
  public init(_ base: String, _ run: String, in store: RunStore) throws {
    let first = try SettingsDifference.origin(of: base, in: store)
    let second = try SettingsDifference.origin(of: run, in: store)
    names = first == second ? [] : SettingsDifference.names(first, second)
  }

  /// The manifest of the baseline that a run goes back to, as far as the store holds its ancestors.
  private static func origin(of run: String, in store: RunStore) throws -> RunIdentity {
    var identity = try store.manifest(of: run).identity
    while let parent = identity.parentRunID, let manifest = try? store.manifest(of: parent) {
      identity = manifest.identity
    }
    return identity
  }

  static func names(_ first: RunIdentity, _ second: RunIdentity) -> [String] {
    var names: [String] = []
    func compare(_ name: String, _ values: (String?, String?), _ absent: String) {
      if values.0 != values.1 {
        names.append("\(name): \(values.0 ?? absent) and \(values.1 ?? absent)")
      }
    }
    let settings = Set(first.solverSettings.keys).union(second.solverSettings.keys)
    for key in settings.sorted() {
      compare(key, (first.solverSettings[key], second.solverSettings[key]), "not set")
    }
    for key in Set(first.choices.keys).union(second.choices.keys).sorted() {
      compare(key, (first.choices[key], second.choices[key]), "none")
    }
    func stated(_ text: String) -> String? { text.isEmpty ? nil : text }
    compare("closure", (stated(first.closure), stated(second.closure)), "none")
    compare("pack", (first.pack, second.pack), "none")
    if first.pack == second.pack && first.packHash != second.packHash,
      first.solverSettings["aggregation"] == second.solverSettings["aggregation"]
    {
      names.append("the pack's tables")
    }
    if first.modelHash != second.modelHash { names.append("the model's text") }
    return names
  }
}
