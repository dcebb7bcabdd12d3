extension RunStore {
  /// The run that a scenario's name means when another run is set beside it.
  ///
  /// An id is that run. A scenario's name is the run of that scenario among the other's ancestors: the
  /// same scenario may be stored under several wage regimes or parameters, and a comparison across
  /// them would not show the policy. Where no ancestor has the name, it is the scenario's latest run.
  /// - Throws: ``RunStoreError/noSuchRun(name:known:)``.
  public func counterpart(_ base: String, of run: String) throws(RunStoreError) -> RunSummary {
    var next = try self.run(named: run)
    while let parent = next.parentRunID {
      do {
        next = try self.run(named: parent)
      } catch {
        break
      }
      if next.scenario == base { return next }
    }
    return try self.run(named: base)
  }
}
