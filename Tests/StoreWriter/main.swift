// Writes runs into a store, one after the other, until it is killed, and reports each run once it
// is stored. The tests of the store kill it and look at what is left.
//
//     StoreWriter STORE FIRST COUNT
import Foundation
import Quantities
import Results

let arguments = CommandLine.arguments
guard arguments.count == 4, let first = Int(arguments[2]), let count = Int(arguments[3]) else {
  FileHandle.standardError.write(Data("usage: StoreWriter STORE FIRST COUNT\n".utf8))
  exit(64)
}
/// Writes `count` runs, each reported once it is stored.
func write(first: Int, count: Int, path: String) throws(RunStoreError) {
  let store = try RunStore(path: path, busyTimeout: 60)
  for number in first..<(first + count) {
    let identity = RunIdentity(
      scenario: "writer", scenarioHash: "\(number)", pack: "none", packVersion: "0", packHash: "0",
      modelHash: "0", firstYear: 2020, lastYear: 2050)
    let series = (0..<400).map { cell in
      StoredSeries(
        variable: "output", dimensions: Dimensions([("sector", "s\(cell)")]), unit: "one",
        kind: .variable, status: StatusPath(.modelled), firstYear: 2020,
        values: (0...30).map { Double(number) + Double(cell * 31 + $0) / 7 })
    }
    let manifest = RunManifest(identity: identity, programVersion: "test")
    try store.store(manifest, series: series)
    FileHandle.standardOutput.write(Data("\(manifest.runID)\n".utf8))
  }
}

do {
  try write(first: first, count: count, path: arguments[1])
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(error.exitCode)
}
