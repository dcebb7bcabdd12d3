import Foundation
import Quantities

/// Adds satellite tables by industry up to the pack's sectors.
struct SatelliteAggregation {
  let inputs: SatelliteInputs
  /// The folder of the tables by industry, which the sectors' folder replaces in the path.
  let detail: String

  /// The columns whose labels are industries, products named for industries, or users.
  private static let mapped = ["sector", "product", "user"]

  /// The tables by sector: amounts of the same labels are summed and keep the worst of their statuses.
  ///
  /// Labels before the first mapped column keep their order, sectors take that of the recipe.
  /// - Throws: `CSVError` when a table has no column `value`, ``SatelliteError/unknown(kind:name:place:)``
  ///   for a status that is none.
  func tables(_ tables: [PackTable]) throws -> [PackTable] { try tables.map(table) }

  private func table(_ fine: PackTable) throws -> PackTable {
    let parsed = try fine.parsed()
    let (value, status) = (try parsed.column("value"), try parsed.column("status"))
    let labels = parsed.header.indices.filter { $0 != value && $0 != status }
    let order = Dictionary(
      uniqueKeysWithValues: (inputs.recipe.sectors + [inputs.recipe.household]).enumerated()
        .map { ($1, $0) })
    var ranks: [[String]: Int] = [:]
    var sums: [[String]: Sum] = [:]
    for (index, row) in parsed.rows.enumerated() {
      guard let own = Status(rawValue: row[status]) else {
        throw SatelliteError.unknown(kind: "status", name: row[status], place: fine.path)
      }
      let key = labels.map { column in
        isMapped(parsed.header[column])
          ? inputs.sectorOfIndustry[row[column]] ?? row[column] : row[column]
      }
      let others = zip(labels, key).filter { !isMapped(parsed.header[$0.0]) }.map(\.1)
      let rank = ranks[others, default: ranks.count]
      ranks[others] = rank
      let places = zip(labels, key).filter { isMapped(parsed.header[$0.0]) }
        .map { order[$0.1] ?? order.count }
      var sum = sums[key] ?? Sum(place: [rank] + places, value: 0, status: own)
      sum.value += try parsed.number(row: index, column: value)
      sum.status = max(sum.status, own)
      sums[key] = sum
    }
    var coarse = PackTable(
      path: fine.path.replacingOccurrences(
        of: detail + "/", with: "tables/\(inputs.recipe.sectors.count)/"),
      header: labels.map { parsed.header[$0] } + ["value", "status"])
    for (key, sum) in sums.sorted(by: { $0.value.place.lexicographicallyPrecedes($1.value.place) })
    {
      coarse.add(key, sum.value, sum.status)
    }
    return coarse
  }

  private func isMapped(_ column: String) -> Bool { Self.mapped.contains(column) }

  private struct Sum {
    /// Where the row stands: the rank of the other labels, then those of the mapped ones.
    let place: [Int]
    var value: Double
    var status: Status
  }
}
