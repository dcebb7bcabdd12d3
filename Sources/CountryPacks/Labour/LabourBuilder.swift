import Quantities
import SocialAccounting

/// The labour stage of a pack: jobs of the base year by industry and by gender, age, skill and formality.
///
/// Sections of the activity classification have published shares; their industries take them, and differ
/// inside a section only where the recipe names a source that says how. Jobs are whole numbers, so the
/// groups of an industry add up to its jobs exactly.
struct LabourBuilder: Sendable {
  let recipe: LabourRecipe
  let folder: RawFolder
  let classification: SectorClassification

  /// The tables: one a dimension by industry, the sets, the notes to print beside results, sources and
  /// reconciliation.
  /// - Throws: ``PackError``, `CSVError`, `SocialAccountingError` or `BalancingError`.
  func build() throws -> [PackTable] {
    let industries = classification.industries.map(\.code)
    let jobs = try jobsByIndustry(industries)
    var tables: [LabourTable] = []
    for dimension in recipe.dimensions {
      let (shares, statuses) = try shares(of: dimension, industries, jobs)
      tables.append(
        LabourTable(
          dimension: dimension.dimension, name: dimension.table, groups: dimension.groups,
          sectors: industries,
          jobs: try whole(shares, jobs, industries, dimension.dimension), statuses: statuses))
    }
    if let age = recipe.age { tables.append(try ages(age, jobs, industries, tables)) }
    let notes = PackTable(
      path: "tables/labourNotes.csv", header: ["dimension", "note"],
      rows: recipe.notes.map { [$0.dimension, $0.note] })
    let lines = try LabourReconciliation(recipe: recipe, folder: folder, tables: tables).lines()
    return tables.map { $0.packTable(folder: String(industries.count)) }
      + tables.map(\.set) + [
        notes, ReconciliationLine.table(stage: "labour", lines),
        TableSource.table(stage: "labour", recipe.sources),
      ]
  }

  private func jobsByIndustry(_ industries: [String]) throws -> [Double] {
    let source = recipe.jobs
    let filter = source.rows.sorted { $0.key < $1.key }
    let numbers = try LabourNumbers(
      folder.table(source.file), keys: [source.column] + filter.map(\.key),
      value: source.valueColumn)
    return try industries.map { try numbers.value([$0] + filter.map(\.value)) }
  }

  /// Shares of the groups in every industry, and how far to trust them.
  private func shares(
    of dimension: LabourDimensionRecipe, _ industries: [String], _ jobs: [Double]
  ) throws -> ([[Double]], [Status]) {
    let numbers = try LabourNumbers(
      folder.table(dimension.file), keys: [dimension.sectionColumn, dimension.groupColumn],
      value: dimension.valueColumn)
    let position = Dictionary(
      industries.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var shares: [[Double]?] = Array(repeating: nil, count: industries.count)
    var statuses = Array(repeating: Status.illustrative, count: industries.count)
    let whole = try status(dimension.wholeStatus)
    let part = try status(dimension.partStatus)
    let sections =
      recipe.sections
      ?? Dictionary(industries.map { ($0, [$0]) }, uniquingKeysWith: { first, _ in first })
    for (section, members) in sections.sorted(by: { $0.key < $1.key }) {
      let published = try LabourBuilder.groupShares(of: dimension, section: section, numbers)
      let rows = try members.map { industry in
        guard let row = position[industry] else {
          throw PackError.missing(what: "industry \(industry)", table: "the classification")
        }
        return row
      }
      let detailed = try detail(dimension, members, rows.map { jobs[$0] }, published)
      for (member, row) in rows.enumerated() {
        guard shares[row] == nil else {
          throw PackError.recipe(
            path: "sections", reason: "industry \(industries[row]) stands in two sections.")
        }
        shares[row] = detailed.shares[member]
        statuses[row] = max(members.count == 1 ? whole : part, detailed.status ?? whole)
      }
    }
    return (
      try zip(industries, shares).map { industry, shares in
        guard let shares else {
          throw PackError.missing(what: "industry \(industry)", table: "sections of the recipe")
        }
        return shares
      }, statuses
    )
  }

  /// The published shares of the groups in a section.
  static func groupShares(
    of dimension: LabourDimensionRecipe, section: String, _ numbers: LabourNumbers
  ) throws -> [Double] {
    let key = dimension.sectionPrefix + section
    let known = try dimension.groups.map { try $0.code.map { try numbers[key, $0] } }
    let sum = known.reduce(0) { $0 + ($1 ?? 0) }
    let total =
      try dimension.total ?? dimension.totalCode.map { try numbers[key, $0] } ?? sum
    let values = known.map { $0 ?? total - sum }
    guard total > 0, values.allSatisfy({ $0 >= 0 }) else {
      throw PackError.recipe(
        path: dimension.file,
        reason: "the groups of \(key) add up to \(sum), more than their total \(total).")
    }
    return values.map { $0 / values.reduce(0, +) }
  }

  /// Shares of a section's industries: its own for all, or the pattern of a detailed source scaled by RAS to
  /// the section's totals.
  private func detail(
    _ dimension: LabourDimensionRecipe, _ members: [String], _ jobs: [Double],
    _ published: [Double]
  ) throws -> (shares: [[Double]], status: Status?) {
    let same = members.map { _ in published }
    guard let detail = dimension.detail,
      detail.bridge.contains(where: { members.contains($0.industry) })
    else { return (same, nil) }
    guard dimension.groups.count == 2,
      let column = dimension.groups.firstIndex(where: { $0.element == detail.element })
    else {
      throw PackError.recipe(
        path: detail.file, reason: "a detail needs two groups, one of them \(detail.element).")
    }
    let table = try folder.table(detail.file)
    let values = try LabourNumbers(table, keys: [detail.keyColumn], value: detail.valueColumn)
    let weights = try LabourNumbers(table, keys: [detail.keyColumn], value: detail.weightColumn)
    var seed = try LabelledMatrix(rows: members, columns: dimension.groups.map(\.element))
    for (row, industry) in members.enumerated() {
      var share = published[column]
      if let entry = detail.bridge.first(where: { $0.industry == industry }) {
        let weight = try entry.sectors.reduce(0) { $0 + (try weights[$1]) }
        share = try entry.sectors.reduce(0) { $0 + (try weights[$1] * values[$1]) } / weight
      }
      seed[row, column] = jobs[row] * share
      seed[row, 1 - column] = jobs[row] * (1 - share)
    }
    let sum = jobs.reduce(0, +)
    let balanced = try seed.balancedByRAS(
      rowTotals: jobs, columnTotals: published.map { $0 * sum }
    ).matrix
    return (
      members.indices.map { row in published.indices.map { balanced[row, $0] / jobs[row] } },
      try status(detail.status)
    )
  }

  /// Age by industry from the groups that give it.
  private func ages(
    _ age: LabourAgeRecipe, _ jobs: [Double], _ industries: [String], _ tables: [LabourTable]
  ) throws -> LabourTable {
    guard let given = tables.first(where: { $0.dimension == age.given }) else {
      throw PackError.missing(what: "dimension \"\(age.given)\"", table: "the recipe")
    }
    let numbers = try LabourNumbers(
      folder.table(age.file), keys: [age.givenColumn, age.groupColumn], value: age.valueColumn)
    let profiles = try given.groups.map { group in
      guard let code = age.codes[group.element] else {
        throw PackError.missing(what: "code of \(group.element)", table: "codes of age")
      }
      let persons = try age.groups.map { group in
        guard let row = group.code else {
          throw PackError.missing(what: "code of \(group.element)", table: "groups of age")
        }
        return try numbers[code, row]
      }
      return persons.map { $0 / persons.reduce(0, +) }
    }
    let shares = zip(given.jobs, jobs).map { parts, total in
      age.groups.indices.map { column in
        zip(parts, profiles).reduce(0) { $0 + $1.0 * $1.1[column] } / total
      }
    }
    return LabourTable(
      dimension: age.dimension, name: age.table, groups: age.groups, sectors: industries,
      jobs: try whole(shares, jobs, industries, age.dimension),
      statuses: Array(repeating: try status(age.status), count: industries.count))
  }

  /// Whole jobs; the largest group takes the rounding, so that every industry adds up to its jobs.
  private func whole(
    _ shares: [[Double]], _ jobs: [Double], _ industries: [String], _ dimension: String
  ) throws -> [[Double]] {
    try zip(zip(shares, jobs), industries).map { pair, industry in
      var parts = pair.0.map { ($0 * pair.1).rounded() }
      guard let largest = pair.0.indices.max(by: { pair.0[$0] < pair.0[$1] }) else { return [] }
      parts[largest] = 0
      parts[largest] = pair.1 - parts.reduce(0, +)
      guard parts.allSatisfy({ $0 >= 0 }) else {
        throw PackError.recipe(
          path: dimension,
          reason: "the \(pair.1) jobs of industry \(industry) are too few to split.")
      }
      return parts
    }
  }

  private func status(_ text: String) throws -> Status {
    guard let status = Status(rawValue: text) else {
      throw PackError.recipe(
        path: "recipe of labour",
        reason:
          "\"\(text)\" is no status; \(NearestName.hint(for: text, among: Status.allCases.map(\.rawValue)))"
      )
    }
    return status
  }
}
