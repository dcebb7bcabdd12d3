import Assessment
import CountryPacks
import Foundation
import ModelLanguage
import Testing

/// What every pack of this repository must do: run to 2050 with all checks, in its own currency.
@Suite("Countries")
struct CountryRunsTests {
  static let countries = ["south-africa": "ZAR", "thailand": "THB", "india": "INR"]

  private func pack(_ name: String) throws -> CountryPack {
    try CountryPack(folder: BrazilModel.home.appendingPathComponent("Packs/\(name)"))
  }

  private func solver(_ name: String, aggregation: String = "20") throws -> ScenarioSolver {
    ModelChecks(
      runner: try ScenarioRunner(
        pack: try pack(name), modelFile: BrazilModel.modelFile,
        scenarioFolders: [BrazilModel.home.appendingPathComponent("Scenarios/\(name)").path],
        store: nil, settings: ModelSettings(aggregation: aggregation))
    ).solver
  }

  @Test(
    "The baseline and a carbon tax reach 2050 with every check holding, and the tax lowers emissions",
    arguments: countries.keys.sorted())
  func runs(_ name: String) throws {
    let solver = try solver(name)
    let baseline = try solver.solve("baseline")
    let tax = try solver.solve("carbon-tax-transfer")
    for path in [baseline, tax] {
      let checks = path.solution.checks
      #expect(path.solution.failure == nil && Set(checks.map(\.name)).count == 28)
      #expect(Set(checks.map(\.year)) == Set(2020...2050))
      #expect(checks.allSatisfy { $0.residual.magnitude <= ScenarioRunner.checkTolerance })
    }
    for year in [2030, 2040, 2050] {
      let before = baseline.total(of: "emissionsCO2Fuel", in: year)
      let share = year == 2050 ? 0.98 : 1.0
      #expect(tax.total(of: "emissionsCO2Fuel", in: year) < share * before)
      #expect(tax.value(of: "carbonRevenue", in: year) > 0)
    }
    #expect(
      tax.total(of: "gdpReal", in: 2025) == baseline.total(of: "gdpReal", in: 2025),
      "nothing happens before the tax")
  }

  @Test("What a pack borrows is in the manifest of every run", arguments: countries.keys.sorted())
  func notice(_ name: String) throws {
    let run = try solver(name).solve("baseline").run
    #expect(try run.manifest.notice == pack(name).notice && run.manifest.notice != nil)
  }

  @Test(
    "Every equation holds at the data, and a run begins with the pack's numbers",
    arguments: countries.keys.sorted())
  func baseYear(_ name: String) throws {
    let solver = try solver(name)
    let report = try ModelChecks(solver: solver).baseYear(choices: ["fiscal": "rule"])
    #expect(report.unchecked.isEmpty && report.entries.count > 2000)
    #expect(report.largestResidual <= 1e-9, "\(report.worst(3))")
    let run = try solver.solve("baseline").run
    let table = try pack(name).tables(aggregation: "20").needed("parameters")
    let (label, value) = (try table.column("name"), try table.column("value"))
    for (scalar, variable) in [
      ("gdp0", "gdpNominal"), ("population0", "population"), ("netDebt0", "governmentDebt"),
      ("currentAccount0", "currentAccount"),
    ] {
      let row = try #require(table.rows.firstIndex { $0[label] == scalar })
      let stated = try table.number(row: row, column: value)
      let series = try #require(run.series(of: variable))
      #expect(
        series.firstYear == 2019 && (series.values[0] / stated - 1).magnitude < 1e-9, "\(variable)")
    }
  }

  @Test(
    "Every unit is stated in the currency of the pack",
    arguments: countries.sorted { $0.key < $1.key })
  func units(_ country: (key: String, value: String)) throws {
    let model = try PreparedModel(modelFile: BrazilModel.modelFile, pack: pack(country.key))
    let units = model.model.symbols.map(\.unit)
    #expect(units.contains("million \(country.value) of 2019"))
    #expect(!units.contains { $0.contains("BRL") })
    #expect(model.compiled.units.uncheckedFamilies == [])
  }

  @Test("Brazil's model is read as it is written")
  func brazil() throws {
    let model = try PreparedModel(modelFile: BrazilModel.modelFile, pack: BrazilModel.pack())
    for file in model.compiled.files {
      #expect(try file.text == String(contentsOfFile: file.path, encoding: .utf8))
    }
  }
}
