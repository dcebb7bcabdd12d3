/// Reads a model's files: the main one, what it includes, and what is chosen.
struct ModelReader {
  private struct File {
    let path: String
    var statements: [Statement]
    /// The file that an `include` or `choose` stands for, by the statement's position.
    var children: [Int: Int] = [:]
  }

  private let source: ModelSource
  private var parsed = ParsedModel()
  private var files: [File] = []
  private var byPath: [String: Int] = [:]
  private var closureNames: Set<String> = []
  private var slotNames: Set<String> = []
  private var pending: [(file: Int, statement: Int)] = []
  private let problems = DiagnosticCollector()
  private var isReadingChoices = false

  /// The longest chain of files that include each other.
  private static let includeLimit = 100

  private init(source: ModelSource) { self.source = source }

  /// Reads and parses; every mistake of the form of the text is reported at once.
  static func read(
    main: String, source: ModelSource, choices: [String: String], closure: String?
  ) throws(ModelDiagnostics) -> ParsedModel {
    var reader = ModelReader(source: source)
    reader.load(main, requestedAt: nil, chain: [])
    try reader.problems.finish()
    reader.selectClosure(closure, main: main)
    try reader.problems.finish()
    reader.resolveChoices(choices, main: main)
    try reader.problems.finish()
    reader.flatten(0)
    return reader.parsed
  }

  @discardableResult
  private mutating func load(_ path: String, requestedAt span: Span?, chain: [String]) -> Int? {
    if chain.contains(path), let span {
      problems.record(
        parsed.sources.diagnostic(
          span, "\(path) includes itself",
          help: "the way round is " + (chain + [path]).joined(separator: " → ")))
      return nil
    }
    if byPath[path] != nil { return nil }
    if chain.count >= ModelReader.includeLimit, let span {
      problems.record(
        parsed.sources.diagnostic(
          span, "files include each other more than \(ModelReader.includeLimit) deep",
          help: "include the files that are needed from the main file"))
      return nil
    }
    let text: String
    do throws(ModelSourceError) {
      text = try source.read(path)
    } catch {
      let message = "\(error)"
      if let span, case .missing = error {
        problems.record(
          parsed.sources.diagnostic(
            span, message, help: "paths are relative to the file that names them"))
      } else if case .notUTF8(_, let line) = error {
        problems.record(
          Diagnostic(
            file: path, line: line, message: "this line is not UTF-8", help: "save it as UTF-8"))
      } else {
        // What is named and cannot be read is a mistake where it is named, as far as that is known.
        let problem =
          span.map { parsed.sources.diagnostic($0, message, help: "check the path") }
          ?? Diagnostic(file: path, message: message, help: "check the path")
        problems.record(problem.ofUnreadableFile)
      }
      return nil
    }
    let number = parsed.sources.add(path: path, text: text)
    byPath[path] = number
    files.append(File(path: path, statements: []))
    let result = Parser.parse(parsed.sources.texts[number], file: number)
    result.problems.forEach { problems.record($0) }
    files[number].statements = result.statements
    for (position, statement) in result.statements.enumerated() {
      switch statement.kind {
      case .include(let name):
        files[number].children[position] = load(
          ModelReader.resolve(name.text, from: path), requestedAt: name.span, chain: chain + [path])
      case .choose: pending.append((number, position))
      case .closure(let syntax): declare(syntax, statement, chosen: isReadingChoices)
      default: break
      }
    }
    return number
  }

  private mutating func declare(_ syntax: ClosureSyntax, _ statement: Statement, chosen: Bool) {
    guard !problems.isFull else { return }
    if chosen {
      problems.record(
        parsed.sources.diagnostic(
          syntax.name.span, "a closure cannot stand in a file that is chosen",
          help: "move it to the main file or one that is always included"))
    }
    if !closureNames.insert(syntax.name.text).inserted {
      problems.record(
        parsed.sources.diagnostic(
          syntax.name.span, "closure `\(syntax.name.text)` is declared twice",
          help: "rename one of them"))
    }
    var closure = ModelClosure(
      name: syntax.name.text, choices: [:], values: [:], description: statement.description)
    for setting in syntax.settings {
      switch setting {
      case .choice(let slot, let option):
        closure.choices[slot.text] = option.text
        parsed.closureSpans[syntax.name.text, default: [:]][slot.text] = slot.span
      case .value(let name, let value):
        closure.values[name.text] = value
        parsed.closureSpans[syntax.name.text, default: [:]][name.text] = name.span
      case .exchange(let variable, let instrument):
        closure.exchanges[variable.text] = instrument.text
        parsed.closureSpans[syntax.name.text, default: [:]][variable.text] = variable.span
      }
    }
    parsed.closures.append(closure)
  }

  private mutating func selectClosure(_ name: String?, main: String) {
    guard let name else { return }
    if let closure = parsed.closures.first(where: { $0.name == name }) {
      parsed.closure = closure
      return
    }
    let known = parsed.closures.map(\.name)
    problems.record(
      Diagnostic(
        file: main, message: "closure `\(name)` is not declared",
        help: NameGuess.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
          ?? (known.isEmpty
            ? "this model declares no closure"
            : "the closures are \(known.joined(separator: ", "))")
      ))
  }

  private mutating func resolveChoices(_ choices: [String: String], main: String) {
    isReadingChoices = true
    var next = 0
    while next < pending.count {
      let (file, position) = pending[next]
      next += 1
      let statement = files[file].statements[position]
      guard case .choose(let slot, let options) = statement.kind else { continue }
      if !slotNames.insert(slot.text).inserted {
        problems.record(
          parsed.sources.diagnostic(
            slot.span, "choice `\(slot.text)` is declared twice", help: "rename one of them"))
        continue
      }
      let names = options.map(\.text)
      let wanted = choices[slot.text] ?? parsed.closure?.choices[slot.text]
      let selected = wanted ?? names[0]
      parsed.choices.append(
        ModelChoice(
          slot: slot.text, options: names, selected: selected, description: statement.description))
      guard let option = options.first(where: { $0.text == selected }) else {
        problems.record(
          parsed.sources.diagnostic(
            slot.span, "`\(selected)` is not an option of `\(slot.text)`",
            help: "the options are \(names.joined(separator: ", "))"))
        continue
      }
      let path = ModelReader.resolve("\(slot.text)/\(selected).eqn", from: files[file].path)
      files[file].children[position] = load(
        path, requestedAt: option.span, chain: [files[file].path])
    }
    let slots = parsed.choices.map(\.slot)
    let closureChoices = parsed.closure?.choices.keys.sorted() ?? []
    for name in choices.keys.sorted() + closureChoices where !slotNames.contains(name) {
      let message = "there is no choice `\(name)` in this model"
      let help =
        NameGuess.nearest(to: name, among: slots).map { "did you mean `\($0)`?" }
        ?? (slots.isEmpty
          ? "this model declares no choice" : "the choices are \(slots.joined(separator: ", "))")
      if choices[name] == nil, let span = parsed.closureSpan(of: name) {
        problems.record(parsed.sources.diagnostic(span, message, help: help))
      } else {
        problems.record(Diagnostic(file: main, message: message, help: help))
      }
    }
  }

  private mutating func flatten(_ file: Int) {
    for (position, statement) in files[file].statements.enumerated() {
      parsed.statements.append(statement)
      if let child = files[file].children[position] { flatten(child) }
    }
  }

  /// A path named in a file, relative to that file.
  static func resolve(_ name: String, from path: String) -> String {
    if name.hasPrefix("/") { return name }
    var parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
      .map(String.init)
    for part in name.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    let joined = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    return joined.isEmpty ? "." : joined
  }
}
