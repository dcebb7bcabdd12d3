import CountryPacks
import Results

extension CountryPack {
  /// The pack's tables in the sectors of a run: one of the pack's aggregations, or the user's grouping
  /// that the run keeps.
  /// - Throws: `CountryPackError`, `AggregationError` or `CSVError`.
  func tablesInSectors(of run: StoredRun) throws -> PackTables {
    let settings = run.manifest.identity.solverSettings
    let aggregation = settings["aggregation"] ?? ""
    guard let grouping = settings["grouping"] else {
      return try tables(aggregation: aggregation)
    }
    return try tables(grouping: grouping, source: run.manifest.runID, named: aggregation)
  }

  /// The very tables a run was made with.
  /// - Throws: ``AssessmentError/usage(_:)`` when the run is another pack's, or the pack has changed
  ///   since; `CountryPackError`, `AggregationError` or `CSVError`.
  func tables(of run: StoredRun) throws -> PackTables {
    let identity = run.manifest.identity
    let tables = try tablesInSectors(of: run)
    guard identity.pack == name, identity.packHash == (try tables.hash()) else {
      throw AssessmentError.usage(
        "\(run.manifest.runID) was made with other tables than those in \(folder.path). Make the run again with `jtam run \(identity.scenario)`, or name the pack it was made with by --pack."
      )
    }
    return tables
  }
}
