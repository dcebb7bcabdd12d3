import CountryPacks
import Foundation
import Quantities

/// What the elements of a pack's sets are called in print: no picture shows a code.
struct ElementNames {
  let pack: CountryPack
  let aggregation: String

  /// The names of a set, by element, in the order of its table.
  /// - Throws: `CountryPackError` when no folder of the aggregation has the table.
  func of(_ set: String) throws -> [(element: String, name: String)] {
    let files = try pack.tableFolders(aggregation: aggregation).map {
      $0.appendingPathComponent("\(set).csv")
    }
    guard let file = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }),
      let text = try? String(contentsOf: file, encoding: .utf8)
    else { throw CountryPackError.missing(file: files.first?.path ?? "\(set).csv") }
    let table = try CSVTable(text: text, source: file.path)
    let columns = (try table.column(set), try table.column("name"))
    return table.rows.map { ($0[columns.0], $0[columns.1]) }
  }

  /// The names of a set as a look-up that refuses an element it does not know.
  func lookUp(_ set: String) throws -> (String) throws -> String {
    let names = Dictionary(
      try of(set).map { ($0.element, $0.name) }, uniquingKeysWith: { first, _ in first })
    let pack = pack.name
    return { element in
      guard let name = names[element] else {
        throw AssessmentError.badInput(
          "The pack \(pack) has no name for \(set) \"\(element)\", which the run holds. Draw the picture with the pack the run was made with (--pack)."
        )
      }
      return name
    }
  }
}
