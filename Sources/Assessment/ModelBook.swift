import Calibration
import Equations
import ModelLanguage
import Quantities

/// The model printed from its own text, file by file: what each file says of itself, every variable with its
/// equation, unit and source, every parameter with its value and status.
public struct ModelBook {
  /// The form of the model, first, then the same with other variants of its blocks.
  private let forms: [(prepared: PreparedModel, guide: ModelGuide)]

  /// A book of a model.
  /// - Parameters:
  ///   - model: The model with its default variants.
  ///   - variants: The same with other variants, for the files that only they read.
  public init(_ model: PreparedModel, variants: [PreparedModel] = []) {
    forms = ([model] + variants).map { ($0, ModelGuide($0.compiled)) }
  }

  /// A book of the model of a project, with every variant of every block.
  public init(of project: Project) throws {
    let model = try project.preparedModel()
    var variants: [PreparedModel] = []
    for choice in model.compiled.choices {
      for option in choice.options where option != choice.selected {
        var settings = project.settings
        settings.choices[choice.slot] = option
        variants.append(
          try PreparedModel(
            modelFile: project.locator.modelFile(), pack: project.pack(), settings: settings))
      }
    }
    self.init(model, variants: variants)
  }

  /// The book as Markdown.
  public func markdown() -> String {
    var text = """
      # The equations

      Printed from the model's own text by `jtam model print`; edit the files in `Sources/ModelLibrary/Blocks`, not \
      this page. `lag(x)` is last year's value, `d` a change, `dlog` a change of the logarithm; a name that ends in 0 \
      is a value of the base year. The language: [Language.md](../Language.md). Why the equations are so: \
      [model.md](model.md).

      """
    var printed: Set<String> = []
    for form in forms {
      for file in form.prepared.compiled.files where printed.insert(file.path).inserted {
        text += section(file, form.prepared, form.guide)
      }
    }
    return text
  }

  private func section(
    _ file: ModelFile, _ prepared: PreparedModel, _ guide: ModelGuide
  ) -> String {
    let model = prepared.model
    let symbols = model.symbols.filter { $0.location.file == file.path }
    let families = model.families.filter { $0.location.file == file.path }
    let functions = prepared.compiled.functions.filter {
      file.text.contains("\nfunction \($0.name)(")
    }
    guard !symbols.isEmpty || !families.isEmpty || !functions.isEmpty else { return "" }
    var text = "\n## \(ModelGuide.shortPath(file.path))\n\n"
    let opening = ModelBook.opening(of: file.text)
    if !opening.isEmpty { text += opening + "\n\n" }
    for function in functions {
      text += "**\(function.name)** (function). \(ModelGuide.line(function.description))\n\n"
      text += ModelBook.code(function.text) + "\n"
    }
    let checks = Set(model.checks.map(\.family))
    var entries: [(line: Int, text: String)] = []
    var told: Set<String> = []
    for symbol in symbols where symbol.kind != .parameter {
      let own = guide.families(determining: symbol)
      told.formUnion(own.map(\.name))
      entries.append((symbol.location.line, entry(symbol, own)))
    }
    for (number, family) in model.families.enumerated()
    where family.location.file == file.path && !told.contains(family.name) {
      let kind = checks.contains(number) ? "check" : "equation"
      entries.append(
        (
          family.location.line,
          "**\(family.name)** (\(kind)). \(ModelGuide.line(family.description))\n\n"
            + ModelBook.code(family.text) + ModelBook.cited(family.source)
        ))
    }
    for entry in entries.sorted(by: { $0.line < $1.line }) { text += entry.text + "\n" }
    let parameters = symbols.filter { $0.kind == .parameter }
      .sorted { $0.location.line < $1.location.line }
    if !parameters.isEmpty {
      text += "| Parameter | Value | Unit | Status | Meaning and source |\n"
      text += "| --- | --- | --- | --- | --- |\n"
      for symbol in parameters { text += row(symbol, prepared) }
    }
    return text
  }

  private func entry(_ symbol: ModelSymbol, _ families: [EquationFamily]) -> String {
    var facts = [ModelBook.escaped(symbol.unit)]
    if symbol.kind == .exogenous { facts.append("given from outside") }
    if symbol.isNominal { facts.append("current money") }
    if let lever = symbol.lever {
      facts.append(
        "lever, \(CSVWriter.number(lever.lowerBound)) to \(CSVWriter.number(lever.upperBound))")
    }
    if let inherits = symbol.inherits { facts.append("in a scenario the baseline's \(inherits)") }
    let stated = facts.filter { !$0.isEmpty }.joined(separator: "; ")
    var text = "**\(ModelBook.label(symbol))**" + (stated.isEmpty ? "" : " (\(stated))") + "."
    let description = ModelGuide.line(symbol.description)
    if !description.isEmpty { text += " " + ModelBook.escaped(description) }
    text += "\n" + ModelBook.cited(symbol.source)
    for family in families {
      text += "\n" + ModelBook.code(family.text) + ModelBook.cited(family.source)
    }
    return text
  }

  private func row(_ symbol: ModelSymbol, _ prepared: PreparedModel) -> String {
    let value =
      symbol.dimensions.isEmpty
      ? CSVWriter.number(prepared.calibrated.parameters[symbol.firstCell])
      : "\(symbol.elements.count) values"
    let meaning = [ModelGuide.line(symbol.description), symbol.source]
      .filter { !$0.isEmpty }.map(ModelBook.escaped).joined(separator: " — ")
    return
      "| \(ModelBook.label(symbol)) | \(value) | \(ModelBook.escaped(symbol.unit)) | \(symbol.status.rawValue) | \(meaning) |\n"
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
