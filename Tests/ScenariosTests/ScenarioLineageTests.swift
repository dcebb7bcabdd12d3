import Foundation
import Scenarios
import Testing

@Suite("Scenarios and their parents")
struct ScenarioLineageTests {
  /// The scenario files that ship, found from this file.
  static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Scenarios/brazil").path

  private func folder(_ files: [String: String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return folder
  }

  @Test("Brazil's carbon tax stands on the baseline and takes from it what it does not say")
  func brazil() throws {
    let lineage = try ScenarioLineage(of: "carbon-tax-transfer", in: [ScenarioLineageTests.shipped])
    #expect(lineage.files.map(\.name) == ["baseline", "carbon-tax-transfer"])
    #expect(lineage.pack == "brazil" && lineage.base == 2019 && lineage.years == 2019...2050)
    #expect(lineage.choices == ["fiscal": "held"])
    #expect(lineage.files[0].targets.map(\.instrument.name) == ["demandFactor", "productivity"])
    #expect(lineage.scenario.targets.isEmpty)
    let price = lineage.scenario.levers[0].path.values(in: 2020...2050) { _ in 0 }
    #expect(price[2025] == nil && price[2026] == 20 && price[2030] == 100)
    #expect(price[2035] == 200 && price[2050] == 200)
  }

  @Test("Every scenario that ships bears the name of its file and has its parents")
  func shippedFiles() throws {
    let names = ScenarioLineage.names(in: [ScenarioLineageTests.shipped])
    #expect(names.contains("baseline") && names.contains("carbon-tax-transfer"))
    for name in names {
      let lineage = try ScenarioLineage(of: name, in: [ScenarioLineageTests.shipped])
      #expect(lineage.scenario.name == name)
      #expect(!lineage.scenario.description.isEmpty)
    }
  }

  @Test("A file given by its path finds its parent beside it")
  func byPath() throws {
    let place = try folder(["a.yaml": "name: a\nparent: b\n", "b.yaml": "name: b\nbase: 2019\n"])
    defer { try? FileManager.default.removeItem(at: place) }
    let lineage = try ScenarioLineage(of: place.appendingPathComponent("a.yaml").path, in: [])
    #expect(lineage.base == 2019)
  }

  @Test("A scenario that is its own ancestor is refused with the whole circle")
  func cycle() throws {
    let place = try folder([
      "a.yaml": "name: a\nparent: b\n", "b.yaml": "name: b\nparent: c\n",
      "c.yaml": "name: c\nparent: a\n",
    ])
    defer { try? FileManager.default.removeItem(at: place) }
    do {
      _ = try ScenarioLineage(of: "a", in: [place.path])
      Issue.record("It was accepted.")
    } catch {
      #expect(
        error.description
          == """
          \(place.path)/a.yaml:1: error: a scenario cannot be its own ancestor: a → b → c → a. \
          Give one of them another parent, or none.
          """)
    }
  }

  @Test("A parent that is not there is answered with the nearest name")
  func missingParent() throws {
    let place = try folder([
      "a.yaml": "name: a\nparent: baselin\n", "baseline.yaml": "name: baseline\n",
    ])
    defer { try? FileManager.default.removeItem(at: place) }
    do {
      _ = try ScenarioLineage(of: place.appendingPathComponent("a.yaml").path, in: [])
      Issue.record("It was accepted.")
    } catch {
      #expect(
        error.description
          == """
          \(place.path)/a.yaml:1: error: there is no parent scenario "baselin" in \
          \(place.path): did you mean "baseline"?
          """)
    }
  }

  @Test("A scenario that is not there, or is not text, is named")
  func unreadable() throws {
    let place = try folder(["a.yaml": "name: a\n"])
    defer { try? FileManager.default.removeItem(at: place) }
    let error = #expect(throws: ScenarioError.self) {
      try ScenarioLineage(of: "b", in: [place.path])
    }
    #expect(
      error?.description
        == "b: the scenario cannot be read: no b.yaml is in \(place.path); there are a.")
    try Data([0xff, 0xfe, 0x00]).write(to: place.appendingPathComponent("c.yaml"))
    #expect(throws: ScenarioError.self) { try ScenarioLineage(of: "c", in: [place.path]) }
  }
}
