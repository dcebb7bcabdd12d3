import Assessment
import Results
import Testing

@Suite("The account of the debt")
struct DebtBridgeTests {
  @Test(
    "Its items add up to the difference of debt in every year", arguments: BrazilModel.wageRegimes)
  func addsUp(wages: String) async throws {
    let baseline = try await BrazilModel.of(wages).solve("baseline")
    for path in [
      try await BrazilModel.of(wages).solve("carbon-tax-transfer"),
      try await BrazilModel.of(wages).solve(text: BrazilModel.taxKept),
    ] {
      let bridge = try DebtBridge(of: path.run, beside: baseline.run)
      for year in path.solution.years {
        let total = bridge.rows.filter { $0.year == year }.reduce(0) { $0 + $1.cumulated }
        let debt = path.value(of: "governmentDebt", in: year)
        let difference = debt - baseline.value(of: "governmentDebt", in: year)
        #expect((total - difference).magnitude <= 1e-9 * debt.magnitude, "\(path.name), \(year)")
        #expect(bridge.difference[year] == difference)
      }
      for split in bridge.ratio {
        #expect(
          (split.fromDebt + split.fromIncome - split.difference).magnitude <= 1e-14, "\(split)")
      }
    }
  }

  @Test("Revenue that is paid back cancels; revenue that is kept lowers interest")
  func signs() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let transferred = try await DebtBridge(
      of: BrazilModel.shared.solve("carbon-tax-transfer").run, beside: baseline.run)
    let kept = try await DebtBridge(
      of: BrazilModel.shared.solve(text: BrazilModel.taxKept).run, beside: baseline.run)
    func amount(_ bridge: DebtBridge, _ item: String) -> Double {
      bridge.rows.first { $0.item == item && $0.year == 2040 }?.cumulated ?? .nan
    }
    let revenue = amount(transferred, "carbon revenue")
    #expect(revenue < -1e6)
    #expect(
      (revenue + amount(transferred, "carbon transfers to households")).magnitude
        <= 1e-9 * revenue.magnitude)
    #expect(amount(kept, "carbon transfers to households") == 0)
    #expect(amount(kept, "interest") < 0)
    // Dearer consumption makes indexed benefits dearer.
    #expect(amount(kept, "social benefits") > 0)
  }

  @Test("The table shows every item, the total and the split of the ratio")
  func table() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let tax = try await BrazilModel.shared.solve("carbon-tax-transfer")
    let text = try DebtBridge(of: tax.run, beside: baseline.run).table().text(plain: true)
    for words in ["2030", "2040", "2050", "carbon revenue", "interest", "debt ratio"] {
      #expect(text.contains(words))
    }
  }

  @Test("A run of another model is refused by name")
  func refused() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let empty = StoredRun(manifest: baseline.run.manifest, series: [])
    #expect(throws: AssessmentError.self) { try DebtBridge(of: empty, beside: baseline.run) }
  }

  @Test("A difference in debt that the budget does not explain is refused")
  func unexplained() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let forgiven = try await BrazilModel.shared.solve(
      text: """
        name: debt-forgiven
        parent: baseline
        add_factors:
          governmentDebt: {2030: -1000}
        """)
    #expect(throws: AssessmentError.self) { try DebtBridge(of: forgiven.run, beside: baseline.run) }
  }
}
