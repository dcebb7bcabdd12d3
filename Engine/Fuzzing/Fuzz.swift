import Foundation

/// What the command line asks for.
struct Options {
  var seed: UInt64 = 2026
  var first = 0
  var inputs = 1_000_000
  var seconds: Double?
  var workers = 2
  var batch = 5_000
  var mostFailures = 20
  var sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  var out = FileManager.default.temporaryDirectory.appendingPathComponent("jtam-fuzz")
  var limits = Limits()
  var show: Int?
  var replay: URL?
  var worker: Range<Int>?
  var progress: URL?
  /// Whether inputs 5 and 9 fail, to show that failures are found.
  var isPlanted = false
  /// Whether files of cells are tried and not models.
  var triesFiles = false

  static let usage = """
    fuzz [--seed N] [--inputs N] [--seconds N] [--workers N] [--out FOLDER] [--sources FOLDER]
      Tries model texts and data, generated and broken, in child processes. An input that crashes,
      takes more than 20 s of processor time or 3 GB is written to FOLDER, whole and reduced; then it ends with 1.
    fuzz --files                     tries xlsx, CSV and GAMS files to be imported, made and broken
    fuzz --show NUMBER [--seed N]    prints one input and what is said of it
    fuzz --replay FOLDER             tries an input that was written
    """

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    func number<Value: LosslessStringConvertible>(_ type: Value.Type) -> Value? {
      rest.popFirst().flatMap { Value($0) }
    }
    while let option = rest.popFirst() {
      switch option {
      case "--seed": guard let value = number(UInt64.self) else { return nil }; seed = value
      case "--first": guard let value = number(Int.self) else { return nil }; first = value
      case "--inputs": guard let value = number(Int.self) else { return nil }; inputs = value
      case "--seconds": guard let value = number(Double.self) else { return nil }; seconds = value
      case "--workers": guard let value = number(Int.self) else { return nil }; workers = value
      case "--show": guard let value = number(Int.self) else { return nil }; show = value
      case "--batch":
        guard let value = number(Int.self), value > 0 else { return nil }
        batch = value
      case "--files": triesFiles = true
      case "--plant":
        isPlanted = true
        limits.seconds = 0.25
      case "--worker":
        guard let start = number(Int.self), let end = number(Int.self), start <= end else {
          return nil
        }
        worker = start..<end
      case "--sources", "--out", "--replay", "--progress":
        guard let path = rest.popFirst() else { return nil }
        let url = URL(fileURLWithPath: path)
        switch option {
        case "--sources": sources = url
        case "--out": out = url
        case "--replay": replay = url
        default: progress = url
        }
      default: return nil
      }
    }
  }
}

@main
enum Fuzz {
  static func main() throws {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      print(Options.usage)
      exit(64)
    }
    if let folder = options.replay {
      let watchdog = Watchdog(seconds: options.limits.seconds, megabytes: options.limits.megabytes)
      let input = try FuzzInput(folder: folder)
      watchdog.inputBegins()
      if options.isPlanted { input.failAsPlanted() }
      let (stage, report) = input.run()
      print(stage, report)
      return
    }
    let factory = InputFactory(
      corpus: Corpus(sources: options.sources), seed: options.seed, isPlanted: options.isPlanted,
      files: options.triesFiles ? try FileCorpus() : nil)
    if let number = options.show {
      let input = factory.input(number)
      print(input.text)
      for (name, table) in input.tables.sorted(by: { $0.key < $1.key }) {
        print("\n\(name)\n\(table)")
      }
      let (stage, report) = input.run()
      print(stage, report)
      return
    }
    if let range = options.worker, let progress = options.progress {
      Worker.run(factory, range, progress: progress, options.limits)
      return
    }
    try supervise(factory, options)
  }

  private static func supervise(_ factory: InputFactory, _ options: Options) throws {
    let began = Date()
    let (stages, failures) = try Supervisor(factory: factory, options: options).run()
    let total = stages.reduce(0, +) + failures.count
    let seconds = Date().timeIntervalSince(began)
    print(
      "\(total) inputs, seed \(options.seed), \(factory.files?.files.count ?? factory.corpus.texts.count) texts, \(Int(seconds)) s"
    )
    for stage in FuzzInput.Stage.allCases { print("\(stage) \(stages[stage.rawValue])") }
    print("failed \(failures.count)")
    for failure in failures {
      print("\(failure.failure.rawValue) of input \(failure.number): \(failure.folder.path)")
    }
    if !failures.isEmpty { exit(1) }
  }
}
