import Foundation
import Testing

@testable import ModelLanguage

/// The models in the page on the language: indented blocks that begin with `language 1`.
private let examples: [String] = {
  let page = testFolder.appendingPathComponent("../../../Documentation/Language.md")
  let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
  var blocks: [[Substring]] = []
  var isInside = false
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line == "    language 1" {
      blocks.append([])
      isInside = true
    } else if !line.isEmpty, !line.hasPrefix("    ") {
      isInside = false
    }
    if isInside { blocks[blocks.count - 1].append(line.dropFirst(4)) }
  }
  return blocks.map { $0.joined(separator: "\n") }
}()

@Suite("The page on the language")
struct DocumentationTests {
  @Test("It holds two models", arguments: [2])
  func count(expected: Int) {
    #expect(examples.count == expected)
  }

  @Test("Each of its models compiles", arguments: examples)
  func compiles(example: String) {
    #expect(mistakes(example) == "")
  }

  @Test("The model with sets has eight equations, a check and a set given by a condition")
  func modelWithSets() throws {
    let compiled = try compile(try #require(examples.last))
    #expect(compiled.model.equations.count == 8)
    #expect(compiled.model.checks.count == 1)
    #expect(compiled.sets.last?.elements == ["crops", "power", "services"])
    #expect(
      compiled.shownEquations[0]
        == "output[crops] = (((coefficient[crops,power] * output[power]) + "
        + "(coefficient[crops,services] * output[services])) + demand[crops])")
    #expect(compiled.model.families[0].source == "Miller and Blair (2009), equation 2.1")
  }
}
