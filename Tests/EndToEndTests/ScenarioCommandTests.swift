import Foundation
import Testing

@Suite("Scenario files from the command line")
struct ScenarioCommandTests {
  private func program() throws -> Program {
    let folder = try temporaryFolder()
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  private func write(_ text: String, _ name: String, _ program: Program) throws -> URL {
    let file = program.folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file
  }

  private func read(_ name: String, _ program: Program) throws -> String {
    try String(contentsOf: program.folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test("A new scenario runs as it is, and again after a change, with the path that was set")
  func newAndRun() throws {
    let program = try program()
    let made = try program("scenario", "new", "my-tax", "--lever", "carbonPrice=50")
    #expect(made.status == 0, "\(made.messages)")
    #expect(made.messages.contains("Wrote my-tax.yaml"))
    let text = try read("my-tax.yaml", program)
    for words in [
      "name: my-tax\n", "parent: baseline\n", "levers:\n  carbonPrice: 50\n",
      "# carbonPrice: 0   # BRL of 2019 per t CO2, 0 to 5000, typically 50 to 500",
      "\nchoices:\n#   consumption", "\n  # The baseline has rule",
      "\n  fiscal: held   # one of held, rule\n",
    ] { #expect(text.contains(words), "\(words)") }
    let changed = try program("scenario", "set", "my-tax", "carbonPrice={2026: 20, 2027: 40}")
    #expect(changed.status == 0, "\(changed.messages)")
    #expect(
      try read("my-tax.yaml", program)
        == text.replacingOccurrences(
          of: "  carbonPrice: 50\n", with: "  carbonPrice: {2026: 20, 2027: 40}\n"))
    let run = try program("run", "my-tax")
    #expect(run.status == 0, "\(run.messages)")
    let shown = try program(
      "show", "carbonPrice", "--run", "my-tax", "--years", "2025-2028", "--format", "csv")
    let values = shown.lines.dropFirst().map { line in
      String(line.split(separator: ",", omittingEmptySubsequences: false)[5])
    }
    #expect(values == ["0", "20", "40", "40"])
    let again = try program("scenario", "new", "my-tax")
    #expect(again.status == 74 && again.messages.contains("--force"), "\(again.messages)")
    #expect(try program("scenario", "new", "my-tax", "--force").status == 0)
  }

  @Test("A changed file keeps its permissions, its line ends and the link that names it")
  func change() throws {
    let program = try program()
    let text = "# mine\r\nname: mine\r\nparent: baseline\r\nlevers: {carbonPrice: 1} # one\r\n"
    let file = try write(text, "place.yaml", program)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    let link = program.folder.appendingPathComponent("mine.yaml")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    let outcome = try program("scenario", "set", "mine", "carbonPrice=2")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      try read("place.yaml", program)
        == text.replacingOccurrences(of: "carbonPrice: 1}", with: "carbonPrice: 2}"))
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("place.yaml"))
    let same = try program("scenario", "set", "mine", "carbonPrice=2")
    #expect(same.status == 0 && same.messages.contains("says so already"), "\(same.messages)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path).sorted()
        == ["mine.yaml", "place.yaml"])
  }

  /// Arguments, exit code and exact message; each leaves the file as it was.
  static let mistakes: [(arguments: [String], status: Int32, message: String)] = [
    (
      ["set", "mine", "carbonPrise=5"], 64,
      "error: There is no lever \"carbonPrise\": did you mean \"carbonPrice\"?"
    ),
    (
      ["set", "mine", "carbonPrice=6000"], 65,
      "./mine.yaml:4: error: carbonPrice is 6000, outside its bounds 0 to 5000 BRL of 2019 per t CO2.\nNothing was written."
    ),
    (
      ["set", "mine", "carbonRecycling=50 %"], 65,
      "./mine.yaml:5: error: \"carbonRecycling\" must be a number, and this is \"50 %\": write 0.5 for 50 %.\nNothing was written."
    ),
    (
      ["set", "mine", "carbonRecycling=0,5"], 65,
      "./mine.yaml:5: error: \"carbonRecycling\" must be a number, and this is \"0,5\": write 0.5 with a decimal point.\nNothing was written."
    ),
    (
      ["set", "mine", "carbonPrice=much"], 65,
      "./mine.yaml:4: error: \"carbonPrice\" must be a number, and this is \"much\".\nNothing was written."
    ),
    (
      ["set", "mine", "carbonPrice={2070: 5}"], 65,
      "./mine.yaml:4: error: carbonPrice names the year 2070, and the years that can be set are 2020 to 2050.\nNothing was written."
    ),
    (
      ["set", "mine", "carbonPrice={2030: 5"], 64,
      "error: \"{2030: 5\" is no value for carbonPrice. Write a number, as 50, or years and numbers in quotation marks, as 'carbonPrice={2026: 20, 2027: 60}'."
    ),
    (
      ["set", "mine", "carbonPrice@2070=5"], 64,
      "error: carbonPrice@2070 names the year 2070, and the years that can be set are 2020 to 2050."
    ),
    (
      ["set", "mine", "carbonPrice@next=5"], 64,
      "error: \"next\" in \"carbonPrice@next\" is no year. Write as carbonPrice@2030=120."
    ),
    (
      ["set", "mine", "carbonPrice@2030=5"], 64,
      "error: carbonPrice is 1 in every year of ./mine.yaml: to change single years, write them all, as carbonPrice='{shape: step, 2020: 1, 2030: 5}'."
    ),
    (
      ["set", "mine", "carbonPrice[wind]=5"], 65,
      "./mine.yaml:5: error: carbonPrice is one number: write it without [wind].\nNothing was written."
    ),
    (
      ["set", "mine", "fiscal=held"], 64,
      "error: fiscal is a choice and no lever: write choices.fiscal=VARIANT, where VARIANT is one of held, rule."
    ),
    (
      ["set", "mine", "choices.fiscal=hold"], 65,
      "./mine.yaml:7: error: there is no variant of fiscal \"hold\": did you mean \"held\"?\nNothing was written."
    ),
    (
      ["set", "mine", "levers={carbonPrice: 2}"], 64,
      "error: levers is a section: say what is set in it, as levers.NAME=VALUE."
    ),
    (
      ["set", "mine", "name=other"], 64,
      "error: A scenario's name is its file's: make another with `jtam scenario new NAME --parent …`."
    ),
    (
      ["set", "mine", "parent=basline"], 65,
      "./mine.yaml:1: error: there is no parent scenario \"basline\" in ., ., \(Program.sources.path)/Scenarios/brazil: did you mean \"baseline\"?\nNothing was written."
    ),
    (
      ["set", "mine", "parent=mine"], 65,
      "./mine.yaml:1: error: a scenario cannot be its own ancestor: mine → mine. Give one of them another parent, or none.\nNothing was written."
    ),
    (
      ["set", "mine", "--remove", "carbonPrise"], 64,
      "error: There is no lever \"carbonPrise\": did you mean \"carbonPrice\"?"
    ),
    (
      ["set", "mine", "--remove", "carbonRecycling"], 64,
      "error: ./mine.yaml does not say carbonRecycling, so there is nothing to remove: there are carbonPrice."
    ),
    (
      ["set", "carbon-tax-debt", "carbonRecycling=1"], 64,
      "error: \(Program.sources.path)/Scenarios/brazil/carbon-tax-debt.yaml ships with the program and is not changed. Make a child of it with `jtam scenario new my-carbon-tax-debt --parent carbon-tax-debt` and change that."
    ),
    (
      ["set", "none.yaml", "carbonPrice=1"], 74,
      "error: There is no file none.yaml. `jtam scenario list` names the scenarios."
    ),
    (
      ["set", "my", "carbonPrice=1"], 64,
      "error: There is no scenario \"my\" in ., \(Program.sources.path)/Scenarios/brazil: known are baseline, carbon-tax-contributions, carbon-tax-debt, carbon-tax-transfer, fiscal-incentive, green-investment, mine, package, sector-regulation."
    ),
    (
      ["new", "a/b"], 64,
      "error: \"a/b\" has a slash, and a scenario is named without its folder. Choose the folder with --out FOLDER."
    ),
    (
      ["new", "a b"], 64,
      "error: \"a b\" is no name for a scenario: use letters, digits, - and _, at most 100."
    ),
    (["new", "baseline"], 64, "error: baseline cannot be its own parent. Choose another name."),
    (
      ["new", "carbon-tax-debt"], 64,
      "error: There is a scenario \"carbon-tax-debt\" already, \(Program.sources.path)/Scenarios/brazil/carbon-tax-debt.yaml, which the new one would hide. Choose another name, or insist with --force."
    ),
    (
      ["new", "other", "--parent", "basline"], 64,
      "error: There is no scenario \"basline\" in ., \(Program.sources.path)/Scenarios/brazil: did you mean \"baseline\"?"
    ),
    (
      ["new", "other", "--out", "wrong.yaml"], 64,
      "error: A scenario's file bears its name: write --out FOLDER/other.yaml, or --out FOLDER."
    ),
    (
      ["show", "mine", "--years", "1990"], 64,
      "error: None of the years asked for is solved: those are 2020 to 2050."
    ),
  ]

  @Test(
    "A mistake is answered with what to do, and nothing is written", arguments: mistakes.indices)
  func mistaken(index: Int) throws {
    let (arguments, status, message) = ScenarioCommandTests.mistakes[index]
    let program = try program()
    let text = "name: mine\nparent: baseline\nlevers:\n  carbonPrice: 1\n"
    _ = try write(text, "mine.yaml", program)
    let outcome = try program.start(["scenario"] + arguments).finished()
    #expect(outcome.status == status)
    #expect(outcome.messages == message + "\n")
    #expect(outcome.output.isEmpty)
    #expect(try read("mine.yaml", program) == text)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path) == ["mine.yaml"])
  }

  @Test("A read-only file and a read-only folder are left as they are")
  func readOnly() throws {
    let program = try program()
    let text = "name: mine\nparent: baseline\nlevers: {carbonPrice: 1}\n"
    let file = try write(text, "mine.yaml", program)
    func protect(_ path: String, _ permissions: Int) throws {
      try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }
    try protect(file.path, 0o444)
    let first = try program("scenario", "set", "mine", "carbonPrice=2")
    #expect(first.status == 74)
    #expect(first.messages.contains("mine.yaml is read-only: make it writable with `chmod u+w"))
    try protect(file.path, 0o644)
    let inner = program.folder.appendingPathComponent("inner")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    try protect(inner.path, 0o555)
    let second = try program("scenario", "new", "other", "--out", "inner")
    #expect(second.status == 74)
    #expect(second.messages.contains("inner is read-only: choose another folder with --out"))
    try protect(inner.path, 0o755)
    #expect(try read("mine.yaml", program) == text)
  }

  @Test("Validation names every problem with its line, in order, and ends with 65")
  func validation() throws {
    let program = try program()
    _ = try write(
      """
      name: wrong
      parent: baseline
      leevers: {}
      choices:
        wagess: phillips
        fiscal: hold
      levers:
        carbonPrise: 5
        carbonPrice: 6000
        carbonRecycling: 10 %
      overrides:
        worldPricee: 1
      measures:
        price: [greenInvestment]
      """, "wrong.yaml", program)
    _ = try write("name: other\nparent: baseline\n", "fine.yaml", program)
    _ = try write("name: first\nparent: second\n", "first.yaml", program)
    _ = try write("name: second\nparent: first\n", "second.yaml", program)
    _ = try write("name: early\nparent: baseline\nyears: 2010-2015\n", "early.yaml", program)
    let outcome = try program(
      "scenario", "validate", "wrong", "baseline", "fine", "first", "early", "none.yaml")
    #expect(outcome.status == 65)
    #expect(outcome.output == "\(Program.sources.path)/Scenarios/brazil/baseline.yaml: fine\n")
    let lines = outcome.messages.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(8).map { $0.split(separator: ":")[1] }
        == ["3", "5", "6", "8", "9", "10", "12", "14"])
    for (line, words) in zip(
      lines,
      [
        "a scenario has no key \"leevers\": did you mean \"levers\"?",
        "there is no choice \"wagess\": did you mean \"wages\"?",
        "there is no variant of fiscal \"hold\": did you mean \"held\"?",
        "there is no lever \"carbonPrise\": did you mean \"carbonPrice\"?",
        "carbonPrice is 6000, outside its bounds 0 to 5000 BRL of 2019 per t CO2.",
        "write 0.1 for 10 %.", "there is no exogenous value \"worldPricee\"",
        "there is no lever or override of this scenario or an ancestor \"greenInvestment\"",
        "the scenario is called \"other\" and its file \"fine\"",
        "a scenario cannot be its own ancestor: first → second → first",
        "years names the year 2015, and the years that can be set are 2020 to 2050",
        "error: There is no file none.yaml",
      ])
    { #expect(line.contains(words), "\(line)") }
    #expect(lines.count == 12, "\(outcome.messages)")
  }

  @Test("What a scenario has from its ancestors is shown with its years and who said it")
  func show() throws {
    let program = try program()
    let outcome = try program(
      "scenario", "show", "carbon-tax-debt", "--years", "2025,2030", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    for line in [
      "key,name,setBy,unit,lowest,highest,year,value,text",
      "lever,carbonPrice,carbon-tax-transfer,BRL of 2019 per t CO2,0,5000,2025,0,",
      "lever,carbonPrice,carbon-tax-transfer,BRL of 2019 per t CO2,0,5000,2030,100,",
      "lever,carbonRecycling,carbon-tax-debt,share,0,1,2030,0,",
      "choice,fiscal,carbon-tax-transfer,,,,,,held", "pack,,baseline,,,,,,brazil",
    ] { #expect(outcome.lines.contains(line), "\(line)") }
    let page = try program("scenario", "show", "carbon-tax-debt", "--plain").output
    #expect(page.contains("baseline -> carbon-tax-transfer -> carbon-tax-debt"))
    let isPlain = page.allSatisfy(\.isASCII)
    #expect(isPlain)
  }

  @Test("A difference is told year by year, and two equal scenarios have none")
  func diff() throws {
    let program = try program()
    let outcome = try program(
      "scenario", "diff", "carbon-tax-transfer", "carbon-tax-debt", "--years", "2030", "--format",
      "csv")
    #expect(
      outcome.lines == [
        "key,name,year,unit,first,second,difference", "lever,carbonRecycling,2030,share,1,0,-1",
      ])
    let equal = try program("scenario", "diff", "baseline", "baseline")
    #expect(equal.output == "baseline and baseline come to the same.\n")
    let table = try program("scenario", "diff", "baseline", "carbon-tax-transfer")
    #expect(table.output.contains("carbonPrice") && table.output.contains("fiscal"))
  }

  @Test("Scenarios here and those that ship are listed, and what cannot be read is told")
  func list() throws {
    let program = try program()
    _ = try write("name: mine\nparent: baseline\nlevers: {carbonPrice: 1}\n", "mine.yaml", program)
    _ = try write("recipe: 1\n", "recipe.yaml", program)
    let outcome = try program("scenario", "list", "--format", "csv")
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == "scenario,parent,levers,description,file")
    #expect(outcome.lines.contains("mine,baseline,carbonPrice,,./mine.yaml"))
    #expect(outcome.output.contains("carbon-tax-debt,carbon-tax-transfer,carbonRecycling,"))
    #expect(outcome.messages.contains("left out: ./recipe.yaml:1: error:"))
  }

  @Test("Levers are listed with their users, explained at length, and guessed when misspelt")
  func levers() throws {
    let program = try program()
    let table = try program("levers", "--format", "csv")
    #expect(
      table.lines.first
        == "lever,unit,lowest,highest,typicalLow,typicalHigh,dimensions,entersEquations,description,default,source,status,scenarios,cells"
    )
    let price = try #require(table.lines.first { $0.hasPrefix("carbonPrice,") })
    #expect(price.hasPrefix("carbonPrice,BRL of 2019 per t CO2,0,5000,50,500,,carbonPriceNominal,"))
    #expect(price.contains(",0,") && price.contains("carbon-tax-transfer"))
    let one = try program("levers", "carbonPrice")
    for words in ["Bounds: 0 to 5000", "carbonPriceNominal = carbonPrice * carbonIndexation"] {
      #expect(one.output.contains(words), "\(one.output)")
    }
    let wrong = try program("levers", "carbonPrise")
    #expect(wrong.status == 64)
    #expect(wrong.messages.contains("did you mean \"carbonPrice\"?"))
    #expect(try program("levers", "productivity").messages.contains("is no lever"))
  }

  @Test("Every scenario command in the documents works as written")
  func documents() throws {
    let program = try program()
    var commands: [String] = []
    for document in ["Scenarios.md", "Commands.md"] {
      let file = Program.sources.appendingPathComponent("Documentation/\(document)")
      commands += try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { $0.hasPrefix("jtam scenario ") || $0.hasPrefix("jtam levers") }
    }
    #expect(commands.count >= 10)
    for command in commands {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "jtam() { \"\(Program.file.path)\" \"$@\"; }; \(command)"]
      process.currentDirectoryURL = program.folder
      var environment = ProcessInfo.processInfo.environment
      environment["JTAM_HOME"] = Program.sources.path
      process.environment = environment
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(command)")
    }
  }
}
