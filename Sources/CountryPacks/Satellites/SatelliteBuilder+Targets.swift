import Quantities

extension SatelliteBuilder {
  /// `emissionTargets.csv`: each target as a share of the base year's net emissions in the inventory that
  /// the pack is built on, beside what the country states. No equation reads it.
  func targetTables(_ inputs: SatelliteInputs) throws -> [PackTable] {
    guard let recipe = recipe.emissionTargets else { return [] }
    let base = try netEmissions(recipe, inputs)
    var table = PackTable(
      path: "tables/emissionTargets.csv",
      header: [
        "year", "name", "lower", "upper", "unit", "leastReduction", "mostReduction", "baseYear",
        "baseYearEmissions", "statedLower", "statedUpper", "status", "source", "vintage", "note",
      ])
    for target in recipe.targets {
      let numbers = [
        base * (1 - target.most), base * (1 - target.least), target.least, target.most, base,
        target.statedLower, target.statedUpper,
      ].map { CSVWriter.number($0) }
      table.add([
        String(target.year), target.name, numbers[0], numbers[1], recipe.unit, numbers[2],
        numbers[3], String(recipe.baseYear), numbers[4], numbers[5], numbers[6], target.status,
        target.source, target.vintage, recipe.note,
      ])
    }
    return [table]
  }

  /// Net emissions of the base year; the published total must be the sum of its sectors.
  private func netEmissions(
    _ recipe: SatelliteTargetsRecipe, _ inputs: SatelliteInputs
  ) throws -> Double {
    let table = try inputs.table(recipe.inventory)
    let (file, code) = (try table.column("file"), try table.column("code"))
    let (gas, year) = (try table.column("gas"), try table.column("year"))
    let value = try table.column("value_Gg")
    var total: Double?
    var sectors = 0.0
    for (index, row) in table.rows.enumerated()
    where row[file] == recipe.file && row[gas] == recipe.gas && row[year] == "\(recipe.baseYear)" {
      let emitted = try table.number(row: index, column: value)
      if row[code].isEmpty { total = emitted } else { sectors += emitted }
    }
    guard let total else {
      throw SatelliteError.missing(
        table: table.source, key: "\(recipe.file), \(recipe.gas), \(recipe.baseYear), total")
    }
    // The inventory prints six significant digits.
    let tolerance = 1e-5
    guard (sectors - total).magnitude <= tolerance * total.magnitude else {
      throw SatelliteError.total(
        item: "net emissions of \(recipe.baseYear), Gg", published: total, found: sectors,
        tolerance: tolerance)
    }
    return total / recipe.gigagramsPerUnit
  }
}
