import Foundation
import GRDB
import Quantities
import Testing

@testable import Results

@Suite("The file of the run store")
struct StoreFileTests {
  @Test("The store is where the option says, else the environment, else under the working folder")
  func location() {
    let environment = ["JTAM_STORE": "/e/runs.sqlite"]
    #expect(StoreLocation.path(option: "a.sqlite", environment: environment) == "a.sqlite")
    #expect(StoreLocation.path(option: nil, environment: environment) == "/e/runs.sqlite")
    #expect(
      StoreLocation.path(option: nil, environment: [:], workingFolder: "/w")
        == "/w/.jtam/runs.sqlite")
  }

  @Test("A folder that is not there is made with the store")
  func folderMade() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("project/.jtam/runs.sqlite"))
    #expect(try store.runs().isEmpty)
  }

  @Test("A store that is not there is missed when it is not to be made")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("runs.sqlite")
    #expect(throws: RunStoreError.missing(path: path)) {
      try RunStore(path: path, creating: false)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A file where the folder should be, and a folder where the file should be, are told apart")
  func wrongKind() throws {
    let folder = try TemporaryFolder()
    try Data("x".utf8).write(to: folder.url.appendingPathComponent("file"))
    let inside = folder.path("file/runs.sqlite")
    #expect(
      throws: RunStoreError.noFolder(
        path: inside, reason: "\(folder.path("file")) is a file, not a folder")
    ) { try RunStore(path: inside) }
    #expect(throws: RunStoreError.notAStore(path: folder.url.path, reason: "it is a folder")) {
      try RunStore(path: folder.url.path)
    }
    let error = #expect(throws: RunStoreError.self) { try RunStore(path: "/proc/none/runs.sqlite") }
    #expect(error?.exitCode == 74)
  }

  @Test("A text file is refused and left as it is")
  func textFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("notes.txt")
    let text = Data(String(repeating: "not a store ", count: 20).utf8)
    try text.write(to: URL(fileURLWithPath: path))
    let refusal = RunStoreError.notAStore(path: path, reason: "it is not an SQLite file")
    #expect(throws: refusal) { try RunStore(path: path) }
    #expect(FileManager.default.contents(atPath: path) == text)
    #expect(refusal.exitCode == 65)
  }

  @Test("Another program's database is refused and left as it is")
  func foreignDatabase() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("other.sqlite")
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE photo (name TEXT)") }
    let before = FileManager.default.contents(atPath: path)
    let refusal = RunStoreError.notAStore(
      path: path, reason: "another program made this SQLite file")
    #expect(throws: refusal) { try RunStore(path: path) }
    #expect(FileManager.default.contents(atPath: path) == before)
  }

  @Test("An empty file becomes a store")
  func emptyFile() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder.url.appendingPathComponent("runs.sqlite"))
    let store = try RunStore(path: folder.path("runs.sqlite"))
    try store.store(example(scenario: "baseline"), series: exampleSeries())
    #expect(try store.verify().count == 1)
  }

  @Test("A store of an earlier format is brought up to date, one of a later format is refused")
  func formats() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("runs.sqlite")
    try RunStore(path: path).store(example(scenario: "baseline"), series: exampleSeries())
    let later = RunStoreSchema(
      steps: RunStoreSchema.current.steps + ["ALTER TABLE run ADD COLUMN note TEXT"])
    let updated = try RunStore(path: path, creating: false, busyTimeout: 1, schema: later)
    #expect(try updated.wholeRun("baseline").series == exampleSeries())
    let refusal = RunStoreError.newer(
      path: path, version: later.version, supported: RunStoreSchema.current.version)
    #expect(throws: refusal) { try RunStore(path: path) }
    #expect(refusal.description.contains("made by a later version of the program"))
  }

  @Test("A store another program holds is busy, exit code 75, and is free afterwards")
  func busy() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("runs.sqlite")
    let holder = try RunStore(path: path)
    let other = try RunStore(path: path, busyTimeout: 0.05)
    try holder.queue.inDatabase { database in
      try database.inTransaction(.immediate) {
        let error = #expect(throws: RunStoreError.self) {
          try other.store(example(scenario: "baseline"), series: exampleSeries())
        }
        #expect(error == .busy(path: path, seconds: 0.05))
        #expect(error?.exitCode == 75)
        return .commit
      }
    }
    #expect(try other.store(example(scenario: "baseline"), series: exampleSeries()) == .stored)
  }

  @Test("A changed number is found by its checksum, though SQLite sees nothing wrong")
  func changedNumber() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    try store.store(example(scenario: "baseline"), series: exampleSeries())
    try store.queue.write {
      try $0.execute(
        sql: "UPDATE series SET \"values\" = zeroblob(96) WHERE elements = 'sector=farms'")
    }
    let error = RunStoreError.damaged(
      path: store.path,
      detail: "the values of output[sector=farms] are not as they were written")
    #expect(throws: error) { try store.verify() }
    #expect(throws: error) { try store.observations(of: "output", run: "baseline") }
    #expect(try store.observations(of: "carbonPrice", run: "baseline").count == 12)
  }

  @Test("A lost row is found")
  func lostRow() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.path("runs.sqlite"))
    try store.store(example(scenario: "baseline"), series: exampleSeries())
    try store.queue.write { try $0.execute(sql: "DELETE FROM series WHERE symbol = 1") }
    #expect(
      throws: RunStoreError.damaged(path: store.path, detail: "carbonPrice has 0 series of 1")
    ) { try store.wholeRun("baseline") }
  }

  @Test("A damaged byte anywhere is noticed, or was in unused space, and never stops the program")
  func damagedBytes() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("runs.sqlite")
    let manifest = example(scenario: "baseline")
    try RunStore(path: path).store(manifest, series: exampleSeries())
    let whole = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    var generator = SeededGenerator(seed: 20_191_231)
    var noticed = 0
    let trials = allTests ? 400 : 60
    for trial in 0..<trials {
      var bytes = whole
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
      let copy = folder.path("copy-\(trial).sqlite")
      try Data(bytes).write(to: URL(fileURLWithPath: copy))
      do {
        let store = try RunStore(path: copy, creating: false, busyTimeout: 0.1)
        let found = try store.verify()
        let run = try store.wholeRun("baseline")
        #expect(found == [manifest.runID], "byte \(place)")
        #expect(run.series == exampleSeries() && run.manifest == manifest, "byte \(place)")
      } catch {
        noticed += 1
        #expect(error.exitCode != 0)
      }
    }
    #expect(noticed > 0)
  }
}
