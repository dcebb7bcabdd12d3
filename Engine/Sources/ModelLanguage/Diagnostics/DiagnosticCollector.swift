/// Gathers mistakes, each once, so that one compilation reports several.
final class DiagnosticCollector {
  private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  var isEmpty: Bool { diagnostics.isEmpty }

  /// Whether there are as many as are reported: what would find more can be spared.
  var isFull: Bool { diagnostics.count >= ModelDiagnostics.limit }

  /// Records a mistake unless it is known, or follows from one that is.
  func record(_ diagnostic: Diagnostic) {
    guard !isFull else { return }
    var key = diagnostic
    key.help = nil
    guard !diagnostic.isConsequence, seen.insert(key).inserted else { return }
    diagnostics.append(diagnostic)
  }

  /// Runs a step; what it throws is recorded and the next step can follow.
  @discardableResult
  func attempt<Value>(
    _ step: () throws(Diagnostic) -> Value
  ) -> Value? {
    guard !isFull else { return nil }
    do throws(Diagnostic) {
      return try step()
    } catch {
      record(error)
      return nil
    }
  }

  /// Ends the compilation where a mistake was found.
  func finish() throws(ModelDiagnostics) {
    guard !diagnostics.isEmpty else { return }
    var files: [String: Int] = [:]
    for diagnostic in diagnostics where files[diagnostic.file] == nil {
      files[diagnostic.file] = files.count
    }
    func place(_ diagnostic: Diagnostic) -> (Int, Int, Int) {
      (files[diagnostic.file] ?? 0, diagnostic.line ?? 0, diagnostic.columns?.lowerBound ?? 0)
    }
    let inOrder = diagnostics.enumerated().sorted { first, second in
      let (one, other) = (place(first.element), place(second.element))
      return one == other ? first.offset < second.offset : one < other
    }
    throw ModelDiagnostics(
      diagnostics: inOrder.prefix(ModelDiagnostics.limit).map(\.element))
  }
}
