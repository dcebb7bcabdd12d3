import Assessment
import Results

extension TalkOptions {
  /// Says which of some runs are not to be relied on.
  func warn(unverified ids: [String]) {
    guard !ids.isEmpty else { return }
    say(
      "warning: not verified: \(ids.joined(separator: ", ")). A check of \(ids.count == 1 ? "this run" : "these runs") failed; `jtam run` says which. Do not quote the numbers."
    )
  }

  /// The same for runs at hand.
  func warn(_ runs: [StoredRun]) {
    warn(unverified: runs.filter { !$0.manifest.isVerified }.map(\.manifest.runID))
  }

  /// The same for runs in a store, by id or scenario.
  func warn(_ names: [String], in store: RunStore) throws {
    warn(unverified: try names.map { try store.run(named: $0) }.filter { !$0.isVerified }.map(\.id))
  }
}
