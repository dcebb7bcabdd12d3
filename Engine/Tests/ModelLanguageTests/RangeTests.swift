import Testing

@testable import ModelLanguage

@Suite("Values that a declaration does not allow")
struct RangeTests {
  @Test(
    "A row outside the range is named with its line, its cell, its value and the range",
    arguments: [
      (
        "parameter p[s] positive", "s,value\none,1\ntwo,0\n",
        """
        p.csv:3: error: `p[two]` is 0, and must be above 0
         3 | two,0
           = correct the value, or the range declared at model.eqn:3
        """
      ),
      (
        "parameter p[s] sparse nonnegative", "s,value\none,-0.5\ntwo,-3\n",
        """
        p.csv:2: error: `p[one]` is -0.5, and must be 0 or more; the same holds of 1 more
         2 | one,-0.5
           = correct the value, or the range declared at model.eqn:3
        """
      ),
      (
        "exogenous p[s] within 0 to 1", "s,year,value\none,2020,1\ntwo,2020,1\ntwo,2021,1.5\n",
        """
        p.csv:4: error: `p[two]` in 2021 is 1.5, and must be from 0 to 1
         4 | two,2021,1.5
           = correct the value, or the range declared at model.eqn:3
        """
      ),
      ("parameter p[s] within 0 to 1", "s,value\none,0\ntwo,1\n", ""),
      ("parameter p[s] nonnegative", "s,value\none,0\ntwo,1\n", ""),
      ("exogenous p[s] lever 0 to 9", "s,value\none,0\ntwo,9\n", ""),
      (
        "exogenous p[s] lever 0 to 9", "s,value\none,0\ntwo,10\n",
        """
        p.csv:3: error: `p[two]` is 10, and must be from 0 to 9
         3 | two,10
           = correct the value, or the range declared at model.eqn:3
        """
      ),
    ])
  func rows(declaration: String, table: String, expected: String) {
    let text = "set s = { one, two }\n" + declaration
    #expect(mistakes(text, tables: ["p.csv": table]) == expected)
  }

  @Test("A scalar of parameters.csv outside its range is named with its line")
  func scalars() {
    let table = "name,value\nq,1\nrate,1.2\n"
    let expected = """
      parameters.csv:3: error: `rate` is 1.2, and must be from 0 to 1
       3 | rate,1.2
         = correct the value, or the range declared at model.eqn:2
      """
    #expect(mistakes("parameter rate within 0 to 1", tables: ["parameters.csv": table]) == expected)
  }

  @Test(
    "A value set by hand is held to the range, a lever's to its bounds",
    arguments: [
      ("rate", "`rate` cannot be -1: it must be from 0 to 1\n  = the declaration at model.eqn:3"),
      ("p[a]", "`p[a]` cannot be -1: it must be above 0\n  = the declaration at model.eqn:4"),
      ("tax", "`tax` cannot be -1: it must be from 0 to 50\n  = the declaration at model.eqn:5"),
    ])
  func overrides(name: String, expected: String) {
    let text = """
      set s = { a }
      parameter rate = 0.5 within 0 to 1
      parameter p[s] = 1 positive
      exogenous tax = 0 lever 0 to 50
      """
    #expect(mistakes(text, overrides: [name: -1]) == "model.eqn: error: \(expected) says so")
    #expect(mistakes(text, overrides: [name: 1]).isEmpty)
  }

  @Test("The range is told to whoever reads the model, a lever's bounds being its range")
  func metadata() throws {
    let model = try compile(
      """
      parameter a = 1 positive
      exogenous b = 1 within -1 to 1
      exogenous tax = 0 lever 0 to 50
      variable within
      within = a * b * tax
      """
    ).model
    #expect(model.symbol(named: "a")?.range == .positive)
    #expect(model.symbol(named: "b")?.range == .within(-1...1))
    #expect(model.symbol(named: "tax")?.range == .within(0...50))
    #expect(model.symbol(named: "within")?.range == nil)
  }
}
