/// A model as written: every file read, the choices made, no name looked up yet.
struct ParsedModel: Sendable {
  /// The texts, by the file numbers in spans.
  var sources = SourceMap()
  /// The statements of all files in the order of inclusion.
  var statements: [Statement] = []
  var choices: [ModelChoice] = []
  var closures: [ModelClosure] = []
  /// The closure that applies.
  var closure: ModelClosure?
  /// Where each closure sets what.
  var closureSpans: [String: [String: Span]] = [:]

  /// Where the closure in use sets a name.
  func closureSpan(of name: String) -> Span? {
    closure.flatMap { closureSpans[$0.name]?[name] }
  }
}
