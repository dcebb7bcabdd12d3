import Importing
import Yams

/// The text of a mapping: `mapping.yaml`.
public enum MappingFile {
  /// The longest text that is read.
  private static let longest = 8_000_000
  /// The most values that are read, so that aliases cannot multiply them.
  private static let most = 2_000_000

  private static let head = """
    # Which cells mean what. Made by jtam import; correct it where it is wrong, and use it again on
    # next year's file: jtam import FILE --as KIND --mapping THIS --out FOLDER

    """

  /// The text of a mapping, with a comment on how it is used.
  public static func text(_ mapping: TableMapping, reasons: [String]) throws -> String {
    let encoder = YAMLEncoder()
    encoder.options.sortKeys = false
    encoder.options.allowUnicode = true
    encoder.options.width = -1
    // YAML allows no control characters, not even in comments.
    let notes = reasons.map { reason in
      let plain = reason.unicodeScalars.map { scalar -> Character in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: " "
        default: scalar == "\u{FEFF}" ? " " : Character(scalar)
        }
      }
      return "# - \(String(plain))\n"
    }
    return head + (notes.isEmpty ? "" : "# Recognised because:\n" + notes.joined())
      + (try encoder.encode(mapping))
  }

  /// Reads a mapping.
  /// - Throws: ``PackError/recipe(path:reason:)``.
  public static func mapping(_ text: String, path: String) throws -> TableMapping {
    guard text.utf8.count <= longest else {
      throw PackError.recipe(
        path: path, reason: "it has \(text.utf8.count) bytes, and at most \(longest) are read.")
    }
    do {
      var room = most
      guard let node = try Yams.compose(yaml: text), count(node, &room) else {
        throw PackError.recipe(
          path: path, reason: "it is empty, or holds more values than are read.")
      }
      return try YAMLDecoder().decode(TableMapping.self, from: text)
    } catch let error as DecodingError {
      throw PackError.recipe(path: path, reason: RawFolder.explain(error))
    } catch let error as PackError {
      throw error
    } catch {
      throw PackError.recipe(path: path, reason: "\(error)")
    }
  }

  private static func count(_ node: Node, _ room: inout Int) -> Bool {
    room -= 1
    guard room >= 0 else { return false }
    switch node {
    case .scalar: return true
    case .alias: return false
    case .sequence(let items):
      for item in items where !count(item, &room) { return false }
    case .mapping(let pairs):
      for (key, value) in pairs where !count(key, &room) || !count(value, &room) { return false }
    }
    return true
  }
}
