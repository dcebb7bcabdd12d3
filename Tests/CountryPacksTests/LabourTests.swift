import Foundation
import Quantities
import Testing

@testable import CountryPacks

@Suite("Jobs by gender, age, skill and formality")
struct LabourTests {
  static let tables = [
    ("jobsByGender0", "gender"), ("jobsByAge0", "age"), ("jobsBySkill0", "skill"),
    ("jobsByFormality0", "formality"),
  ]

  /// Jobs by sector and group of a built table.
  private func jobs(_ path: String, _ dimension: String) throws -> [String: [String: Double]] {
    let table = try SatellitePack.table(path)
    let (sector, group) = (try table.column("sector"), try table.column(dimension))
    let value = try table.column("value")
    var jobs: [String: [String: Double]] = [:]
    for (row, fields) in table.rows.enumerated() {
      jobs[fields[sector], default: [:]][fields[group]] = try table.number(row: row, column: value)
    }
    return jobs
  }

  private func raw(_ file: String) throws -> CSVTable {
    let path = "raw/labour/\(file)"
    return try CSVTable(
      text: String(contentsOf: BrazilPack.folder.appendingPathComponent(path), encoding: .utf8),
      source: path)
  }

  @Test("Groups are whole jobs that add up to the jobs of every industry, to the last bit")
  func exactSums() throws {
    let accounts = try SatellitePack.table("tables/20/jobs0.csv")
    var coarse: [String: Double] = [:]
    for row in accounts.rows.indices {
      coarse[accounts.rows[row][0]] = try accounts.number(row: row, column: 1)
    }
    let industries = try RawFolder(url: BrazilPack.folder).table(
      "raw/ibge_tru/tru68_industry_accounts_2019.csv")
    let numbers = try LabourNumbers(
      industries, keys: ["industry", "variable", "price"], value: "value")
    for (name, dimension) in Self.tables {
      let fine = try jobs("tables/68/\(name).csv", dimension)
      #expect(fine.count == 68)
      for (industry, groups) in fine {
        let total = try numbers[industry, "jobs", "current"]
        #expect(groups.values.reduce(0, +) == total, "\(name) \(industry)")
        #expect(groups.values.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
      }
      let sums = try jobs("tables/20/\(name).csv", dimension)
        .mapValues { $0.values.reduce(0, +) }
      #expect(sums == coarse)
    }
  }

  @Test("The pack's sectors are the industries added up, with the status of the least trusted")
  func aggregation() throws {
    let classification = try AccountsFitTests.built.get().classification
    for (name, dimension) in Self.tables {
      var sums: [String: [String: Double]] = [:]
      for (industry, groups) in try jobs("tables/68/\(name).csv", dimension) {
        let sector = try #require(classification.grouping.groupOf[industry])
        for (group, value) in groups { sums[sector, default: [:]][group, default: 0] += value }
      }
      #expect(try jobs("tables/20/\(name).csv", dimension) == sums)
    }
    let statuses = try SatellitePack.table("tables/20/jobsByGender0.csv").rows
      .reduce(into: [String: String]()) { $0[$1[0]] = $1[3] }
    #expect(statuses["construction"] == "derived" && statuses["metals"] == "borrowed")
    #expect(
      try SatellitePack.table("tables/20/jobsByAge0.csv").rows.allSatisfy {
        $0[3] == "illustrative"
      })
  }

  @Test("The survey's sections add up to the survey's totals, as transcribed")
  func transcription() throws {
    let sexes = try raw("ilostat_employment_by_sex_activity_2019.csv")
    for (sex, total) in [("sex_f", 40410.998), ("sex_m", 53718.069)] {
      let sum = try sexes.rows.indices
        .filter { sexes.rows[$0][1] == sex && sexes.rows[$0][2] != "eco_isic4_total" }
        .reduce(0) { $0 + (try sexes.number(row: $1, column: 4)) }
      #expect((sum - total).magnitude < 0.005)
    }
    let skills = try LabourNumbers(
      raw("ilostat_employment_by_skill_activity_2019.csv"), keys: ["classif1", "classif2"],
      value: "emp_temp_eco_ocu_nb")
    let people = try LabourNumbers(
      sexes, keys: ["classif1", "sex"], value: "emp_temp_sex_eco_nb")
    let rates = try LabourNumbers(
      raw("ilostat_informal_rate_by_activity_2019.csv"), keys: ["classif1"],
      value: "emp_nifl_sex_eco_rt")
    var informal = 0.0
    for section in "abcdefghijklmnopqrstux".map({ "eco_isic4_\($0)" }) {
      let both = try people[section, "sex_f"] + people[section, "sex_m"]
      #expect(try (skills[section, "ocu_skill_total"] - both).magnitude < 0.0021)
      informal += try rates[section] * both
    }
    #expect((informal / 94129.067 - 38.913).magnitude < 0.0005)
  }

  @Test(
    "A section's industries have its published shares, together where a source tells them apart")
  func sections() throws {
    let gender = try jobs("tables/68/jobsByGender0.csv", "gender")
    let domestic = try #require(gender["9700"])
    let women = try #require(domestic["female"])
    #expect((women / 6_843_869 - 5612.998 / (5612.998 + 492.937)).magnitude < 1e-6)
    let formality = try jobs("tables/68/jobsByFormality0.csv", "formality")
    let manufacturing = formality.filter { $0.key >= "1000" && $0.key < "3500" }
    let informal = manufacturing.values.reduce(0) { $0 + ($1["informal"] ?? 0) }
    let all = manufacturing.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    #expect((informal / all - 0.2702).magnitude < 1e-5)
    func rate(_ code: String) -> Double {
      (formality[code]?["informal"] ?? 0) / (formality[code]?.values.reduce(0, +) ?? 1)
    }
    #expect(rate("1991") < 0.1 && rate("2491") < 0.1 && rate("1300") > 0.4)
  }

  @Test("No total strays from the published share of persons by more than two points")
  func reconciliation() throws {
    let table = try SatellitePack.table("tables/reconciliation-labour.csv")
    let difference = try table.column("difference")
    let totals = table.rows.indices.filter { table.rows[$0][0].hasSuffix("persons and jobs") }
    #expect(totals.count == 12)
    for row in totals {
      #expect(try table.number(row: row, column: difference).magnitude < 2, "\(table.rows[row])")
    }
  }

  @Test("An industry in no section, an unknown status and a repeated cell are named")
  func mistakes() throws {
    let folder = RawFolder(url: BrazilPack.folder)
    let recipe: LabourRecipe = try folder.recipe("recipe-labour.yaml")
    let classification = try AccountsFitTests.built.get().classification
    func message(_ change: (inout LabourRecipe) -> Void) -> String {
      var changed = recipe
      change(&changed)
      let builder = LabourBuilder(
        recipe: changed, folder: folder, classification: classification)
      do {
        _ = try builder.build()
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(message { $0.sections!["d"] = [] }.contains("industry 3500"))
    #expect(
      message { $0.sections!["d"] = ["3500", "3680"] }.contains("3680 stands in two sections"))
    #expect(message { $0.age!.status = "ilustrative" }.contains("did you mean \"illustrative\""))
    #expect(message { $0.dimensions[0].groups[0].code = "sex_x" }.contains("eco_isic4_a, sex_x"))
    #expect(
      message { $0.jobs.rows = ["variable": "jobs", "price": "none"] }.contains("no value for 0191")
    )
    #expect(message { $0.dimensions[0].groupColumn = "time" }.contains("single value"))
  }

  @Test("Without the borrowed pattern every industry of a section has the section's informality")
  func withoutDetail() throws {
    let folder = RawFolder(url: BrazilPack.folder)
    var recipe: LabourRecipe = try folder.recipe("recipe-labour.yaml")
    recipe.dimensions[2].detail = nil
    let tables = try LabourBuilder(
      recipe: recipe, folder: folder,
      classification: AccountsFitTests.built.get().classification
    ).build()
    let table = try #require(tables.first { $0.path == "tables/68/jobsByFormality0.csv" }).parsed()
    let steel = try #require(table.rows.firstIndex { $0[0] == "2491" && $0[1] == "informal" })
    #expect(try (table.number(row: steel, column: 2) / 119_457 - 0.2702).magnitude < 1e-5)
  }
}
