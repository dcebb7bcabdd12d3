import Quantities

/// Value added and persons by group of industries, from the year of a matrix to a later one.
struct GroupGrowth: Sendable {
  private let table: CSVTable
  private let recipe: MatrixRecipe.Growth

  init(_ recipe: MatrixRecipe.Growth, folder: RawFolder) throws {
    self.recipe = recipe
    table = try folder.table(recipe.file)
  }

  /// Value added of a group in the table's last year over that of `year`.
  func valueAdded(_ group: String, since year: Int) throws -> Double {
    try value(recipe.valueAdded, group, recipe.lastYear) / value(recipe.valueAdded, group, year)
  }

  /// Persons of a group in the table's last year over those of `year`.
  func employment(_ group: String, since year: Int) throws -> Double {
    try persons(group) / value(recipe.employment, group, year)
  }

  /// Persons of a group in the table's last year, in the table's unit.
  func persons(_ group: String) throws -> Double {
    try value(recipe.employment, group, recipe.lastYear)
  }

  private func value(_ variable: String, _ group: String, _ year: Int) throws -> Double {
    let (name, when) = (
      try table.column(recipe.variableColumn), try table.column(recipe.yearColumn)
    )
    guard let column = table.header.firstIndex(of: group) else {
      throw PackError.missing(what: "column of the group \"\(group)\"", table: table.source)
    }
    let rows = table.rows.indices.filter {
      table.rows[$0][name] == variable && table.rows[$0][when] == String(year)
    }
    guard rows.count == 1 else {
      throw PackError.missing(what: "single row of \(variable) in \(year)", table: table.source)
    }
    let number = try table.number(row: rows[0], column: column)
    guard number > 0 else {
      throw PackError.missing(
        what: "positive \(variable) of \(group) in \(year)", table: table.source)
    }
    return number
  }
}
