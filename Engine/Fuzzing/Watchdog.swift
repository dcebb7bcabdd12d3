import Foundation
import Synchronization

/// Ends the process when one input takes too much time or memory.
///
/// Time is the processor's, not the clock's, so that a busy machine finds no hangs.
final class Watchdog: Sendable {
  /// How the process ends.
  static let hangStatus: Int32 = 99
  static let memoryStatus: Int32 = 98

  private let began = Atomic<Double.Bits>(0)
  private let seconds: Double
  private let megabytes: Int

  init(seconds: Double, megabytes: Int) {
    self.seconds = seconds
    self.megabytes = megabytes
    inputBegins()
    Thread.detachNewThread { [self] in watch() }
  }

  /// Starts the clock for the next input.
  func inputBegins() { began.store(Watchdog.processorTime.bitPattern, ordering: .relaxed) }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static var residentMegabytes: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE)) / 1_000_000
  }

  private func watch() {
    while true {
      usleep(50_000)
      let since = Double(bitPattern: began.load(ordering: .relaxed))
      if Watchdog.processorTime - since > seconds { _exit(Watchdog.hangStatus) }
      if Watchdog.residentMegabytes > megabytes { _exit(Watchdog.memoryStatus) }
    }
  }
}

extension Double {
  typealias Bits = UInt64
}
