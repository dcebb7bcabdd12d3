import Quantities
import SocialAccounting

/// Adds the tables of a pack's industries up to the groups of a ``SectorGrouping``.
///
/// Every table of the finest detail holds amounts that add up: values under the columns `sector`,
/// `product` and `user` are summed over the labels of a group, other columns before the value keep their
/// labels, and a sum has the status of its least trusted part. So all aggregations agree with the detail cell by cell.
/// A set becomes the groups; a subset of the industries, the groups that hold one of it.
struct TableAggregation {
  let grouping: SectorGrouping
  /// Subsets that a group is wholly in or wholly out of.
  let unmixed: Set<String>
  /// The folder of the tables that result.
  let folder: String

  private static let grouped: Set<String> = ["sector", "product", "user"]

  /// Whether a table has cells of industries, products or users.
  static func isGrouped(_ table: CSVTable) -> Bool { !grouped.isDisjoint(with: table.header) }

  /// The tables of the groups.
  /// - Throws: ``AggregationError`` or `CSVError`.
  func aggregated(_ tables: [PackTable]) throws -> [PackTable] {
    let parsed = try tables.map { (table: $0, content: try $0.parsed()) }
    let finals = parsed.first { $0.table.name == "user" }?.content.rows.map { $0[0] } ?? []
    let users = grouping.groups.map(\.code) + finals.filter { grouping.groupOf[$0] == nil }
    let position = Dictionary(
      users.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return try parsed.map { table, content in
      let path = "\(folder)/\(table.name).csv"
      if content.header == ["row", "column", "value"] {
        return PackTable(path: path, text: try matrix(content).csv)
      }
      if content.header.contains("value") {
        return try amounts(content, path: path, position: position)
      }
      return PackTable(
        path: path, header: content.header, rows: try elements(table.name, content))
    }
  }

  /// The group of a label, or the label itself.
  private func group(_ label: String) -> String { grouping.groupOf[label] ?? label }

  private func amounts(
    _ table: CSVTable, path: String, position: [String: Int]
  ) throws -> PackTable {
    let value = try table.column("value")
    let status = table.header.firstIndex(of: "status")
    // What stands before the value names the cell, what stands after it is said of it.
    let labels = Array(0..<value)
    let isGrouped = labels.map { Self.grouped.contains(table.header[$0]) }
    var sums: [[String]: (value: Double, status: Status)] = [:]
    var firstSeen: [String: Int] = [:]
    var listsZeros = labels.count < 2
    for (index, row) in table.rows.enumerated() {
      let number = try table.number(row: index, column: value)
      listsZeros = listsZeros || number == 0
      var key: [String] = []
      for (label, isGrouped) in zip(labels, isGrouped) {
        let text = isGrouped ? group(row[label]) : row[label]
        if isGrouped && position[text] == nil {
          throw AggregationError.table(
            table.source,
            problem: "line \(table.lines[index]) names \"\(row[label])\", which is no industry.")
        }
        if !isGrouped && firstSeen[text] == nil { firstSeen[text] = firstSeen.count }
        key.append(text)
      }
      let known = sums[key]
      let own = try status.map { column in
        guard let status = Status(rawValue: row[column]) else {
          throw AggregationError.table(
            table.source,
            problem: "line \(table.lines[index]) has no such status: \"\(row[column])\".")
        }
        return status
      }
      sums[key] = (
        (known?.value ?? 0) + number,
        max(known?.status ?? .official, own ?? .official)
      )
    }
    // A cell that adds up to nothing is left out where only non-zero cells are listed.
    let kept = sums.filter { listsZeros || $0.value.value != 0 }
    func order(_ key: [String]) -> [Int] {
      zip(key, isGrouped).map { $1 ? position[$0] ?? 0 : firstSeen[$0] ?? 0 }
    }
    let sorted = kept.map { (order: order($0.key), key: $0.key, sum: $0.value) }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
    return PackTable(
      path: path,
      header: labels.map { table.header[$0] } + ["value"] + (status == nil ? [] : ["status"]),
      rows: sorted.map { entry in
        entry.key + [CSVWriter.number(entry.sum.value)]
          + (status == nil ? [] : [entry.sum.status.rawValue])
      })
  }

  /// The elements of a set after grouping, with their names.
  private func elements(_ set: String, _ table: CSVTable) throws -> [[String]] {
    let groups = grouping.groups.map { [$0.code, $0.name] }
    if set == "sector" || set == "product" { return groups }
    let others = table.rows.filter { grouping.groupOf[$0[0]] == nil }
    if set == "user" { return groups + others }
    let members = Set(table.rows.map { $0[0] }.filter { grouping.groupOf[$0] != nil })
    if members.isEmpty { return table.rows }
    let holding = grouping.groups.filter { candidate in
      members.contains { grouping.groupOf[$0] == candidate.code }
    }
    if unmixed.contains(set) {
      for candidate in holding {
        let all = grouping.groupOf.filter { $0.value == candidate.code }.map(\.key).sorted()
        let outside = all.filter { !members.contains($0) }
        guard outside.isEmpty else {
          throw AggregationError.mixed(
            source: grouping.source, group: candidate.code, subset: set,
            inside: all.filter(members.contains), outside: outside)
        }
      }
    }
    return holding.map { [$0.code, $0.name] }
  }

  /// A social accounting matrix with activities `a:` and products `c:` added up.
  private func matrix(_ table: CSVTable) throws -> SocialAccountingMatrix {
    func account(_ label: String) -> String {
      for prefix in ["a:", "c:"] where label.hasPrefix(prefix) {
        return prefix + group(String(label.dropFirst(prefix.count)))
      }
      return label
    }
    let fine = try SocialAccountingMatrix(csv: table)
    let groups = grouping.groups.map(\.code)
    var order = groups.map { "a:\($0)" } + groups.map { "c:\($0)" }
    var seen = Set(order)
    for label in fine.accounts.map(account) where seen.insert(label).inserted {
      order.append(label)
    }
    return try fine.aggregated(
      by: Grouping(
        groups: order,
        groupOf: Dictionary(
          fine.accounts.map { ($0, account($0)) }, uniquingKeysWith: { first, _ in first })))
  }
}
