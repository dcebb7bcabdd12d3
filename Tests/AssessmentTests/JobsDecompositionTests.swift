import Reporting
import Results
import Testing

@testable import Assessment

@Suite("The account of jobs")
struct JobsDecompositionTests {
  private func jobs(
    _ path: SolvedScenario, _ base: SolvedScenario
  ) throws -> JobsDecomposition {
    try JobsDecomposition(of: path.run, beside: base.run, model: path.model)
  }

  @Test(
    "Its parts add up to the difference in jobs in every year and industry",
    arguments: BrazilModel.wageRegimes)
  func addsUp(wages: String) async throws {
    let baseline = try await BrazilModel.of(wages).solve("baseline")
    for path in [
      try await BrazilModel.of(wages).solve("carbon-tax-transfer"),
      try await BrazilModel.of(wages).solve("carbon-tax-debt"),
    ] {
      let jobs = try jobs(path, baseline)
      #expect(jobs.years.map(\.year) == Array(path.solution.years))
      for account in jobs.years {
        let place = "\(path.name), \(wages), \(account.year)"
        for (number, sector) in jobs.sectors.enumerated() {
          let difference =
            path.value(of: "employmentJobs", sector, in: account.year)
            - baseline.value(of: "employmentJobs", sector, in: account.year)
          #expect(account.difference[number] == difference)
          let addends = account.effects.flatMap { [$0.first[number], $0.suppliers[number]] }
          let size = addends.reduce(0) { $0 + $1.magnitude }
          #expect(
            (addends.reduce(0, +) - difference).magnitude <= 1e-10 * size, "\(place), \(sector)")
        }
        let parts = JobsPart.allCases.reduce(0) { $0 + account.total(of: $1) }
        #expect(
          (parts - account.total).magnitude <= 1e-10 * account.total.magnitude, "\(place)")
        if account.year < 2026 { #expect(account.effects.isEmpty, "\(place)") }
        #expect(account.total(of: .tolerance).magnitude < 0.1, "\(place)")
      }
    }
  }

  @Test("Revenue paid to households is the fiscal part, and without it there is none")
  func fiscal() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let paid = try jobs(await BrazilModel.shared.solve("carbon-tax-transfer"), baseline)
    let kept = try jobs(await BrazilModel.shared.solve("carbon-tax-debt"), baseline)
    let (with, without) = try (#require(paid[2040]), #require(kept[2040]))
    #expect(with.total(of: .carbonTransfers, in: .fiscal) > 5e5)
    #expect(
      (with.total(of: .fiscal) - with.total(of: .carbonTransfers, in: .fiscal)).magnitude < 1)
    #expect(without.total(of: .fiscal).magnitude < 1)
    // Lost demand moves incomes and investment.
    #expect(without.total(of: .induced) < with.total(of: .induced))
    #expect(without.total(of: .exportPrices, in: .price) < 0)
    #expect(without.total(of: .labourForOutput, in: .price) > 0)
    // A tax buys nothing.
    for account in [with, without] {
      #expect(account.total(of: .direct) == 0 && account.total(of: .indirect) == 0)
    }
  }

  @Test("The account read the other way round changes only its sign")
  func reversed() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let tax = try await BrazilModel.shared.solve("carbon-tax-transfer")
    let there = try #require(try jobs(tax, baseline)[2035])
    let back = try #require(
      try JobsDecomposition(of: baseline.run, beside: tax.run, model: tax.model)[2035])
    for part in JobsPart.allCases where part != .tolerance {
      #expect((there.total(of: part) + back.total(of: part)).magnitude < 1e-4, "\(part)")
    }
  }

  @Test("Public purchases are fiscal; foreign demand that a scenario sets is direct and indirect")
  func volumes() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let spending = try jobs(
      await BrazilModel.shared.solve(
        text: """
          name: spending
          parent: baseline
          choices: {fiscal: held}
          overrides:
            governmentConsumptionGrowth: {shape: step, 2026: 0.05, 2027: 0.02}
          """), baseline)
    let bought = try #require(spending[2026])
    #expect(bought.total(of: .publicConsumption, in: .fiscal) > 1e5)
    #expect(bought.total(of: .publicInvestment, in: .fiscal) > 0)
    #expect(bought.total(of: .induced) > 0)
    let trade = try jobs(
      await BrazilModel.shared.solve(
        text: """
          name: trade
          parent: baseline
          choices: {fiscal: held}
          overrides:
            exportsGrowth: {shape: step, 2026: 0.10, 2027: 0.02}
          """), baseline)
    let sold = try #require(trade[2026])
    #expect(sold.total(of: .direct) > 1e5)
    #expect(sold.total(of: .indirect) > 1e5)
    #expect(sold.total(of: .fiscal).magnitude < 1e3)
  }

  @Test("A run whose output does not follow from its purchases is refused, with place and year")
  func refused() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let tax = try await BrazilModel.shared.solve("carbon-tax-transfer")
    let changed = tax.run.series.map { series in
      guard series.variable == "purchases", series.dimensions["product"] == "services",
        series.dimensions["user"] == "household"
      else { return series }
      var other = series
      other.values[10] *= 1.001
      return other
    }
    let error = #expect(throws: AssessmentError.self) {
      try JobsDecomposition(
        of: StoredRun(manifest: tax.run.manifest, series: changed), beside: baseline.run,
        model: tax.model)
    }
    #expect("\(error as Any)".contains("2029"))
    #expect("\(error as Any)".contains("services"))
    let empty = StoredRun(manifest: tax.run.manifest, series: [])
    #expect(throws: AssessmentError.self) {
      try JobsDecomposition(of: empty, beside: baseline.run, model: tax.model)
    }
  }

  @Test("A run solved with another text or pack is refused by its hash")
  func otherModel() async throws {
    let tax = try await BrazilModel.shared.solve("carbon-tax-transfer")
    let locator = ResourceLocator(
      model: BrazilModel.modelFile.path, home: BrazilModel.home.path)
    #expect(try RunAtHand(tax.run, locator: locator).run.manifest == tax.run.manifest)
    for change in [\RunIdentity.modelHash, \.packHash] as [WritableKeyPath<RunIdentity, String>] {
      var manifest = tax.run.manifest
      manifest.identity[keyPath: change] = "0123456789abcdef"
      let error = #expect(throws: AssessmentError.self) {
        try RunAtHand(StoredRun(manifest: manifest, series: []), locator: locator)
      }
      #expect("\(error as Any)".contains("01234567"))
      #expect(error?.exitCode == 64)
    }
  }

  @Test("Tables show parts, causes, industries and the net effect")
  func tables() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let jobs = try jobs(await BrazilModel.shared.solve("carbon-tax-transfer"), baseline)
    let text = jobs.table(years: [2030, 2040]).text(plain: true)
    for words in ["direct", "induced", "home and foreign supply", "at suppliers", "net"] {
      #expect(text.contains(words), "\(words)")
    }
    let industries = jobs.sectorTable(year: 2040, names: ["refining": "Oil refining"])
      .text(plain: true)
    #expect(industries.contains("Oil refining") && industries.contains("all industries"))
    let chart = try jobs.waterfall(
      year: 2040, scenario: "tax", source: "a, b", isVerified: true
    ).text()
    for words in ["induced", "fiscal", "net", "Source: JTAM, runs a, b"] {
      #expect(chart.contains(words), "\(words)")
    }
    #expect(throws: AssessmentError.self) {
      try jobs.waterfall(year: 1900, scenario: "tax", source: "", isVerified: true)
    }
  }
}
