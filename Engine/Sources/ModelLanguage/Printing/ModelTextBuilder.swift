import Equations
import Quantities

/// Turns the statements of a file into items for a reader.
struct ModelTextBuilder {
  private let sources: SourceMap
  private let moving: Set<String>

  init(all: [BlockSyntax], sources: SourceMap) {
    self.sources = sources
    var moving: Set<String> = []
    for statement in all.flatMap(\.statements) {
      if case .symbols(let symbols) = statement.kind, symbols.kind != .parameter {
        moving.formUnion(symbols.declarators.map(\.name.text))
      }
    }
    self.moving = moving
  }

  func block(_ syntax: BlockSyntax) -> ModelBlock {
    var entries = prose(syntax)
    for statement in syntax.statements {
      for item in items(statement) { entries.append((Int(statement.span.start), item)) }
    }
    let inOrder = entries.enumerated().sorted {
      $0.element.0 == $1.element.0 ? $0.offset < $1.offset : $0.element.0 < $1.element.0
    }
    return ModelBlock(
      path: sources.texts[syntax.file].path, variant: syntax.variant,
      items: inOrder.map(\.element.1))
  }

  /// The comments between statements, but the `##` lines that describe the next one, by paragraph.
  private func prose(_ syntax: BlockSyntax) -> [(Int, ModelItem)] {
    let source = sources.texts[syntax.file]
    var paragraphs: [(lines: [Comment], last: Int)] = []
    for comment in syntax.comments where comment.beginsLine {
      if syntax.statements.contains(where: {
        $0.span.start < comment.span.start && comment.span.start < $0.span.end
      }) {
        continue
      }
      let line = source.location(of: Int(comment.span.start)).line
      if let previous = paragraphs.last, previous.last == line - 1 {
        paragraphs[paragraphs.count - 1].lines.append(comment)
        paragraphs[paragraphs.count - 1].last = line
      } else {
        paragraphs.append(([comment], line))
      }
    }
    let starts = Set(
      syntax.statements.map { source.location(of: Int($0.span.start)).line })
    return paragraphs.compactMap { lines, last in
      // `##` lines right above a statement are its own.
      let kept = lines.filter { line in
        !(starts.contains(last + 1) && line.text.hasPrefix("##"))
          && !line.text.hasPrefix("# lint: allow")
      }
      guard let first = kept.first else { return nil }
      var item = ModelItem(
        kind: .prose, name: "", location: source.location(of: Int(first.span.start)))
      let words = kept.map { line in
        String(line.text.drop { $0 == "#" })
      }
      // What is set deeper than prose is a formula or a list, line by line.
      var text = ""
      for word in words {
        if word.hasPrefix("   ") {
          text += (text.isEmpty ? "" : "\n") + word.trimmed + "\n"
        } else {
          text += (text.isEmpty || text.hasSuffix("\n") ? "" : " ") + word.trimmed
        }
      }
      item.description = text.trimmed
      return item.description.isEmpty ? nil : (Int(first.span.start), item)
    }
  }

  private func code(_ span: Span) -> String {
    let source = sources.texts[Int(span.file)]
    let text = String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        // A comment within a statement is no part of what it says.
        var isQuoted = false
        let kept = line.prefix { character in
          if character == "\"" { isQuoted.toggle() }
          return isQuoted || character != "#"
        }
        return kept.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func part(
    _ clause: String, _ expression: SyntaxExpression, _ typesetter: Typesetter
  ) -> ModelItem.Part {
    ModelItem.Part(
      clause: clause, formula: typesetter.formula(expression), text: code(expression.span))
  }

  private func items(_ statement: Statement) -> [ModelItem] {
    func item(_ kind: ModelItem.Kind, _ name: String, at span: Span? = nil) -> ModelItem {
      var item = ModelItem(
        kind: kind, name: name, location: sources.location(span ?? statement.span))
      item.description = statement.description
      item.text = code(statement.span)
      return item
    }
    let typesetter = Typesetter(moving: moving)
    switch statement.kind {
    case .language: return []
    case .set(let set):
      var one = item(.set, set.name.text, at: set.name.span)
      one.parent = set.parent?.text
      one.members = set.elements?.map(\.text) ?? []
      if let condition = set.condition {
        one.parts = [part("where", condition, typesetter)]
        one.uses = names([condition], but: [set.name.text])
      }
      if let parent = set.parent { one.uses.append(parent.text) }
      if let combinations = set.combinations {
        let factors = combinations.factors.map(\.text)
        one.parent = factors.joined(separator: " × ")
        one.members =
          combinations.listed?.map { "(\($0.map(\.text).joined(separator: ", ")))" } ?? []
        one.uses += factors.filter { !one.uses.contains($0) }
      }
      return [one]
    case .index(let names, let set):
      var one = item(.index, names.map(\.text).joined(separator: ", "))
      one.parent = set.text
      one.members = names.map(\.text)
      one.uses = [set.text]
      return [one]
    case .symbols(let symbols):
      return symbols.declarators.map { declarator in
        symbol(
          declarator, symbols,
          item(kind(symbols.kind), declarator.name.text, at: declarator.name.span))
      }
    case .equation(let equation): return [self.equation(equation, item(.equation, ""))]
    case .calibrate(let parameter, let indices, let equation):
      var one = item(.calibration, parameter.text)
      one.indices = indices.map(\.name.text)
      one.members = [equation.text]
      one.uses = [parameter.text, equation.text]
      return [one]
    case .function(let function):
      var one = item(.function, function.name.text, at: function.name.span)
      one.indices = function.parameters.map(\.text)
      let own = Typesetter(moving: moving.union(one.indices))
      one.parts = [
        ModelItem.Part(
          clause: "",
          formula: .equation(
            .call(.name(function.name.text), one.indices.map { .name($0) }),
            own.formula(function.body)), text: code(function.body.span))
      ]
      one.uses = names([function.body], but: Set(one.indices))
      return [one]
    case .include(let file):
      return [item(.include, file.text)]
    case .choose(let slot, let options):
      var one = item(.choice, slot.text)
      one.members = options.map(\.text)
      return [one]
    case .closure(let closure):
      var one = item(.closure, closure.name.text)
      for setting in closure.settings {
        switch setting {
        case .choice(let slot, let option): one.members.append("\(slot.text) = \(option.text)")
        case .value(let name, let value):
          one.members.append("\(name.text) = \(CSVWriter.number(value))")
          one.uses.append(name.text)
        case .exchange(let variable, let instrument):
          one.members.append("\(variable.text) by \(instrument.text)")
          one.uses += [variable.text, instrument.text]
        }
      }
      return [one]
    }
  }

  private func kind(_ kind: SymbolKind) -> ModelItem.Kind {
    switch kind {
    case .parameter: .parameter
    case .variable: .variable
    case .exogenous: .exogenous
    }
  }

  private func symbol(
    _ declarator: SymbolSyntax.Declarator, _ syntax: SymbolSyntax, _ item: ModelItem
  ) -> ModelItem {
    let typesetter = Typesetter(moving: moving)
    let clauses = syntax.clauses
    var item = item
    item.indices = declarator.indices.map(\.text)
    item.unit = clauses.unit ?? ""
    item.source = clauses.source ?? ""
    item.status = clauses.status
    if clauses.isNominal { item.facts.append("current money") }
    if clauses.isSparse { item.facts.append("sparse") }
    if clauses.isAdditive { item.facts.append("additive") }
    if let range = clauses.range { item.facts.append("\(range)") }
    if let lever = clauses.lever {
      func span(_ low: Double, _ high: Double) -> String {
        "\(CSVWriter.number(low)) to \(CSVWriter.number(high))"
      }
      var fact = "lever, \(span(lever.lowerBound, lever.upperBound))"
      if let low = lever.typicalLow, let high = lever.typicalHigh {
        fact += ", typically \(span(low, high))"
      }
      item.facts.append(fact)
    }
    if let inherits = clauses.inherits {
      item.facts.append("in a scenario the baseline's \(inherits.text)")
    }
    let indices = item.indices.map { Formula.name($0) }
    if let value = declarator.value {
      item.parts.append(
        ModelItem.Part(
          clause: "",
          formula: .equation(
            typesetter.reference(declarator.name.text, indices: indices),
            typesetter.formula(value)), text: code(value.span)))
    }
    for (word, clause) in [
      ("where", clauses.condition), ("base", clauses.base), ("growth", clauses.growth),
      ("before", clauses.before),
    ] {
      guard let clause else { continue }
      item.parts.append(part(word, clause, typesetter))
    }
    item.uses = names(
      [declarator.value, clauses.condition, clauses.base, clauses.growth, clauses.before]
        .compactMap { $0 }, but: [declarator.name.text])
    if let inherits = clauses.inherits { item.uses.append(inherits.text) }
    return item
  }

  private func equation(_ equation: EquationSyntax, _ item: ModelItem) -> ModelItem {
    let typesetter = Typesetter(moving: moving)
    let determined = ModelText.determined(by: equation, moving: moving)
    var one = ModelItem(
      kind: equation.isCheck ? .check : .equation, name: equation.name?.text ?? determined ?? "",
      location: item.location)
    one.description = item.description
    one.text = equation.text
    one.source = equation.source
    one.parent = equation.isCheck ? nil : determined
    one.parts = [
      ModelItem.Part(clause: "", formula: typesetter.formula(equation), text: equation.text)
    ]
    for (word, clause) in [("where", equation.condition), ("relative to", equation.scale)] {
      guard let clause else { continue }
      one.parts.append(part(word, clause, typesetter))
    }
    one.uses = names(
      equation.sides + [equation.condition, equation.scale].compactMap { $0 },
      but: [])
    return one
  }

  private func names(_ expressions: [SyntaxExpression], but own: Set<String>) -> [String] {
    var names: [String] = []
    var seen = own
    for expression in expressions {
      expression.visitNames { name, _ in
        if seen.insert(name.text).inserted { names.append(name.text) }
      }
    }
    return names
  }
}

extension EquationSyntax {
  /// The expressions on either side, those of a condition after `perp` too.
  var sides: [SyntaxExpression] {
    [left, right] + (complement.map { [$0.left, $0.right] } ?? [])
  }
}

extension ModelText {
  /// The variable that an equation is written to determine: the first that is not lagged on its left, or
  /// after `perp`.
  static func determined(by equation: EquationSyntax, moving: Set<String>) -> String? {
    func first(_ expression: SyntaxExpression) -> String? {
      switch expression.kind {
      case .name(let name, _, let shift):
        return moving.contains(name.text) && shift ?? 0 == 0 ? name.text : nil
      case .call(let name, _) where name.text == "lag": return nil
      default:
        for child in expression.children {
          if let found = first(child) { return found }
        }
        return nil
      }
    }
    guard let complement = equation.complement else { return first(equation.left) }
    return first(complement.left) ?? first(complement.right)
  }
}
