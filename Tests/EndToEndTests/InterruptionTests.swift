import Foundation
import Testing

/// Runs that are stopped, stores that cannot be used, disks that take no more.
@Suite("Runs that are stopped and stores that fail")
struct InterruptionTests {
  private func program() throws -> Program {
    let folder = try temporaryFolder()
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  @Test(
    "Ctrl-C and SIGTERM end a run with 75 before its next year; finished parents stay",
    arguments: [SIGINT, SIGTERM])
  func stopped(signalNumber: Int32) throws {
    let program = try program()
    #expect(try program("run", "baseline").status == 0)
    let before = try program("runs", "--format", "csv").lines
    let running = try program.start(["run", "carbon-tax-transfer", "--again"])
    // The signal is noted from the first moment on; a run takes long enough to meet it.
    Thread.sleep(forTimeInterval: 0.25)
    kill(running.process.processIdentifier, signalNumber)
    let outcome = try running.finished()
    #expect(outcome.status == 75, "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.contains(try Regex("Stopped before 20[2-5][0-9] of [a-z-]+\\. Nothing")))
    #expect(outcome.messages.contains("The same command begins the scenario again"))
    #expect(try program("runs", "--format", "csv").lines.count == before.count)
    #expect(try program("run", "carbon-tax-transfer").status == 0)
  }

  @Test("A folder that may not be written gives a sentence, to root without its privilege too")
  func readOnlyFolder() throws {
    let closed = try temporaryFolder()
    chmod(closed.path, 0o555)
    defer { chmod(closed.path, 0o755) }
    let store = closed.appendingPathComponent("runs.sqlite").path
    var program = try Program(store: store, folder: temporaryFolder())
    // Root writes everywhere, but for a process that is not given the capability to.
    if geteuid() == 0 {
      program.prefix = ["/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    }
    let outcome = try program("run", "baseline")
    #expect(outcome.status == 74)
    #expect(outcome.messages.contains("The run store \(store) cannot be used"))
    #expect(outcome.messages.contains("read-only"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: closed.path).isEmpty)
  }

  @Test("A second Ctrl-C ends the program at once")
  func twice() throws {
    let program = try program()
    let running = try program.start(["run", "baseline"])
    Thread.sleep(forTimeInterval: 0.25)
    // The first is noted; whether it has been acted upon or not, the second ends what still runs.
    for _ in 0..<2 {
      kill(running.process.processIdentifier, SIGINT)
      Thread.sleep(forTimeInterval: 0.001)
    }
    running.process.waitUntilExit()
    let reason = running.process.terminationReason
    #expect(reason == .uncaughtSignal || running.process.terminationStatus == 75)
    #expect(try program("run", "baseline").status == 0)
  }

  @Test("A reader that has seen enough ends the program without a word")
  func brokenPipe() throws {
    let program = try Shared.program()
    let shell = Process()
    let messages = try temporaryFolder().appendingPathComponent("messages")
    try Data().write(to: messages)
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "\"$0\" export --run baseline | head -1", Program.file.path]
    var environment = ProcessInfo.processInfo.environment
    environment["JTAM_STORE"] = program.store
    shell.environment = environment
    let output = Pipe()
    shell.standardOutput = output
    shell.standardError = try FileHandle(forWritingTo: messages)
    try shell.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(text == "scenario,variable,dimensions,year,unit,value,status\n")
    #expect(try String(contentsOf: messages, encoding: .utf8).isEmpty)
  }

  /// Runs a command in a shell that lets files grow to so many blocks of 512 or 1024 bytes.
  private func limited(_ blocks: Int, _ program: Program, _ arguments: String) throws -> Outcome {
    let shell = Process()
    let files = try ["out", "err"].map { name in
      let file = program.folder.appendingPathComponent("\(UUID()).\(name)")
      try Data().write(to: file)
      return file
    }
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "ulimit -f \(blocks); exec \"$0\" \(arguments)", Program.file.path]
    var environment = ProcessInfo.processInfo.environment
    environment["JTAM_STORE"] = program.store
    environment["JTAM_HOME"] = Program.sources.path
    shell.environment = environment
    shell.currentDirectoryURL = program.folder
    shell.standardOutput = try FileHandle(forWritingTo: files[0])
    shell.standardError = try FileHandle(forWritingTo: files[1])
    try shell.run()
    shell.waitUntilExit()
    return try Outcome(
      status: shell.terminationStatus, output: String(contentsOf: files[0], encoding: .utf8),
      messages: String(contentsOf: files[1], encoding: .utf8))
  }

  @Test("A file that may not grow is a message and not the end; the same command completes later")
  func noRoom() throws {
    let program = try program()
    let outcome = try limited(300, program, "run baseline")
    #expect(outcome.status == 74, "\(outcome.messages)")
    #expect(outcome.messages.contains("Nothing was written") && outcome.output.isEmpty)
    #expect(try program("runs", "--format", "csv").lines.count == 1)
    #expect(try program("run", "baseline").status == 0)
    let table = program.folder.appendingPathComponent("table.csv")
    let export = try limited(100, program, "export --run baseline --out table.csv")
    #expect(export.status == 74, "\(export.messages)")
    #expect(export.messages.contains("table.csv cannot be written"))
    #expect(export.messages.contains("Nothing was left there"))
    let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(!left.contains { $0.hasPrefix("table.csv") }, "\(left)")
    #expect(try program("export", "--run", "baseline", "--out", table.path).status == 0)
  }

  @Test(
    "A store that cannot be used is named with what to do, and left as it is",
    arguments: [
      ("folder", 65, "it is a folder"), ("text", 65, "not an SQLite file"),
      ("cut off", 65, "damaged"), ("later", 65, "Update the program"),
      ("below a file", 74, "is a file, not a folder"),
    ])
  func stores(kind: String, status: Int32, words: String) throws {
    var program = try program()
    let file = URL(fileURLWithPath: program.store)
    switch kind {
    case "folder":
      try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    case "text": try Data(String(repeating: "notes ", count: 99).utf8).write(to: file)
    case "below a file":
      try Data().write(to: program.folder.appendingPathComponent("file"))
      program.store = program.folder.appendingPathComponent("file/runs.sqlite").path
    default:
      let demo = try Shared.program()
      try FileManager.default.copyItem(at: URL(fileURLWithPath: demo.store), to: file)
      var bytes = try Data(contentsOf: file)
      // The format is the big-endian number at byte 60 of the header.
      if kind == "later" { bytes[63] = 99 } else { bytes = bytes.prefix(bytes.count / 2) }
      try bytes.write(to: file)
    }
    let before = FileManager.default.contents(atPath: program.store)
    let outcome = try program("run", "baseline")
    #expect(outcome.status == status, "\(outcome.messages)")
    #expect(outcome.messages.contains(words), "\(outcome.messages)")
    #expect(outcome.output.isEmpty && outcome.messages.contains("runs.sqlite"))
    #expect(FileManager.default.contents(atPath: program.store) == before)
  }

  @Test("Writers at once all get their runs in, and readers meanwhile see whole runs only")
  func together() throws {
    let program = try program()
    #expect(try program("run", "baseline").status == 0)
    let writers = try (1...3).map {
      try program.start(["run", "baseline", "--set", "exportElasticity=0.7\($0)"])
    }
    while writers.contains(where: { $0.process.isRunning }) {
      let seen = try program("runs", "--format", "csv")
      #expect(seen.status == 0, "\(seen.messages)")
      #expect(seen.lines.dropFirst().allSatisfy { $0.contains(",hold,") })
      Thread.sleep(forTimeInterval: 0.1)
    }
    for writer in writers { #expect(try writer.finished().status == 0) }
    #expect(try program("runs", "--format", "csv").lines.count == 5)
  }
}
