import Quantities

/// Published totals of employment beside what the pack's jobs add up to.
///
/// Published shares are of persons in their main job, the pack's of jobs: the differences are the two
/// concepts' and are shown, not removed.
struct LabourReconciliation: Sendable {
  let recipe: LabourRecipe
  let folder: RawFolder
  let tables: [LabourTable]

  /// A line for every group, then the published shares of the recipe.
  func lines() throws -> [ReconciliationLine] {
    guard let checks = recipe.checks else { return [] }
    var lines: [ReconciliationLine] = []
    for (dimension, table) in zip(recipe.dimensions, tables) {
      let numbers = try LabourNumbers(
        folder.table(dimension.file), keys: [dimension.sectionColumn, dimension.groupColumn],
        value: dimension.valueColumn)
      let shares = try LabourBuilder.groupShares(
        of: dimension, section: checks.sectionTotal, numbers)
      lines += try zip(table.groups, shares).map { group, share in
        try line(table, group, share, dimension.file)
      }
    }
    if let age = recipe.age { lines += try ageLines(age, checks) }
    for share in checks.published { lines.append(try line(share)) }
    return lines
  }

  private func line(
    _ table: LabourTable, _ group: LabourGroup, _ share: Double, _ source: String
  ) throws -> ReconciliationLine {
    ReconciliationLine(
      item: "\(table.dimension) \(group.element), persons and jobs", unit: "% of all",
      published: 100 * share, source: source, pack: 100 * (try table.share(of: group.element)))
  }

  private func ageLines(
    _ age: LabourAgeRecipe, _ checks: LabourChecksRecipe
  ) throws -> [ReconciliationLine] {
    let table = try self.table(age.dimension)
    let numbers = try LabourNumbers(
      folder.table(age.file), keys: [age.givenColumn, age.groupColumn], value: age.valueColumn)
    let codes = age.codes.values.sorted()
    let total = try codes.reduce(0) { $0 + (try numbers[$1, checks.ageTotal]) }
    return try age.groups.map { group in
      let persons = try codes.reduce(0) { $0 + (try numbers[$1, group.code ?? ""]) }
      return try line(table, group, persons / total, age.file)
    }
  }

  private func line(_ share: LabourChecksRecipe.Share) throws -> ReconciliationLine {
    func cell(_ key: [String: String]) throws -> Double {
      let columns = key.keys.sorted()
      let table = try folder.table(share.file)
      let positions = try columns.map { try table.column($0) }
      let value = try table.column(share.valueColumn)
      let rows = table.rows.indices.filter { row in
        zip(columns, positions).allSatisfy { table.rows[row][$1] == key[$0] }
      }
      guard rows.count == 1 else {
        throw PackError.missing(
          what: "single row with \(columns.compactMap { key[$0] }.joined(separator: ", "))",
          table: share.file)
      }
      return try table.number(row: rows[0], column: value)
    }
    let value = try cell(share.value)
    return ReconciliationLine(
      item: share.item, unit: "%",
      published: try share.base.map { try 100 * value / cell($0) } ?? value,
      source: share.file, pack: 100 * (try packShare(share)))
  }

  private func packShare(_ share: LabourChecksRecipe.Share) throws -> Double {
    let wanted = share.industries.map { Set($0) }
    let table = try table(share.of.dimension)
    guard let among = share.among else {
      return try table.share(of: share.of.element, in: wanted)
    }
    let other = try self.table(among.dimension)
    let (column, weight) = (try table.column(share.of.element), try other.column(among.element))
    var part = 0.0
    var whole = 0.0
    for row in table.sectors.indices where wanted?.contains(table.sectors[row]) ?? true {
      let persons = other.jobs[row][weight]
      whole += persons
      part += persons * table.jobs[row][column] / table.jobs[row].reduce(0, +)
    }
    return part / whole
  }

  private func table(_ dimension: String) throws -> LabourTable {
    guard let table = tables.first(where: { $0.dimension == dimension }) else {
      throw PackError.missing(what: "dimension \"\(dimension)\"", table: "the recipe of labour")
    }
    return table
  }
}
