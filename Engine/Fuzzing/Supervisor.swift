import Foundation

/// Runs workers as child processes, so that a crash ends one of them and names its input.
struct Supervisor {
  let factory: InputFactory
  let options: Options
  private let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()

  /// How an input failed.
  enum Failure: String {
    case crash, hang, memory
  }

  private struct Child {
    let process: Process
    let progress: URL
    var range: Range<Int>
  }

  init(factory: InputFactory, options: Options) {
    self.factory = factory
    self.options = options
  }

  /// Tries all inputs; returns how many reached each stage and what failed.
  func run() throws -> (stages: [Int], failures: [(number: Int, failure: Failure, folder: URL)]) {
    var stages = [Int](repeating: 0, count: FuzzInput.Stage.allCases.count)
    var failures: [(number: Int, failure: Failure, folder: URL)] = []
    let end = Date().addingTimeInterval(options.seconds ?? .infinity)
    var next = options.first
    let last = options.first + options.inputs
    var children: [Child] = []
    func hasTime() -> Bool { next < last && Date() < end && failures.count < options.mostFailures }
    while !children.isEmpty || hasTime() {
      while children.count < options.workers, hasTime() {
        let range = next..<min(last, next + options.batch)
        children.append(try start(range))
        next = range.upperBound
      }
      usleep(20_000)
      for child in children where !child.process.isRunning {
        children.removeAll { $0.process === child.process }
        let progress = Progress(file: child.progress)
        try? FileManager.default.removeItem(at: child.progress)
        for stage in stages.indices { stages[stage] += progress.stages[stage] }
        guard let failure = Self.failure(of: child.process) else { continue }
        failures.append((progress.next, failure, try record(progress.next, failure)))
        let rest = (progress.next + 1)..<max(progress.next + 1, child.range.upperBound)
        if !rest.isEmpty { children.append(try start(rest)) }
      }
    }
    return (stages, failures)
  }

  private func start(_ range: Range<Int>) throws -> Child {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID())")
    let process = try launch([
      "--worker", "\(range.lowerBound)", "\(range.upperBound)", "--progress", file.path,
    ])
    return Child(process: process, progress: file, range: range)
  }

  private func launch(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments =
      arguments + ["--seed", "\(factory.seed)", "--sources", options.sources.path]
      + (options.isPlanted ? ["--plant"] : []) + (options.triesFiles ? ["--files"] : [])
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    // What is wanted of a crash is its input; printing its stack takes longer than many inputs.
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    try process.run()
    return process
  }

  private static func failure(of process: Process) -> Failure? {
    if process.terminationReason == .uncaughtSignal { return .crash }
    switch process.terminationStatus {
    case 0: return nil
    case Watchdog.hangStatus: return .hang
    case Watchdog.memoryStatus: return .memory
    default: return .crash
    }
  }

  /// Writes the input, then the smallest part of it that fails in the same way.
  private func record(_ number: Int, _ failure: Failure) throws -> URL {
    let name = "\(failure.rawValue)-\(factory.seed)-\(number)"
    let folder = options.out.appendingPathComponent(name)
    let input = factory.input(number)
    try input.write(to: folder.appendingPathComponent("whole"))
    let small = folder.appendingPathComponent("reduced")
    var minimiser = Minimiser(limit: failure == .crash ? 600 : 25) { candidate in
      try? candidate.write(to: small)
      return replay(small) == failure
    }
    try minimiser.reduced(input).write(to: small)
    return small
  }

  /// How an input in a folder fails, if it does.
  func replay(_ folder: URL) -> Failure? {
    guard let process = try? launch(["--replay", folder.path]) else { return nil }
    process.waitUntilExit()
    return Self.failure(of: process)
  }
}

/// Finds a small part of an input that fails like the whole.
struct Minimiser {
  private var trials: Int
  private let fails: (FuzzInput) -> Bool

  init(limit: Int, fails: @escaping (FuzzInput) -> Bool) {
    trials = limit
    self.fails = fails
  }

  mutating func reduced(_ input: FuzzInput) -> FuzzInput {
    var input = input
    if let bytes = input.bytes {
      input.bytes = shortened(bytes)
      return input
    }
    var plain = input
    plain.files = [:]
    if holds(plain) { input = plain }
    for name in input.tables.keys.sorted() {
      var without = input
      without.tables[name] = nil
      if holds(without) { input = without }
    }
    input = shortened(
      input, input.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      "\n")
    let tokens = Mutator.tokens(of: input.text).map { String(decoding: $0, as: UTF8.self) }
    return shortened(input, tokens, "")
  }

  /// Leaves out halves, quarters and so on of a file, while what is left still fails.
  private mutating func shortened(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var size = max(1, bytes.count / 2)
    while trials > 0, !bytes.isEmpty {
      var start = 0
      while start < bytes.count {
        var candidate = FuzzInput(text: "")
        var fewer = bytes
        fewer.removeSubrange(start..<min(bytes.count, start + size))
        candidate.bytes = fewer
        if holds(candidate) { bytes = fewer } else { start += size }
      }
      if size == 1 { break }
      size /= 2
    }
    return bytes
  }

  private mutating func holds(_ input: FuzzInput) -> Bool {
    guard trials > 0 else { return false }
    trials -= 1
    return fails(input)
  }

  /// Leaves out halves, quarters and so on of the parts, while what is left still fails.
  private mutating func shortened(_ input: FuzzInput, _ parts: [String], _ separator: String)
    -> FuzzInput
  {
    var (input, parts) = (input, parts)
    var size = max(1, parts.count / 2)
    while trials > 0 {
      var start = 0
      while start < parts.count {
        var fewer = parts
        fewer.removeSubrange(start..<min(parts.count, start + size))
        var candidate = input
        candidate.text = fewer.joined(separator: separator)
        if holds(candidate) { (input, parts) = (candidate, fewer) } else { start += size }
      }
      if size == 1 { break }
      size /= 2
    }
    return input
  }
}
