import Foundation
import Quantities
import Testing

@testable import CountryPacks

@Suite("Recipes of satellite accounts")
struct SatelliteRecipeTests {
  /// Builds the satellites of the Brazil pack from a changed recipe.
  private func build(replacing old: String, with new: String) throws -> [PackTable] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("satellites-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for part in ["raw", "classification"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent(part),
        withDestinationURL: BrazilPack.folder.appendingPathComponent(part))
    }
    let name = "recipe-satellites.yaml"
    let text = try String(
      contentsOf: BrazilPack.folder.appendingPathComponent(name), encoding: .utf8)
    #expect(text.contains(old), "the recipe no longer says \(old)")
    try Data(text.replacingOccurrences(of: old, with: new).utf8)
      .write(to: folder.appendingPathComponent(name))
    let raw = RawFolder(url: folder)
    return try SatelliteBuilder(recipe: try raw.recipe(name), folder: raw).build()
  }

  @Test("Energy through a purchase that is nothing stops the build and names the user")
  func notBought() {
    let error = #expect(throws: SatelliteError.self) {
      try build(
        replacing: "flows: [ind_mining], product: own, industries: [\"0791\"]",
        with: "flows: [ind_mining], product: \"0580\", industries: [\"0791\"]")
    }
    #expect(error?.description.contains("gives energy to 0791, which buys 0.0 of 0580") == true)
  }

  @Test(
    "A code that is no industry is named, with the place that asks for it",
    arguments: [
      ("code: \"1.A.2.a\", source: combustion, gases: [CH4, N2O], to: \"2491\"", "1.A.2.a"),
      ("code: \"2.B\", to: \"2091\"", "process 2.B"), ("tra_navigation: [\"5000\"]", "diesel"),
      ("regulated: [\"0791\"", "purchases"), ("set: powerSector, industries: [\"3500\"]", "roles"),
    ])
  func unknownCode(part: String, place: String) throws {
    let code = try #require(part.firstMatch(of: /"([0-9]{4})"/)?.1)
    let wrong = part.replacingOccurrences(of: code, with: "9999")
    let error = #expect(throws: SatelliteError.self) { try build(replacing: part, with: wrong) }
    #expect(error?.description.contains("no industry named \"9999\"") == true)
    #expect(error?.description.contains(place) == true)
  }

  @Test("An emission without a rule for its users stops the build")
  func noRule() {
    let error = #expect(throws: SatelliteError.self) {
      try build(
        replacing: "{code: \"3.C\", source: agriculture, gases: [CH4], to: \"0191\"}",
        with: "{code: \"3.C\", source: agriculture, gases: [CH4], among: [\"0191\"]}")
    }
    #expect(error?.description.contains("category 3.C") == true)
  }

  @Test("A category counted twice misses the published total and stops the build")
  func countedTwice() {
    let error = #expect(throws: SatelliteError.self) {
      try build(
        replacing: "{code: \"3.D\", less: *pasture, source:", with: "{code: \"3.D\", source:")
    }
    guard case .total(let item, _, _, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(item == "GHG agriculture")
  }
}
