import Foundation
import Quantities
import Yams

/// The folder a recipe's paths start from.
struct RawFolder: Sendable {
  let url: URL
  /// Tables that an earlier stage has built, by the path under which recipes name them.
  var built: [String: String] = [:]

  /// Reads a table.
  /// - Throws: ``PackError/unreadable(path:reason:)`` or `CSVError`.
  func table(_ path: String) throws -> CSVTable {
    if let text = built[path] { return try CSVTable(text: text, source: path) }
    return try CSVTable(text: String(decoding: try bytes(path), as: UTF8.self), source: path)
  }

  /// Reads a recipe.
  /// - Throws: ``PackError/unreadable(path:reason:)`` or ``PackError/recipe(path:reason:)``.
  func recipe<Recipe: Decodable>(_ path: String) throws -> Recipe {
    let text = String(decoding: try bytes(path), as: UTF8.self)
    do {
      return try YAMLDecoder().decode(Recipe.self, from: text)
    } catch let error as DecodingError {
      throw PackError.recipe(path: path, reason: RawFolder.explain(error))
    } catch {
      throw PackError.recipe(path: path, reason: "\(error)")
    }
  }

  /// Compares every raw file with the checksum that `raw/provenance-*.csv` states for it.
  /// - Throws: ``PackError/checksum(path:stated:found:)`` for the first that differs.
  func verifyChecksums() throws {
    let raw = url.appendingPathComponent("raw")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: raw.path)) ?? []
    for name in names.sorted() where name.hasPrefix("provenance-") && name.hasSuffix(".csv") {
      let records = try table("raw/\(name)")
      let (file, stated) = (try records.column("file"), try records.column("sha256"))
      for row in records.rows {
        var digest = SHA256()
        digest.update(try bytes(row[file]))
        let found = digest.hexadecimal()
        guard found == row[stated] else {
          throw PackError.checksum(path: row[file], stated: row[stated], found: found)
        }
      }
    }
  }

  private func bytes(_ path: String) throws(PackError) -> Data {
    do {
      return try Data(contentsOf: url.appendingPathComponent(path))
    } catch {
      throw PackError.unreadable(path: path, reason: error.localizedDescription)
    }
  }

  static func explain(_ error: DecodingError) -> String {
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
