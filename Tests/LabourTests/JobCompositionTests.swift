import Foundation
import Labour
import Quantities
import Testing

@Suite("Composition of jobs")
struct JobCompositionTests {
  private static let set = "gender,name\nfemale,Women\nmale,Men\n"
  private static let table = """
    sector,gender,value,status
    metals,female,78489,borrowed
    metals,male,144268,borrowed
    trade,female,8064887,derived
    trade,male,10894135,derived

    """

  private func composition(
    _ table: String = table, _ set: String = set
  ) throws -> JobComposition {
    try JobComposition(
      dimension: "gender", table: CSVTable(text: table, source: "jobsByGender0.csv"),
      set: CSVTable(text: set, source: "gender.csv"))
  }

  private func message(_ table: String) -> String {
    do {
      _ = try composition(table)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("A sector that keeps its jobs keeps every cell to the last bit")
  func unchanged() throws {
    let one = try composition()
    #expect(try one.split(222_757, in: "metals") == [78489, 144_268])
    #expect(
      try one.totals(of: ["metals": 222_757, "trade": 18_959_022]) == [8_143_376, 11_038_403])
  }

  @Test("Groups add up to the sector's jobs within one unit in the last place, whatever the number")
  func sums() throws {
    let one = try composition()
    var seed: UInt64 = 20_190_101
    var exact = 0
    for _ in 0..<2000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let jobs = Double(seed >> 11) / 0x1p40
      let sum = try one.split(jobs, in: "trade").reduce(0, +)
      #expect((sum - jobs).magnitude <= jobs.ulp, "seed \(seed), jobs \(jobs)")
      exact += sum == jobs ? 1 : 0
    }
    #expect(exact > 1900)
  }

  @Test("Shares stay those of the base year when the jobs of a sector double or vanish")
  func shares() throws {
    let one = try composition()
    let half = try one.split(111_378.5, in: "metals")
    #expect((half[0] / 111_378.5 - 78489 / 222_757).magnitude < 1e-15)
    #expect(try one.split(0, in: "metals") == [0, 0])
  }

  @Test("A change of the mix alone moves the composition: jobs from metals to trade are women's")
  func mix() throws {
    let one = try composition()
    let changes = try one.changes(
      from: ["metals": 200_000, "trade": 1_000_000], to: ["metals": 190_000, "trade": 1_010_000])
    #expect(changes.map(\.group.element) == ["female", "male"])
    let all = JobChange.sum(changes)
    #expect(all.difference.magnitude < 1e-6 && (all.lost - 10_000).magnitude < 1e-6)
    #expect(changes[0].difference > 700 && changes[1].difference < -700)
    let women = changes[0].parts(of: changes)
    #expect(try #require(women.losses) < #require(women.jobs))
    #expect((try #require(women.losses) - 78489.0 / 222_757).magnitude < 1e-9)
    #expect((try #require(women.gains) - 8_064_887.0 / 18_959_022).magnitude < 1e-9)
  }

  @Test("Nothing changes between a run and itself, and there is no loss to share")
  func same() throws {
    let jobs = ["metals": 201_234.56, "trade": 17.25]
    let changes = try composition().changes(from: jobs, to: jobs)
    #expect(changes.allSatisfy { $0.difference == 0 && $0.lost == 0 && $0.gained == 0 })
    #expect(changes[0].parts(of: changes).losses == nil)
  }

  @Test("The status of a sum is that of its least trusted sector")
  func statuses() throws {
    let one = try composition()
    #expect(one.status(of: "trade") == .derived && one.status(of: "metals") == .borrowed)
    #expect(one.status() == .borrowed)
  }

  @Test(
    "Tables with a hole, a double, a negative or an unknown name are refused, each with its words")
  func mistakes() throws {
    let lines = Self.table.split(separator: "\n").map(String.init)
    func without(_ row: Int) -> String {
      var left = lines
      left.remove(at: row)
      return left.joined(separator: "\n") + "\n"
    }
    #expect(message(without(1)).contains("no jobs of female in metals"))
    #expect(message(Self.table + lines[1] + "\n").contains("stand twice"))
    #expect(message(Self.table.replacingOccurrences(of: ",78489", with: ",-1")).contains("-1"))
    #expect(
      message(Self.table.replacingOccurrences(of: "metals,female", with: "metals,femal"))
        .contains("did you mean \"female\""))
    #expect(
      message(Self.table.replacingOccurrences(of: "144268,borrowed", with: "1,borowed"))
        .contains("did you mean \"borrowed\""))
    #expect(
      message("sector,gender,value,status\nmetals,female,0,derived\nmetals,male,0,derived\n")
        .contains("no shares"))
    #expect(message(Self.table.replacingOccurrences(of: "value", with: "jobs")).contains("value"))
  }

  @Test("Sectors that are unknown, unmatched or without a number of jobs are refused")
  func badJobs() throws {
    let one = try composition()
    #expect(throws: LabourError.unknownSector("metal", known: ["metals", "trade"])) {
      try one.split(1, in: "metal")
    }
    #expect(throws: LabourError.badJobs(sector: "trade", value: -1)) {
      try one.split(-1, in: "trade")
    }
    #expect(throws: LabourError.self) { try one.split(.nan, in: "trade") }
    #expect(throws: LabourError.unmatchedSector("metals")) {
      try one.changes(from: ["metals": 1], to: [:])
    }
  }
}
