import CountryPacks
import Foundation
import Quantities
import Testing

@Suite("Satellite accounts of the Brazil pack")
struct SatelliteBuilderTests {
  @Test("The committed tables are what the recipe builds, byte for byte")
  func committedTables() throws {
    let accounts = try SatellitePack.accounts.get()
    if ProcessInfo.processInfo.environment["UPDATE_PACK"] == "1" {
      try accounts.write(to: SatellitePack.folder)
    }
    let built = FileManager.default.temporaryDirectory
      .appendingPathComponent("satellites-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: built) }
    try accounts.write(to: built)
    for table in accounts.tables {
      let fresh = try Data(contentsOf: built.appendingPathComponent(table.path))
      let committed = try Data(contentsOf: SatellitePack.folder.appendingPathComponent(table.path))
      #expect(
        fresh == committed, "\(table.path) differs; UPDATE_PACK=1 swift test writes it again")
    }
  }
}
