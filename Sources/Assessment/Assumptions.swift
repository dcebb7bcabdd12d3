import CountryPacks
import Foundation
import Quantities
import Results

/// The scalars a run rests on that are not official.
enum Assumptions {
  /// Every borrowed, illustrative or estimated scalar of a pack.
  static func of(_ pack: CountryPack) throws -> [Assumption] {
    let file = pack.folder.appendingPathComponent(pack.tables)
      .appendingPathComponent("parameters.csv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw CountryPackError.missing(file: file.path)
    }
    let table = try CSVTable(text: text, source: file.path)
    let columns = try ["name", "value", "unit", "status", "source"].map {
      name throws(CSVError) in try table.column(name)
    }
    return table.rows.compactMap { row in
      guard let status = Status(rawValue: row[columns[3]]),
        [.borrowed, .illustrative, .estimated].contains(status)
      else { return nil }
      return Assumption(
        name: row[columns[0]], value: row[columns[1]], unit: row[columns[2]], status: status,
        source: row[columns[4]])
    }
  }
}
