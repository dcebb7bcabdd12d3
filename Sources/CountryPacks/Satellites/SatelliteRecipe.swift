import Foundation
import Yams

/// The choices behind a country's satellite accounts, as its recipe states them.
public struct SatelliteRecipe: Sendable, Decodable {
  /// Where the table from industries to sectors stands, and its columns.
  struct Classification: Sendable, Decodable {
    let file: String
    let codeColumn: String
    let sectorColumn: String
  }

  /// One behavioural parameter, as it is written to its table.
  struct Parameter: Sendable, Decodable {
    let name: String
    let value: Double
    let unit: String
    let status: String
    let source: String
    let note: String
  }

  /// The provenance of one raw table.
  struct Source: Sendable, Decodable {
    let table: String
    let publisher: String
    let title: String
    let vintage: String
    let licence: String
    let creditLine: String
    let repository: String
    let processing: String
    let status: String
  }

  let pack: String
  let baseYear: Int
  let lastYear: Int
  let classification: Classification
  let sectors: [String]
  let household: String
  let householdFlows: [String]
  let files: [String: String]
  let energy: SatelliteEnergyRecipe
  let emissions: SatelliteEmissionsRecipe
  let people: SatellitePeopleRecipe
  let macro: SatelliteMacroRecipe
  let parameters: [Parameter]
  let sources: [Source]

  /// Sectors and the household: everyone who can use energy or emit.
  var users: [String] { sectors + [household] }

  /// Reads a recipe.
  /// - Throws: ``SatelliteError`` when the file is missing or has another form.
  public init(contentsOf url: URL) throws {
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw SatelliteError.file(path: url.lastPathComponent, reason: error.localizedDescription)
    }
    do {
      self = try YAMLDecoder().decode(SatelliteRecipe.self, from: text)
    } catch {
      throw SatelliteError.recipe(path: url.lastPathComponent, reason: "\(error)")
    }
  }
}
