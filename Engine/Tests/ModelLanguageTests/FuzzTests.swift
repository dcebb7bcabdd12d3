import Foundation
import Testing

@Suite("Fuzzing")
struct FuzzTests {
  /// The fuzzer beside the test bundle: a crash ends it and not the tests.
  private static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("fuzz")
  private static let all = ProcessInfo.processInfo.environment["JTAM_ALL_TESTS"] == "1"

  private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private func count(_ word: String, in output: String) -> Int {
    let line = output.split(separator: "\n").first { $0.hasPrefix("\(word) ") }
    return line.flatMap { Int($0.dropFirst(word.count + 1)) } ?? 0
  }

  @Test("No written or broken model crashes, hangs or fills the memory, and many are solved")
  func inputs() throws {
    let limits = Self.all ? ["--inputs", "200000"] : ["--inputs", "30000", "--seconds", "8"]
    let (status, output) = try run(limits + ["--seed", Self.all ? "42" : "41"])
    #expect(status == 0, "\(output)")
    #expect(count("failed", in: output) == 0)
    for stage in ["refused", "structure", "uncalibrated", "unsolved", "solved"] {
      #expect(count(stage, in: output) > 0, "\(stage): \(output)")
    }
    #expect(count("solved", in: output) * 20 > count("refused", in: output), "\(output)")
  }

  @Test("A crash and a hang in one input are found, named and written, whole and reduced")
  func failures() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let (status, output) = try run([
      "--inputs", "12", "--out", folder.path, "--plant", "--batch", "4",
    ])
    #expect(status == 1)
    #expect(output.contains("crash of input 5: \(folder.path)/crash-2026-5/reduced"))
    #expect(output.contains("hang of input 9: \(folder.path)/hang-2026-9/reduced"))
    #expect(count("failed", in: output) == 2)
    let crash = folder.appendingPathComponent("crash-2026-5")
    let whole = try String(
      contentsOf: crash.appendingPathComponent("whole/model.eqn"), encoding: .utf8)
    let reduced = try String(
      contentsOf: crash.appendingPathComponent("reduced/model.eqn"), encoding: .utf8)
    #expect(whole.count > 200)
    #expect(reduced == "plantedCrash")
  }
}
