import Foundation
import Quantities

/// The folder a recipe's paths start from.
struct RawFolder: Sendable {
  let url: URL

  /// Reads a table.
  /// - Throws: ``PackError/unreadable(path:reason:)`` or `CSVError`.
  func table(_ path: String) throws -> CSVTable {
    let file = url.appendingPathComponent(path)
    let text: String
    do {
      text = try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw PackError.unreadable(path: path, reason: error.localizedDescription)
    }
    return try CSVTable(text: text, source: path)
  }
}
