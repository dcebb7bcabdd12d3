import Equations
import Quantities

extension ModelLowering {
  /// Records the values that a closure and the caller set, the caller's winning.
  func readOverrides(_ values: [String: Double], main: String) {
    let fromClosure = checked.parsed.closure?.values ?? [:]
    let all =
      fromClosure.map { ($0.key, $0.value, true) }.sorted { $0.0 < $1.0 }
      + values.map { ($0.key, $0.value, false) }.sorted { $0.0 < $1.0 }
    for (text, value, isClosure) in all {
      let span = isClosure ? checked.parsed.closureSpan(of: text) : nil
      if let problem = readOverride(text, value, span: span, main: main) {
        problems.record(problem)
      }
    }
  }

  private func readOverride(
    _ text: String, _ value: Double, span: Span?, main: String
  ) -> Diagnostic? {
    func fail(_ message: String, _ help: String) -> Diagnostic {
      if let span { return sources.diagnostic(span, message, help: help) }
      return Diagnostic(file: main, message: message, help: help)
    }
    let name = String(text.prefix { $0 != "[" }).trimmed
    guard value.isFinite else {
      return fail("\(text) = \(value) is not a finite number", "give a number")
    }
    guard let symbol = checked.symbols.firstIndex(where: { $0.name.text == name }) else {
      let names = checked.symbols.lazy.filter { $0.kind != .variable }.map(\.name.text)
      return fail(
        "there is no parameter or exogenous value `\(name)` to set",
        NameGuess.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
          ?? "`jtam model list` names them all; give it the file of a model of your own")
    }
    let declared = checked.symbols[symbol]
    guard declared.kind != .variable else {
      return fail(
        "`\(name)` is a variable: the equations determine it",
        "set a parameter or an exogenous value instead")
    }
    guard !calibrated.contains(symbol) else {
      return fail(
        "`\(name)` is found by calibration and cannot be set",
        "remove the `calibrate` statement to give it a value")
    }
    if let range = declared.clauses.permittedRange, !range.contains(value) {
      return fail(
        "`\(text)` cannot be \(CSVWriter.number(value)): it must be \(range)",
        "the declaration at \(sources.place(declared.name.span)) says so")
    }
    guard text.contains("[") else {
      overrides[symbol, default: []].append((nil, value))
      return nil
    }
    let inside = text.drop { $0 != "[" }.dropFirst()
    guard inside.last == "]" else {
      return fail("`\(text)` has no closing bracket", "write \(name)[ELEMENT]")
    }
    let labels = inside.dropLast().split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0).trimmed }
    guard labels.count == declared.sets.count else {
      return fail(
        "`\(text)` has \(labels.count) elements and `\(name)` \(declared.sets.count) indices",
        "give one element for each index")
    }
    for (label, set) in zip(labels, declared.sets) {
      let root = checked.sets[checked.sets[set].root]
      guard root.positions[label] != nil else {
        return fail(
          "`\(label)` is not an element of `\(checked.sets[set].name.text)`",
          NameGuess.nearest(to: label, among: root.elements).map { "did you mean `\($0)`?" }
            ?? "the elements are \(ExpressionChecker.listed(root.elements))")
      }
    }
    overrides[symbol, default: []].append((labels, value))
    return nil
  }
}
