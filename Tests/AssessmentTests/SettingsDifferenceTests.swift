import Assessment
import Foundation
import Results
import Testing

@Suite("Settings in which compared runs differ")
struct SettingsDifferenceTests {
  private func identity(
    _ scenario: String, parent: RunIdentity? = nil, _ change: (inout RunIdentity) -> Void = { _ in }
  ) -> RunIdentity {
    var identity = RunIdentity(
      scenario: scenario, scenarioHash: scenario,
      parentRunID: parent.map { RunManifest(identity: $0, programVersion: "1").runID },
      parentHash: parent?.hash, pack: "brazil", packVersion: "1", packHash: "p", modelHash: "m",
      choices: ["wages": "wage-setting"],
      solverSettings: ["aggregation": "20", "tolerance": "1e-11"], firstYear: 2019, lastYear: 2050)
    change(&identity)
    return identity
  }

  private func names(_ first: RunIdentity, _ second: RunIdentity, _ others: RunIdentity...) throws
    -> [String]
  {
    let store = try RunStore(
      path: FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).sqlite").path,
      creating: true)
    for identity in others + [first, second] {
      try store.store(RunManifest(identity: identity, programVersion: "1"), series: [])
    }
    return try SettingsDifference(
      RunManifest(identity: first, programVersion: "1").runID,
      RunManifest(identity: second, programVersion: "1").runID, in: store
    ).names
  }

  @Test("Values set by hand, choices, closures and aggregations are named with both values")
  func named() throws {
    let other = identity("baseline") {
      $0.solverSettings["set armingtonElasticity"] = "2"
      $0.solverSettings["aggregation"] = "67"
      $0.choices["wages"] = "phillips"
      $0.closure = "frozen"
      $0.packHash = "q"
    }
    #expect(
      try names(identity("baseline"), other) == [
        "aggregation: 20 and 67", "set armingtonElasticity: not set and 2",
        "wages: wage-setting and phillips", "closure: none and frozen",
      ])
    #expect(
      try names(identity("baseline"), identity("baseline") { $0.modelHash = "n" })
        == ["the model's text"])
  }

  @Test("Runs that go back to one baseline differ in their scenarios only")
  func kin() throws {
    let base = identity("baseline")
    let first = identity("a", parent: base) { $0.choices["fiscal"] = "held" }
    let second = identity("b", parent: base) { $0.choices["fiscal"] = "rule" }
    #expect(try names(base, first) == [])
    #expect(try names(first, second, base) == [])
  }

  @Test("Children of baselines with other settings are told apart by those baselines")
  func strangers() throws {
    let base = identity("baseline")
    let other = identity("baseline") { $0.solverSettings["set x"] = "2" }
    let first = identity("a", parent: base) { $0.choices["fiscal"] = "held" }
    let second = identity("b", parent: other) {
      $0.solverSettings["set x"] = "2"
      $0.choices["fiscal"] = "rule"
    }
    #expect(try names(first, second, base, other) == ["set x: not set and 2"])
  }
}
