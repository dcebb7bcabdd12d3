import Foundation

/// Builds a country pack from its recipe and raw files: accounts, satellites, jobs by group and
/// `datapackage.json`.
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
    var folder = RawFolder(url: recipe.deletingLastPathComponent())
    try folder.verifyChecksums()
    let header: PackHeader = try folder.recipe(recipe.lastPathComponent)
    let satellites: SatelliteRecipe = try folder.recipe(header.satellites)
    let accounts = try accounts(header, &folder)
    let classification = accounts.classification
    try check(header, satellites)
    let detail = String(classification.industries.count)
    let groups = String(classification.grouping.groups.count)
    let labour = try labour(header, folder, classification)
    let stages =
      try accounts.tables + SatelliteBuilder(recipe: satellites, folder: folder).build()
      + labour.tables + additions(header, folder, detail: detail)
    // Sets of industries that groups must not mix are named by the model, which treats them apart.
    let unmixed = ["publicSector"]
    let aggregation = TableAggregation(
      grouping: classification.grouping, unmixed: Set(unmixed), folder: "tables/\(groups)")
    let detailed = stages.filter { $0.path.hasPrefix("tables/\(detail)/") }
    let tables = try joiningParameters(of: stages) + aggregation.aggregated(detailed)
    let writer = DataPackageWriter(
      header: header,
      model: PackModelSection(
        baseYear: header.baseYear, lastYear: satellites.lastYear,
        currency: header.currency, tables: "tables",
        aggregations: [groups: "tables/\(groups)", detail: "tables/\(detail)"], detail: detail,
        unmixed: unmixed, notice: header.notice),
      sources: accounts.sources + satellites.sources + labour.sources)
    return tables + [try writer.descriptor(of: tables)]
  }

  /// The accounts stage: from a social accounting matrix when the recipe names one, else from supply and
  /// use. What it builds for later stages to read joins the folder.
  private func accounts(
    _ header: PackHeader, _ folder: inout RawFolder
  ) throws -> (classification: SectorClassification, tables: [PackTable], sources: [TableSource]) {
    guard let matrix = header.matrix else {
      let recipe: PackRecipe = try folder.recipe(self.recipe.lastPathComponent)
      let result = try AccountsBuilder(recipe: recipe, folder: folder).build()
      return (result.classification, result.tables, recipe.accounts.sources)
    }
    let result = try MatrixAccountsBuilder(header: header, recipe: matrix, folder: folder).build()
    folder.built = result.built
    return (result.classification, result.tables, matrix.sources)
  }

  /// The labour stage, when the recipe names one.
  private func labour(
    _ accounts: PackHeader, _ folder: RawFolder, _ classification: SectorClassification
  ) throws -> (tables: [PackTable], sources: [TableSource]) {
    guard let path = accounts.labour else { return ([], []) }
    let recipe: LabourRecipe = try folder.recipe(path)
    guard recipe.pack == accounts.pack, recipe.baseYear == accounts.baseYear else {
      throw PackError.recipe(
        path: path,
        reason:
          "it is of \(recipe.pack) \(recipe.baseYear), but \(self.recipe.lastPathComponent) of \(accounts.pack) \(accounts.baseYear)."
      )
    }
    let builder = LabourBuilder(recipe: recipe, folder: folder, classification: classification)
    return (try builder.build(), recipe.sources)
  }

  /// Tables written by hand, copied to where the model looks for them: those by industry, product or
  /// user with the detail, all others with the tables of every aggregation.
  private func additions(
    _ recipe: PackHeader, _ folder: RawFolder, detail: String
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
    _ accounts: PackHeader, _ satellites: SatelliteRecipe
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
