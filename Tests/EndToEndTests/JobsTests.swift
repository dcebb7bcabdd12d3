import Foundation
import Testing

@Suite("Jobs by group from the command line")
struct JobsTests {
  /// The cells of a CSV line; none of them is quoted here.
  private func cells(_ line: String) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// The numbers of the long table by cell and year.
  private func numbers(_ outcome: Outcome) -> [String: Double] {
    outcome.lines.dropFirst().reduce(into: [:]) { values, line in
      let fields = cells(line)
      values["\(fields[2])@\(fields[3])"] = Double(fields[5])
    }
  }

  @Test("Groups add up to the jobs of every sector and year, by every dimension")
  func sums() throws {
    let program = try Shared.program()
    let jobs = numbers(
      try program(
        "show", "employmentJobs", "--run", "carbon-tax-transfer", "--years", "2019,2035,2050",
        "--format", "csv"))
    for dimension in ["gender", "age", "skill", "formality"] {
      let outcome = try program(
        "jobs", "carbon-tax-transfer", "--by", dimension, "--by-sector", "--years",
        "2019,2035,2050", "--format", "csv")
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.lines.first == "scenario,variable,dimensions,year,unit,value,status")
      var sums: [String: Double] = [:]
      for line in outcome.lines.dropFirst() {
        let fields = cells(line)
        let sector = try #require(
          fields[2].split(separator: ";").first { $0.hasPrefix("sector=") })
        sums["\(sector)@\(fields[3])", default: 0] += try #require(Double(fields[5]))
        #expect(fields[1] == "employmentJobs" && fields[4] == "jobs")
      }
      #expect(sums.count == 60)
      for (key, sum) in sums {
        let total = try #require(jobs[key])
        #expect((sum - total).magnitude <= 1e-9 * total, "\(dimension) \(key)")
      }
    }
  }

  @Test("The base year has the pack's cells and their statuses, later years are modelled")
  func baseYear() throws {
    let outcome = try Shared.program()(
      "jobs", "baseline", "--by", "gender", "--sector", "metals", "--years", "2019,2030",
      "--format", "csv")
    #expect(
      outcome.lines[1]
        == "baseline,employmentJobs,gender=female;sector=metals,2019,jobs,78489,borrowed")
    #expect(outcome.lines.count == 5)
    #expect(outcome.lines[2].hasSuffix(",modelled"))
    let age = try Shared.program()(
      "jobs", "baseline", "--by", "age", "--years", "2019", "--format", "csv")
    #expect(age.lines.count == 5)
    #expect(age.lines.dropFirst().allSatisfy { $0.hasSuffix(",illustrative") })
    #expect(age.messages.contains("no source at hand has age by industry"))
  }

  @Test("A comparison adds up to the change of all jobs, and a run beside itself changes nothing")
  func comparison() throws {
    let program = try Shared.program()
    let outcome = try program(
      "jobs", "carbon-tax-transfer", "--compare", "baseline", "--by", "formality", "--years",
      "2035", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      outcome.lines.first
        == "variable,dimensions,year,unit,baseline,scenario,difference,relativeDifference,status")
    let change = try outcome.lines.dropFirst().reduce(0.0) {
      $0 + (try #require(Double(cells($1)[6])))
    }
    let total = try program(
      "compare", "baseline", "carbon-tax-transfer", "--variable", "employmentJobs", "--years",
      "2035", "--format", "csv")
    let line = try #require(total.lines.first { $0.hasPrefix("employmentJobs,,") })
    #expect((change - (try #require(Double(cells(line)[6])))).magnitude < 1e-3)
    let same = try program(
      "jobs", "baseline", "--compare", "baseline", "--by-sector", "--format", "csv")
    #expect(same.lines.count > 1000)
    #expect(same.lines.dropFirst().allSatisfy { cells($0)[6] == "0" })
  }

  @Test("Every table says its limits and statuses, in ASCII where only that is wanted")
  func tables() throws {
    let program = try Shared.program()
    for arguments in [
      ["jobs"], ["jobs", "baseline", "--by", "skill", "--sector", "trade"],
      ["jobs", "--run", "carbon-tax-transfer", "--compare", "baseline", "--by", "gender"],
      ["affected", "carbon-tax-transfer", "--top", "2"],
    ] {
      let outcome = try program.start(arguments + ["--plain"]).finished()
      #expect(outcome.status == 0, "\(arguments): \(outcome.messages)")
      let text = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains("only the mix of sectors"), "\(arguments)")
      #expect(text.contains("groups are not crossed"))
      #expect(text.contains("Of 20 sectors: 3 derived, 17 borrowed"))
      #expect(outcome.output.allSatisfy { $0.isASCII })
    }
  }

  @Test("The page of the affected ranks sectors by their change and shares out losses and gains")
  func affected() throws {
    let outcome = try Shared.program()(
      "affected", "carbon-tax-transfer", "--year", "2035", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let rows = outcome.lines.dropFirst().map(cells)
    let sectors = rows.filter { $0[1].hasPrefix("sector=") && !$0[1].contains(";") }
    #expect(sectors.count == 20)
    let changes = try sectors.map { try #require(Double($0[6])) }
    #expect(changes == changes.sorted() && changes[0] < 0)
    for column in [8, 9, 10] {
      let women = try #require(rows.first { $0[1] == "gender=female" })
      let men = try #require(rows.first { $0[1] == "gender=male" })
      let sum = try #require(Double(women[column])) + (try #require(Double(men[column])))
      #expect((sum - 1).magnitude < 1e-12)
      let bySector = try sectors.reduce(0.0) { $0 + (try #require(Double($1[column]))) }
      #expect((bySector - 1).magnitude < 1e-9)
    }
    #expect(rows.contains { $0[1] == "formality=informal;sector=metals" })
  }

  @Test("Names that are not there are answered with the nearest one")
  func nearestNames() throws {
    let program = try Shared.program()
    for (arguments, words) in [
      (["jobs", "baseline", "--by", "gendre"], "did you mean \"gender\""),
      (["jobs", "baseline", "--sector", "metls"], "did you mean \"metals\""),
      (["jobs", "baseline", "--years", "1900"], "from 2019 to 2050"),
      (["jobs", "basline"], "did you mean \"baseline\""),
      (["affected", "carbon-tax-transfer", "--year", "2060"], "from 2019 to 2050"),
      (["affected", "carbon-tax-transfer", "--top", "0"], "--top"),
      (["jobs", "baseline", "--run", "baseline"], "Name the run once"),
    ] {
      let outcome = try program.start(arguments).finished()
      #expect(outcome.status == 64, "\(arguments): \(outcome.messages)")
      #expect(outcome.messages.contains(words), "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("A pack without jobs by group, or with other tables than the run's, is refused")
  func otherPacks() throws {
    let program = try Shared.program()
    let pack = try temporaryFolder().appendingPathComponent("brazil")
    try FileManager.default.copyItem(
      at: Program.sources.appendingPathComponent("Packs/brazil"), to: pack)
    let file = pack.appendingPathComponent("tables/20/jobsByGender0.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacingOccurrences(of: "metals,female,78489", with: "metals,female,78488")
      .write(to: file, atomically: true, encoding: .utf8)
    let changed = try program("jobs", "baseline", "--pack", pack.path)
    #expect(changed.status == 64 && changed.messages.contains("was made with other tables"))
    #expect(changed.messages.contains("jtam run baseline"))
    try FileManager.default.removeItem(at: pack.appendingPathComponent("tables/labourNotes.csv"))
    let store = pack.deletingLastPathComponent().appendingPathComponent("runs.sqlite").path
    #expect(
      try program("run", "baseline", "--pack", pack.path, "--store", store, "--quiet").status == 0)
    let without = try program("jobs", "baseline", "--pack", pack.path, "--store", store)
    #expect(without.status == 65 && without.messages.contains("no labourNotes.csv"))
  }
}
