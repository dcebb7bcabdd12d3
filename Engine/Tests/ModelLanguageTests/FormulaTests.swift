import Foundation
import Testing

@testable import ModelLanguage

@Suite("Equations as formulas")
struct FormulaTests {
  private static let text = """
    language 1
    # How much is bought.

    set sector = { power, services }
    set energy in sector = { power }
    index i, j in sector
    ## Propensity to consume.
    parameter alpha1 = 0.6, theta = 1e-9
    parameter use0[i, j] = 2
    exogenous demand[i] = 5 unit "BRL" lever 0 to 10 typical 1 to 2
    ## Output.
    variable output[i] unit "million BRL" nominal base 1
    output[i] = sum(j where use0[i, j] > 0, use0[i, j] * lag(output[j])) + demand[i]
    variable x, y, z, w
    x = alpha1 * (y + 1) / z - -theta
    log(y) = if power in energy then dlog(x) else d(x + z) ^ 2
    z = lag(log(x) * alpha1, 2) + growth(w)
    w = sum(i, output[i]) * max(x, y[-1]) - sqrt(abs(z))
    function mean(a, b) = (a + lag(b)) / 2
    check same: x = x where exists output['power'] relative to 1 + y
    """

  private func model() throws -> ModelText {
    try ModelText(main: "m.eqn", source: ModelSource(texts: ["m.eqn": FormulaTests.text]))
  }

  private func latex(_ name: String, _ kind: ModelItem.Kind = .equation) throws -> [String] {
    let item = try #require(model().items.first { $0.name == name && $0.kind == kind })
    return item.parts.map {
      LaTeXWriter().inner($0.formula).split(separator: " ").joined(separator: " ")
    }
  }

  @Test("A condition is told of the variable after `perp`, as it counts")
  func conditionOwner() throws {
    let text = "language 1\nvariable output, rent\noutput = 2\noutput <= 3 perp 2 * rent >= 0\n"
    let model = try ModelText(main: "m.eqn", source: ModelSource(texts: ["m.eqn": text]))
    #expect(model.items.filter { $0.kind == .equation }.map(\.parent) == ["output", "rent"])
  }

  @Test("Greek names are letters with their digits below, words are upright, lags are below")
  func latex() throws {
    #expect(
      try latex("output") == [
        "\\mathrm{output}_{i} = \\sum_{\\substack{j \\\\ \\mathrm{use}_{0,i,j} > 0}} "
          + "\\mathrm{use}_{0,i,j} \\cdot \\mathrm{output}_{j,t - 1} + \\mathrm{demand}_{i}"
      ])
    #expect(
      try latex("x") == [
        "x = \\frac{\\alpha_{1} \\cdot \\left(y + 1\\right)}{z} - \\left( - \\theta\\right)"
      ])
    #expect(
      try latex("z") == [
        "z = \\log \\left(x_{t - 2}\\right) \\cdot \\alpha_{1} + \\left(\\frac{w}{w_{t - 1}} - 1\\right)"
      ])
  }

  @Test("A sum that is not the last factor stands in parentheses, so that its reach is plain")
  func reach() throws {
    #expect(
      try latex("w")[0].contains(
        "\\left(\\sum_{i} \\mathrm{output}_{i}\\right) \\cdot \\max \\left(x, y_{t - 1}\\right)"))
    #expect(try latex("w")[0].hasSuffix("- \\sqrt{\\left|z\\right|}"))
  }

  @Test("A choice is a brace with its conditions; d and dlog are differences")
  func choice() throws {
    let text = try latex("y")[0]
    #expect(text.contains("\\begin{cases}\\Delta \\log \\left(x\\right) & \\text{if }"))
    #expect(text.contains("\\left(\\Delta \\left(x + z\\right)\\right)}^{2} & \\text{otherwise}"))
  }

  @Test("The arguments of a function are lagged with it, and parameters never are")
  func function() throws {
    #expect(
      try latex("mean", .function) == [
        "\\mathrm{mean}\\left(a, b\\right) = \\frac{a + b_{t - 1}}{2}"
      ])
  }

  @Test("A complementarity condition shows both inequalities, a set of combinations its tuple")
  func complementarity() throws {
    let text = try ModelText(
      main: "m",
      source: ModelSource(texts: [
        "m": "language 1\nset s = { a, b }\nindex i, j in s\nset l in s * s\nvariable x, y\n"
          + "equation e: x >= sum(i, j where (i, j) in l, y) perp y >= 0\n"
      ]))
    let formula = try #require(text.items.first { $0.name == "e" }?.parts.first?.formula)
    let latex = LaTeXWriter().inner(formula)
    #expect(latex.hasPrefix("x \\ge \\sum"))
    #expect(latex.contains("\\perp\\quad y \\ge 0"))
    #expect(latex.contains(" \\in \\mathrm{l}") || latex.contains(" \\in l"))
  }

  @Test("MathML has a link at each name that is declared, and text that cannot be markup")
  func mathML() throws {
    let item = try #require(model().items.first { $0.name == "output" && $0.kind == .equation })
    let text = MathMLWriter(anchors: ["demand": "a<b"]).display(item.parts[0].formula)
    #expect(text.contains("<mtext><a href=\"#a&lt;b\">demand</a></mtext>"))
    #expect(text.contains("<munder><mo largeop=\"true\" movablelimits=\"false\">∑</mo>"))
    #expect(text.contains("<mo>&gt;</mo>"))
    #expect(text.contains("<mtext class=\"letter\">t</mtext><mo>−</mo><mn>1</mn>"))
    let parser = XMLChecker()
    #expect(parser.isWellFormed(text))
  }

  @Test(
    "Every formula of every shipped text is well-formed MathML and balanced LaTeX",
    arguments: ShippedText.files)
  func shipped(file: URL) throws {
    guard let text = try? ModelText(main: file.path) else { return }
    for part in text.items.flatMap(\.parts) {
      #expect(XMLChecker().isWellFormed(MathMLWriter().display(part.formula)))
      let latex = LaTeXWriter().display(part.formula)
      var depth = 0
      for character in latex.replacing("\\{", with: "").replacing("\\}", with: "") {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        #expect(depth >= 0)
      }
      #expect(depth == 0, "\(latex)")
      #expect(
        latex.components(separatedBy: "\\left").count
          == latex.components(separatedBy: "\\right").count)
    }
  }

  @Test("An equation too wide for the page is set in lines, each within the width")
  func wide() throws {
    let terms = (1...12).map { "householdConsumption\($0)" }.joined(separator: " + ")
    let text = try ModelText(
      main: "m", source: ModelSource(texts: ["m": "language 1\ntotal = \(terms)\n"]))
    let formula = try #require(text.items.first?.parts.first?.formula)
    #expect(LaTeXWriter().display(formula).components(separatedBy: "\\\\\n").count > 2)
    #expect(MathMLWriter().display(formula).components(separatedBy: "<mtr>").count > 3)
  }

  @Test("Words of the text mean nothing to LaTeX and HTML, whatever they hold")
  func escapes() {
    #expect(
      LaTeXWriter.escaped("50 % of R&D_0 {#1} ~ → ₂ 字")
        == "50 \\% of R\\&D\\_0 \\{\\#1\\} \\textasciitilde{} $\\rightarrow$ $_2$ \\texttt{U+5B57}")
    #expect(MathMLWriter.escaped("<script>'\"&") == "&lt;script&gt;&#39;&quot;&amp;")
  }

  @Test("Paragraphs between statements are prose; the lines above a statement are its own")
  func prose() throws {
    let items = try model().items
    #expect(items.first { $0.kind == .prose }?.description == "How much is bought.")
    #expect(items.first { $0.name == "alpha1" }?.description == "Propensity to consume.")
    #expect(items.first { $0.name == "demand" }?.facts == ["lever, 0 to 10, typically 1 to 2"])
    #expect(
      items.first { $0.name == "output" && $0.kind == .equation }?.uses.contains("demand") == true)
  }
}

/// Says whether every element that opens also closes, in order.
private struct XMLChecker {
  func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      if tag.hasPrefix("/") {
        guard let last = open.popLast(), last == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " })
      }
      rest = rest[rest.index(after: end)...]
    }
    return open.isEmpty
  }
}
