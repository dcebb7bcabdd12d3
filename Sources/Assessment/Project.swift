import CountryPacks
import Foundation
import Quantities
import Results
import Scenarios

/// What an assessment works with: a country pack, a model, scenarios and a store of runs, found where
/// the user's options and the place of the program say.
public struct Project {
  /// Where things are looked for.
  public let locator: ResourceLocator
  /// The form of the model wanted by hand.
  public let settings: ModelSettings
  /// The file of stored runs.
  public let storePath: String

  /// A project; nothing is opened yet.
  public init(
    locator: ResourceLocator = ResourceLocator(), settings: ModelSettings = ModelSettings(),
    store: String? = nil
  ) {
    self.locator = locator
    self.settings = settings
    storePath = StoreLocation.path(option: store)
  }

  /// Opens the country pack.
  public func pack() throws -> CountryPack { try CountryPack(folder: locator.packFolder()) }

  /// Opens the store of runs.
  /// - Parameter creating: Whether to make one that is not there.
  public func store(creating: Bool = false) throws(RunStoreError) -> RunStore {
    try RunStore(path: storePath, creating: creating)
  }

  /// A runner of scenarios.
  /// - Parameter storing: Whether runs are read from the store and kept in it.
  public func runner(storing: Bool) throws -> ScenarioRunner {
    let pack = try pack()
    // A mistake in what is asked for leaves no empty store behind.
    let tables = try pack.tables(aggregation: settings.aggregation)
    return try ScenarioRunner(
      pack: pack, modelFile: locator.modelFile(),
      scenarioFolders: locator.scenarioFolders(pack: pack.name),
      store: storing ? store(creating: true) : nil, settings: settings, tables: tables)
  }

  /// The model, compiled with the pack and calibrated.
  public func preparedModel() throws -> PreparedModel {
    try PreparedModel(modelFile: locator.modelFile(), pack: pack(), settings: settings)
  }
}

extension ScenarioRunner {
  /// A scenario with its ancestors; a name that is not there is answered with the nearest one.
  public func lineage(of name: String) throws -> ScenarioLineage {
    let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    let known = ScenarioLineage.names(in: scenarioFolders)
    if !isPath && !known.contains(name) {
      throw AssessmentError.usage(
        "There is no scenario \"\(name)\" in \(scenarioFolders.joined(separator: ", ")): "
          + NearestName.hint(for: name, among: known))
    }
    return try ScenarioLineage(of: name, in: scenarioFolders)
  }
}

extension ScenarioRunner {
  /// What the elements of a set are called in print; an element without such a name is left out.
  public func names(of set: String) throws -> [String: String] {
    guard let set = try preparedModel().compiled.sets.first(where: { $0.name == set }),
      set.labels.count == set.elements.count
    else { return [:] }
    return Dictionary(zip(set.elements, set.labels), uniquingKeysWith: { first, _ in first })
  }
}
