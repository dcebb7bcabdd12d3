import Foundation
import Testing

@testable import Results

@Suite("Writers killed and writers together", .serialized)
struct KilledWriterTests {
  @Test("After kill -9 at any moment the store opens, every run in it is whole, none is lost")
  func killed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("runs.sqlite")
    var generator = SeededGenerator(seed: 9)
    var total = 0
    let kills = allTests ? 200 : 10
    for kill in 0..<kills {
      let writer = try Writer(store: path, first: kill * 10_000, count: 10_000)
      Thread.sleep(forTimeInterval: Double.random(in: 0.01...0.35, using: &generator))
      let reported = Set(writer.killed())
      let store = try RunStore(path: path)
      let whole = Set(try store.verify())
      #expect(whole.isSuperset(of: reported), "after kill \(kill)")
      #expect(try store.runs().allSatisfy { $0.seriesCount == 400 })
      // A run may be stored and its report cut off by the kill.
      #expect(whole.count <= reported.count + 1)
      total += whole.count
      for id in whole { try store.delete(run: id) }
    }
    #expect(total > 0)
  }

  @Test("Several programs that make the same store and write to it at once all get their runs in")
  func together() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("runs.sqlite")
    let writers = try (0..<4).map { try Writer(store: path, first: $0 * 100, count: 5) }
    var reported: Set<String> = []
    for writer in writers {
      let end = writer.finished()
      #expect(end.status == 0, "\(end.errors)")
      reported.formUnion(end.reported)
    }
    #expect(reported.count == 20)
    #expect(Set(try RunStore(path: path).verify()) == reported)
  }
}

/// A process that writes runs and reports each on its standard output.
private final class Writer {
  private let process = Process()
  private let output: URL
  private let errors: URL

  init(store: String, first: Int, count: Int) throws {
    let folder = URL(fileURLWithPath: store).deletingLastPathComponent()
    output = folder.appendingPathComponent("\(first).out")
    errors = folder.appendingPathComponent("\(first).err")
    for url in [output, errors] { try Data().write(to: url) }
    let tests = URL(fileURLWithPath: CommandLine.arguments[0])
    process.executableURL = tests.deletingLastPathComponent().appendingPathComponent("StoreWriter")
    process.arguments = [store, "\(first)", "\(count)"]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// Kills it; the ids it had reported, the last of them only when its line is complete.
  func killed() -> [String] {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return lines()
  }

  func finished() -> (status: Int32, reported: [String], errors: String) {
    process.waitUntilExit()
    let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    return (process.terminationStatus, lines(), text)
  }

  private func lines() -> [String] {
    let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
