import Foundation
import Quantities

/// Writes `datapackage.json`: what a pack holds, table by table, so that other programs can read it.
///
/// - SeeAlso: The Data Package standard, version 2, <https://datapackage.org>.
struct DataPackageWriter {
  /// The pack's short name, title and version.
  let header: PackHeader
  /// What JTAM itself reads back.
  let model: PackModelSection
  /// Where the raw tables come from.
  let sources: [TableSource]

  /// The descriptor of a pack that holds these tables.
  /// - Throws: `CSVError` when a table does not read.
  func descriptor(of tables: [PackTable]) throws -> PackTable {
    var credited: [Descriptor.Source] = []
    for source in sources {
      let entry = Descriptor.Source(
        title: "\(source.publisher), \(source.title)", version: source.vintage)
      if !credited.contains(entry) { credited.append(entry) }
    }
    let descriptor = Descriptor(
      name: header.pack, title: header.title, version: header.version,
      licenses: [.init(title: "Each table keeps the terms of its publisher: see sources-*.csv")],
      sources: credited, jtam: model,
      resources: try tables.sorted { $0.path < $1.path }.map(resource))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(descriptor), as: UTF8.self)
    return PackTable(path: "datapackage.json", text: json + "\n")
  }

  private func resource(_ table: PackTable) throws -> Descriptor.Resource {
    var name = Substring(table.path)
    if name.hasPrefix("tables/") { name = name.dropFirst("tables/".count) }
    return Descriptor.Resource(
      name: name.dropLast(".csv".count).lowercased().replacingOccurrences(of: "/", with: "-"),
      path: table.path, bytes: table.text.utf8.count,
      hash: "sha256:\(SHA256.hexadecimal(of: table.text))",
      schema: .init(fields: try table.parsed().header.map(field)))
  }

  private func field(_ name: String) -> Descriptor.Field {
    switch name {
    case "year", "baseYear": Descriptor.Field(name: name, type: "integer")
    case "fossil":
      Descriptor.Field(name: name, type: "boolean", trueValues: ["1"], falseValues: ["0"])
    case "value", "gwp", "published", "pack", "difference", "lower", "upper", "leastReduction",
      "mostReduction", "baseYearEmissions", "statedLower", "statedUpper":
      Descriptor.Field(name: name, type: "number")
    case "status":
      Descriptor.Field(
        name: name, type: "string", constraints: .init(values: Status.allCases.map(\.rawValue)))
    default: Descriptor.Field(name: name, type: "string")
    }
  }

  /// The JSON, in the standard's words.
  private struct Descriptor: Encodable {
    struct Licence: Encodable {
      let name = "various"
      let title: String
    }
    struct Source: Encodable, Equatable {
      let title: String
      let version: String
    }
    struct Resource: Encodable {
      let name: String
      let path: String
      let bytes: Int
      let hash: String
      let schema: Schema
      let type = "table"
      let format = "csv"
      let mediatype = "text/csv"
      let encoding = "utf-8"
    }
    struct Schema: Encodable { let fields: [Field] }
    struct Field: Encodable {
      let name: String
      let type: String
      var constraints: Constraints?
      var trueValues: [String]?
      var falseValues: [String]?
    }
    struct Constraints: Encodable {
      let values: [String]
      enum CodingKeys: String, CodingKey { case values = "enum" }
    }

    let schema = "https://datapackage.org/profiles/2.0/datapackage.json"
    let name: String
    let title: String
    let version: String
    let licenses: [Licence]
    let sources: [Source]
    let jtam: PackModelSection
    let resources: [Resource]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case name, title, version, licenses, sources, jtam, resources
    }
  }
}
