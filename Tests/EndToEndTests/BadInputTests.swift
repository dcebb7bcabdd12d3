import Foundation
import Testing

/// Every kind of wrong input, met from outside: one message with what, where and what to do, the
/// right exit code, nothing on standard output, and nothing written.
@Suite("Wrong input, case by case")
struct BadInputTests {
  /// A project whose pack a test may spoil: tables copied, everything else linked.
  private struct Spoilt {
    let home: URL
    var program: Program

    init() throws {
      let files = FileManager.default
      home = try temporaryFolder()
      for name in ["Scenarios", "Sources"] {
        try files.createSymbolicLink(
          at: home.appendingPathComponent(name),
          withDestinationURL: Program.sources.appendingPathComponent(name))
      }
      let pack = home.appendingPathComponent("Packs/brazil")
      let original = Program.sources.appendingPathComponent("Packs/brazil")
      try files.createDirectory(at: pack, withIntermediateDirectories: true)
      for name in try files.contentsOfDirectory(atPath: original.path)
      where name != "raw" && name != "classification" {
        try files.copyItem(
          at: original.appendingPathComponent(name), to: pack.appendingPathComponent(name))
      }
      program = Program(store: home.appendingPathComponent("runs.sqlite").path, folder: home)
      program.environment["JTAM_HOME"] = home.path
    }

    /// Replaces the first place of a text in a file of the pack.
    func change(_ file: String, _ old: String, _ new: String) throws {
      let url = home.appendingPathComponent("Packs/brazil/\(file)")
      var text = try String(contentsOf: url, encoding: .utf8)
      let place = try #require(text.range(of: old), "\(file) holds no \(old)")
      text.replaceSubrange(place, with: new)
      try Data(text.utf8).write(to: url)
    }

    /// The line of a file of the pack that begins with a text, from 1.
    func line(_ file: String, beginning: String) throws -> Int {
      let url = home.appendingPathComponent("Packs/brazil/\(file)")
      let lines = try String(contentsOf: url, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      return 1 + (try #require(lines.firstIndex { $0.hasPrefix(beginning) }))
    }

    func row(_ file: String, beginning: String) throws -> String {
      let url = home.appendingPathComponent("Packs/brazil/\(file)")
      let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      return String(try #require(lines.first { $0.hasPrefix(beginning) }))
    }
  }

  private func expect(
    _ outcome: Outcome, _ status: Int32, _ words: [String], _ program: Program,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == status, "\(outcome.messages)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        outcome.messages.contains(word), "\(word): \(outcome.messages)",
        sourceLocation: sourceLocation)
    }
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
    #expect(
      outcome.messages.split(separator: "\n").count { $0.contains("error: ") } == 1,
      "\(outcome.messages)", sourceLocation: sourceLocation)
    #expect(
      !FileManager.default.fileExists(atPath: program.store + "-journal"),
      sourceLocation: sourceLocation)
  }

  /// Runs in a store of its own; the store must hold nothing afterwards.
  private func refused(
    _ spoilt: Spoilt, _ arguments: [String], _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try spoilt.program.start(arguments).finished()
    expect(outcome, 65, words, spoilt.program, sourceLocation: sourceLocation)
    let runs = try spoilt.program("runs", "--format", "csv")
    #expect(runs.lines.count <= 1, "\(runs.output)", sourceLocation: sourceLocation)
  }

  @Test(
    "A table that was spoilt is named with its line, the value and what to do",
    arguments: [
      // What, file, the beginning of the row, what replaces the row's value, words of the message.
      (
        "a negative population", "tables/population.csv", "2030,", "-5",
        ["is -5", "must be above 0"]
      ),
      (
        "a rate in per cent", "tables/participationTrend.csv", "2030,", "62",
        ["is 62", "must be from 0 to 1"]
      ),
      ("no jobs", "tables/20/jobs0.csv", "crops,", "0", ["is 0", "above 0", "crops"]),
      (
        "a negative amount", "tables/20/make0.csv", "crops,crops,", "-1",
        ["is -1", "0 or more", "crops,crops"]
      ),
      (
        "text for a number", "tables/20/jobs0.csv", "crops,", "many", ["\"many\"", "decimal point"]
      ),
      (
        "a separator of thousands", "tables/20/jobs0.csv", "crops,", "\"7,357,299\"",
        ["\"7,357,299\"", "no thousands separator"]
      ),
      ("a formula's error", "tables/20/jobs0.csv", "crops,", "#REF!", ["\"#REF!\""]),
      ("an empty cell", "tables/20/jobs0.csv", "crops,", "", ["is empty", "supply it"]),
      ("not a number", "tables/20/jobs0.csv", "crops,", "nan", ["\"nan\"", "finite"]),
    ])
  func values(
    name: String, file: String, beginning: String, value: String, words: [String]
  ) throws {
    let spoilt = try Spoilt()
    let row = try spoilt.row(file, beginning: beginning)
    let rest = row.dropFirst(beginning.count).drop { $0 != "," }
    let line = try spoilt.line(file, beginning: beginning)
    try spoilt.change(file, row, beginning + value + rest)
    try refused(spoilt, ["run", "baseline"], words + ["\(file):\(line)"])
  }

  @Test("A missing, an unknown and a repeated sector are named with file, element and what to do")
  func elements() throws {
    let file = "tables/20/jobs0.csv"
    var spoilt = try Spoilt()
    var row = try spoilt.row(file, beginning: "crops,")
    try spoilt.change(file, row + "\n", "")
    try refused(spoilt, ["run", "baseline"], [file, "no row for `jobs0[crops]`", "add the row"])
    spoilt = try Spoilt()
    try spoilt.change(file, row, row.replacing("crops", with: "cropz"))
    try refused(
      spoilt, ["run", "baseline"], ["\(file):", "\"cropz\"", "did you mean \"crops\"?"])
    spoilt = try Spoilt()
    try spoilt.change(file, row, row + "\n" + row)
    try refused(spoilt, ["run", "baseline"], ["\(file):", "stands twice", "remove one"])
    spoilt = try Spoilt()
    row = try spoilt.row("tables/population.csv", beginning: "2040,")
    try spoilt.change("tables/population.csv", row + "\n", "")
    try refused(spoilt, ["run", "baseline"], ["`population`", "2040", "Extend its data"])
  }

  @Test("A table that does not balance is found by check, with both totals and the gap")
  func unbalanced() throws {
    let spoilt = try Spoilt()
    #expect(try spoilt.program("check").status == 0)
    let row = try spoilt.row("tables/20/sam.csv", beginning: "a:crops,c:crops,")
    try spoilt.change("tables/20/sam.csv", row, row + "9")
    let outcome = try spoilt.program("check", "--format", "csv")
    #expect(outcome.status == 1)
    let balances = outcome.lines.filter { $0.contains(",balance,tables/20/sam.csv,") }
    #expect(balances.count == 2, "\(outcome.output)")
    #expect(balances.allSatisfy { $0.contains("receipts") && $0.contains("outlays") })
    #expect(outcome.lines.last?.contains(",changed,tables/20/sam.csv,") == true)
    #expect(!FileManager.default.fileExists(atPath: spoilt.program.store))
  }

  @Test("A pack of another version is refused by every command that needs it")
  func packFormat() throws {
    let spoilt = try Spoilt()
    try spoilt.change("datapackage.json", "\"format\" : 1", "\"format\" : 7")
    for arguments in [["run", "baseline"], ["check"], ["levers"], ["sources"]] {
      let outcome = try spoilt.program.start(arguments).finished()
      expect(outcome, 65, ["datapackage.json", "format 7", "Update the program"], spoilt.program)
    }
    #expect(!FileManager.default.fileExists(atPath: spoilt.program.store))
    try spoilt.change("datapackage.json", "\"format\" : 7,\n", "")
    let outcome = try spoilt.program("levers")
    expect(outcome, 65, ["jtam.format", "pack build"], spoilt.program)
  }

  @Test(
    "A scenario that cannot be is named with its line, and nothing is stored",
    arguments: [
      ("name: s\nparent: baseline\nlevers:\n\tcarbonPrice: 5\n", "s.yaml:4", "YAML"),
      ("name: s\nparent: baseline\nlevers: {carbonPrice: 5\n", "s.yaml:", "YAML"),
      ("name: s\nparant: baseline\n", "s.yaml:2", "did you mean \"parent\"?"),
      ("name: s\nparent: s\n", "s.yaml:1", "its own ancestor"),
      ("name: s\nparent: baseline\nlevers: {carbonPrice: 5001}\n", "s.yaml:3", "0 to 5000"),
      (
        "name: s\nparent: baseline\nlevers: {carbonPrice: {2019: 5}}\n", "s.yaml:3", "2020 to 2050"
      ),
      (
        "name: s\nparent: baseline\noverrides: {population: -5}\n", "s.yaml:3",
        "population is -5, and the model allows only values above 0"
      ),
      (
        "name: s\nparent: baseline\noverrides:\n  unemploymentReference: {2030: 7.5}\n", "s.yaml:4",
        "from 0 to 1"
      ),
      (
        "name: s\nparent: baseline\noverrides:\n  population: {meaning: multiply, 2030: -1}\n",
        "s.yaml:4", "population in 2030 is -"
      ),
    ])
  func scenarios(text: String, place: String, words: String) throws {
    let folder = try temporaryFolder()
    let program = Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
    try Data(text.utf8).write(to: folder.appendingPathComponent("s.yaml"))
    let outcome = try program("run", "s.yaml")
    expect(outcome, 65, [place, words], program)
    let runs = try program("runs", "--format", "csv")
    #expect(!runs.output.contains(",s,"))
  }

  @Test(
    "A value set by hand beyond what the model allows is refused with the declaration",
    arguments: [
      ("population=-5", "above 0"), ("participationTrend=1.5", "from 0 to 1"),
      ("armingtonElasticity=-1", "0 or more"), ("carbonPrice=6000", "from 0 to 5000"),
      ("jobs0[crops]=0", "above 0"), ("priceSpeed=2", "from 0 to 1"),
    ])
  func settings(setting: String, words: String) throws {
    let folder = try temporaryFolder()
    let program = Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
    let name = setting.prefix { $0 != "=" }
    let outcome = try program("run", "baseline", "--set", setting)
    expect(outcome, 65, ["`\(name)` cannot be", words, ".eqn:"], program)
  }
}
