import Foundation
import Testing

@testable import ModelLanguage

/// Model texts to try printers on.
enum ShippedText {
  /// Every model text that comes with the project.
  static let files: [URL] = {
    let root = testFolder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return [
      root.appendingPathComponent("Sources/ModelLibrary/Blocks"),
      root.appendingPathComponent("Examples"), testFolder.appendingPathComponent("Golden"),
    ].flatMap { folder in
      (FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? [])
        .compactMap { $0 as? URL }.filter { $0.pathExtension == "eqn" }
    }.sorted { $0.path < $1.path }
  }()
}

@Suite("The form of model text")
struct FormatterTests {
  private func formatted(_ text: String) throws -> String {
    let whole = text.hasPrefix("language") ? text : "language 1\n" + text
    let result = try ModelFormatter().format(whole, path: "model.eqn")
    #expect(try ModelFormatter().format(result, path: "model.eqn") == result)
    return text.hasPrefix("language") ? result : String(result.dropFirst("language 1\n".count))
  }

  @Test("Spaces are set by the tokens: around operators, after commas, not inside brackets")
  func spaces() throws {
    #expect(
      try formatted("x[ i,j ]=-a*( b+c )/ log ( y [ i ] [ -1 ] )^2\n")
        == "x[i, j] = -a * (b + c) / log(y[i][-1]) ^ 2\n")
    #expect(
      try formatted("set s={oil-gas,2-speed ,'x'}\nchoose wages=wage-setting|phillips\n")
        == "set s = { oil-gas, 2-speed, 'x' }\nchoose wages = wage-setting | phillips\n")
    #expect(
      try formatted("variable x base(a+b)/2 growth(g)\nvariable y base growth (x)\n")
        == "variable x base (a + b) / 2 growth (g)\nvariable y base growth(x)\n")
    #expect(
      try formatted(
        "exogenous l=0 lever -1 to 5 typical -0.5 to(1)\n".replacing("to(1)", with: "to 1"))
        == "exogenous l = 0 lever -1 to 5 typical -0.5 to 1\n")
    #expect(
      try formatted("check c:x=y relative to(a+b)\nx=if i in s and(a>0)then-1 else+2\n")
        == "check c: x = y relative to (a + b)\nx = if i in s and (a > 0) then -1 else +2\n")
    #expect(
      try formatted("closure c={theta=-1,wages=2-speed}\n")
        == "closure c = { theta = -1, wages = 2-speed }\n")
    #expect(
      try formatted(
        "set l in a*b={(oil,oil-gas),(x,y)}\nx>=y+1 perp z>=0\nclosure k={wage by labour}\n")
        == "set l in a * b = { (oil, oil-gas), (x, y) }\nx >= y + 1 perp z >= 0\nclosure k = { wage by labour }\n"
    )
  }

  @Test("Comments keep their words and places; those beside lines stand in one column")
  func comments() throws {
    #expect(
      try formatted(
        """
        #what follows
        ##Income.
        variable y   #dollars


        variable consumption # dollars too
        variable z # z
          # within
        y = a + # why
            b
        #the end
        """)
          == """
          # what follows
          ## Income.
          variable y  # dollars

          variable consumption  # dollars too
          variable z            # z
          # within
          y = a +  # why
            b
          # the end

          """)
  }

  @Test("The author's breaks stay where a line may begin, before an operator, and nowhere else")
  func breaks() throws {
    #expect(
      try formatted(
        """
        y = a +
              b
             * c
        z[i] = sum(i
          where a > 0,
          use[
            i, j] + b)
        """)
          == """
          y = a
            + b
              * c
          z[i] = sum(i
            where a > 0,
            use[i, j] + b)

          """)
  }

  @Test("Lines within brackets are set deeper than those that follow the bracket")
  func indentation() throws {
    let text = """
      check carbon: revenue = price
          * (sum(carrier, i where taxed[carrier, i] > 0,
              taxed[carrier, i] * purchases[i])
            + sum(j, taxedOutput[j]))
        relative to gdp
      target[j] = (surplus[j]
          + (if investment[j] > 0 then cost[j] else 0))
        / output[j]
      price[j] =
        if substitution = 1
        then product(i where value[i, j] > 0,
          price[i] ^ share[i])
        else if a > 0
          and b > 0
        then 1
        else 2

      """
    #expect(try formatted(text) == text)
    #expect(try formatted(text.replacing("\n  ", with: "\n")) == text)
  }

  @Test("A line that is too long is broken before the operator that binds least")
  func longLines() throws {
    let terms = (1...14).map { "purchases[i\($0)] * price\($0)" }
    let lines = try formatted("value = " + terms.joined(separator: " + ") + "\n")
      .split(separator: "\n")
    #expect(lines.count > 1)
    for line in lines { #expect(line.count <= ModelFormatter.longestLine) }
    for line in lines.dropFirst() { #expect(line.hasPrefix("  + ")) }
  }

  @Test("A text with mistakes is not formatted, and all its mistakes are told")
  func mistakes() {
    #expect(throws: ModelDiagnostics.self) {
      try ModelFormatter().format("language 1\nx = (1 +\ny = = 2\n", path: "m.eqn")
    }
  }

  @Test(
    "Every model text of the project keeps its tokens and equations, and is formatted once",
    arguments: ShippedText.files)
  func shipped(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    guard let result = try? ModelFormatter().format(text, path: "model.eqn") else {
      // Only what does not parse is refused.
      let parsed = Parser.parse(SourceText(path: "model.eqn", text: text), file: 0)
      #expect(!parsed.problems.isEmpty, "\(file.path)")
      return
    }
    #expect(try ModelFormatter().format(result, path: "model.eqn") == result, "\(file.path)")
    let before = try? compile(text)
    let after = try? compile(result)
    #expect(before?.shownEquations == after?.shownEquations)
    // Texts are kept as written, and only their spaces may differ: `x^2` is `x ^ 2`.
    func words(_ model: CompiledModel?) -> [String]? {
      model?.model.families.map { $0.text.replacing(" ", with: "") }
    }
    #expect(words(before) == words(after))
    #expect(before?.model.symbols.map(\.description) == after?.model.symbols.map(\.description))
  }

  @Test("Texts with their lines broken and joined at random keep their meaning")
  func random() throws {
    var generator = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0..<UInt64.max, using: &generator)
    var state = seed
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    func expression(_ depth: Int) -> String {
      let gap = ["", " ", "\n      ", " # why\n  "][next(depth > 0 ? 4 : 2)]
      guard depth > 0 else {
        return ["a", "2.5", "b[i]", "b['x-y'][-1]", "lag(a)", "-a", "growth"][next(7)]
      }
      let (one, other) = (expression(depth - 1), expression(depth - 1))
      switch next(7) {
      case 0: return "(\(gap.hasPrefix("\n") ? gap : "")\(one)\(gap))"
      case 1: return "\(one) +\(gap) \(other)"
      case 2: return "(\(one) \(gap)-\(other))"
      case 3: return "\(one)*\(gap)\(other)"
      case 4: return "sum(i in s where a > 0,\(gap)\(one))"
      case 5: return "(if a >\(gap) 1 then\(gap)  \(one) else \(other))"
      default: return "max(\(one),\(gap)\(other)) ^ 2"
      }
    }
    for round in 0..<200 {
      let text = "language 1\ny =\(["", "\n"][next(2)]) \(expression(1 + next(5)))\n"
      let parsed = Parser.parse(SourceText(path: "m.eqn", text: text), file: 0)
      guard parsed.problems.isEmpty else { continue }
      let result = try ModelFormatter().format(text, path: "m.eqn")
      #expect(
        try ModelFormatter().format(result, path: "m.eqn") == result,
        "seed \(seed), round \(round)\n\(text)\n\(result)")
    }
  }
}
