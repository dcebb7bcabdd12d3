import Calibration
import Equations
import ModelLanguage
import Quantities
import Reporting

/// All that the model's text and data say of one name.
public struct Explanation {
  /// What was asked for.
  public let name: String
  /// Headings and what is said under them, in the order of reading.
  public private(set) var parts: [(heading: String, lines: [String])] = []

  /// Why there are no values, where a model file has none.
  public private(set) var withoutValues: String?

  /// Looks a name up in a model file; without values where its base year is not complete.
  /// - Throws: As ``OwnModel/compiled(_:)`` and ``init(of:in:_:)``.
  public init(of name: String, in own: OwnModel, settings: ModelSettings) throws {
    let compiled = try own.compiled(settings)
    let calibrated = try compiled.calibratedIfComplete()
    try self.init(of: name, in: compiled, calibrated.model)
    withoutValues = calibrated.withoutValues
  }

  /// Looks a name up in a model with its numbers.
  /// - Throws: As ``init(of:in:_:)``.
  public init(of name: String, in prepared: PreparedModel) throws {
    try self.init(of: name, in: prepared.compiled, prepared.calibrated)
  }

  /// Looks a name up: a symbol, an equation or check, a set, a choice, a closure or a function.
  /// - Parameter calibrated: The values; nil where they are not known.
  /// - Throws: ``AssessmentError/usage(_:)`` with the nearest name when the model has none such.
  public init(
    of name: String, in compiled: CompiledModel, _ calibrated: CalibratedModel?
  ) throws {
    self.name = name
    let guide = ModelGuide(compiled)
    if let symbol = compiled.model.symbol(named: name)
      ?? compiled.model.symbols.first(where: { symbol in
        name.hasPrefix("\(symbol.name)[")
          && symbol.cells.contains { symbol.label(ofCell: $0) == name }
      })
    {
      describe(symbol, calibrated, guide)
    } else if let family = compiled.model.families.first(where: { $0.name == name }) {
      add("Description", [ModelGuide.line(family.description)])
      add(family, guide)
      add("Source", [family.source])
    } else if let set = compiled.sets.first(where: { $0.name == name }) {
      add("Set", ["\(set.elements.count) elements" + (set.parent.map { ", part of \($0)" } ?? "")])
      add("Description", [ModelGuide.line(set.description)])
      add(
        "Elements",
        set.elements.enumerated().map { position, element in
          set.labels.indices.contains(position) ? "\(element): \(set.labels[position])" : element
        })
    } else if let set = compiled.combinations.first(where: { $0.name == name }) {
      describe(set)
    } else if let choice = compiled.choices.first(where: { $0.slot == name }) {
      add("Choice", ["\(choice.options.joined(separator: " | ")); in use: \(choice.selected)"])
      add("Description", [ModelGuide.line(choice.description)])
    } else if let closure = compiled.closures.first(where: { $0.name == name }) {
      add(
        "Closure",
        closure.choices.map { "\($0.key) = \($0.value)" }.sorted()
          + closure.values.map { "\($0.key) = \(CSVWriter.number($0.value))" }.sorted()
          + closure.exchanges.map { "\($0.key) by \($0.value)" }.sorted())
      add("Description", [ModelGuide.line(closure.description)])
    } else if let function = compiled.functions.first(where: { $0.name == name }) {
      add("Function", [function.text])
      add("Description", [ModelGuide.line(function.description)])
    } else {
      let known =
        guide.symbolNames + compiled.model.families.map(\.name) + compiled.sets.map(\.name)
        + compiled.combinations.map(\.name) + compiled.choices.map(\.slot)
        + compiled.closures.map(\.name)
        + compiled.functions.map(\.name)
      throw AssessmentError.usage(
        "The model has nothing named \"\(name)\": \(NearestName.hint(for: name, among: Set(known)))"
      )
    }
  }

  /// The explanation for people.
  public var text: String {
    var text = "\(name)\n"
    for part in parts {
      if part.lines.count == 1 && part.heading != "Equation" && part.heading != "Function" {
        text += "  \(part.heading): \(part.lines[0])\n"
      } else {
        text += "  \(part.heading):\n" + part.lines.map { "    \($0)\n" }.joined()
      }
    }
    return text
  }

  /// The same as fields `heading` and `text`.
  public var table: RecordTable {
    RecordTable(
      columns: ["name", "heading", "text"],
      rows: parts.flatMap { part in
        part.lines.map { [.text(name), .text(part.heading), .text($0)] }
      })
  }

  private mutating func describe(_ set: ModelCombinations) {
    let factors = set.factors.joined(separator: " × ")
    let number = set.combinations.map { "\($0.count) " } ?? ""
    let unlisted =
      set.combinations == nil
      ? ", not listed: more than \(ModelCombinations.listingLimit) to look through, or a condition without a value"
      : ""
    add("Set", ["\(number)combinations of \(factors)\(unlisted)"])
    add("Description", [ModelGuide.line(set.description)])
    let limit = 48
    let shown = set.combinations ?? []
    add(
      "Elements",
      shown.prefix(limit).map { "(\($0.joined(separator: ", ")))" }
        + (shown.count > limit ? ["and \(shown.count - limit) more"] : []))
  }

  private mutating func describe(
    _ symbol: ModelSymbol, _ calibrated: CalibratedModel?, _ guide: ModelGuide
  ) {
    add("Kind", [symbol.kind.rawValue + (symbol.isNominal ? ", in current money" : "")])
    add("Description", [ModelGuide.line(symbol.description)])
    add("Unit", [symbol.unit])
    add(
      "Dimensions",
      [
        symbol.dimensions.isEmpty
          ? "" : "\(symbol.dimensions.joined(separator: ", ")) (\(symbol.elements.count) cells)"
      ])
    if let lever = symbol.lever {
      let typical =
        if let low = lever.typicalLow, let high = lever.typicalHigh {
          ", typically \(CSVWriter.number(low)) to \(CSVWriter.number(high))"
        } else { "" }
      add(
        "Lever",
        ["\(CSVWriter.number(lever.lowerBound)) to \(CSVWriter.number(lever.upperBound))\(typical)"]
      )
    }
    add("Inherited in a scenario from", [symbol.inherits ?? ""])
    add("Declared", ["\(ModelGuide.shortPath(symbol.location.file)):\(symbol.location.line)"])
    for family in guide.families(determining: symbol) { add(family, guide) }
    if symbol.kind != .variable {
      add(
        "Enters the equations", [guide.families(using: symbol).map(\.name).joined(separator: ", ")])
    }
    add(
      symbol.kind == .parameter ? "Value" : "Base year",
      calibrated.map { Explanation.values(of: symbol, $0) } ?? [])
    add("Source", [symbol.source])
    add("Status", [symbol.status.rawValue])
  }

  private mutating func add(_ family: EquationFamily, _ guide: ModelGuide) {
    let place = "\(ModelGuide.shortPath(family.location.file)):\(family.location.line)"
    let written = family.text.split(whereSeparator: \.isNewline).map(String.init)
    add("Equation", ["\(family.name), \(place)"] + written)
    let inside = guide.symbols(in: family)
    for (heading, kind) in [
      ("Variables in it", SymbolKind.variable), ("Exogenous values in it", .exogenous),
      ("Parameters in it", .parameter),
    ] {
      add(heading, [inside.filter { $0.kind == kind }.map(\.name).joined(separator: ", ")])
    }
  }

  private mutating func add(_ heading: String, _ lines: [String]) {
    let lines = lines.filter { !$0.isEmpty }
    if !lines.isEmpty { parts.append((heading, lines)) }
  }

  /// The values of a symbol: all of a few cells, else the largest.
  private static func values(of symbol: ModelSymbol, _ model: CalibratedModel) -> [String] {
    let values = symbol.kind == .parameter ? model.parameters : model.baseValues ?? []
    guard !values.isEmpty else { return [] }
    let cells = symbol.cells.map { (label: symbol.label(ofCell: $0), value: values[$0]) }
      .filter { $0.value.isFinite }
    if cells.count == 1 && symbol.dimensions.isEmpty { return [CSVWriter.number(cells[0].value)] }
    let limit = 24
    let shown =
      cells.count <= limit
      ? cells
      : Array(
        cells.sorted { ($1.value.magnitude, $0.label) < ($0.value.magnitude, $1.label) }.prefix(
          limit))
    var lines = shown.map { "\($0.label) = \(CSVWriter.number($0.value))" }
    if cells.count > limit { lines.append("and \(cells.count - limit) smaller ones") }
    if symbol.isAdditive {
      lines.append("in all \(CSVWriter.number(cells.reduce(0) { $0 + $1.value }))")
    }
    return lines
  }
}
