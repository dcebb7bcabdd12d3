import Foundation
import Testing

@Suite("Sectors of one's own, and runs that fail their checks")
struct OwnSectorsTests {
  /// Energy, government and the rest.
  private func grouping() throws -> String {
    let file = Program.sources.appendingPathComponent("Packs/brazil/tables/68/sector.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    let codes = rows.map { String($0.prefix(4)) }
    #expect(codes.count == 68)
    let government: Set = ["8400", "8591", "8691"]
    let energy: Set = ["0680", "1991", "1992", "3500"]
    return "industry,sector,name\n"
      + codes.map { code in
        government.contains(code)
          ? "\(code),state,Government"
          : energy.contains(code) ? "\(code),energy,Energy" : "\(code),rest,All else"
      }.joined(separator: "\n") + "\n"
  }

  private func program() throws -> Program {
    let folder = try temporaryFolder()
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  private func write(_ text: String, _ name: String, _ program: Program) throws {
    try text.write(
      to: program.folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  @Test("A run of a user's sectors can be explained without the file that grouped them")
  func explained() throws {
    let program = try program()
    try write(grouping(), "mine.csv", program)
    let run = try program("run", "package", "--aggregation", "mine.csv", "--format", "csv")
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages.contains("sector energy joins power stations (3500)"))
    try FileManager.default.removeItem(at: program.folder.appendingPathComponent("mine.csv"))
    for arguments in [
      ["decompose", "package", "--what", "jobs"],
      ["decompose", "package", "--by", "measure", "--variable", "gdpReal", "--years", "2035"],
      ["jobs", "package", "--compare", "baseline"], ["affected", "package"],
    ] {
      let outcome = try program.start(arguments).finished()
      #expect(outcome.status == 0, "\(arguments): \(outcome.messages)")
      #expect(!outcome.output.isEmpty)
    }
    let mixed = try program("run", "baseline")
    #expect(mixed.status == 0)
    let beside = try program("decompose", "package", "--base", String(runID(of: "20", program)))
    #expect(beside.status == 64 && beside.messages.contains("Compare runs of one aggregation"))
  }

  private func runID(of aggregation: String, _ program: Program) throws -> Substring {
    let line = try #require(
      try program("runs", "--format", "csv").lines.first { $0.hasSuffix(",\(aggregation)") })
    return try #require(line.split(separator: ",").first)
  }

  @Test("A grouping that is no file of text, or with semicolons, is answered with what to do")
  func wrongGroupings() throws {
    let program = try program()
    try write("industry;sector\n0191;crops\n", "semicolons.csv", program)
    for (argument, status, words) in [
      ("semicolons.csv", 65, "separated by semicolons or tabs. Save it with commas."),
      (".", 65, "a grouping is a file of text"), ("21", 64, "It has 20 and 68"),
    ] as [(String, Int32, String)] {
      let outcome = try program("run", "baseline", "--aggregation", argument)
      #expect(outcome.status == status, "\(argument): \(outcome.messages)")
      #expect(outcome.messages.contains(words), "\(outcome.messages)")
      #expect(!FileManager.default.fileExists(atPath: program.store))
    }
  }

  @Test("Revenue used twice and unemployment below zero fail a check that says what to do")
  func impossible() throws {
    let program = try program()
    try write(
      "name: twice\nparent: carbon-tax-transfer\nlevers: {carbonToContributions: 0.5}\n",
      "twice.yaml", program)
    let twice = try program("run", "twice")
    #expect(twice.status == 1)
    #expect(twice.messages.contains("check carbonRevenueIsUsedOnce does not hold"))
    #expect(twice.messages.contains("until they add up to no more than 1"))
    for arguments in [
      ["compare", "baseline", "twice"], ["show", "gdpReal", "--run", "twice"],
      ["jobs", "twice"], ["affected", "twice"], ["export", "--run", "twice"],
      ["decompose", "twice"],
    ] {
      let outcome = try program.start(arguments).finished()
      #expect(outcome.status == 0 && outcome.messages.contains("not verified: twice-"))
    }
    try write(
      """
      name: huge
      parent: baseline
      choices: {fiscal: held}
      levers:
        investmentTaxCredit: {2026: 0.3}
        greenInvestment: {2026: 0.02}

      """, "huge.yaml", program)
    let huge = try program("run", "huge")
    #expect(huge.status == 1)
    #expect(huge.messages.contains("unemploymentIsNotNegative"))
  }

  @Test(
    "A target that only an instrument beyond its bounds could meet is refused, with both numbers")
  func beyondBounds() throws {
    let program = try program()
    try write(
      """
      name: far
      parent: carbon-tax-transfer
      targets:
        - variable: emissionsNet
          instrument: carbonPrice
          years: 2030-2035
          values: {2030: 1984, 2031: 2000, 2032: 2015, 2033: 2030, 2034: 2043, 2035: 2055}

      """, "far.yaml", program)
    let far = try program("run", "far")
    #expect(far.status == 2, "\(far.messages)")
    #expect(far.messages.contains("carbonPrice would have to be"))
    #expect(far.messages.contains("and it must be from 0 to 5000"))
    #expect(try program("show", "gdpReal", "--run", "far").status == 64)
  }

  @Test("Output replaces neither devices nor a store of runs, and keeps a file's permissions")
  func output() throws {
    let program = try program()
    #expect(try program("run", "baseline", "--quiet").status == 0)
    let device = try program("show", "gdpReal", "--out", "/dev/null", "--force")
    #expect(device.status == 74 && device.messages.contains("device or a pipe"))
    let store = try program("show", "gdpReal", "--out", program.store, "--force")
    #expect(store.status == 74 && store.messages.contains("holds a database"))
    #expect(try program("runs").status == 0)
    let file = program.folder.appendingPathComponent("gdp.csv")
    try Data("mine".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    #expect(
      try program("show", "gdpReal", "--format", "csv", "--out", "gdp.csv", "--force").status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("scenario,variable"))
  }

  @Test("Two programs that change one scenario at once lose neither change")
  func twoEditors() throws {
    let program = try program()
    for _ in 0..<5 {
      try write(
        "name: mine\nparent: baseline\nchoices: {fiscal: held}\nlevers:\n  carbonPrice: 1\n",
        "mine.yaml", program)
      let first = try program.start(["scenario", "set", "mine", "carbonPrice=2"])
      let second = try program.start(["scenario", "set", "mine", "carbonRecycling=0.5"])
      #expect(try first.finished().status == 0)
      #expect(try second.finished().status == 0)
      let text = try String(
        contentsOf: program.folder.appendingPathComponent("mine.yaml"), encoding: .utf8)
      #expect(text.contains("carbonPrice: 2") && text.contains("carbonRecycling: 0.5"), "\(text)")
    }
  }

  @Test("A pack changed after it was built is named when it is run")
  func changedPack() throws {
    let program = try program()
    let pack = program.folder.appendingPathComponent("brazil")
    try FileManager.default.copyItem(
      at: Program.sources.appendingPathComponent("Packs/brazil"), to: pack)
    let file = pack.appendingPathComponent("tables/20/jobs0.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    try (text + " ").replacingOccurrences(of: " ", with: "")
      .replacingOccurrences(of: "official\n", with: "estimated\n")
      .write(to: file, atomically: true, encoding: .utf8)
    let run = try program("run", "baseline", "--pack", pack.path)
    #expect(run.status == 0 && run.messages.contains("tables/20/jobs0.csv was changed"))
  }
}
