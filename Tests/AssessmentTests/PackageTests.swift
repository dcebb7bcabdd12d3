import Assessment
import Testing

/// The policy scenarios that ship.
@Suite("Policies and their package")
struct PackageTests {
  static let policies = [
    "carbon-tax-contributions", "green-investment", "sector-regulation", "fiscal-incentive",
    "package",
  ]

  @Test("Every check holds in every year", arguments: BrazilModel.wageRegimes, policies)
  func checks(wages: String, scenario: String) async throws {
    let path = try await BrazilModel.of(wages).solve(scenario)
    #expect(path.solution.checks.count >= 19)
    for check in path.solution.checks { #expect(check.residual <= 1e-9, "\(check)") }
  }

  @Test("Nothing happens before 2026", arguments: policies)
  func before(scenario: String) async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let path = try await BrazilModel.shared.solve(scenario)
    for year in 2020...2025 {
      for variable in ["gdpReal", "consumerPrice", "governmentDebt", "emissionsNet"] {
        let base = baseline.total(of: variable, in: year)
        let found = path.total(of: variable, in: year)
        #expect((found - base).magnitude <= 1e-9 * base.magnitude, "\(variable) in \(year)")
      }
    }
    #expect(
      path.total(of: "gdpReal", in: 2027) != baseline.total(of: "gdpReal", in: 2027))
  }

  @Test(
    "Measured in other money, real values stay and nominal ones are multiplied",
    arguments: BrazilModel.wageRegimes)
  func homogeneity(wages: String) async throws {
    let difference = try await BrazilModel.of(wages).with {
      try $0.homogeneity(of: "package", factor: 2)
    }
    #expect(difference.largest <= 1e-8, "\(difference)")
  }

  @Test("A scenario that changes nothing is the package, bit for bit")
  func zeroShock() async throws {
    let difference = try await BrazilModel.shared.with { try $0.zeroShock(on: "package") }
    #expect(difference.largest == 0, "\(difference)")
  }

  @Test(
    "Together they save more carbon than any alone, and jobs rise",
    arguments: BrazilModel.wageRegimes)
  func together(wages: String) async throws {
    let baseline = try await BrazilModel.of(wages).solve("baseline")
    let package = try await BrazilModel.of(wages).solve("package")
    for year in 2030...2050 {
      for policy in Self.policies.dropLast() {
        let alone = try await BrazilModel.of(wages).solve(policy)
        #expect(
          package.total(of: "emissionsCO2Fuel", in: year)
            < alone.total(of: "emissionsCO2Fuel", in: year), "\(policy) in \(year)")
      }
      #expect(
        package.value(of: "employmentPersons", in: year)
          > baseline.value(of: "employmentPersons", in: year), "\(year)")
    }
  }

  @Test("The account of the debt explains every policy, a levy among them")
  func debt() async throws {
    let baseline = try await BrazilModel.shared.solve("baseline")
    let levied = try await BrazilModel.shared.solve(
      text: """
        name: levied
        parent: package
        levers:
          greenLevyShare: 0.5
        """)
    let bridge = try DebtBridge(of: levied.run, beside: baseline.run)
    let levy = bridge.rows.filter { $0.item == "levy for green investment" && $0.year == 2030 }
    #expect(levy.count == 1 && levy.allSatisfy { $0.value < -1e4 })
    for policy in Self.policies {
      _ = try DebtBridge(
        of: try await BrazilModel.shared.solve(policy).run, beside: baseline.run)
    }
  }
}
