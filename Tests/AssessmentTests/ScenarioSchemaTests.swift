import Assessment
import Foundation
import Reporting
import Scenarios
import Testing

@Suite("The schema of scenario files")
struct ScenarioSchemaTests {
  private func json(_ tree: ScenarioTree) -> JSONValue {
    switch tree {
    case .scalar("", isPlain: true): .null
    case .scalar(let text, let isPlain):
      isPlain ? Double(text).map { .number($0) } ?? .string(text) : .string(text)
    case .sequence(let items): .array(items.map(json))
    case .mapping(let pairs):
      .object(
        Dictionary(pairs.map { ($0.key, json($0.value)) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private func json(_ text: String) throws -> JSONValue {
    json(try ScenarioTree(text: text, file: "a.yaml"))
  }

  /// Compiled once for all tests.
  private static let prepared = Result {
    try PreparedModel(modelFile: BrazilModel.modelFile, pack: BrazilModel.pack())
  }

  private func model() throws -> PreparedModel { try ScenarioSchemaTests.prepared.get() }

  private var shipped: [URL] {
    get throws {
      try FileManager.default.contentsOfDirectory(
        at: BrazilModel.home.appendingPathComponent("Scenarios/brazil"),
        includingPropertiesForKeys: nil
      ).filter { $0.pathExtension == "yaml" }
    }
  }

  @Test("The schema in the documents is the one the program prints")
  func committed() throws {
    let file = BrazilModel.home.appendingPathComponent("Documentation/scenario.schema.json")
    #expect(try String(contentsOf: file, encoding: .utf8) == ScenarioSchema.value().text())
  }

  @Test("The scenarios that ship fit the schema of any model and that of their own")
  func ships() throws {
    let schemas = [ScenarioSchema.value(), ScenarioSchema.value(try model())]
    #expect(try shipped.count >= 3)
    for schema in schemas {
      let checker = SchemaChecker(root: schema)
      #expect(checker.unknownKeywords().isEmpty)
      for file in try shipped {
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(checker.problems(try json(text)) == [], "\(file.lastPathComponent)")
      }
    }
  }

  @Test(
    "Every way of writing a path fits",
    arguments: [
      "carbonPrice: 50", "carbonPrice: {2026: 20}", "carbonPrice: {shape: step, 2026: 1, 2030: 2}",
      "carbonPrice: {from: 2026, to: 2030, value: 5, shape: linear}",
      "carbonPrice: {meaning: multiply, 2030: 10000}",
    ])
  func paths(path: String) throws {
    let checker = SchemaChecker(root: ScenarioSchema.value(try model()))
    #expect(checker.problems(try json("name: a\nlevers:\n  \(path)\n")) == [])
  }

  @Test(
    "What the reader refuses the schema refuses",
    arguments: [
      "levers: {carbonPrise: 1}", "levers: {carbonPrice: 6000}", "levers: {carbonPrice: high}",
      "levers: {carbonPrice: {2026: 6000}}", "levers: {carbonPrice: {2026: 1, color: red}}",
      "levers: {carbonPrice: {}}", "levers: {carbonPrice: \"20\"}", "leevers: {}",
      "choices: {wages: philips}", "years: 2019", "measures: {}", "measures: {price: []}",
      "parent: a/b",
      "targets:\n  - {variable: gdpReal, instrument: z, years: 2020-2030}",
    ])
  func refused(text: String) throws {
    let checker = SchemaChecker(root: ScenarioSchema.value(try model()))
    let isOneYear = text == "years: 2019"
    #expect(checker.problems(try json("name: a\n\(text)\n")).isEmpty == isOneYear)
    #expect(!checker.problems(try json("description: no name\n\(text)\n")).isEmpty)
  }
}
