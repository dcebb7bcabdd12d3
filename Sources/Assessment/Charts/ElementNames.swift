import CountryPacks
import Quantities

/// What the elements of a pack's sets are called in print: no picture shows a code.
struct ElementNames {
  let pack: CountryPack
  let tables: PackTables

  /// The names of a set, by element, in the order of its table.
  /// - Throws: `CountryPackError` when the pack does not have the table.
  func of(_ set: String) throws -> [(element: String, name: String)] {
    let table = try tables.needed(set)
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
