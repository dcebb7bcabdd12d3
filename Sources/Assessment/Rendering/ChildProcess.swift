import Foundation

/// Another program, run to its end or to a time limit.
struct ChildProcess {
  /// How it ended.
  enum Ending: Equatable {
    /// With this exit code.
    case exited(Int32)
    /// By a signal from elsewhere.
    case killed(signal: Int32)
    /// Here, because it took too long.
    case timedOut
  }

  /// What it left.
  struct Outcome {
    let ending: Ending
    /// What it wrote to standard error.
    let messages: String
  }

  /// The program and its arguments.
  let command: [String]
  /// The seconds it may take.
  let timeLimit: Double

  /// Runs it. Messages go to a file, so that no amount of them blocks it.
  ///
  /// - Parameter folder: A folder for that file.
  /// - Throws: An error of the system when the program cannot be started.
  func run(in folder: URL) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let log = folder.appendingPathComponent("messages")
    try Data().write(to: log)
    let handle = try FileHandle(forWritingTo: log)
    defer { try? handle.close() }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = handle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    var isLate = false
    if ended.wait(timeout: .now() + timeLimit) == .timedOut {
      isLate = true
      process.terminate()
      if ended.wait(timeout: .now() + 2) == .timedOut {
        kill(process.processIdentifier, SIGKILL)
        ended.wait()
      }
    }
    let messages = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    let ending: Ending =
      isLate
      ? .timedOut
      : process.terminationReason == .exit
        ? .exited(process.terminationStatus) : .killed(signal: process.terminationStatus)
    return Outcome(ending: ending, messages: messages)
  }
}
