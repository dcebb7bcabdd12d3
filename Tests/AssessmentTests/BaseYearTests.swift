import Assessment
import Testing

@Suite("The base year")
struct BaseYearTests {
  @Test(
    "Every equation holds at the data, whatever variants are chosen",
    arguments: BrazilModel.wageRegimes, ["rule", "held"])
  func residuals(wages: String, fiscal: String) async throws {
    let report = try await BrazilModel.of(wages).with {
      try $0.baseYear(choices: ["fiscal": fiscal])
    }
    #expect(report.unchecked.isEmpty)
    #expect(report.entries.count > 2500)
    #expect(report.largestResidual <= 1e-9, "\(report.worst(3))")
  }

  @Test("Every equation holds at the data when behaviour is frozen")
  func frozen() async throws {
    let report = try await BrazilModel.laboratory.with { try $0.baseYear(closure: "frozen") }
    #expect(report.largestResidual <= 1e-9, "\(report.worst(3))")
  }

  @Test(
    "From values disturbed by a tenth Newton's method comes back to the data",
    arguments: BrazilModel.wageRegimes)
  func perturbed(wages: String) async throws {
    let reports = try await BrazilModel.of(wages).with {
      try $0.perturbedStart(
        choices: ["fiscal": "held"], seeds: wages == "phillips" ? [4] : [1, 2, 3])
    }
    for report in reports {
      #expect(report.failure == nil)
      #expect(report.largestDistance <= 1e-9, "\(report)")
    }
  }

  @Test("The social accounting matrix of the pack balances, account by account")
  func accountingMatrix() throws {
    var receipts: [String: Double] = [:]
    var outlays: [String: Double] = [:]
    for (cell, value) in try BrazilTables().values("sam") {
      let labels = cell.split(separator: ",").map(String.init)
      receipts[labels[0], default: 0] += value
      outlays[labels[1], default: 0] += value
    }
    #expect(receipts.count > 40)
    #expect(Set(receipts.keys) == Set(outlays.keys))
    for (account, received) in receipts {
      let paid = outlays[account, default: 0]
      #expect((received - paid).magnitude <= 1e-9 * max(received.magnitude, 1), "\(account)")
    }
  }
}
