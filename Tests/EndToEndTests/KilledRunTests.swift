import Foundation
import Testing

@Suite("Runs that are cut off")
struct KilledRunTests {
  @Test(
    "After kill -9 at any moment of a run, the store opens and its runs are whole",
    arguments: [false, true])
  func killed(atWriting: Bool) throws {
    let folder = try temporaryFolder()
    let program = Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
    for kill in 0..<3 {
      let running = try program.start(["run", "baseline", "--again"])
      let file = URL(fileURLWithPath: program.store + "-wal")
      let deadline = Date().addingTimeInterval(30)
      // Either some time into the solving, or as soon as the store is being written.
      if atWriting {
        while running.process.isRunning, Date() < deadline,
          ((try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0)
            < 100_000 * (kill + 1)
        { Thread.sleep(forTimeInterval: 0.001) }
      } else {
        Thread.sleep(forTimeInterval: 0.4 * Double(kill + 1))
      }
      Foundation.kill(running.process.processIdentifier, SIGKILL)
      _ = try running.finished()
      guard FileManager.default.fileExists(atPath: program.store) else { continue }
      let list = try program("runs", "--format", "csv")
      #expect(list.status == 0, "\(list.messages)")
      #expect(list.lines.dropFirst().allSatisfy { $0.contains(",hold,") })
    }
    let whole = try program("run", "baseline")
    #expect(whole.status == 0, "\(whole.messages)")
    let doctor = try program("doctor", "--format", "csv")
    #expect(doctor.output.contains("store,works"), "\(doctor.output)")
  }
}
