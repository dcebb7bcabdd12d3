import Foundation

/// What a worker leaves in its file before each input, so that the next input is known when it ends.
struct Progress {
  /// The input that is tried, or the end of the range.
  var next = 0
  /// How many inputs reached each stage.
  var stages = [Int](repeating: 0, count: FuzzInput.Stage.allCases.count)

  private static let size = 8 * (1 + FuzzInput.Stage.allCases.count)

  func write(to descriptor: Int32) {
    let numbers = [next] + stages
    _ = numbers.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  init() {}

  init(file: URL) {
    guard let data = try? Data(contentsOf: file), data.count == Self.size else { return }
    let numbers = data.withUnsafeBytes { Array($0.bindMemory(to: Int.self)) }
    next = numbers[0]
    stages = Array(numbers.dropFirst())
  }
}

/// Tries a range of inputs in this process.
enum Worker {
  static func run(
    _ factory: InputFactory, _ range: Range<Int>, progress file: URL, _ limits: Limits
  ) {
    let descriptor = open(file.path, O_WRONLY | O_CREAT, 0o644)
    let watchdog = Watchdog(seconds: limits.seconds, megabytes: limits.megabytes)
    var progress = Progress()
    for number in range {
      progress.next = number
      progress.write(to: descriptor)
      let input = factory.input(number)
      watchdog.inputBegins()
      if factory.isPlanted { input.failAsPlanted() }
      progress.stages[input.run().stage.rawValue] += 1
    }
    progress.next = range.upperBound
    progress.write(to: descriptor)
    close(descriptor)
  }
}

/// What one input may take.
struct Limits {
  /// Seconds of processor time.
  var seconds = 20.0
  /// Memory of the process.
  var megabytes = 3_000
}
