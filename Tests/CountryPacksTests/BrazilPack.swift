import CountryPacks
import Foundation

/// The Brazil pack of this repository.
enum BrazilPack {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Packs/brazil")
  static let recipe = folder.appendingPathComponent("recipe.yaml")

  /// The tables, built once for all tests.
  static let built = Result { try PackBuilder(recipe: recipe).tables() }
}
