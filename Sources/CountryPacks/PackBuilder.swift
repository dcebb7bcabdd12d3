import Foundation

/// Builds a country pack from its recipe and raw files: accounts, satellites and `datapackage.json`.
///
/// Everything is computed before anything is written, and each file is replaced in one step, so a
/// failed build leaves the pack as it was.
public struct PackBuilder: Sendable {
  /// The recipe file.
  public let recipe: URL

  /// Creates a builder for a recipe; paths in it are relative to its folder.
  public init(recipe: URL) {
    self.recipe = recipe
  }

  /// Builds the tables and writes them.
  ///
  /// - Parameter folder: Where the pack's files go; without it, the recipe's own folder.
  /// - Returns: The files, in the order in which they were written; `datapackage.json` is the last.
  /// - Throws: ``PackError``, ``SatelliteError``, `CSVError`, `SocialAccountingError` or
  ///   `BalancingError`.
  @discardableResult
  public func build(into folder: URL? = nil) throws -> [PackTable] {
    let source = recipe.deletingLastPathComponent()
    let tables = try self.tables()
    for table in tables { try table.write(below: folder ?? source) }
    return tables
  }

  /// Builds the tables and the descriptor without writing them.
  public func tables() throws -> [PackTable] {
    let folder = RawFolder(url: recipe.deletingLastPathComponent())
    try folder.verifyChecksums()
    let description: PackRecipe = try folder.recipe(recipe.lastPathComponent)
    let satellites: SatelliteRecipe = try folder.recipe(description.satellites)
    let accounts = try AccountsBuilder(recipe: description, folder: folder).build()
    let classification = accounts.classification
    try check(description, satellites)
    let detail = String(classification.industries.count)
    let groups = String(classification.grouping.groups.count)
    let stages =
      try accounts.tables + SatelliteBuilder(recipe: satellites, folder: folder).build()
      + additions(description, folder, detail: detail)
    // Sets of industries that groups must not mix are named by the model, which treats them apart.
    let unmixed = ["publicSector"]
    let aggregation = TableAggregation(
      grouping: classification.grouping, unmixed: Set(unmixed), folder: "tables/\(groups)")
    let detailed = stages.filter { $0.path.hasPrefix("tables/\(detail)/") }
    let tables = try joiningParameters(of: stages) + aggregation.aggregated(detailed)
    let writer = DataPackageWriter(
      recipe: description,
      model: PackModelSection(
        baseYear: description.baseYear, lastYear: satellites.lastYear,
        currency: description.currency, tables: "tables",
        aggregations: [groups: "tables/\(groups)", detail: "tables/\(detail)"], detail: detail,
        unmixed: unmixed),
      sources: description.accounts.sources + satellites.sources)
    return tables + [try writer.descriptor(of: tables)]
  }

  /// Tables written by hand, copied to where the model looks for them: those by industry, product or
  /// user with the detail, all others with the tables of every aggregation.
  private func additions(
    _ recipe: PackRecipe, _ folder: RawFolder, detail: String
  ) throws -> [PackTable] {
    try (recipe.additions ?? []).map { path in
      let table = try folder.table(path)
      let name = URL(fileURLWithPath: path).lastPathComponent
      return PackTable(
        path: TableAggregation.isGrouped(table) ? "tables/\(detail)/\(name)" : "tables/\(name)",
        header: table.header, rows: table.rows)
    }
  }

  /// The scalars of all stages in one table, `parameters.csv`, where models look for them.
  private func joiningParameters(of tables: [PackTable]) throws -> [PackTable] {
    var joined: PackTable?
    var names: Set<String> = []
    for table in tables where table.name.hasPrefix("parameters-") {
      let stage = try table.parsed()
      var all = joined ?? PackTable(path: "tables/parameters.csv", header: stage.header)
      let name = try stage.column("name")
      for row in stage.rows {
        guard names.insert(row[name]).inserted else {
          throw PackError.recipe(
            path: recipe.lastPathComponent, reason: "the parameter \(row[name]) has two values.")
        }
        all.add(row)
      }
      joined = all
    }
    return tables.filter { !$0.name.hasPrefix("parameters-") } + [joined].compactMap(\.self)
  }

  /// Both recipes speak of the same pack and year.
  private func check(
    _ accounts: PackRecipe, _ satellites: SatelliteRecipe
  ) throws(PackError) {
    func same(_ key: String, _ left: String, _ right: String) throws(PackError) {
      guard left != right else { return }
      throw PackError.recipe(
        path: accounts.satellites,
        reason: "\(key) is \(right), but \(recipe.lastPathComponent) says \(left).")
    }
    try same("pack", accounts.pack, satellites.pack)
    try same("baseYear", String(accounts.baseYear), String(satellites.baseYear))
  }
}
