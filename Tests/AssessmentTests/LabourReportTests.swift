import CountryPacks
import Foundation
import Quantities
import Results
import Testing

@testable import Assessment

@Suite("Jobs by group of a run")
struct LabourReportTests {
  private func pack() throws -> CountryPack { try BrazilModel.pack() }

  /// A run whose sectors have the pack's jobs in 2019 and `growth` times as many in 2020.
  private func run(
    growth: [String: Double] = [:], dropping dropped: String? = nil,
    variable: String = "employmentJobs",
    hash: String? = nil
  ) throws -> StoredRun {
    let pack = try pack()
    let file = pack.folder.appendingPathComponent("tables/20/jobs0.csv")
    let jobs = try CSVTable(
      text: String(contentsOf: file, encoding: .utf8), source: file.lastPathComponent)
    let series = try jobs.rows.indices.filter { jobs.rows[$0][0] != dropped }.map { row in
      let sector = jobs.rows[row][0]
      let base = try jobs.number(row: row, column: 1)
      return StoredSeries(
        variable: variable, dimensions: Dimensions([("sector", sector)]), unit: "jobs",
        kind: .variable, isNominal: false, status: StatusPath(.derived, years: 1, then: .modelled),
        firstYear: 2019, values: [base, base * (growth[sector] ?? 1)])
    }
    let identity = RunIdentity(
      scenario: "test", scenarioHash: "", pack: pack.name, packVersion: pack.version,
      packHash: try hash ?? pack.tables(aggregation: "20").hash(), modelHash: "",
      solverSettings: ["aggregation": "20"], firstYear: 2019, lastYear: 2020)
    return StoredRun(
      manifest: RunManifest(identity: identity, programVersion: "test"), series: series)
  }

  @Test("Base-year cells are the pack's, to the last bit, and an unchanged year repeats them")
  func baseCells() throws {
    let report = try LabourReport(run: run(), pack: pack())
    for dimension in ["gender", "age", "skill", "formality"] {
      let name = "jobsBy\(dimension.prefix(1).uppercased())\(dimension.dropFirst())0"
      let file = try pack().folder.appendingPathComponent("tables/20/\(name).csv")
      let table = try CSVTable(text: String(contentsOf: file, encoding: .utf8), source: name)
      let cells = try table.rows.indices.reduce(into: [Dimensions: Double]()) { cells, row in
        let fields = table.rows[row]
        cells[Dimensions([(dimension, fields[1]), ("sector", fields[0])])] = try table.number(
          row: row, column: 2)
      }
      for year in [2019, 2020] {
        let found = try report.observations(by: [dimension], isBySector: true, years: [year])
        #expect(found.count == cells.count)
        #expect(found.allSatisfy { cells[$0.dimensions] == $0.value })
      }
    }
  }

  @Test("Statuses travel: the less trusted of the run's jobs and the pack's shares")
  func statuses() throws {
    let report = try LabourReport(run: run(), pack: pack())
    func status(_ dimension: String, _ sector: String?, _ year: Int) throws -> Set<Status> {
      Set(try report.observations(by: [dimension], sector: sector, years: [year]).map(\.status))
    }
    #expect(try status("gender", "construction", 2019) == [.derived])
    #expect(try status("gender", "metals", 2019) == [.borrowed])
    #expect(try status("gender", nil, 2019) == [.borrowed])
    #expect(try status("age", "construction", 2019) == [.illustrative])
    #expect(try status("gender", "construction", 2020) == [.modelled])
  }

  @Test("Fewer jobs in construction alone are men's and informal workers' before others'")
  func construction() throws {
    let base = try LabourReport(run: run(), pack: pack())
    let less = try LabourReport(run: run(growth: ["construction": 0.9]), pack: pack())
    let affected = try AffectedJobs(less, beside: base, in: 2020)
    #expect(affected.sectors.first?.sector == "construction")
    #expect(affected.sectors.dropFirst().allSatisfy { $0.change.difference == 0 })
    let records = try affected.records()
    func share(_ dimensions: String, _ column: Int) throws -> Double {
      let row = try #require(records.rows.first { $0[1] == .text(dimensions) })
      guard case .number(let value) = row[column] else { return .nan }
      return value
    }
    #expect(try share("gender=male", 9) > 0.96 && share("gender=male", 8) < 0.6)
    #expect(try share("formality=informal", 9) > 0.67 && share("formality=informal", 8) < 0.41)
    let total = try share("", 6)
    #expect((total + 774_539).magnitude < 1e-6)
    #expect(try affected.text(count: 3).contains("No sector gains jobs in 2020."))
  }

  @Test("A run of other tables, of other sectors or without jobs is refused, each with its words")
  func refused() throws {
    func message(_ run: StoredRun) throws -> String {
      do {
        _ = try LabourReport(run: run, pack: pack())
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(try message(run(hash: "0")).contains("was made with other tables"))
    #expect(try message(run(dropping: "metals")).contains("only one of them has metals"))
    #expect(try message(run(variable: "jobs")).contains("has no employmentJobs by sector"))
  }

  @Test("A table names its status and adds up in print")
  func tables() throws {
    let report = try LabourReport(run: run(), pack: pack())
    let gender = try #require(report.compositions.first)
    let text = try report.table(gender, years: [2019]).text()
    #expect(text.contains("105,995.8") && text.contains("borrowed") && text.contains("42.5"))
    #expect(report.milestones == [2019, 2020])
    #expect(report.limits(of: [gender]).split(separator: "\n").count <= 6)
  }
}
