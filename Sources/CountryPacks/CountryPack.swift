import Foundation
import Quantities

/// A country's data on disk: a Data Package whose tables a model can be compiled with.
public struct CountryPack: Sendable {
  /// The folder that holds `datapackage.json`.
  public let folder: URL
  /// The pack's short name, such as `brazil`.
  public let name: String
  /// The country, for titles.
  public let title: String
  /// The pack's version.
  public let version: String
  /// The year all base values are of.
  public let baseYear: Int
  /// The last year its exogenous paths reach.
  public let lastYear: Int
  /// Millions of this, in tables and results.
  public let currency: String
  /// Tables for each aggregation, by its name, such as `20`.
  public let aggregations: [String: String]
  /// Tables that do not depend on the aggregation, relative to the folder.
  public let tables: String

  private struct Descriptor: Decodable {
    var name: String
    var title: String
    var version: String
    var model: PackModelSection

    enum CodingKeys: String, CodingKey {
      case name, title, version
      case model = "jtam"
    }
  }

  /// Opens the pack in a folder.
  /// - Throws: ``CountryPackError`` when the descriptor is missing or does not read.
  public init(folder: URL) throws(CountryPackError) {
    let file = folder.appendingPathComponent("datapackage.json")
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw .missing(file: file.path)
    }
    let descriptor: Descriptor
    do {
      descriptor = try JSONDecoder().decode(Descriptor.self, from: data)
    } catch {
      throw .unreadable(file: file.path, reason: "\(error)")
    }
    self.folder = folder
    name = descriptor.name
    title = descriptor.title
    version = descriptor.version
    baseYear = descriptor.model.baseYear
    lastYear = descriptor.model.lastYear
    currency = descriptor.model.currency
    tables = descriptor.model.tables
    aggregations = descriptor.model.aggregations
  }

  /// The folders of model tables for an aggregation, the most specific first.
  /// - Throws: ``CountryPackError/unknownAggregation(name:known:)``.
  public func tableFolders(aggregation: String) throws(CountryPackError) -> [URL] {
    guard let path = aggregations[aggregation] else {
      throw .unknownAggregation(name: aggregation, known: aggregations.keys.sorted())
    }
    return [folder.appendingPathComponent(path), folder.appendingPathComponent(tables)]
  }

  /// Every table file of an aggregation, in a fixed order.
  public func tableFiles(aggregation: String) throws(CountryPackError) -> [URL] {
    try tableFolders(aggregation: aggregation).flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.filter { $0.hasSuffix(".csv") }.sorted().map(folder.appendingPathComponent)
    }
  }

  /// SHA-256 over the names and contents of the tables of an aggregation.
  public func hash(aggregation: String) throws(CountryPackError) -> String {
    var digest = SHA256()
    for file in try tableFiles(aggregation: aggregation) {
      guard let data = FileManager.default.contents(atPath: file.path) else {
        throw .missing(file: file.path)
      }
      digest.update("\(file.lastPathComponent):\(data.count):")
      digest.update(Array(data))
    }
    return digest.hexadecimal()
  }

  /// The tables of one kind (`sources`, `reconciliation`), read and joined; they share a header.
  public func records(_ kind: String) throws(CountryPackError) -> CSVTable {
    let base = kind == "sources" ? folder : folder.appendingPathComponent(tables)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: base.path)) ?? [])
      .filter { $0.hasPrefix("\(kind)-") && $0.hasSuffix(".csv") }.sorted()
    guard !names.isEmpty else {
      throw .missing(file: base.appendingPathComponent("\(kind)-*.csv").path)
    }
    var text = ""
    for (position, name) in names.enumerated() {
      let file = base.appendingPathComponent(name)
      guard let part = try? String(contentsOf: file, encoding: .utf8) else {
        throw .missing(file: file.path)
      }
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      text += position == 0 ? part : String(lines.last ?? "")
      if !text.hasSuffix("\n") { text += "\n" }
    }
    do {
      return try CSVTable(text: text, source: "\(base.path)/\(kind)-*.csv")
    } catch {
      throw .unreadable(file: base.appendingPathComponent("\(kind)-*.csv").path, reason: "\(error)")
    }
  }
}

/// What can be wrong with a country pack on disk.
public enum CountryPackError: Error, Equatable, CustomStringConvertible {
  /// A file that the pack needs is not there.
  case missing(file: String)
  /// A file does not read.
  case unreadable(file: String, reason: String)
  /// The pack has no tables for this aggregation.
  case unknownAggregation(name: String, known: [String])

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .missing(let file):
      """
      \(file) is not there. A country pack is a folder with datapackage.json and its tables; name it \
      with --pack, or build it with `jtam pack build RECIPE`.
      """
    case .unreadable(let file, let reason):
      "\(file) does not read: \(reason)"
    case .unknownAggregation(let name, let known):
      "The pack has no tables for the aggregation \"\(name)\"; it has \(known.joined(separator: ", "))."
    }
  }
}
