import Quantities

/// Jobs of one dimension by industry and group, in whole jobs: every industry adds up to its jobs.
struct LabourTable: Sendable {
  let dimension: String
  /// The name of the pack's table.
  let name: String
  let groups: [LabourGroup]
  /// Industries or sectors, in order.
  let sectors: [String]
  /// Jobs by sector, then by group.
  let jobs: [[Double]]
  /// How far to trust each sector's split.
  let statuses: [Status]

  /// The table as a file of an aggregation.
  func packTable(folder: String) -> PackTable {
    var table = PackTable(
      path: "tables/\(folder)/\(name).csv", header: ["sector", dimension, "value", "status"])
    for (row, sector) in sectors.enumerated() {
      for (column, group) in groups.enumerated() {
        table.add([sector, group.element], jobs[row][column], statuses[row])
      }
    }
    return table
  }

  /// The groups as a set of their own.
  var set: PackTable {
    PackTable(
      path: "tables/\(dimension).csv", header: [dimension, "name"],
      rows: groups.map { [$0.element, $0.name] })
  }

  /// The share of a group in all jobs of the sectors wanted.
  func share(of element: String, in wanted: Set<String>? = nil) throws -> Double {
    let column = try column(element)
    let rows = sectors.indices.filter { wanted?.contains(sectors[$0]) ?? true }
    let part = rows.reduce(0) { $0 + jobs[$1][column] }
    return part / rows.reduce(0) { $0 + jobs[$1].reduce(0, +) }
  }

  /// The position of a group.
  func column(_ element: String) throws -> Int {
    guard let column = groups.firstIndex(where: { $0.element == element }) else {
      throw PackError.missing(what: "group \"\(element)\" of \(dimension)", table: "the recipe")
    }
    return column
  }
}
