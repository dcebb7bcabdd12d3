import Foundation
import Yams

/// What a country pack is built from: the text of `recipe.yaml`.
public struct PackRecipe: Sendable, Codable, Equatable {
  /// The name of the pack.
  public var pack: String
  /// The country, ISO 3166 alpha-3.
  public var country: String
  /// The year of the accounts.
  public var baseYear: Int
  /// The unit of money in the tables.
  public var unit: String
  /// How the accounts are built.
  public var accounts: AccountsRecipe

  /// Reads a recipe.
  /// - Throws: ``PackError/unreadable(path:reason:)`` or ``PackError/recipe(path:reason:)``.
  public static func read(_ url: URL) throws -> PackRecipe {
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw PackError.unreadable(path: url.path, reason: error.localizedDescription)
    }
    do {
      return try YAMLDecoder().decode(PackRecipe.self, from: text)
    } catch let error as DecodingError {
      throw PackError.recipe(path: url.path, reason: PackRecipe.explain(error))
    } catch {
      throw PackError.recipe(path: url.path, reason: "\(error)")
    }
  }

  private static func explain(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "there is no \"\(key.stringValue)\" in \"\(place(context))\"."
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      return "\"\(place(context))\" does not hold what is expected: \(context.debugDescription)"
    @unknown default:
      return "\(error)"
    }
  }
}
