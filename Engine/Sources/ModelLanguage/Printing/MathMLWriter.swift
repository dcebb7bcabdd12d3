/// Writes formulas as MathML, which browsers show without a script.
public struct MathMLWriter: Sendable {
  private let anchors: [String: String]

  /// A writer.
  /// - Parameter anchors: Where names are declared: name → the anchor on the same page.
  public init(anchors: [String: String] = [:]) { self.anchors = anchors }

  /// An equation on a line of its own, or on as many as it needs.
  public func display(_ formula: Formula) -> String {
    "<math display=\"block\">" + equation(formula) + "</math>"
  }

  /// A formula within a sentence.
  public func inline(_ formula: Formula) -> String {
    "<math>" + inner(formula) + "</math>"
  }

  private func equation(_ formula: Formula) -> String {
    guard case .equation(let left, let right) = formula else {
      return "<mrow>" + inner(formula) + "</mrow>"
    }
    guard formula.width > Formula.lineLimit else {
      return "<mrow>" + unbroken(left) + "<mo>=</mo>" + unbroken(right) + "</mrow>"
    }
    let (lefts, rights) = (lines(left), lines(right))
    func row(_ cells: [String]) -> String {
      "<mtr>" + cells.map { "<mtd>\($0)</mtd>" }.joined() + "</mtr>"
    }
    let equals = "<mo>=</mo>"
    var rows: [String]
    if lefts.count == 1, left.width <= 34 {
      rows = [row([lefts[0], equals, rights[0]])]
      rows += rights.dropFirst().map { row(["", "", $0]) }
    } else {
      rows = lefts.map { row(["", $0]) } + [row([equals, rights[0]])]
      rows += rights.dropFirst().map { row(["", $0]) }
    }
    return "<mtable class=\"lines\" displaystyle=\"true\">" + rows.joined() + "</mtable>"
  }

  /// A side of an equation that has room for all of it.
  private func unbroken(_ formula: Formula) -> String {
    if case .chain(let links) = formula { return "<mrow>\(chain(links))</mrow>" }
    return inner(formula)
  }

  private func lines(_ formula: Formula) -> [String] {
    let limit = Formula.lineLimit - 18
    guard case .chain(let links) = formula, formula.width > limit else {
      return ["<mrow>" + unbroken(formula) + "</mrow>"]
    }
    return Formula.lines(links, limit: limit).map { "<mrow>" + chain($0) + "</mrow>" }
  }

  /// A formula without the element that holds it.
  public func inner(_ formula: Formula) -> String {
    switch formula {
    case .name(let name): return self.name(name)
    case .number(let digits, let exponent):
      guard let exponent else { return "<mn>\(digits)</mn>" }
      let power =
        "<msup><mn>10</mn>"
        + (exponent < 0 ? "<mrow><mo>−</mo><mn>\(-exponent)</mn></mrow>" : "<mn>\(exponent)</mn>")
        + "</msup>"
      return digits == "1" ? power : "<mn>\(digits)</mn><mo>·</mo>" + power
    case .word("Δ"): return "<mo lspace=\"0\" rspace=\"0\">Δ</mo>"
    case .word(" "): return "<mspace width=\"0.17em\"></mspace>"
    case .word(let text): return "<mtext>\(MathMLWriter.escaped(text, spaces: true))</mtext>"
    case .operatorName(let text): return "<mi>\(MathMLWriter.escaped(text))</mi>"
    case .mark("∈"): return "<mo lspace=\"0.28em\" rspace=\"0.28em\">∈</mo>"
    case .mark(let mark): return "<mo>\(MathMLWriter.escaped(mark))</mo>"
    case .row(let parts): return "<mrow>" + parts.map(inner).joined() + "</mrow>"
    case .chain(let links):
      guard formula.width > Formula.innerLimit else { return "<mrow>\(chain(links))</mrow>" }
      let lines = Formula.lines(links, limit: Formula.innerLimit)
      if lines.count == 1 { return "<mrow>\(chain(links))</mrow>" }
      return table(lines.map { chain($0) })
    case .equation(let left, let right): return inner(left) + "<mo>=</mo>" + inner(right)
    case .fraction(let top, let bottom): return "<mfrac>\(group(top))\(group(bottom))</mfrac>"
    case .power(let base, let exponent): return "<msup>\(group(base))\(group(exponent))</msup>"
    case .subscripted(let base, let indices):
      let comma = "<mo separator=\"true\">,</mo>"
      var below = indices.map(inner)
      var stem = inner(base)
      if case .name(let name) = base {
        let form = NameForm(name)
        stem = linked(form, to: name)
        if !form.digits.isEmpty { below.insert("<mn>\(form.digits)</mn>", at: 0) }
      }
      return "<msub>\(stem)<mrow>\(below.joined(separator: comma))</mrow></msub>"
    case .call(let name, let arguments):
      let comma = "<mo separator=\"true\">,</mo>"
      let rows = Formula.lines(
        arguments.map { Formula.Link(sign: nil, operand: $0) }, limit: Formula.lineLimit - 24
      ).map { $0.map { group($0.operand) }.joined(separator: comma) }
      let inside =
        rows.count > 1
        ? table(rows.enumerated().map { $0 < rows.count - 1 ? $1 + comma : $1 }) : rows.joined()
      return inner(name) + fenced("(", inside, ")")
    case .aggregate(let isProduct, let below, let body):
      let sign = "<mo largeop=\"true\" movablelimits=\"false\">\(isProduct ? "∏" : "∑")</mo>"
      let under =
        below.count > 1
        ? "<mtable class=\"under\">" + below.map { "<mtr><mtd>\(inner($0))</mtd></mtr>" }.joined()
          + "</mtable>"
        : "<mrow>\(below.map(inner).joined())</mrow>"
      return "<mrow><munder>\(sign)\(under)</munder>\(inner(body))</mrow>"
    case .cases(let cases):
      let rows = cases.map { one in
        let condition =
          one.condition.map { "<mtext>if\u{A0}</mtext>" + inner($0) }
          ?? "<mtext>otherwise</mtext>"
        return "<mtr><mtd>\(inner(one.value))</mtd><mtd>\(condition)</mtd></mtr>"
      }
      return "<mrow><mo fence=\"true\" stretchy=\"true\">{</mo>"
        + "<mtable class=\"cases\">\(rows.joined())</mtable></mrow>"
    case .fenced(let content): return fenced("(", inner(content), ")")
    case .absolute(let content): return fenced("|", inner(content), "|")
    case .root(let content): return "<msqrt>\(inner(content))</msqrt>"
    }
  }

  private func group(_ formula: Formula) -> String { "<mrow>\(inner(formula))</mrow>" }

  private func fenced(_ open: String, _ inside: String, _ close: String) -> String {
    "<mrow><mo fence=\"true\" stretchy=\"true\">\(open)</mo>\(inside)"
      + "<mo fence=\"true\" stretchy=\"true\">\(close)</mo></mrow>"
  }

  private func table(_ lines: [String]) -> String {
    "<mtable class=\"lines\" displaystyle=\"true\">"
      + lines.map { "<mtr><mtd><mrow>\($0)</mrow></mtd></mtr>" }.joined() + "</mtable>"
  }

  private func chain(_ links: [Formula.Link]) -> String {
    links.enumerated().map { number, link in
      let sign = link.sign.map { sign in
        number == 0 && links.count == 1
          ? "<mo form=\"prefix\">\(sign)</mo>" : "<mo form=\"infix\">\(sign)</mo>"
      }
      return (sign ?? "") + inner(link.operand)
    }.joined()
  }

  private func name(_ name: String) -> String {
    let form = NameForm(name)
    let shown = linked(form, to: name)
    return form.digits.isEmpty ? shown : "<msub>\(shown)<mn>\(form.digits)</mn></msub>"
  }

  /// A stem, linked to where its name is declared. Only text may hold a link in MathML.
  private func linked(_ form: NameForm, to name: String) -> String {
    let stem = MathMLWriter.escaped(form.stem)
    let style = form.isLetter ? " class=\"letter\"" : ""
    guard let anchor = anchors[name] else { return "<mtext\(style)>\(stem)</mtext>" }
    return "<mtext\(style)><a href=\"#\(MathMLWriter.escaped(anchor))\">\(stem)</a></mtext>"
  }

  /// Text in which no character means anything to HTML.
  public static func escaped(_ text: String, spaces: Bool = false) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case " " where spaces: result += "\u{A0}"
      default: result.append(character)
      }
    }
    return result
  }
}
