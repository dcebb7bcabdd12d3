import Quantities

/// A partition of a pack's industries into groups, which are the sectors and the products of a model.
///
/// Written by a user as a table with the columns `industry` and `sector` and, if wanted, `name` (what a
/// sector is called in print). Every industry of the pack stands in it exactly once.
public struct SectorGrouping: Sendable, Equatable {
  /// A group and what it is called in print.
  public struct Group: Sendable, Equatable {
    /// The name in the model: letters, digits, `-` and `_`.
    public let code: String
    /// The name in print.
    public let name: String

    /// Creates a group.
    public init(code: String, name: String) {
      self.code = code
      self.name = name
    }
  }

  /// The groups, in order.
  public let groups: [Group]
  /// The group of every industry.
  public let groupOf: [String: String]
  /// Where the grouping was read, for messages.
  public let source: String

  /// A grouping known to be a partition.
  init(groups: [Group], groupOf: [String: String], source: String) {
    self.groups = groups
    self.groupOf = groupOf
    self.source = source
  }

  /// Reads a grouping.
  ///
  /// - Parameters:
  ///   - table: The columns `industry`, `sector` and, if it is there, `name`.
  ///   - industries: The industries that must all be grouped.
  ///   - taken: Names that no group may have, such as those of final users.
  /// - Throws: ``AggregationError`` when it is no partition of the industries, `CSVError` when a
  ///   column is missing.
  public init(_ table: CSVTable, industries: [String], taken: Set<String>) throws {
    if table.header.count == 1, let only = table.header.first,
      only.contains(";") || only.contains("\t")
    {
      throw AggregationError.line(
        source: table.source, line: 1,
        problem: "its columns are separated by semicolons or tabs. Save it with commas.")
    }
    let (industry, sector) = (try table.column("industry"), try table.column("sector"))
    let title = table.header.firstIndex(of: "name")
    let known = Set(industries)
    var lineOf: [String: Int] = [:]
    var groupOf: [String: String] = [:]
    var order: [String] = []
    var names: [String: String] = [:]
    for (row, line) in zip(table.rows, table.lines) {
      func wrong(_ problem: String) -> AggregationError {
        .line(source: table.source, line: line, problem: problem)
      }
      let (code, group) = (row[industry], row[sector])
      guard known.contains(code) else {
        throw wrong(
          "there is no industry \"\(code)\": \(NearestName.hint(for: code, among: industries))")
      }
      if let first = lineOf[code] {
        throw wrong("industry \(code) was grouped on line \(first) already. Keep one of the two.")
      }
      guard SectorGrouping.isName(group) else {
        throw wrong(
          "\"\(group)\" is no name of a sector: use letters, digits, - and _, and begin with a letter or digit."
        )
      }
      guard !taken.contains(group) else {
        throw wrong("\"\(group)\" is the name of a final user. Call the sector otherwise.")
      }
      lineOf[code] = line
      if groupOf.values.contains(group) == false { order.append(group) }
      groupOf[code] = group
      if let title, !row[title].isEmpty {
        if let other = names[group], other != row[title] {
          throw wrong(
            "sector \(group) has two names, \"\(other)\" and \"\(row[title])\". Keep one.")
        }
        names[group] = row[title]
      }
    }
    let missing = industries.filter { groupOf[$0] == nil }
    guard missing.isEmpty else {
      throw AggregationError.incomplete(source: table.source, industries: missing)
    }
    self.init(
      groups: order.map { Group(code: $0, name: names[$0] ?? $0) }, groupOf: groupOf,
      source: table.source)
  }

  /// The grouping as a table, industries in the order of their codes.
  var text: String {
    let names = Dictionary(
      groups.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    let position = Dictionary(
      groups.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = groupOf.sorted {
      (position[$0.value] ?? 0, $0.key) < (position[$1.value] ?? 0, $1.key)
    }
    return CSVWriter.line(["industry", "sector", "name"])
      + rows.map { CSVWriter.line([$0.key, $0.value, names[$0.value] ?? $0.value]) }.joined()
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter || first.isNumber else {
      return false
    }
    return text.utf8.count <= 60
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }
}
