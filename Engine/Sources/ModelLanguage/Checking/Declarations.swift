import Equations

/// The names of a model while it is checked.
final class Declarations {
  enum Entry {
    case set(Int)
    case index(set: Int)
    case combinations(Int)
    case symbol(Int)
    case function(Int)
    /// Declared with a mistake that has been reported.
    case broken
  }

  struct Function {
    let syntax: FunctionSyntax
    var isBroken = false
  }

  var model: CheckedModel
  var functions: [Function] = []
  /// How many terms the functions of all statements expanded to.
  var expandedTerms = 0
  private var entries: [String: (entry: Entry, span: Span)] = [:]

  init(parsed: ParsedModel) { model = CheckedModel(parsed: parsed) }

  var sources: SourceMap { model.parsed.sources }

  subscript(name: String) -> Entry? { entries[name]?.entry }

  /// Declares a name, which must be new.
  func declare(_ name: Name, as entry: Entry) throws(Diagnostic) {
    if let known = entries[name.text] {
      throw sources.diagnostic(
        name.span, "`\(name.text)` is declared twice",
        help: "the first declaration is at \(sources.place(known.span)); rename one of them")
    }
    if Words.functions.contains(name.text), case .function = entry {
      throw sources.diagnostic(
        name.span, "`\(name.text)` is a function of the language", help: "choose another name")
    }
    entries[name.text] = (entry, name.span)
  }

  /// Marks a name so that its uses are not reported too.
  func markBroken(_ name: Name) {
    if entries[name.text] == nil { entries[name.text] = (.broken, name.span) }
  }

  /// "did you mean …" among the names that fit.
  func guess(_ name: String, also extra: [String] = [], where fits: (Entry) -> Bool) -> String? {
    var candidates = extra
    for (candidate, known) in entries where fits(known.entry) { candidates.append(candidate) }
    guard let nearest = NameGuess.nearest(to: name, among: candidates.sorted()) else { return nil }
    guard let known = entries[nearest] else { return "did you mean `\(nearest)`?" }
    return "did you mean `\(nearest)`, declared at \(sources.place(known.span))?"
  }

  /// The names that fit, in order of the alphabet.
  func names(where fits: (Entry) -> Bool) -> [String] {
    entries.filter { fits($0.value.entry) }.keys.sorted()
  }

  /// The set of a name.
  func set(_ name: Name) throws(Diagnostic) -> Int {
    switch entries[name.text]?.entry {
    case .set(let set): return set
    case .broken: throw .consequence
    case .index(let set):
      throw sources.diagnostic(
        name.span, "`\(name.text)` is an index, not a set",
        help: "it runs over `\(model.sets[set].name.text)`")
    case .combinations:
      throw sources.diagnostic(
        name.span, "`\(name.text)` is a set of combinations and cannot stand here",
        help: "name one of the sets it is made of, or write `(i, j) in \(name.text)`")
    case .symbol, .function:
      throw sources.diagnostic(
        name.span, "`\(name.text)` is not a set", help: "declare it with `set`, or name a set")
    case nil:
      throw sources.diagnostic(
        name.span, "set `\(name.text)` is not declared",
        help: guess(name.text) { if case .set = $0 { true } else { false } }
          ?? "declare it: `set \(name.text) = { … }`")
    }
  }

  /// The set that an index or a set's own name runs over, if the name is one of these.
  func range(_ name: String) -> Int? {
    switch entries[name]?.entry {
    case .set(let set), .index(let set): set
    default: nil
    }
  }

  func root(_ set: Int) -> Int { model.sets[set].root }

  /// `price[product]`
  func signature(_ symbol: Int) -> String {
    let symbol = model.symbols[symbol]
    guard !symbol.sets.isEmpty else { return symbol.name.text }
    let names = symbol.sets.map { model.sets[$0].name.text }
    return "\(symbol.name.text)[\(names.joined(separator: ", "))]"
  }

  func diagnostic(_ span: Span, _ message: String, help: String? = nil) -> Diagnostic {
    sources.diagnostic(span, message, help: help)
  }
}
