/// Writes formulas and words as LaTeX, for pdfLaTeX and its successors with amsmath and hyperref.
public struct LaTeXWriter: Sendable {
  private let links: Set<String>

  /// A writer.
  /// - Parameter links: The names that have a target `symbol:NAME` in the document.
  public init(links: Set<String> = []) { self.links = links }

  /// An equation in display, numbered by none, over as many lines as it needs.
  public func display(_ formula: Formula) -> String {
    "\\[\n" + aligned(formula) + "\n\\]\n"
  }

  private func aligned(_ formula: Formula) -> String {
    guard case .equation(let left, let right) = formula else { return inner(formula) }
    let (lefts, rights) = (rows(left), rows(right))
    guard lefts.count + rights.count > 2 || formula.width > Formula.lineLimit else {
      return unbroken(left) + " = " + unbroken(right)
    }
    var lines = [String]()
    for (number, row) in lefts.enumerated() { lines.append((number == 0 ? "" : "\\quad ") + row) }
    let join = lefts.count > 1 || left.width > 40
    for (number, row) in rights.enumerated() {
      if number > 0 {
        lines.append("&\\quad " + row)
      } else if join {
        lines.append("&= " + row)
      } else {
        lines[lines.count - 1] += " &= " + row
      }
    }
    if lefts.count > 1 || join {
      for number in lefts.indices { lines[number] = "&" + lines[number] }
    }
    return "\\begin{aligned}\n" + lines.joined(separator: " \\\\\n") + "\n\\end{aligned}"
  }

  /// A side of an equation that has room for all of it.
  private func unbroken(_ formula: Formula) -> String {
    if case .chain(let links) = formula { return chain(links) }
    return inner(formula)
  }

  private func rows(_ formula: Formula) -> [String] {
    guard case .chain(let links) = formula, formula.width > Formula.lineLimit - 18 else {
      return [unbroken(formula)]
    }
    return Formula.lines(links, limit: Formula.lineLimit - 18).map { chain($0) }
  }

  /// A formula within text, without the dollar signs.
  public func inner(_ formula: Formula) -> String {
    switch formula {
    case .name(let name): return self.name(name)
    case .number(let digits, let exponent):
      guard let exponent else { return digits }
      return (digits == "1" ? "" : digits + " \\cdot ") + "10^{\(exponent)}"
    case .word("Δ"): return "\\Delta "
    case .word(" "): return "\\,"
    case .word(let text): return "\\text{\(LaTeXWriter.escaped(text))}"
    case .operatorName("step"): return "\\operatorname{step}"
    case .operatorName(let text): return "\\\(text) "
    case .mark(let mark): return LaTeXWriter.marks[mark] ?? " \(mark) "
    case .row(let parts): return parts.map(inner).joined()
    case .chain(let links):
      guard formula.width > Formula.innerLimit else { return chain(links) }
      let lines = Formula.lines(links, limit: Formula.innerLimit)
      if lines.count == 1 { return chain(links) }
      let joined = lines.enumerated().map { ($0 == 0 ? "&" : "&\\; ") + chain($1) }
      return "\\begin{aligned}" + joined.joined(separator: " \\\\ ") + "\\end{aligned}"
    case .equation(let left, let right): return inner(left) + " = " + inner(right)
    case .fraction(let top, let bottom): return "\\frac{\(inner(top))}{\(inner(bottom))}"
    case .power(let base, let exponent): return "{\(inner(base))}^{\(inner(exponent))}"
    case .subscripted(let base, let indices):
      let below = indices.map(inner).joined(separator: ",")
      if case .name(let name) = base {
        let form = NameForm(name)
        return linked(stem(form), to: name)
          + "_{\(([form.digits] + [below]).filter { !$0.isEmpty }.joined(separator: ","))}"
      }
      return "\(inner(base))_{\(below)}"
    case .call(let name, let arguments):
      let rows = Formula.lines(
        arguments.map { Formula.Link(sign: nil, operand: $0) }, limit: Formula.lineLimit - 24
      ).map { $0.map { inner($0.operand) }.joined(separator: ", ") }
      let inside =
        rows.count > 1
        ? "\\begin{aligned}&" + rows.joined(separator: ", \\\\ &") + "\\end{aligned}"
        : rows.joined()
      return inner(name) + "\\left(" + inside + "\\right)"
    case .aggregate(let isProduct, let below, let body):
      let lines = below.map(inner)
      let under = lines.count > 1 ? "\\substack{\(lines.joined(separator: " \\\\ "))}" : lines[0]
      return "\(isProduct ? "\\prod" : "\\sum")_{\(under)} \(inner(body))"
    case .cases(let cases):
      let lines = cases.map { one in
        let condition = one.condition.map { "\\text{if } " + inner($0) } ?? "\\text{otherwise}"
        return "\(inner(one.value)) & \(condition)"
      }
      return "\\begin{cases}" + lines.joined(separator: " \\\\ ") + "\\end{cases}"
    case .fenced(let content): return "\\left(\(inner(content))\\right)"
    case .absolute(let content): return "\\left|\(inner(content))\\right|"
    case .root(let content): return "\\sqrt{\(inner(content))}"
    }
  }

  private func chain(_ links: [Formula.Link]) -> String {
    links.map { link in
      (link.sign.map { LaTeXWriter.marks[$0] ?? " \($0) " } ?? "") + inner(link.operand)
    }.joined()
  }

  private func name(_ name: String) -> String {
    let form = NameForm(name)
    let shown = linked(stem(form), to: name)
    return form.digits.isEmpty ? shown : "\(shown)_{\(form.digits)}"
  }

  private func stem(_ form: NameForm) -> String {
    if let greek = form.greek {
      return "\\\(greek)"
    }
    return form.isLetter ? form.stem : "\\mathrm{\(LaTeXWriter.escaped(form.stem))}"
  }

  private func linked(_ text: String, to name: String) -> String {
    links.contains(name) ? "\\hyperlink{symbol:\(name)}{\(text)}" : text
  }

  private static let marks = [
    "−": " - ", "·": " \\cdot ", "≠": " \\ne ", "≤": " \\le ", "≥": " \\ge ", "∈": " \\in ",
    "⊥": " \\quad\\perp\\quad ",
    "and": " \\text{ and } ", "or": " \\text{ or } ",
  ]

  /// Words in which no character means anything to LaTeX; what its fonts lack is set by name.
  public static func escaped(_ text: String) -> String {
    text.map { character -> String in
      if let known = words[character] { return known }
      let scalars = character.unicodeScalars
      if let first = scalars.first, scalars.count == 1, first.value >= 0x20, first.value < 0x180 {
        return String(character)
      }
      if character.isWhitespace { return " " }
      let codes = scalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
      return "\\texttt{\(codes.joined(separator: " "))}"
    }.joined()
  }

  private static let words: [Character: String] = {
    var words: [Character: String] = [
      "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
      "%": "\\%", "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
      "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "\\textquotedbl{}",
      "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": "\\ldots{}",
      "·": "\\textperiodcentered{}", "×": "$\\times$", "−": "$-$", "±": "$\\pm$", "÷": "$\\div$",
      "≤": "$\\le$", "≥": "$\\ge$", "≠": "$\\ne$", "≈": "$\\approx$", "→": "$\\rightarrow$",
      "←": "$\\leftarrow$", "∞": "$\\infty$", "∑": "$\\sum$", "∏": "$\\prod$", "∈": "$\\in$",
      "√": "$\\sqrt{}$", "°": "\\textdegree{}", "€": "\\texteuro{}", "′": "$'$", "½": "$\\frac12$",
      "¼": "$\\frac14$", "¾": "$\\frac34$", "µ": "$\\mu$", "²": "$^2$", "³": "$^3$", "¹": "$^1$",
      "§": "\\S{}", "∆": "$\\Delta$", "\u{A0}": "~", "\u{AD}": "\\-", "«": "\\guillemotleft{}",
      "»": "\\guillemotright{}", "¬": "$\\neg$",
    ]
    for (digit, character) in "₀₁₂₃₄₅₆₇₈₉".enumerated() { words[character] = "$_\(digit)$" }
    for (name, letter) in NameForm.letters { words[Character(letter)] = "$\\\(name)$" }
    return words
  }()
}
