import Testing

@testable import ModelLanguage

@Suite("What lint finds")
struct LintTests {
  private func findings(
    _ text: String, files: [String: String] = [:]
  ) throws -> [String] {
    var texts = files
    texts["m.eqn"] = "language 1\n" + text
    return ModelLinter(
      try ModelText(main: "m.eqn", source: ModelSource(texts: texts))
    ).lint().map { "\($0.location.line):\($0.location.column) \($0.rule.rawValue) \($0.subject)" }
  }

  private let sound = """
    set sector = { power, services }
    index j in sector
    ## Speed of adjustment.
    parameter speed = 0.2 unit "share" source "a study"
    ## Demand.
    exogenous demand[j] = 5 unit "BRL" source "assumed" status illustrative
    ## Output by sector.
    variable output[j] unit "BRL" base demand[j]
    output[j] = lag(output[j]) + speed * (demand[j] - lag(output[j]))
    ## Nothing is lost.
    check kept: sum(j, output[j]) = output[power] + output[services]
    """

  @Test("A text that says everything has no finding")
  func soundText() throws { #expect(try findings(sound) == []) }

  @Test(
    "Each thing left unsaid is a finding at its place",
    arguments: [
      ("## Speed of adjustment.\n", "", "4:11 no-sentence speed"),
      ("parameter speed = 0.2 unit \"share\"", "parameter speed = 0.2", "5:11 no-unit speed"),
      (" source \"a study\"", "", "5:11 no-source speed"),
      (" source \"assumed\" status illustrative", "", "7:11 no-source demand"),
      ("variable output[j] unit \"BRL\"", "variable output[j]", "9:10 no-unit output"),
      ("## Nothing is lost.\n", "", "11:7 no-sentence kept"),
      ("index j in", "index j, k in", "3:10 unused k"),
      ("+ speed *", "+ 0.2 *", "5:11 unused speed"),
      ("+ speed *", "+ 0.3 * speed *", "10:30 magic-number output"),
      ("= output[power] + output[services]", "= sum(j, output[j])", "12:7 empty-check kept"),
      ("{ power, services }", "{ power, services, j }", "2:33 shared-name j"),
      ("+ speed * (demand[j] -", "+ speed * (1 / demand[j] -", "10:43 may-be-zero demand"),
      (
        " base demand[j]\noutput[j]",
        "\nvariable base0 unit \"BRL\" base 1\nbase0 = 1\nlog(output[j])", "9:10 no-base output"
      ),
    ])
  func unsaid(written: String, instead: String, finding: String) throws {
    #expect(sound.contains(written))
    let found = try findings(sound.replacing(written, with: instead))
    #expect(found.contains(finding), "\(found)")
  }

  @Test("A value that says it is illustrative needs no source")
  func illustrative() throws {
    #expect(try findings(sound.replacing(" source \"assumed\"", with: "")) == [])
  }

  @Test("What one variant reads is used; what none reads is not")
  func variants() throws {
    let files = [
      "wages/low.eqn": "language 1\n## W.\nvariable w unit \"BRL\"\nw = a\n",
      "wages/high.eqn": "language 1\n## W.\nvariable w unit \"BRL\"\nw = b\n",
    ]
    let text = """
      ## Three values.
      parameter a = 1, b = 2, c = 3 unit "BRL" source "assumed"
      choose wages = low | high

      """
    #expect(try findings(text, files: files) == ["3:25 unused c"])
  }

  @Test("A large expression written twice is told once, at its first place")
  func repeated() throws {
    let long = "(a + b) * (c - d) / (a + d) ^ (b + c)"
    let found = try findings(
      "## V.\nvariable a, b, c, d, x, y unit \"1\"\nx = 2 + \(long)\ny = 1 - \(long)\n")
    #expect(found.count == 1)
    #expect(found.first?.contains("repeated-expression") == true)
    #expect(
      try findings(
        "## V.\nvariable a, b, x, y unit \"1\"\nx = 2 * (a + b)\ny = 1 + (a + b)\n") == [])
  }

  @Test("A comment with the reason keeps a finding quiet, in that statement and of that rule only")
  func allowed() throws {
    let text = """
      ## V.
      variable x, y unit "1"
      # lint: allow magic-number: months of a year
      x = 12 * y
      y = 13 * x

      """
    #expect(try findings(text) == ["6:5 magic-number y"])
    #expect(try findings(text.replacing("magic-number:", with: "unused:")).count == 2)
  }
}
