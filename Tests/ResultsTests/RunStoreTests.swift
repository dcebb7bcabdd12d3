import Foundation
import Quantities
import Testing

@testable import Results

@Suite("The run store")
struct RunStoreTests {
  @Test("A run comes back bit for bit, statuses, units and order included")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    let manifest = example(scenario: "baseline")
    #expect(try store.store(manifest, series: exampleSeries()) == .stored)
    let again = try RunStore(path: folder.path("runs.sqlite"), creating: false)
    let run = try again.wholeRun("baseline")
    #expect(run.series == exampleSeries())
    #expect(run.manifest == manifest)
    let power = Dimensions([("sector", "power")])
    #expect(run.series(of: "output", at: power)?.value(in: 2020) == 0.1 + 0.2)
    #expect(run.series(of: "output", at: power)?.value(in: 2031) == nil)
    #expect(try again.verify() == [manifest.runID])
  }

  @Test("The same inputs give the same id, whenever and by whichever version they were solved")
  func sameID() {
    var one = example(scenario: "baseline")
    var two = one
    two.created = Date(timeIntervalSince1970: 0)
    two.programVersion = "9"
    two.warnings = ["late"]
    #expect(one.runID == two.runID)
    #expect(one.runID.hasPrefix("baseline-") && one.runID.count == "baseline-".count + 8)
    two.identity.choices["wages"] = "phillips"
    #expect(one.runID != two.runID)
    one.identity.choices = ["a": "b;c"]
    two.identity.choices = ["a": "b", "c": ""]
    #expect(one.identity.hash != two.identity.hash)
  }

  @Test("Storing a run again changes nothing and makes it the latest of its scenario")
  func storedAgain() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    let first = example(scenario: "baseline")
    var second = first
    second.identity.choices["wages"] = "phillips"
    try store.store(first, series: exampleSeries())
    try store.store(second, series: exampleSeries())
    #expect(try store.run(named: "baseline").id == second.runID)
    var later = first
    later.created = Date(timeIntervalSince1970: 4e9)
    #expect(try store.store(later, series: exampleSeries()) == .alreadyThere)
    #expect(try store.run(named: "baseline").id == first.runID)
    #expect(try store.manifest(of: first.runID) == first)
    #expect(try store.runs().map(\.id) == [first.runID, second.runID])
  }

  @Test("Other numbers under the same id are refused unless a replacement is asked for")
  func otherNumbers() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    let manifest = example(scenario: "baseline")
    try store.store(manifest, series: exampleSeries())
    var changed = exampleSeries()
    changed[0].values[3] = changed[0].values[3].nextUp
    let refusal = RunStoreError.differentRun(
      id: manifest.runID, path: store.path, sameInputs: true)
    #expect(throws: refusal) { try store.store(manifest, series: changed) }
    #expect(refusal.exitCode == 1)
    #expect(try store.wholeRun(manifest.runID).series == exampleSeries())
    #expect(try store.store(manifest, series: changed, replacing: true) == .replaced)
    #expect(try store.wholeRun(manifest.runID).series == changed)
    #expect(try store.runs().count == 1)
  }

  @Test("Observations are filtered by dimension and year and carry the status of each year")
  func observations() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    try store.store(example(scenario: "baseline"), series: exampleSeries())
    let found = try store.observations(
      of: "output", run: "baseline", where: ["sector": "power"], years: [2019, 2021, 2099])
    #expect(found.map(\.year) == [2019, 2021])
    #expect(found.map(\.status) == [.official, .modelled])
    #expect(found.allSatisfy { $0.dimensions.description == "sector=power" && $0.unit == "BRL" })
    #expect(try store.observations(of: "output", run: "baseline").count == 24)
    #expect(try store.variables(of: "baseline") == ["output", "carbonPrice"])
  }

  @Test("A name that is not there is answered with the nearest one")
  func names() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    let manifest = example(scenario: "baseline")
    try store.store(manifest, series: exampleSeries())
    func message(_ work: () throws -> Void) -> String {
      do {
        try work()
        return "nothing thrown"
      } catch { return "\(error)" }
    }
    #expect(
      message { _ = try store.series(of: "ouput", run: "baseline") }
        == "Run \(manifest.runID) has no variable \"ouput\": did you mean \"output\"?")
    #expect(
      message { _ = try store.run(named: "baselin") }
        == "No stored run or scenario is named \"baselin\": did you mean \"baseline\"?")
    #expect(
      message { _ = try store.series(of: "output", run: "baseline", where: ["sector": "pwer"]) }
        == "output has nothing at sector=pwer: did you mean \"power\"?")
    #expect(
      message { _ = try store.series(of: "output", run: "baseline", where: ["sctor": "power"]) }
        == "output has nothing at sctor=power: did you mean \"sector=power\"?")
  }

  @Test("A deleted run is gone with all its numbers, and a run that is not there cannot be deleted")
  func deletion() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    let manifest = example(scenario: "baseline")
    try store.store(manifest, series: exampleSeries())
    try store.delete(run: manifest.runID)
    #expect(try store.runs().isEmpty)
    #expect(try store.store(manifest, series: exampleSeries()) == .stored)
    #expect(throws: RunStoreError.noSuchRun(name: "x", known: [manifest.runID])) {
      try store.delete(run: "x")
    }
  }

  @Test(
    "What is not a finite, named, single series is refused and nothing is written",
    arguments: [
      (0, "The series output[sector=power] cannot be stored: its value in 2021 is nan."),
      (1, "The series output[sector=power] cannot be stored: it is there twice."),
      (2, "The series output[sector=power] cannot be stored: it has no values."),
      (
        3,
        "The series output[sector=a;b] cannot be stored: a name in it is empty or holds =, ; or a line break."
      ),
      (
        4,
        "The series output[sector=farms] cannot be stored: its unit, kind or dimensions differ from those of its variable."
      ),
    ])
  func refusedSeries(fault: Int, message: String) throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    var series = exampleSeries()
    switch fault {
    case 0: series[0].values[2] = .nan
    case 1: series.append(series[0])
    case 2: series[0].values = []
    case 3: series[0].dimensions = Dimensions([("sector", "a;b")])
    default: series[1].unit = "USD"
    }
    do {
      try store.store(example(scenario: "baseline"), series: series)
      Issue.record("It was stored.")
    } catch {
      #expect(error.description == message + " No part of the run was written.")
      #expect(error.exitCode == 65)
    }
    #expect(try store.runs().isEmpty)
  }

  @Test("A run is verified only when every year converged and every check holds")
  func verified() {
    var manifest = example(scenario: "baseline")
    #expect(manifest.isVerified)
    manifest.checks.append(CheckResult(name: "debt", residual: .nan, tolerance: 1e-9))
    #expect(!manifest.isVerified)
  }

  @Test("A scenario's name as base means the run that the other one is a change to")
  func counterpart() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    func run(_ scenario: String, wages: String, parent: String? = nil) throws -> String {
      var manifest = example(scenario: scenario)
      manifest.identity.parentRunID = parent
      manifest.identity.choices = ["wages": wages]
      try store.store(manifest, series: exampleSeries())
      return manifest.runID
    }
    let first = try run("baseline", wages: "wage-setting")
    let tax = try run("tax", wages: "wage-setting", parent: first)
    let other = try run("baseline", wages: "phillips")
    #expect(try store.run(named: "baseline").id == other)
    #expect(try store.counterpart("baseline", of: tax).id == first)
    #expect(try store.counterpart("baseline", of: other).id == other)
    #expect(try store.counterpart(other, of: tax).id == other)
  }
}
