import Foundation
import Testing

@Suite("Broken files")
struct FileFuzzTests {
  @Test("No made or broken file crashes, hangs or fills the memory, and many are imported")
  func files() throws {
    let isLong = ProcessInfo.processInfo.environment["JTAM_ALL_TESTS"] == "1"
    let process = Process()
    // The fuzzer beside the test bundle: a crash ends it and not the tests.
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("fuzz")
    process.arguments =
      ["--files", "--seed", isLong ? "44" : "43", "--inputs"]
      + (isLong ? ["100000"] : ["10000", "--seconds", "8"])
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
    func count(_ word: String) -> Int {
      output.split(separator: "\n").first { $0.hasPrefix("\(word) ") }
        .flatMap { Int($0.dropFirst(word.count + 1)) } ?? 0
    }
    #expect(count("failed") == 0)
    for stage in ["refused", "unrecognised", "imported"] {
      #expect(count(stage) > 0, "\(stage): \(output)")
    }
    #expect(count("imported") * 4 > count("refused"), "\(output)")
  }
}
