import Calibration
import Foundation
import ModelLanguage
import Solvers
import Testing

private let goldenFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Golden")

/// The names of the models in Golden/ that compile and cannot be solved.
private let models: [String] = {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: goldenFolder.path)) ?? []
  return files.filter { $0.hasSuffix(".eqn") }.map { String($0.dropLast(4)) }.sorted()
}()

@Suite("Models that cannot be solved")
struct RunGoldenTests {
  /// What `jtam model solve` would say of a model, its tables in a folder of its name beside it.
  private func report(_ name: String) throws -> String {
    let text = try String(
      contentsOf: goldenFolder.appendingPathComponent("\(name).eqn"), encoding: .utf8)
    let compiled = try ModelCompiler(source: ModelSource(texts: ["\(name).eqn": text])).compile(
      main: "\(name).eqn",
      data: ModelData(folders: [goldenFolder.appendingPathComponent(name).path]))
    do {
      let calibrated = try calibrate(compiled.model, baseYear: 2019)
      let solver = PathSolver(model: compiled.model)
      let solution = try solver.solve(calibrated.pathProblem(years: 2020...2022))
      return solution.failure.map { "\($0)\n" } ?? ""
    } catch {
      return "\(error)\n"
    }
  }

  @Test("The message is the one on record", arguments: models)
  func message(name: String) throws {
    let printed = try report(name)
    let record = goldenFolder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(printed.utf8).write(to: record)
    }
    #expect(!printed.isEmpty, "\(name).eqn is solved")
    #expect(try printed == String(contentsOf: record, encoding: .utf8))
  }

  @Test("There are models of every kind")
  func kinds() {
    #expect(models.count >= 20)
  }
}
