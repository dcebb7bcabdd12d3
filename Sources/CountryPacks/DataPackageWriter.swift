import Foundation
import Quantities

/// Writes `datapackage.json`: what a pack holds, table by table, so that other programs can read it.
public struct DataPackageWriter: Sendable {
  /// The pack's folder.
  public let folder: URL

  /// A writer for the pack in a folder.
  public init(folder: URL) { self.folder = folder }

  /// Lists every table below `tables/` with its columns, and writes the descriptor in one step.
  ///
  /// - Parameters:
  ///   - title: The country and what the pack is.
  ///   - jtam: What JTAM itself reads back: base year, last year, currency, folders.
  /// - Throws: ``CSVError`` when a table does not read, or the file system's error.
  public func write(name: String, title: String, version: String, jtam: [String: Any]) throws {
    let root = folder.appendingPathComponent("tables")
    let paths = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? [])
      .filter { $0.hasSuffix(".csv") }.sorted()
    let resources = try paths.map { path -> [String: Any] in
      let file = root.appendingPathComponent(path)
      let table = try CSVTable(
        text: String(contentsOf: file, encoding: .utf8), source: "tables/\(path)")
      return [
        "name": path.dropLast(4).lowercased().replacingOccurrences(of: "/", with: "-"),
        "path": "tables/\(path)",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": ["fields": table.header.indices.map { field(table, column: $0) }],
      ]
    }
    let descriptor: [String: Any] = [
      "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
      "name": name,
      "title": title,
      "version": version,
      "licenses": [
        [
          "name": "various",
          "title": "Each table keeps the terms of its publisher: see sources-*.csv",
        ]
      ],
      "jtam": jtam,
      "resources": resources,
    ]
    let data = try JSONSerialization.data(
      withJSONObject: descriptor, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    try (data + Data("\n".utf8)).write(
      to: folder.appendingPathComponent("datapackage.json"), options: .atomic)
  }

  private func field(_ table: CSVTable, column: Int) -> [String: String] {
    let name = table.header[column]
    if name == "year" { return ["name": name, "type": "integer"] }
    let numeric = ["value", "published", "pack", "difference"].contains(name)
    return ["name": name, "type": numeric ? "number" : "string"]
  }
}
