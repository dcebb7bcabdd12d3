import Foundation
import Quantities
import Results

/// A folder that is removed with its last user.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// A manifest with something in every field.
func example(scenario: String) -> RunManifest {
  let identity = RunIdentity(
    scenario: scenario, scenarioHash: SHA256.hexadecimal(of: "name: \(scenario)"),
    parentRunID: "root-01234567", parentHash: "0123456789", pack: "brazil", packVersion: "1",
    packHash: "ab", modelHash: "cd", closure: "standard", choices: ["wages": "wage-setting"],
    solverSettings: ["tolerance": "1e-11"], firstYear: 2019, lastYear: 2030)
  return RunManifest(
    identity: identity, programVersion: "0.1.0",
    created: Date(timeIntervalSince1970: 1_700_000_000),
    solverReport: [
      YearReport(
        year: 2020, converged: true, iterations: 4, largestResidual: 3e-13, worstEquation: "wage")
    ],
    checks: [
      CheckResult(name: "saving", year: 2024, place: "", residual: 1e-13, tolerance: 1e-9)
    ],
    warnings: ["The export elasticity is illustrative."],
    assumptions: [
      Assumption(name: "export", value: "0.6", status: .illustrative, source: "chosen")
    ])
}

/// Two sectors' output and a carbon price.
func exampleSeries() -> [StoredSeries] {
  func output(_ sector: String, _ start: Double) -> StoredSeries {
    StoredSeries(
      variable: "output", dimensions: Dimensions([("sector", sector)]), unit: "BRL",
      kind: .variable, status: StatusPath(.official, years: 1, then: .modelled), firstYear: 2019,
      values: (0..<12).map { start + Double($0 - 1) * 1e17.nextUp })
  }
  return [
    output("power", 0.1 + 0.2), output("farms", -1e-300),
    StoredSeries(
      variable: "carbonPrice", unit: "BRL of 2019 per t", kind: .exogenous, isNominal: true,
      status: StatusPath(.illustrative), firstYear: 2019,
      values: Array(repeating: -0.0, count: 12)),
  ]
}

/// Whether the slow tests are wanted too, as `make test-all` says.
let allTests = ProcessInfo.processInfo.environment["JTAM_ALL_TESTS"] == "1"

/// SplitMix64: the same numbers in every run of the tests.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
