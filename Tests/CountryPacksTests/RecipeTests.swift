import Foundation
import Testing

@testable import CountryPacks

@Suite("Recipes")
struct RecipeTests {
  private func pack(changing change: (String) -> String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("recipe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let recipe = folder.appendingPathComponent("recipe.yaml")
    let text = try String(contentsOf: BrazilPack.recipe, encoding: .utf8)
    try Data(change(text).utf8).write(to: recipe)
    for part in ["raw", "policy", "classification", "recipe-satellites.yaml", "recipe-labour.yaml"]
    {
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent(part),
        withDestinationURL: BrazilPack.folder.appendingPathComponent(part))
    }
    return recipe
  }

  @Test("A recipe without a part says which")
  func missingPart() throws {
    let recipe = try pack { $0.replacingOccurrences(of: "publicIndustries:", with: "publik:") }
    defer { try? FileManager.default.removeItem(at: recipe.deletingLastPathComponent()) }
    let error = #expect(throws: PackError.self) { try PackBuilder(recipe: recipe).tables() }
    #expect(
      error?.description.contains("\"publicIndustries\" in \"accounts.institutions\"") == true)
  }

  @Test("A scalar that is not in the recipe is named, and nothing is written")
  func missingScalar() throws {
    let recipe = try pack {
      $0.replacingOccurrences(of: "name: householdSavingRate", with: "name: savingRate")
    }
    let folder = recipe.deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: PackError.self) { try PackBuilder(recipe: recipe).build() }
    #expect(error?.description.contains("householdSavingRate") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("tables").path))
  }

  @Test("A raw file that is not there is named")
  func missingFile() throws {
    let recipe = try pack {
      $0.replacingOccurrences(of: "04_use_imports_basic", with: "04_imports")
    }
    defer { try? FileManager.default.removeItem(at: recipe.deletingLastPathComponent()) }
    let error = #expect(throws: PackError.self) { try PackBuilder(recipe: recipe).build() }
    #expect(error?.description.contains("04_imports.csv") == true)
  }

  @Test("A recipe of satellites that is not there is named")
  func missingSatellites() throws {
    let recipe = try pack { $0.replacingOccurrences(of: "recipe-satellites", with: "satellites") }
    defer { try? FileManager.default.removeItem(at: recipe.deletingLastPathComponent()) }
    let error = #expect(throws: PackError.self) { try PackBuilder(recipe: recipe).build() }
    #expect(error?.description.contains("satellites.yaml cannot be read") == true)
  }

  @Test("A parameter that both recipes state is named")
  func repeatedParameter() throws {
    let recipe = try pack { $0.replacingOccurrences(of: "recipe-satellites", with: "twice") }
    let folder = recipe.deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    let satellites = BrazilPack.folder.appendingPathComponent("recipe-satellites.yaml")
    let text = try String(contentsOf: satellites, encoding: .utf8)
      .replacingOccurrences(of: "name: frisch,", with: "name: gdp0,")
    try Data(text.utf8).write(to: folder.appendingPathComponent("twice.yaml"))
    let error = #expect(throws: PackError.self) { try PackBuilder(recipe: recipe).build() }
    #expect(error?.description.contains("the parameter gdp0 has two values") == true)
  }

  @Test("Two recipes of different years do not make a pack")
  func otherYear() throws {
    let recipe = try pack {
      $0.replacingOccurrences(of: "baseYear: 2019", with: "baseYear: 2018")
    }
    defer { try? FileManager.default.removeItem(at: recipe.deletingLastPathComponent()) }
    let error = #expect(throws: PackError.self) { try PackBuilder(recipe: recipe).build() }
    #expect(error?.description.contains("baseYear is 2019, but recipe.yaml says 2018") == true)
  }

  @Test("A raw file that is not the one its provenance describes stops the build")
  func changedRawFile() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("raw-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let raw = folder.appendingPathComponent("raw")
    try FileManager.default.createDirectory(at: raw, withIntermediateDirectories: true)
    try Data("file,sha256\nraw/a.csv,0f\n".utf8)
      .write(to: raw.appendingPathComponent("provenance-test.csv"))
    try Data("a,b\n1,2\n".utf8).write(to: raw.appendingPathComponent("a.csv"))
    let error = #expect(throws: PackError.self) { try RawFolder(url: folder).verifyChecksums() }
    #expect(error?.description.contains("raw/a.csv has SHA-256") == true)
  }

  @Test("Every raw file of the Brazil pack has a checksum in its provenance")
  func provenance() throws {
    let folder = RawFolder(url: BrazilPack.folder)
    var stated: Set<String> = []
    for stage in ["accounts", "satellites", "labour"] {
      let table = try folder.table("raw/provenance-\(stage).csv")
      let file = try table.column("file")
      stated.formUnion(table.rows.map { $0[file] })
    }
    let raw = BrazilPack.folder.appendingPathComponent("raw")
    let files = try FileManager.default.subpathsOfDirectory(atPath: raw.path)
      .filter { $0.hasSuffix(".csv") && !$0.hasPrefix("provenance-") }
    #expect(Set(files.map { "raw/\($0)" }) == stated)
  }
}
