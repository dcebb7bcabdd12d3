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
  /// The aggregation with the finest detail, from which a user's own is added up.
  public let detail: String
  /// Subsets of industries that no sector of an aggregation may mix with others.
  public let unmixed: [String]
  /// What a reader of any result must know of the pack, such as what is borrowed; printed beside results.
  public let notice: String?

  private struct Descriptor: Decodable {
    var name: String
    var title: String
    var version: String
    var model: PackModelSection

    enum CodingKeys: String, CodingKey {
      case name, title, version
      case model = "jtam"
    }

    /// What cannot be, whatever the country.
    var contradiction: String? {
      let isName =
        !name.isEmpty && name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_" }
      if !isName {
        return """
          the name "\(name)" must be lower-case letters, digits and hyphens. Correct the recipe.
          """
      }
      if !(1900...2100).contains(model.baseYear) || model.lastYear <= model.baseYear
        || model.lastYear > model.baseYear + 500
      {
        return
          "baseYear is \(model.baseYear) and lastYear \(model.lastYear); paths must go on after a base year of 1900 to 2100. Correct the recipe and build the pack again."
      }
      if model.aggregations[model.detail] == nil {
        return
          "the detail \"\(model.detail)\" is none of the aggregations \(model.aggregations.keys.sorted().joined(separator: ", ")). Build the pack again."
      }
      return nil
    }
  }

  /// What is read before anything else, so that a pack of another format is told so.
  private struct Form: Decodable {
    struct Section: Decodable { var format: Int? }
    var jtam: Section?
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
      let form = try JSONDecoder().decode(Form.self, from: data)
      guard let format = form.jtam?.format else { throw CountryPackError.noFormat(file: file.path) }
      guard format == PackModelSection.currentFormat else {
        throw CountryPackError.otherFormat(
          file: file.path, format: format, supported: PackModelSection.currentFormat)
      }
      descriptor = try JSONDecoder().decode(Descriptor.self, from: data)
    } catch let error as CountryPackError {
      throw error
    } catch {
      throw .unreadable(file: file.path, reason: DescriptorProblem.sentence(error))
    }
    if let reason = descriptor.contradiction { throw .unreadable(file: file.path, reason: reason) }
    self.folder = folder
    name = descriptor.name
    title = descriptor.title
    version = descriptor.version
    baseYear = descriptor.model.baseYear
    lastYear = descriptor.model.lastYear
    currency = descriptor.model.currency
    tables = descriptor.model.tables
    aggregations = descriptor.model.aggregations
    detail = descriptor.model.detail
    unmixed = descriptor.model.unmixed
    notice = descriptor.model.notice
  }

  /// The tables of an aggregation: one of the pack's own by name, or one that a user's file describes.
  ///
  /// - Parameter aggregation: A name such as `68`, or the path of a table with the columns `industry`,
  ///   `sector` and, if wanted, `name`, which groups every industry once.
  /// - Throws: ``CountryPackError``, ``AggregationError`` or `CSVError`.
  public func tables(aggregation: String) throws -> PackTables {
    let common = folder.appendingPathComponent(tables)
    if let path = aggregations[aggregation] {
      return PackTables(
        aggregation: aggregation, folders: [folder.appendingPathComponent(path), common])
    }
    let file = URL(fileURLWithPath: aggregation)
    guard !aggregation.isEmpty, FileManager.default.fileExists(atPath: file.path) else {
      throw CountryPackError.unknownAggregation(
        name: aggregation, known: aggregations.keys.sorted())
    }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: file.resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      let size = attributes?[.size] as? NSNumber, size.intValue <= CountryPack.longestGrouping
    else {
      throw CountryPackError.unreadable(
        file: aggregation,
        reason:
          "a grouping is a file of text with the columns industry and sector, of at most \(CountryPack.longestGrouping) bytes."
      )
    }
    return try tables(
      grouping: PackTables.text(of: file), source: aggregation,
      named: file.deletingPathExtension().lastPathComponent)
  }

  /// The tables added up to the sectors of a user's own grouping.
  ///
  /// - Parameters:
  ///   - text: The grouping, as a table with the columns `industry`, `sector` and, if wanted, `name`.
  ///   - source: Where it was read, for messages.
  ///   - name: What the aggregation is called.
  public func tables(grouping text: String, source: String, named name: String) throws -> PackTables
  {
    guard let detailed = aggregations[detail].map(folder.appendingPathComponent) else {
      throw CountryPackError.unknownAggregation(name: detail, known: aggregations.keys.sorted())
    }
    let fine = try PackTables.tables(in: detailed).map { name in
      PackTable(
        path: name, text: try PackTables.text(of: detailed.appendingPathComponent(name)))
    }
    guard let sectors = fine.first(where: { $0.name == "sector" }),
      let users = fine.first(where: { $0.name == "user" })
    else {
      throw CountryPackError.missing(file: detailed.appendingPathComponent("sector.csv").path)
    }
    let industries = try sectors.parsed().rows.map { $0[0] }
    let grouping = try SectorGrouping(
      CSVTable(text: text, source: source), industries: industries,
      taken: Set(try users.parsed().rows.map { $0[0] }).subtracting(industries))
    let built = try TableAggregation(grouping: grouping, unmixed: Set(unmixed), folder: "")
      .aggregated(fine)
    let texts = Dictionary(
      built.map { ("\($0.name).csv", $0.text) }, uniquingKeysWith: { first, _ in first })
    return PackTables(
      aggregation: name, folders: [folder.appendingPathComponent(tables)], added: texts,
      grouping: grouping.text, warnings: try joined(grouping, fine))
  }

  /// The largest file of a grouping that is read.
  static let longestGrouping = 1_000_000

  /// The groups that join industries to which the model does things of their own with others.
  private func joined(_ grouping: SectorGrouping, _ fine: [PackTable]) throws -> [String] {
    var warnings: [String] = []
    for table in fine where table.name == "powerSector" {
      let members = Set(try table.parsed().rows.map { $0[0] })
      for group in grouping.groups {
        let all = grouping.groupOf.filter { $0.value == group.code }.map(\.key)
        guard all.contains(where: members.contains), all.contains(where: { !members.contains($0) })
        else { continue }
        warnings.append(
          "sector \(group.code) joins power stations (\(members.sorted().joined(separator: ", "))) with other industries, so fuel, emissions and green plants of power stations are an average over it. Give them a sector of their own to trust emissions."
        )
      }
    }
    return warnings
  }

  /// Tables that are not as the pack's descriptor states them, in a sentence; none where all are.
  public func changes(in tables: PackTables) throws -> [String] {
    struct Descriptor: Decodable {
      struct Resource: Decodable {
        var path: String
        var hash: String?
      }
      var resources: [Resource]?
    }
    let file = folder.appendingPathComponent("datapackage.json")
    guard let data = FileManager.default.contents(atPath: file.path),
      let descriptor = try? JSONDecoder().decode(Descriptor.self, from: data)
    else { return [] }
    let folders = Set(tables.folders.map(\.standardizedFileURL.path))
    let changed = (descriptor.resources ?? []).filter { resource in
      let table = folder.appendingPathComponent(resource.path)
      guard folders.contains(table.deletingLastPathComponent().standardizedFileURL.path),
        let stated = resource.hash, let bytes = FileManager.default.contents(atPath: table.path)
      else { return false }
      var digest = SHA256()
      digest.update(Array(bytes))
      return stated != "sha256:" + digest.hexadecimal()
    }
    guard let first = changed.first else { return [] }
    return [
      changed.count == 1
        ? "\(first.path) was changed after the pack was built. See `jtam check`."
        : "\(changed.count) of the pack's tables, the first being \(first.path), were changed after it was built. See `jtam check`."
    ]
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
  /// The descriptor does not say which format the pack has.
  case noFormat(file: String)
  /// The pack is of a format that this program does not read.
  case otherFormat(file: String, format: Int, supported: Int)
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
    case .noFormat(let file):
      """
      \(file) does not say which format the pack has (jtam.format), so an earlier version of the \
      program built it, or another program. Build the pack again with `jtam pack build RECIPE`.
      """
    case .otherFormat(let file, let format, let supported):
      """
      \(file): the pack has format \(format), and this version of the program reads format \
      \(supported). \(format > supported ? "Update the program, or use an earlier pack." : "Build the pack again with `jtam pack build RECIPE`.")
      """
    case .unreadable(let file, let reason):
      "\(file) does not read: \(reason)"
    case .unknownAggregation(let name, let known):
      """
      The pack has no tables for the aggregation "\(name)", and there is no such file. It has \
      \(known.joined(separator: " and ")); a file groups the industries in the columns industry and sector.
      """
    }
  }
}
