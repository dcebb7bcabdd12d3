import Equations

extension ModelLowering {
  /// Writes the exchanges of roles of the closure in use, element by element.
  func emitExchanges() {
    let exchanges = checked.parsed.closure?.exchanges ?? [:]
    for (variable, instrument) in exchanges.sorted(by: { $0.key < $1.key }) {
      guard let span = checked.parsed.closureSpan(of: variable) else { continue }
      problems.attempt { () throws(Diagnostic) in
        let given = try exchanged(variable, .variable, at: span)
        let solved = try exchanged(instrument, .exogenous, at: span)
        guard model.symbols[given].elements == model.symbols[solved].elements else {
          throw sources.diagnostic(
            span, "`\(variable)` and `\(instrument)` do not have the same elements",
            help: "roles are exchanged one for one: `\(variable)` has "
              + "\(model.symbols[given].elements.count), `\(instrument)` "
              + "\(model.symbols[solved].elements.count)")
        }
        for pair in zip(model.symbols[given].cells, model.symbols[solved].cells) {
          model.exchanges.append(pair)
        }
      }
    }
  }

  private func exchanged(
    _ name: String, _ kind: SymbolKind, at span: Span
  ) throws(Diagnostic) -> Int {
    if let position = model.symbols.firstIndex(where: { $0.name == name && $0.kind == kind }) {
      return position
    }
    let names = model.symbols.filter { $0.kind == kind }.map(\.name)
    let what = kind == .variable ? "a variable" : "an exogenous value"
    throw sources.diagnostic(
      span, "`\(name)` is not \(what) of this model",
      help: NameGuess.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
        ?? "an exchange is written `VARIABLE by EXOGENOUS`")
  }
}
