import Foundation
import Testing

@testable import ModelLanguage

/// The names of the wrong models in Golden/, each beside what is printed for it.
private let wrongModels: [String] = {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: goldenFolder.path)) ?? []
  return files.filter { $0.hasSuffix(".eqn") }.map { String($0.dropLast(4)) }.sorted()
}()

private let goldenFolder = testFolder.appendingPathComponent("Golden")

@Suite("Wrong models")
struct GoldenTests {
  @Test("The message is the one on record", arguments: wrongModels)
  func message(name: String) throws {
    let text = try String(
      contentsOf: goldenFolder.appendingPathComponent("\(name).eqn"), encoding: .utf8)
    var printed = ""
    do {
      _ = try ModelCompiler(source: ModelSource(texts: ["\(name).eqn": text]))
        .compile(
          main: "\(name).eqn",
          data: ModelData(folders: [goldenFolder.appendingPathComponent(name).path]))
    } catch {
      printed = "\(error)\n"
    }
    // Tables lie in a folder of the model's name; where the sources lie does not matter.
    printed = printed.replacingOccurrences(of: goldenFolder.path + "/", with: "")
    let record = goldenFolder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(printed.utf8).write(to: record)
    }
    #expect(try printed == String(contentsOf: record, encoding: .utf8))
    #expect(!printed.isEmpty, "\(name).eqn compiles")
  }

  @Test("There are more than ninety of them")
  func count() {
    #expect(wrongModels.count > 90)
  }
}
