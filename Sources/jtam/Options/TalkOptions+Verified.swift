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

  /// The same by their manifests, and what their packs ask to be said beside every result.
  private func warn(manifests: [RunManifest]) {
    warn(unverified: manifests.filter { !$0.isVerified }.map(\.runID))
    say(notices: manifests)
  }

  /// What the packs of some runs ask to be said beside every result, each once.
  func say(notices manifests: [RunManifest]) {
    var said: Set<String> = []
    for manifest in manifests {
      guard let notice = manifest.notice, said.insert(notice).inserted else { continue }
      say("note: \(manifest.identity.pack): \(notice)")
    }
  }

  /// The same for runs at hand.
  func warn(_ runs: [StoredRun]) {
    warn(manifests: runs.map(\.manifest))
  }

  /// The same for runs in a store, by id or scenario.
  func warn(_ names: [String], in store: RunStore) throws {
    warn(manifests: try names.map { try store.manifest(of: $0) })
  }
}
