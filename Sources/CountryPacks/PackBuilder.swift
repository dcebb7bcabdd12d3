import Foundation

/// Builds a country pack's tables from its recipe and raw files.
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
  /// - Returns: The files, in the order in which they were written.
  /// - Throws: ``PackError``, `CSVError`, `SocialAccountingError` or `BalancingError`.
  @discardableResult
  public func build(into folder: URL? = nil) throws -> [PackTable] {
    let source = recipe.deletingLastPathComponent()
    let tables = try self.tables()
    for table in tables { try table.write(below: folder ?? source) }
    return tables
  }

  /// Builds the tables without writing them.
  public func tables() throws -> [PackTable] {
    let description = try PackRecipe.read(recipe)
    let folder = RawFolder(url: recipe.deletingLastPathComponent())
    let accounts = try AccountsBuilder(recipe: description, folder: folder).build()
    return accounts.tables
  }
}
