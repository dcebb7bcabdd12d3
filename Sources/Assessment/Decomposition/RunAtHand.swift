import CountryPacks
import Results

/// A stored run with the model text and the pack it was solved with, found at hand and unchanged.
public struct RunAtHand {
  /// The run.
  public let run: StoredRun
  /// What solves scenarios in the same form of the model.
  public let runner: ScenarioRunner
  /// The model, calibrated.
  public let model: PreparedModel
}

extension RunAtHand {
  /// Finds the model and the pack of a run.
  /// - Parameter aggregation: Another aggregation than the run's own, or its file.
  /// - Throws: ``AssessmentError/usage(_:)`` when either has changed since the run was solved.
  public init(_ run: StoredRun, locator: ResourceLocator, aggregation: String? = nil) throws {
    let identity = run.manifest.identity
    let pack = try CountryPack(folder: locator.packFolder(default: identity.pack))
    let runner = try ScenarioRunner(
      pack: pack, modelFile: locator.modelFile(),
      scenarioFolders: locator.scenarioFolders(pack: pack.name), store: nil,
      settings: ModelSettings(of: identity),
      tables: aggregation.map { try pack.tables(aggregation: $0) } ?? pack.tablesInSectors(of: run))
    guard pack.name == identity.pack, runner.packHash == identity.packHash else {
      throw AssessmentError.usage(
        "\(run.manifest.runID) was solved with the pack \(identity.pack) of hash \(identity.packHash.prefix(8)), and the pack at hand is \(pack.name) of hash \(runner.packHash.prefix(8)). Solve the scenario again with jtam run, or name the pack it was solved with by --pack."
      )
    }
    let model = try runner.preparedModel()
    guard model.modelHash == identity.modelHash else {
      throw AssessmentError.usage(
        "\(run.manifest.runID) was solved with model text of hash \(identity.modelHash.prefix(8)), and the text at hand has \(model.modelHash.prefix(8)). Solve the scenario again with jtam run, or name the file it was solved with by --model."
      )
    }
    self.init(run: run, runner: runner, model: model)
  }
}

extension ModelSettings {
  /// The settings that a run was solved with.
  public init(of identity: RunIdentity) {
    self.init(
      choices: identity.choices, closure: identity.closure.isEmpty ? nil : identity.closure)
    for (name, value) in identity.solverSettings {
      if name == "aggregation" { aggregation = value }
      if name.hasPrefix("set "), let number = Double(value) {
        overrides[String(name.dropFirst(4))] = number
      }
    }
  }
}
