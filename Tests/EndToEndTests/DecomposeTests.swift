import Foundation
import Testing

@Suite("jtam decompose")
struct DecomposeTests {
  /// The sum of `value` over rows by place, and the value of the row that a place adds up to.
  private func sums(
    _ outcome: Outcome, place: [Int], isTotal: ([String]) -> Bool, counts: ([String]) -> Bool
  ) throws -> [(place: String, sum: Double, size: Double, total: Double)] {
    #expect(outcome.status == 0, "\(outcome.messages)")
    var sums: [String: (sum: Double, size: Double)] = [:]
    var totals: [String: Double] = [:]
    for line in outcome.lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let value = try #require(fields.last.flatMap { Double($0) })
      let name = place.map { fields[$0] }.joined(separator: " ")
      if isTotal(fields) {
        totals[name] = value
      } else if counts(fields) {
        sums[name, default: (0, 0)].sum += value
        sums[name, default: (0, 0)].size += value.magnitude
      }
    }
    return totals.map { ($0.key, sums[$0.key]?.sum ?? 0, sums[$0.key]?.size ?? 0, $0.value) }
  }

  @Test("Jobs by part and by sector add up to what compare shows")
  func jobs() throws {
    let program = try Shared.program()
    let parts = try program(
      "decompose", "carbon-tax-transfer", "--what", "jobs", "--format", "csv")
    #expect(parts.lines.first == "part,cause,stage,year,unit,value")
    let years = try sums(
      parts, place: [3], isTotal: { $0[0] == "net" }, counts: { _ in true })
    #expect(years.count == 31)
    for year in years {
      #expect((year.sum - year.total).magnitude <= 1e-10 * year.total.magnitude, "\(year)")
    }
    let compared = try program(
      "compare", "baseline", "carbon-tax-transfer", "--variable", "employmentJobs", "--years",
      "2040", "--where", "sector=refining", "--format", "csv")
    let difference = try #require(compared.lines.last).split(
      separator: ",", omittingEmptySubsequences: false)[6]
    let bySector = try program(
      "decompose", "carbon-tax-transfer", "--by", "sector", "--years", "2040", "--format", "csv")
    let sectors = try sums(
      bySector, place: [0], isTotal: { $0[1] == "net" }, counts: { _ in true })
    #expect(sectors.count == 20)
    for sector in sectors {
      #expect((sector.sum - sector.total).magnitude <= 1e-10 * sector.size, "\(sector)")
    }
    #expect(sectors.first { $0.place == "refining" }?.total == Double(difference))
    let table = try program("decompose", "carbon-tax-transfer", "--by", "sector")
    #expect(table.output.contains("Oil refining") && table.output.contains("fiscal"))
  }

  @Test("A scenario's only measure has all of its effect, and shares add up in csv")
  func measures() throws {
    let program = try Shared.program()
    let outcome = try program(
      "decompose", "carbon-tax-transfer", "--by", "measure", "--years", "2035", "--format", "csv")
    #expect(outcome.lines.first == "variable,part,kind,measure,year,unit,value")
    let effects = try sums(
      outcome, place: [0, 1, 4], isTotal: { $0[2] == "total" },
      counts: { ["share", "closure"].contains($0[2]) })
    for effect in effects {
      #expect((effect.sum - effect.total).magnitude <= 1e-10 * effect.size, "\(effect)")
    }
    #expect(outcome.output.contains("gdpReal,,share,carbonPrice,2035,"))
    #expect(
      try program("decompose", "baseline", "--by", "measure").messages.contains(
        "not a change to baseline"))
    let unknown = try program(
      "decompose", "carbon-tax-transfer", "--by", "measure", "--variable", "gdpRea")
    #expect(unknown.status == 64)
    #expect(unknown.messages.contains("gdpReal"))
  }

  @Test("The waterfall is written once, ends at the net effect, and is replaced only with --force")
  func chart() throws {
    let program = try Shared.program()
    let file = program.folder.appendingPathComponent("waterfall.json").path
    func draw(_ more: String...) throws -> Outcome {
      try program.start(
        ["decompose", "carbon-tax-transfer", "--chart", file, "--years", "2035"] + more
      ).finished()
    }
    #expect(try draw().status == 0)
    let chart = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file)))
        as? [String: Any])
    let bars = try #require((chart["data"] as? [String: Any])?["values"] as? [[String: Any]])
    #expect(
      bars.compactMap { $0["name"] as? String } == [
        "direct", "indirect", "induced", "price", "fiscal", "adjustment", "net",
      ])
    let ends = bars.compactMap { $0["end"] as? Double }
    #expect((ends[5] - ends[6]).magnitude < 1e-6)
    #expect(try draw().status == 74)
    #expect(try draw("--force").status == 0)
  }

  @Test("Options that do not go together are refused")
  func refused() throws {
    let program = try Shared.program()
    for arguments in [
      ["--what", "debt", "--by", "part"], ["--variable", "gdpReal"],
      ["--by", "measure", "--chart", "a.json"], ["--what", "jobs", "--years", "1900"],
      ["--what", "jobs", "--base", "nobody"],
    ] {
      let outcome = try program.start(["decompose", "carbon-tax-transfer"] + arguments).finished()
      #expect(outcome.status == 64, "\(arguments): \(outcome.messages)")
    }
  }
}
