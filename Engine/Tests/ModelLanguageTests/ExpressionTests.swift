import Equations
import Testing

@testable import ModelLanguage

@Suite("Expressions")
struct ExpressionTests {
  private let header = """
    variable x, y, z
    exogenous e = 1
    parameter p = 2, q = 3

    """

  private func right(_ expression: String) throws -> String {
    try compile(header + "x = \(expression)").onlyRightSide()
  }

  @Test(
    "Operators bind as in a textbook",
    arguments: [
      ("y + z * p", "(y + (z * p))"),
      ("y - z - p", "((y - z) - p)"),
      ("y / z / p", "((y / z) / p)"),
      ("y * z ^ p", "(y * (z ^ p))"),
      ("y ^ z ^ p", "(y ^ (z ^ p))"),
      ("-y ^ 2", "negate((y ^ 2))"),
      ("y ^ -p", "(y ^ negate(p))"),
      ("-(y + z)", "negate((y + z))"),
      ("+y", "y"),
      ("2 * 3 + 4", "10"),
      ("1.5e1 * y", "(15 * y)"),
      (".5 * y", "(0.5 * y)"),
    ])
  func precedence(expression: String, expected: String) throws {
    #expect(try right(expression) == expected)
  }

  @Test(
    "Functions of the language",
    arguments: [
      ("log(y)", "log(y)"), ("exp(y)", "exp(y)"), ("sqrt(y)", "sqrt(y)"),
      ("abs(y)", "absolute(y)"), ("min(y, z)", "minimum(y, z)"),
      ("max(y, z, p)", "maximum(maximum(y, z), p)"),
      ("lag(y)", "y[-1]"), ("lag(y, 3)", "y[-3]"), ("lag(y, 0)", "y"), ("y[-1]", "y[-1]"),
      ("lag(p * y + e)", "((p * y[-1]) + e[-1])"), ("lag(y[-1])", "y[-2]"),
      ("d(y)", "(y - y[-1])"), ("dlog(y)", "(log(y) - log(y[-1]))"),
      ("growth(y)", "((y / y[-1]) - 1)"), ("dlog(y / z)", "(log((y / z)) - log((y[-1] / z[-1])))"),
    ])
  func functions(expression: String, expected: String) throws {
    #expect(try right(expression) == expected)
  }

  @Test("`if` takes its branch when the model is compiled")
  func choice() throws {
    #expect(try right("if p > 2 then y else z") == "z")
    #expect(try right("if p >= 2 and not q = 4 then y else z + 1") == "y")
    #expect(try right("2 * (if p < 1 or (p + q) * 2 = 10 then y else z)") == "(2 * y)")
    #expect(try right("if p != 2 then y else if q <= 3 then z else e") == "z")
  }

  @Test("Lines go on after an operator, before an operator and inside brackets")
  func lines() throws {
    let text = """
      x = y +   # the first
        z
        - p
        * max(
          y,
          z
        )
      """
    #expect(try compile(header + text).onlyRightSide() == "((y + z) - (p * maximum(y, z)))")
  }

  @Test("The text of an equation has single spaces and no comments")
  func text() throws {
    let text = """
      ## What x is.
      ## And why.
      equation first:   x   =  y +  # the first
            z   source "Someone (1999)"
      """
    let family = try #require(try compile(header + text).model.families.first)
    #expect(family.name == "first")
    #expect(family.text == "x = y + z")
    #expect(family.description == "What x is. And why.")
    #expect(family.source == "Someone (1999)")
    #expect(family.block == "model")
    #expect(family.location == SourceLocation(file: "model.eqn", line: 7, column: 1))
  }

  @Test("A function takes whole expressions, and a lag reaches into them")
  func functionsOfTheModel() throws {
    let text = """
      function adjusted(x, notional, speed) = speed * log(notional) + (1 - speed) * lag(log(x))
      function twice(x) = adjusted(x, x[-1], p) + x
      log(x) = twice(y / z)
      """
    #expect(
      try compile(header + text).onlyRightSide()
        == "(((p * log((y[-1] / z[-1]))) + ((1 - p) * log((y[-1] / z[-1])))) + (y / z))")
  }

  @Test("A sum in a function does not capture an index of its argument")
  func hygiene() throws {
    let text = """
      set product = { oil, gas }
      index i in product
      variable price[product], total[product]
      function both(x) = x + sum(i, price[i])
      total[i] = both(price[i])
      """
    let compiled = try compile(text)
    #expect(
      compiled.shownEquations == [
        "total[oil] = (price[oil] + (price[oil] + price[gas]))",
        "total[gas] = (price[gas] + (price[oil] + price[gas]))",
      ])
    #expect(
      compiled.functions.map(\.text) == ["function both(x) = x + sum(i, price[i])"])
  }

  @Test("Clause words stay free as names")
  func contextualWords() throws {
    let text = """
      variable base, growth, status, unit
      base = growth[-1] + 1
      growth = growth(base) + d(base)
      status = unit
      unit = lag(status)
      """
    #expect(try compile(text).model.equations.count == 4)
  }

  @Test("Checks keep their scale and are not solved")
  func checks() throws {
    let compiled = try compile(
      header + "x = y\ncheck sums: x = y\ncheck parts: x = y relative to z")
    #expect(compiled.model.equations.count == 1)
    #expect(compiled.model.checks.map { $0.scale.map(compiled.shown) } == [nil, "z"])
  }
}
