import CountryPacks
import Foundation
import Testing

@Suite("Committed tables")
struct CommittedTablesTests {
  /// With `UPDATE_PACK=1` in the environment the committed tables are written first.
  @Test("Building the Brazil pack gives the committed tables, byte for byte")
  func committed() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pack-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let builder = PackBuilder(recipe: BrazilPack.recipe)
    if ProcessInfo.processInfo.environment["UPDATE_PACK"] == "1" { try builder.build() }
    let tables = try builder.build(into: folder)
    #expect(!tables.isEmpty)
    for table in tables {
      let built = try Data(contentsOf: folder.appendingPathComponent(table.path))
      let committed = try Data(contentsOf: BrazilPack.folder.appendingPathComponent(table.path))
      #expect(built == committed, "\(table.path) differs; run UPDATE_PACK=1 swift test and review")
    }
  }
}
