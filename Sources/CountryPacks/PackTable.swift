import Foundation
import Quantities

/// One file of a country pack, complete in memory.
public struct PackTable: Sendable, Equatable {
  /// The path inside the pack, such as `tables/20/make0.csv`.
  public let path: String
  /// The whole text.
  public private(set) var text: String

  /// Creates a file from its text.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// Creates a table from its column names and rows of fields.
  public init(path: String, header: [String], rows: [[String]] = []) {
    self.path = path
    text = CSVWriter.line(header) + rows.map(CSVWriter.line).joined()
  }

  /// Adds a row of text.
  mutating func add(_ fields: [String]) { text += CSVWriter.line(fields) }

  /// Adds a row of labels, a number and its status.
  mutating func add(_ labels: [String], _ value: Double, _ status: Status) {
    add(labels + [CSVWriter.number(value), status.rawValue])
  }

  /// The name without folder and ending.
  public var name: String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  /// Reads the text back as a table.
  public func parsed() throws(CSVError) -> CSVTable {
    try CSVTable(text: text, source: path)
  }

  /// Writes the file below `folder`, all of it or nothing.
  /// - Throws: ``PackError/unwritable(path:reason:)``.
  public func write(below folder: URL) throws {
    let target = folder.appendingPathComponent(path)
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: target, options: .atomic)
    } catch {
      throw PackError.unwritable(path: target.path, reason: error.localizedDescription)
    }
  }
}
