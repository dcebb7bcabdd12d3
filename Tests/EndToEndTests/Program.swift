import Foundation
import Testing

/// What a command left behind.
struct Outcome {
  let status: Int32
  let output: String
  let messages: String

  /// The lines of the output, without the last line feed.
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// The built program, driven from outside.
struct Program {
  /// The store it uses.
  var store: String
  /// The folder it works in.
  var folder: URL
  /// What its environment has beside the usual.
  var environment: [String: String] = [:]
  /// A command that starts it: its path and its options.
  var prefix: [String] = []

  /// The program beside the test bundle.
  static let file = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("jtam")

  /// The folder of the sources, where packs and scenarios are.
  static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Starts a command; output and messages go to files, which no reader has to drain.
  func start(_ arguments: [String]) throws -> Running {
    let process = Process()
    process.executableURL = prefix.isEmpty ? Program.file : URL(fileURLWithPath: prefix[0])
    process.arguments =
      prefix.isEmpty ? arguments : prefix.dropFirst() + [Program.file.path] + arguments
    process.currentDirectoryURL = folder
    var all = ProcessInfo.processInfo.environment
    all["JTAM_STORE"] = store
    all["JTAM_HOME"] = Program.sources.path
    process.environment = all.merging(environment) { _, own in own }
    let output = folder.appendingPathComponent("\(UUID()).out")
    let messages = folder.appendingPathComponent("\(UUID()).err")
    for file in [output, messages] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: messages)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return Running(process: process, output: output, messages: messages)
  }

  /// Runs a command to its end.
  func callAsFunction(_ arguments: String...) throws -> Outcome { try start(arguments).finished() }

  /// A command under way.
  struct Running {
    let process: Process
    let output: URL
    let messages: URL

    /// Waits for the end.
    func finished() throws -> Outcome {
      process.waitUntilExit()
      defer {
        try? FileManager.default.removeItem(at: output)
        try? FileManager.default.removeItem(at: messages)
      }
      return try Outcome(
        status: process.terminationStatus, output: String(contentsOf: output, encoding: .utf8),
        messages: String(contentsOf: messages, encoding: .utf8))
    }
  }
}

/// A folder of its own for a test.
func temporaryFolder() throws -> URL {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-e2e-\(UUID())")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url
}

/// The demonstration, run once for all tests that read its runs.
enum Shared {
  static let demo: Result<(program: Program, outcome: Outcome), any Error> = Result {
    let folder = try temporaryFolder()
    let program = Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
    return (program, try program("demo"))
  }

  /// The program with a store that holds the baseline and the carbon tax.
  static func program() throws -> Program { try demo.get().program }
}
