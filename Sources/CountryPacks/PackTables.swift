import Foundation
import ModelLanguage
import Quantities

/// The tables of a pack in one aggregation, as a model is filled from them.
public struct PackTables: Sendable {
  /// The aggregation's name.
  public let aggregation: String
  /// Folders of tables, the most specific first.
  public let folders: [URL]
  /// Tables added up to a user's own sectors, by file name; they come before the folders'.
  public let added: [String: String]

  /// The grouping behind a user's own sectors, as a table; nil for the pack's own aggregations.
  public let grouping: String?

  /// What a reader must know of a user's sectors.
  public let warnings: [String]

  init(
    aggregation: String, folders: [URL], added: [String: String] = [:], grouping: String? = nil,
    warnings: [String] = []
  ) {
    self.warnings = warnings
    self.aggregation = aggregation
    self.folders = folders
    self.added = added
    self.grouping = grouping
  }

  /// How many tables there are.
  public var count: Int {
    added.count + folders.reduce(0) { $0 + PackTables.tables(in: $1).count }
  }

  /// The tables as a model reads them.
  public var data: ModelData {
    ModelData(tables: added).followed(by: ModelData(folders: folders.map(\.path)))
  }

  /// The table of this name.
  /// - Throws: ``CountryPackError/missing(file:)`` when the pack has none, or `CSVError`.
  public func needed(_ name: String) throws -> CSVTable {
    guard let table = try table(name) else {
      let folder = folders.first?.path ?? ""
      throw CountryPackError.missing(file: "\(folder)/\(name).csv")
    }
    return table
  }

  /// The table of this name, such as `jobs0`; nil when the pack has none.
  /// - Throws: `CSVError` or ``CountryPackError``.
  public func table(_ name: String) throws -> CSVTable? {
    if let text = added["\(name).csv"] {
      return try CSVTable(text: text, source: "\(name).csv (\(aggregation))")
    }
    for folder in folders {
      let file = folder.appendingPathComponent("\(name).csv")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      return try CSVTable(text: PackTables.text(of: file), source: file.path)
    }
    return nil
  }

  /// SHA-256 over the names and contents of all tables.
  public func hash() throws(CountryPackError) -> String {
    var digest = SHA256()
    func add(_ name: String, _ bytes: [UInt8]) {
      digest.update("\(name):\(bytes.count):")
      digest.update(bytes)
    }
    for (name, text) in added.sorted(by: { $0.key < $1.key }) { add(name, Array(text.utf8)) }
    for folder in folders {
      for name in PackTables.tables(in: folder) {
        add(name, Array(try PackTables.text(of: folder.appendingPathComponent(name)).utf8))
      }
    }
    return digest.hexadecimal()
  }

  /// The names of the tables in a folder, in a fixed order.
  static func tables(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasSuffix(".csv") }.sorted()
  }

  static func text(of file: URL) throws(CountryPackError) -> String {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw .missing(file: file.path)
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw .unreadable(file: file.path, reason: "it is not UTF-8. Save it as UTF-8.")
    }
    return text
  }
}
