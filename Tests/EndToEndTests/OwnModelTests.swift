import Foundation
import Testing

@Suite("A model of one's own, with tables")
struct OwnModelTests {
  /// A model that takes its first year, a parameter and a path from tables.
  private static let text = """
    language 1
    set household = { poor, rich }
    set region = { north, south }
    ## Who lives where.
    set lives in household * region = { (poor, north), (rich, south) }
    ## How far incomes follow the gap.
    parameter kappa = 0.1
    parameter sigma[household] = if household = poor then 2 * kappa else 1
    parameter rho positive
    exogenous shock = 0 unit "1"
    exogenous world
    ## The output gap.
    variable gap base 0 before 0
    variable income[lives] base 1
    gap = 0.5 * lag(gap) + shock + world * rho
    income[household, region] = 1 + gap * sigma[household]
    closure flat = { kappa = 0 }
    check again: income[poor, north] = 1 + gap * sigma[poor]

    """

  private let program: Program
  private let file: String
  private let data: String

  init() throws {
    let folder = try temporaryFolder()
    program = Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
    file = "nk.eqn"
    data = "data"
    try write("nk.eqn", OwnModelTests.text)
    try write("data/parameters.csv", "name,value\nrho,0.5\n")
    try write("data/world.csv", "year,value\n2019,0\n2020,1\n2021,2\n2022,1\n")
    try write("data/shock.csv", "year,value\n2020,0.5\n")
  }

  private func write(_ name: String, _ text: String) throws {
    let url = program.folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  @Test("A file with tables is listed, explained, printed and checked as the standard model is")
  func tools() throws {
    let list = try program("model", "list", file, "--data", data, "--format", "csv")
    #expect(list.status == 0, "\(list.messages)")
    #expect(list.output.contains("\nincome,variable,household;region,2,,"))
    let gap = try program("model", "explain", "gap", file, "--data", data)
    #expect(gap.output.contains("gap = 0.5 * lag(gap) + shock + world * rho"))
    #expect(gap.output.contains("Description: The output gap."))
    #expect(gap.output.contains("Base year: 0"))
    let lives = try program("model", "explain", "lives", file, "--data", data)
    #expect(lives.output.contains("Set: 2 combinations of household × region"))
    #expect(lives.output.contains("    (poor, north)\n    (rich, south)\n"))
    let check = try program("model", "check", file, "--data", data, "--format", "csv")
    #expect(check.status == 0, "\(check.messages)\(check.output)")
    for test in ["base year", "perturbed start", "check"] {
      #expect(check.output.contains("\n\(test),"), "\(test)")
    }
    #expect(check.messages.contains("not tested: homogeneity: nothing is declared `nominal`"))
    #expect(
      try program("model", "check", file, "--data", data, "--homogeneity", "2").status == 65)
    #expect(try program("model", "list", file, "--pack", "brazil").status == 64)
    // Without its tables nothing is known of it but what is missing.
    let without = try program("model", "explain", "gap", file)
    #expect(without.status == 65)
    #expect(without.messages.contains("Name the folder of the model's tables with --data."))
  }

  @Test("What is printed of a file says all that its text does, and nothing of the standard model")
  func printed() throws {
    let book = try program("model", "print", file, "--data", data)
    #expect(book.status == 0, "\(book.messages)")
    #expect(book.output.hasPrefix("# nk\n"))
    for words in [
      "**lives** (set, 2 combinations). Who lives where.",
      "set lives in household * region = { (poor, north), (rich, south) }",
      "| sigma[household] | 2 values = `if household = poor then 2 * kappa else 1` |",
      "| rho | 0.5 |", "**shock** (1; given from outside by year, 2020).", "    shock = 0\n",
      "**world** (given from outside by year, 2019 to 2022).",
      "**gap** (base `0`; before `0`). The output gap.", "closure flat = { kappa = 0 }",
      "**again** (check).\n",
    ] {
      #expect(book.output.contains(words), "\(words)")
    }
    #expect(!book.output.contains("Blocks") && !book.output.contains(".md"))
    try write(
      "calibrated.eqn",
      "language 1\nparameter share\nvariable x base 2\nx = share * 4\ncalibrate share in x\n")
    let calibrated = try program("model", "print", "calibrated.eqn")
    #expect(calibrated.output.contains("    calibrate share in x\n"))
    #expect(calibrated.output.contains("| share | 0.5 |"))
  }

  @Test("Tables that are set aside still say the years, those with a default do not")
  func horizon() throws {
    let all = try program("model", "solve", file, "--data", data)
    let years =
      "Periods 2020 to 2022: world.csv has 2019 to 2022, the first being the year of the base values; --from"
    #expect(all.messages.contains(years), "\(all.messages)")
    let fixed = try program("model", "solve", file, "--data", data, "--set", "world=0")
    #expect(fixed.messages.contains(years), "\(fixed.messages)")
    // The narrower of two tables decides, and is named.
    try write("data/shock.csv", "year,value\n2020,0.5\n2021,0\n")
    try write("two.eqn", OwnModelTests.text.replacing("shock = 0 unit", with: "shock unit"))
    let two = try program("model", "solve", "two.eqn", "--data", data)
    #expect(
      two.messages.contains(
        "Periods 2021 to 2021: shock.csv has 2020 to 2021, the first being the year"),
      "\(two.messages)")
    let shock = try program("model", "solve", "two.eqn", "--data", data, "--from", "2020")
    #expect(shock.messages.contains("Periods 2020 to 2021: shock.csv ends in 2021;"))
    // Where nothing else has years, a table with a default has.
    let alone = try program("model", "solve", file, "--data", data, "--to", "2021")
    #expect(alone.messages.contains("Periods 2020 to 2021: world.csv begins in 2019, the year of"))
    try write("one.eqn", "language 1\nexogenous shock = 0\nvariable x\nx = shock\n")
    let one = try program("model", "solve", "one.eqn", "--data", data)
    #expect(one.messages.contains("Periods 2020 to 2021: shock.csv has 2020 to 2021;"))
  }

  @Test("Of several folders the first that holds a table gives it")
  func folders() throws {
    try write("over/parameters.csv", "name,value\nrho,1\n")
    let arguments = ["model", "solve", file, "--format", "csv", "--set", "shock=0"]
    for (folders, gap) in [(["over", "data"], "1"), (["data", "over"], "0.5")] {
      let options = folders.flatMap { ["--data", $0] }
      let outcome = try program.start(arguments + options).finished()
      #expect(outcome.output.contains("\ngap,,2020,\(gap)\n"), "\(outcome.output)")
      let explained = try program.start(["model", "explain", "rho", file] + options).finished()
      #expect(explained.output.contains("Value: \(gap)\n"))
      #expect(try program.start(["model", "doc", file] + options).finished().status == 0)
    }
    let none = try program("model", "solve", file, "--data", data, "--data", "nowhere")
    #expect(none.status == 74 && none.messages.contains("nowhere"))
  }

  @Test("A table of changes gives exogenous values by year, and --baseline what they change")
  func baseline() throws {
    try write("changes.csv", "variable,year,value\nshock,2021,0.3\nworld,2022,3\n")
    let options = ["model", "solve", file, "--data", data, "--changes", "changes.csv"]
    let changed = try program.start(options + ["--format", "csv"]).finished()
    #expect(changed.output.contains("\nworld,,2022,3\n"))
    #expect(changed.output.contains("\ngap,,2021,1.8\n"))
    let both = try program.start(options + ["--baseline", "--format", "csv"]).finished()
    #expect(both.status == 0, "\(both.messages)")
    #expect(both.lines.first == "variable,dimensions,period,baseline,value,difference")
    #expect(both.output.contains("\nworld,,2022,1,3,2\n"))
    #expect(both.output.contains("\ngap,,2020,1,1,0\n"))
    // Half of last year's 0.3 and half of the two more of the world.
    let gap = try #require(both.lines.first { $0.hasPrefix("gap,,2022,") })
    let difference = try #require(Double(gap.split(separator: ",").last ?? ""))
    #expect((difference - 1.15).magnitude < 1e-12)
    let table = try program.start(options + ["--baseline"]).finished()
    #expect(table.messages.contains("5 of 5 values move."))
    #expect(try program("model", "solve", file, "--data", data, "--baseline").status == 64)

    for (rows, words) in [
      ("variable,year,value\ngap,2021,1\n", "`gap` is a variable"),
      ("variable,year,value\nshok,2021,1\n", "Did you mean `shock`?"),
      ("variable,year,value\nnothing,2021,1\n", "`jtam model list FILE` lists them."),
      ("name,year,value\nshock,2021,1\n", "the columns are name, year, value"),
      ("variable,year,value\nshock,2031,1\n", "are not all among those solved"),
    ] {
      try write("changes.csv", rows)
      let refused = try program.start(options).finished()
      #expect(refused.status == 65, "\(refused.messages)")
      #expect(refused.messages.contains(words), "\(refused.messages)")
    }
    try write("ranges.eqn", "language 1\nexogenous e = 1 positive\nvariable x\nx = e\n")
    try write("changes.csv", "variable,year,value\ne,2,-1\n")
    let range = try program("model", "solve", "ranges.eqn", "--changes", "changes.csv")
    #expect(range.status == 65 && range.messages.contains("must be above 0"), "\(range.messages)")
  }

  @Test("What a model lacks for a command is said with what to add")
  func lacking() throws {
    let sim = Program.sources.appendingPathComponent("Examples/models/sim.eqn").path
    let check = try program("model", "check", sim)
    #expect(check.status == 0, "\(check.messages)")
    #expect(check.messages.contains("not tested: base year: the model has no base year: write"))
    #expect(check.output.contains("deficit"))
    let multipliers = try program("model", "multipliers", "--model", file, "--out", "m")
    #expect(multipliers.status == 65)
    #expect(multipliers.messages.contains("Declare `closure frozen = { … }`"))
    let set = try program("model", "solve", file, "--data", data, "--set", "nothing=1")
    #expect(set.messages.contains("`jtam model list` names them all"))
    try write(
      "odd.yaml", "name: odd\nparent: baseline\ndescription: Odd.\nchoices: {weather: wet}\n")
    let odd = try program("scenario", "show", "./odd.yaml")
    #expect(odd.status == 65)
    #expect(odd.messages.contains("odd.yaml:4"), "\(odd.messages)")
  }

  @Test("A mistake on the command line is told in one style, with the usage of its command")
  func usage() throws {
    for arguments in [
      ["model", "solve", file, "--set", "kappa=much"], ["model", "solve", "--to", "x", file],
      ["model", "solve"],
    ] {
      let outcome = try program.start(arguments).finished()
      #expect(outcome.status == 64)
      #expect(outcome.messages.hasPrefix("error: "), "\(outcome.messages)")
      #expect(outcome.messages.contains("jtam model solve "), "\(outcome.messages)")
    }
    let other = try program("levers", "--set", "armingtonElasticity=much")
    #expect(other.status == 64 && other.messages.contains("Usage: jtam levers"))
    #expect(try program("model", "solve", "--help").output.contains("--data <folder>"))
  }
}
