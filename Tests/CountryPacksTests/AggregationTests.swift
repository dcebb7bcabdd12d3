import Foundation
import Quantities
import SocialAccounting
import Testing

@testable import CountryPacks

@Suite("Aggregation to sectors")
struct AggregationTests {
  static let pack = Result { try CountryPack(folder: BrazilPack.folder) }

  /// The pack's own grouping, as a user would write it.
  private func rows() throws -> [(industry: String, sector: String, name: String)] {
    let grouping = try AccountsFitTests.built.get().classification.grouping
    let names = Dictionary(uniqueKeysWithValues: grouping.groups.map { ($0.code, $0.name) })
    return try AccountsFitTests.built.get().finest.sectors.map {
      let sector = grouping.groupOf[$0] ?? ""
      return ($0, sector, names[sector] ?? "")
    }
  }

  private func file(_ text: String) throws -> URL {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("grouping-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: file)
    return file
  }

  private func message(_ lines: [String]) throws -> String {
    let file = try file(lines.joined(separator: "\n") + "\n")
    defer { try? FileManager.default.removeItem(at: file) }
    let error = #expect(throws: (any Error).self) {
      try Self.pack.get().tables(aggregation: file.path)
    }
    return "\(error.map { "\($0)" } ?? "")".replacingOccurrences(of: file.path, with: "mine.csv")
  }

  private func lines(
    _ change: (inout (industry: String, sector: String, name: String)) -> Void = { _ in }
  ) throws -> [String] {
    ["industry,sector"]
      + (try rows().map { row in
        var row = row
        change(&row)
        return "\(row.industry),\(row.sector)"
      })
  }

  @Test("A user's file that says what the pack's own sectors say gives the same amounts")
  func sameAsShipped() throws {
    let text =
      CSVWriter.line(["industry", "sector", "name"])
      + (try rows().map { CSVWriter.line([$0.industry, $0.sector, $0.name]) }.joined())
    let file = try file(text)
    defer { try? FileManager.default.removeItem(at: file) }
    let own = try Self.pack.get().tables(aggregation: file.path)
    let shipped = try Self.pack.get().tables(aggregation: "20")
    #expect(own.isAdded && own.aggregation.hasPrefix("grouping-"))
    for name in ["useValue0", "make0", "jobs0", "fuelEnergy0", "activityEmissions0", "sam"] {
      let left = try amounts(own.table(name))
      let right = try amounts(shipped.table(name))
      #expect(!left.isEmpty && Set(left.keys) == Set(right.keys), "\(name)")
      for (key, value) in left {
        let other = right[key] ?? .nan
        #expect((value - other).magnitude <= 1e-12 * other.magnitude, "\(name) \(key)")
      }
    }
  }

  private func amounts(_ table: CSVTable?) throws -> [[String]: Double] {
    let table = try #require(table)
    let value = try table.column("value")
    let labels = table.header.indices.filter { !["value", "status"].contains(table.header[$0]) }
    return Dictionary(
      uniqueKeysWithValues: try table.rows.indices.map { row in
        (
          labels.map { table.rows[row][$0] }, try table.number(row: row, column: value)
        )
      })
  }

  @Test("Three sectors of a user's own balance, and add up to the same country")
  func threeSectors() throws {
    let government: Set = ["8400", "8591", "8691"]
    let file = try file(
      try lines { row in
        row.sector =
          government.contains(row.industry)
          ? "state" : row.sector == "services" ? "services" : "goods"
      }.joined(separator: "\n"))
    defer { try? FileManager.default.removeItem(at: file) }
    let tables = try Self.pack.get().tables(aggregation: file.path)
    let sectors = try #require(try tables.table("sector"))
    #expect(sectors.rows.map { $0[0] } == ["goods", "services", "state"])
    let sam = try SocialAccountingMatrix(csv: #require(try tables.table("sam")))
    try sam.checkBalanced(tolerance: 1e-9)
    #expect(sam.accounts.filter { $0.hasPrefix("a:") }.count == 3)
    #expect(try amounts(tables.table("jobs0")).values.reduce(0, +) == 105_995_759)
    #expect(try #require(try tables.table("publicSector")).rows.map { $0[0] } == ["state"])
    #expect(try #require(try tables.table("powerSector")).rows.map { $0[0] } == ["goods"])
  }

  @Test("A grouping that is no partition is refused with the line and what to do")
  func noPartition() throws {
    #expect(
      try message(lines().dropLast(2).map { $0 })
        == "mine.csv: error: a grouping must hold every industry of the pack once, and 9480, 9700 have no sector. Add a line for each."
    )
    #expect(
      try message(lines() + ["0191,crops"])
        == "mine.csv:70: error: industry 0191 was grouped on line 2 already. Keep one of the two.")
    #expect(
      try message(lines() + ["0193,crops"])
        == "mine.csv:70: error: there is no industry \"0193\": did you mean \"0191\"?")
    #expect(
      try message(lines { if $0.industry == "0191" { $0.sector = "crops & co" } })
        .contains("mine.csv:2: error: \"crops & co\" is no name of a sector"))
    #expect(
      try message(lines { if $0.industry == "0191" { $0.sector = "household" } })
        .contains("\"household\" is the name of a final user"))
    #expect(try message(["code,group", "0191,crops"]).contains("industry"))
  }

  @Test("A sector that mixes public with private industries is refused")
  func mixed() throws {
    let text = try message(lines { if $0.industry == "8691" { $0.sector = "services" } })
    #expect(text.contains("sector services joins 8691, which belongs to publicSector, with"))
    #expect(text.contains("give them sectors of their own"))
  }

  @Test("A name that is neither an aggregation nor a file is answered with both possibilities")
  func unknown() throws {
    let error = #expect(throws: CountryPackError.self) {
      try Self.pack.get().tables(aggregation: "21")
    }
    #expect(error?.description.contains("20 and 68") == true)
  }
}
