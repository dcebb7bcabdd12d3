import Calibration
import Equations
import ModelLanguage
import Quantities
import Reporting

/// Puts together what the text, the data and the calibration say of each name.
struct ModelPaperWriter {
  let text: ModelText
  let compiled: CompiledModel?
  let calibrated: CalibratedModel?
  private let symbols: [String: ModelSymbol]
  private let sets: [String: ModelSet]

  init(text: ModelText, compiled: CompiledModel?, calibrated: CalibratedModel?) {
    self.text = text
    self.compiled = compiled
    self.calibrated = calibrated
    symbols = Dictionary(
      (compiled?.model.symbols ?? []).map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
    sets = Dictionary(
      (compiled?.sets ?? []).map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
  }

  func sections() -> [ModelPaper.Section] {
    var taken: Set<String> = []
    let folder = commonFolder(text.blocks.map(\.path))
    return text.blocks.enumerated().map { number, block in
      let title = String(block.path.dropFirst(folder.count))
      let variant = block.variant.map { variant in
        "A variant of \(variant.slot): \(variant.option)"
          + (variant.isDefault ? ", taken where no other is chosen." : ".")
      }
      return ModelPaper.Section(
        title: title, anchor: "file-\(number + 1)", variant: variant,
        entries: entries(block, title: title, taken: &taken))
    }
  }

  private func commonFolder(_ paths: [String]) -> String {
    guard let main = paths.first, let slash = main.lastIndex(of: "/") else { return "" }
    var folder = String(main[...slash])
    while !paths.allSatisfy({ $0.hasPrefix(folder) }) {
      guard let last = folder.dropLast().lastIndex(of: "/") else { return "" }
      folder = String(folder[...last])
    }
    return folder
  }

  private func entries(
    _ block: ModelBlock, title: String, taken: inout Set<String>
  ) -> [ModelPaper.Entry] {
    var entries: [ModelPaper.Entry] = []
    for item in block.items {
      if item.kind == .prose {
        entries.append(.prose(item.description))
        continue
      }
      if item.kind == .include { continue }
      // The equation right after its variable is told with it.
      if item.kind == .equation, item.parent == item.name,
        let last = entries.lastIndex(where: { entry in
          if case .item(let other) = entry {
            return other.kind == .variable && other.name == item.name
          }
          return false
        }), case .item(var own) = entries[last], item.description.isEmpty || own.description.isEmpty
      {
        add(item, to: &own)
        entries[last] = .item(own)
        continue
      }
      entries.append(.item(describe(item, title: title, taken: &taken)))
    }
    return entries
  }

  private func add(_ equation: ModelItem, to entry: inout ModelPaper.Entry.Described) {
    entry.formulas = formulas(equation) + entry.formulas
    entry.code.append(equation.text)
    entry.uses += equation.uses.filter { !entry.uses.contains($0) }
    if entry.description.isEmpty { entry.description = equation.description }
    entry.source = [entry.source, equation.source].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private func formulas(_ item: ModelItem) -> [(label: String, formula: Formula)] {
    item.parts.map { part in
      let label =
        switch part.clause {
        case "where": item.kind == .equation || item.kind == .check ? "where" : "exists where"
        case "base": "in the base year"
        case "growth": "growth before the base year"
        case "before": "before the base year"
        default: part.clause
        }
      return (label, part.formula)
    }
  }

  private func describe(
    _ item: ModelItem, title: String, taken: inout Set<String>
  ) -> ModelPaper.Entry.Described {
    var anchor = "\(item.kind.rawValue)-\(item.name.replacingOccurrences(of: ", ", with: "-"))"
    var number = 2
    while !taken.insert(anchor).inserted {
      anchor = "\(item.kind.rawValue)-\(item.name)-\(number)"
      number += 1
    }
    // Data speak of the symbol in use: the default variant's.
    let symbol = symbols[item.name].flatMap {
      $0.location.line == item.location.line && $0.location.file == item.location.file ? $0 : nil
    }
    var facts: [String] = []
    let unit = item.unit.isEmpty ? symbol?.unit ?? "" : item.unit
    switch item.kind {
    case .set:
      facts.append("set" + (item.parent.map { ", part of \($0)" } ?? ""))
      if let set = sets[item.name] { facts.append("\(set.elements.count) elements") }
    case .index: facts.append("index over \(item.parent ?? "")")
    case .exogenous: facts.append("given from outside")
    case .calibration: facts.append("calibrated in \(item.members.joined())")
    case .variable: break
    default: facts.append(item.kind.rawValue)
    }
    if !unit.isEmpty { facts.append(unit) }
    facts += item.facts
    var members = item.kind == .calibration ? [] : item.members
    if let set = sets[item.name], item.kind == .set {
      members = set.elements.enumerated().map { position, element in
        set.labels.indices.contains(position) && set.labels[position] != element
          ? "\(element): \(set.labels[position])" : element
      }
    }
    let source = item.source.isEmpty ? symbol?.source ?? "" : item.source
    return ModelPaper.Entry.Described(
      name: item.name, anchor: anchor,
      label: label(item), kind: item.kind, description: item.description, facts: facts,
      formulas: formulas(item), source: source, value: symbol.map(value) ?? "", members: members,
      place: "\(title):\(item.location.line)", code: [item.text], uses: item.uses, unit: unit,
      status: item.status ?? symbol?.status)
  }

  private func label(_ item: ModelItem) -> String {
    guard !item.indices.isEmpty else { return item.name }
    let list = item.indices.joined(separator: ", ")
    return item.kind == .function ? "\(item.name)(\(list))" : "\(item.name)[\(list)]"
  }

  /// The value of a scalar, or how many an indexed symbol has and how far they reach.
  private func value(_ symbol: ModelSymbol) -> String {
    guard let calibrated else { return "" }
    let values = symbol.kind == .parameter ? calibrated.parameters : calibrated.baseValues ?? []
    guard !values.isEmpty else { return "" }
    let own = symbol.cells.map { values[$0] }.filter(\.isFinite)
    guard let low = own.min(), let high = own.max() else { return "" }
    func shown(_ value: Double) -> String {
      let text = CSVWriter.number(value)
      return text.count > 9 ? NumberText.significant(value, digits: 6) : text
    }
    if symbol.dimensions.isEmpty { return shown(low) }
    if low == high { return "\(shown(low)) in all \(own.count) cells" }
    let total = symbol.isAdditive ? ", in all \(shown(own.reduce(0, +)))" : ""
    return "\(shown(low)) to \(shown(high)) in \(own.count) cells" + total
  }
}
