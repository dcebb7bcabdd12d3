import Foundation
import Quantities

/// Looks for everything that is wrong with a pack's files: all of it, not the first mistake only.
///
/// A pack may be right as files and wrong for a model; what a model demands beyond this is found when
/// it is compiled with the pack.
public struct PackCheck {
  /// The pack.
  public let pack: CountryPack
  /// What is wrong, causes before their consequences.
  public private(set) var findings: [PackFinding] = []
  /// How many tables were read.
  public private(set) var tableCount = 0
  var tables: [String: LooseTable] = [:]

  /// Looks at every file of a pack.
  /// - Throws: ``CountryPackError`` when `datapackage.json` does not read.
  public init(_ pack: CountryPack) throws(CountryPackError) {
    self.pack = pack
    let listed = try PackResource.all(of: pack)
    let present = PackCheck.files(of: pack)
    compare(present, with: listed)
    for file in present {
      guard let data = FileManager.default.contents(atPath: path(file)) else { continue }
      let table = LooseTable(file: file, data: data)
      tables[file] = table
      findings += table.findings
    }
    tableCount = tables.count
    for file in present { checkCells(of: file) }
    for aggregation in pack.aggregations.sorted(by: { $0.key < $1.key }) {
      checkAccounts(in: aggregation.value)
    }
    checkShares()
    findings.sort(by: PackFinding.isRanked)
  }

  mutating func note(_ finding: PackFinding) { findings.append(finding) }

  private func path(_ file: String) -> String { pack.folder.appendingPathComponent(file).path }

  /// The pack's tables on disk: what records its sources, and what is below its folder of tables.
  private static func files(of pack: CountryPack) -> [String] {
    let files = FileManager.default
    let above = ((try? files.contentsOfDirectory(atPath: pack.folder.path)) ?? [])
      .filter { $0.hasPrefix("sources-") && $0.hasSuffix(".csv") }
    let folder = pack.folder.appendingPathComponent(pack.tables).path
    let below = ((try? files.subpathsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".csv") }.map { "\(pack.tables)/\($0)" }
    return (above + below).sorted()
  }

  /// Which files are missing, changed, or more than the descriptor lists.
  private mutating func compare(_ present: [String], with listed: [PackResource]) {
    for resource in listed {
      guard let data = FileManager.default.contents(atPath: path(resource.path)) else {
        note(
          PackFinding(
            .missingTable, file: resource.path,
            message:
              "datapackage.json lists this table. Restore the file, or build the pack again."))
        continue
      }
      let hash = "sha256:\(SHA256.hexadecimal(SHA256.digest(of: data)))"
      guard let stated = resource.hash, stated != hash else { continue }
      note(
        PackFinding(
          .changed, file: resource.path, found: String(hash.prefix(15)),
          expected: String(stated.prefix(15)),
          message:
            "The table was changed after the pack was built. Restore it, or make the change in the recipe and build the pack again."
        ))
    }
    for file in Set(present).subtracting(listed.map(\.path)).sorted() {
      note(
        PackFinding(
          .unlisted, file: file,
          message:
            "datapackage.json does not list this table, and models read it all the same. Remove it, or build the pack again."
        ))
    }
  }
}

/// A table as `datapackage.json` lists it.
struct PackResource: Decodable {
  let path: String
  let hash: String?

  private struct Descriptor: Decodable { let resources: [PackResource] }

  static func all(of pack: CountryPack) throws(CountryPackError) -> [PackResource] {
    let file = pack.folder.appendingPathComponent("datapackage.json")
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw .missing(file: file.path)
    }
    do {
      return try JSONDecoder().decode(Descriptor.self, from: data).resources
    } catch {
      throw .unreadable(file: file.path, reason: DescriptorProblem.sentence(error))
    }
  }
}
