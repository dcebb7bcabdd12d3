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
    for part in ["raw", "classification"] {
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
    let error = #expect(throws: PackError.self) { try PackRecipe.read(recipe) }
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
}
