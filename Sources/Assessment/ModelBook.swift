import Calibration
import Equations
import Foundation
import ModelLanguage
import Quantities

/// A model printed from its own text, file by file: what each file says of itself, its sets, every
/// variable with its equation, unit and source, every parameter with its value and status.
public struct ModelBook {
  /// The model with some variants of its blocks.
  private struct Form {
    let compiled: CompiledModel
    /// The values; nil where they are not known.
    let calibrated: CalibratedModel?
    let guide: ModelGuide

    init(_ compiled: CompiledModel, _ calibrated: CalibratedModel?) {
      self.compiled = compiled
      self.calibrated = calibrated
      guide = ModelGuide(compiled)
    }
  }

  /// The form of the model, first, then the same with other variants of its blocks, for the files
  /// that only they read.
  private let forms: [Form]
  private let text: ModelText
  private let heading: String

  private static let words =
    "`d` a change, `dlog` a change of the logarithm"

  /// A book of the model of a project, with every variant of every block.
  public init(of project: Project) throws {
    let file = try project.locator.modelFile()
    let pack = try project.pack()
    try self.init(
      file: file.path,
      heading: project.locator.model.map(ModelBook.heading)
        ?? """
        # The equations

        Printed from the model's own text by `jtam model print`; edit the files in `Sources/ModelLibrary/Blocks`, not \
        this page. `lag(x)` is last year's value, \(ModelBook.words); a name that ends in 0 \
        is a value of the base year. The language: [Language.md](../Language.md). Why the equations are so: \
        [model.md](model.md).

        """, settings: project.settings
    ) { settings in
      let model = try PreparedModel(modelFile: file, pack: pack, settings: settings)
      return Form(model.compiled, model.calibrated)
    }
  }

  /// A book of any model file, with every variant of every block.
  public init(of own: OwnModel, settings: ModelSettings = ModelSettings()) throws {
    try self.init(file: own.file, heading: ModelBook.heading(own.file), settings: settings) {
      let compiled = try own.compiled($0)
      let baseYear = try Horizon(of: compiled).baseYear
      return Form(compiled, try? calibrate(compiled.model, baseYear: baseYear))
    }
  }

  private init(
    file: String, heading: String, settings: ModelSettings,
    form: (ModelSettings) throws -> Form
  ) throws {
    let first = try form(settings)
    var forms = [first]
    for choice in first.compiled.choices {
      for option in choice.options where option != choice.selected {
        var settings = settings
        settings.choices[choice.slot] = option
        forms.append(try form(settings))
      }
    }
    self.forms = forms
    self.heading = heading
    text = try ModelText(main: file)
  }

  private static func heading(_ file: String) -> String {
    """
    # \(URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent)

    Printed from the model's own text by `jtam model print`. `lag(x)` is last period's value, \(words).

    """
  }

  /// The book as Markdown.
  public func markdown() -> String {
    var text = heading
    var printed: Set<String> = []
    for form in forms {
      for file in form.compiled.files where printed.insert(file.path).inserted {
        text += section(file, form)
      }
    }
    return text
  }

  private func section(_ file: ModelFile, _ form: Form) -> String {
    let model = form.compiled.model
    let guide = form.guide
    let symbols = model.symbols.filter { $0.location.file == file.path }
    let families = model.families.filter { $0.location.file == file.path }
    let functions = form.compiled.functions.filter {
      file.text.contains("\nfunction \($0.name)(")
    }
    let items = text.blocks.first { $0.path == file.path }?.items ?? []
    let statements = items.compactMap { item in
      ModelBook.statement(item, form.compiled).map { (line: item.location.line, text: $0) }
    }
    guard !symbols.isEmpty || !families.isEmpty || !functions.isEmpty || !statements.isEmpty else {
      return ""
    }
    func item(_ symbol: ModelSymbol) -> ModelItem? {
      items.first { $0.name == symbol.name && $0.kind.rawValue == symbol.kind.rawValue }
    }
    var text = "\n## \(ModelGuide.shortPath(file.path))\n\n"
    let opening = ModelBook.opening(of: file.text)
    if !opening.isEmpty { text += opening + "\n\n" }
    for function in functions {
      text += "**\(function.name)** (function).\(ModelBook.sentence(function.description))\n\n"
      text += ModelBook.code(function.text) + "\n"
    }
    let checks = Set(model.checks.map(\.family))
    var entries = statements
    var told: Set<String> = []
    for symbol in symbols where symbol.kind != .parameter {
      let own = guide.families(determining: symbol)
      told.formUnion(own.map(\.name))
      entries.append((symbol.location.line, entry(symbol, item(symbol), own, form)))
    }
    for (number, family) in model.families.enumerated()
    where family.location.file == file.path && !told.contains(family.name) {
      let kind = checks.contains(number) ? "check" : "equation"
      entries.append(
        (
          family.location.line,
          "**\(family.name)** (\(kind)).\(ModelBook.sentence(family.description))\n\n"
            + ModelBook.code(family.text) + ModelBook.cited(family.source)
        ))
    }
    for entry in entries.sorted(by: { $0.line < $1.line }) { text += entry.text + "\n" }
    let parameters = symbols.filter { $0.kind == .parameter }
      .sorted { $0.location.line < $1.location.line }
    if !parameters.isEmpty {
      text += "| Parameter | Value | Unit | Status | Meaning and source |\n"
      text += "| --- | --- | --- | --- | --- |\n"
      for symbol in parameters { text += row(symbol, item(symbol), form) }
    }
    return text
  }

  /// A set, a name of its elements, a choice, a closure or a calibration; nil for what is told otherwise.
  private static func statement(_ item: ModelItem, _ compiled: CompiledModel) -> String? {
    var what: String
    var elements: [String] = []
    switch item.kind {
    case .index, .calibration: return code(item.text)
    case .set:
      if let set = compiled.sets.first(where: { $0.name == item.name }) {
        what = "set, \(count(set.elements.count, "element"))"
        if item.members.isEmpty { elements = set.elements }
      } else if let set = compiled.combinations.first(where: { $0.name == item.name }) {
        what = "set" + (set.combinations.map { ", " + count($0.count, "combination") } ?? "")
      } else {
        what = "set"
      }
    case .choice, .closure: what = item.kind.rawValue
    default: return nil
    }
    var text = "**\(item.name)** (\(what))."
    text += sentence(item.description) + "\n\n" + code(item.text)
    if !elements.isEmpty { text += "\nElements: \(elements.joined(separator: ", ")).\n" }
    return text
  }

  private func entry(
    _ symbol: ModelSymbol, _ item: ModelItem?, _ families: [EquationFamily], _ form: Form
  ) -> String {
    var facts = [ModelBook.escaped(symbol.unit)]
    if symbol.kind == .exogenous {
      facts.append("given from outside" + ModelBook.given(symbol, form.compiled))
    }
    if symbol.isNominal { facts.append("current money") }
    if let lever = symbol.lever {
      facts.append(
        "lever, \(CSVWriter.number(lever.lowerBound)) to \(CSVWriter.number(lever.upperBound))")
    }
    if let inherits = symbol.inherits { facts.append("in a scenario the baseline's \(inherits)") }
    for part in item?.parts ?? [] where !part.clause.isEmpty {
      facts.append("\(part.clause) `\(part.text)`")
    }
    let stated = facts.filter { !$0.isEmpty }.joined(separator: "; ")
    var text = "**\(ModelBook.label(symbol))**" + (stated.isEmpty ? "" : " (\(stated))") + "."
    text += ModelBook.sentence(symbol.description)
    text += "\n" + ModelBook.cited(symbol.source)
    if let value = ModelBook.formula(item) {
      text += "\n" + ModelBook.code("\(ModelBook.label(symbol)) = \(value)")
    }
    for family in families {
      text += "\n" + ModelBook.code(family.text) + ModelBook.cited(family.source)
    }
    return text
  }

  /// The value that the text gives; nil where it gives none.
  private static func formula(_ item: ModelItem?) -> String? {
    item?.parts.first { $0.clause.isEmpty }?.text
  }

  /// What data say of an exogenous symbol.
  private static func given(_ symbol: ModelSymbol, _ compiled: CompiledModel) -> String {
    if let table = compiled.datedTables.first(where: { $0.symbol == symbol.name }) {
      let years = table.first == table.last ? "" : " to \(table.last)"
      return " by year, \(table.first)\(years)"
    }
    guard symbol.dimensions.isEmpty, let root = compiled.model.exogenousDefault[symbol.firstCell],
      case .constant(let value) = compiled.model.graph[root]
    else { return "" }
    return ", \(CSVWriter.number(value))"
  }

  private func row(_ symbol: ModelSymbol, _ item: ModelItem?, _ form: Form) -> String {
    var value =
      symbol.dimensions.isEmpty
      ? form.calibrated.map { CSVWriter.number($0.parameters[symbol.firstCell]) } ?? ""
      : "\(symbol.elements.count) values"
    if let formula = ModelBook.formula(item), Double(formula) == nil {
      value += (value.isEmpty ? "" : " = ") + "`\(formula)`"
    } else if let formula = ModelBook.formula(item), value.isEmpty {
      value = formula
    }
    if let condition = item?.parts.first(where: { $0.clause == "where" }) {
      value += " where `\(condition.text)`"
    }
    let meaning = [ModelGuide.line(symbol.description), symbol.source]
      .filter { !$0.isEmpty }.map(ModelBook.escaped).joined(separator: " — ")
    return
      "| \(ModelBook.label(symbol)) | \(ModelBook.escaped(value)) | \(ModelBook.escaped(symbol.unit)) | \(symbol.status.rawValue) | \(meaning) |\n"
  }

  private static func label(_ symbol: ModelSymbol) -> String {
    symbol.dimensions.isEmpty
      ? symbol.name : "\(symbol.name)[\(symbol.dimensions.joined(separator: ", "))]"
  }

  /// Model text as a block of code, long lines broken between words.
  private static func code(_ text: String) -> String {
    var lines = [""]
    for word in text.split(whereSeparator: \.isWhitespace) {
      let last = lines[lines.count - 1]
      if last.isEmpty || last.count + word.count < 96 {
        lines[lines.count - 1] += (last.isEmpty ? "" : " ") + word
      } else {
        lines.append("  \(word)")
      }
    }
    return lines.map { "    \($0)\n" }.joined()
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  /// A description after what it describes.
  private static func sentence(_ description: String) -> String {
    let line = ModelGuide.line(description)
    return line.isEmpty ? "" : " " + escaped(line)
  }

  private static func cited(_ source: String) -> String {
    source.isEmpty ? "" : "\nSource: \(escaped(source)).\n"
  }

  /// Text in which no character means anything to Markdown tables.
  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "|", with: "\\|")
  }

  /// What a file says of itself: the comments before its first statement.
  private static func opening(of text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("language") || (line.isEmpty && lines.isEmpty) { continue }
      guard line.hasPrefix("#"), !line.hasPrefix("##") else { break }
      let words = line.dropFirst()
      // Formulas in comments are set deeper than prose.
      lines.append(words.hasPrefix("   ") ? "   \(words)" : String(words.drop { $0 == " " }))
    }
    return lines.joined(separator: "\n")
  }
}
