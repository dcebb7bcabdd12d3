import Quantities

/// Gives the categories of a greenhouse-gas inventory to the users who cause them.
///
/// Totals per gas and category are the inventory's; energy, purchases and the allocation by activity
/// only split a category among users.
struct SatelliteEmissionsBuilder {
  private let inputs: SatelliteInputs
  private let recipe: SatelliteEmissionsRecipe
  private let energy: SatelliteEnergy
  private let inventory: SatelliteInventory

  /// The emissions of the base year.
  /// - Throws: ``SatelliteError`` when a category is missing or a published total is missed.
  static func build(
    _ inputs: SatelliteInputs, _ energy: SatelliteEnergy, _ inventory: SatelliteInventory
  ) throws -> SatelliteEmissions {
    let builder = SatelliteEmissionsBuilder(
      inputs: inputs, recipe: inputs.recipe.emissions, energy: energy, inventory: inventory)
    let emissions = try builder.emissions()
    try builder.check(emissions)
    return emissions
  }

  private func emissions() throws -> SatelliteEmissions {
    let unit = recipe.gigagramsPerUnit
    let combustion = try recipe.combustionCode.map { try inventory.value($0, gas: "CO2") }
    let scale = combustion.map { $0 / energy.cells.reduce(0) { $0 + $1.kilotonnes } } ?? 1
    let fuels = energy.cells.filter { $0.kilotonnes > 0 }.map {
      SatelliteEmissions.FuelCell(energy: $0, value: $0.kilotonnes * scale / unit)
    }
    return SatelliteEmissions(
      fuels: fuels, scale: scale,
      processes: try recipe.processCO2.map {
        let value = try inventory.value($0.code, gas: "CO2", parts: $0.parts, less: $0.less)
        try inputs.check(users: [$0.to], place: "process \($0.code)")
        return ($0.to, value / unit, $0.taxed)
      },
      activities: try activities(),
      landUse: try ["CO2", "CH4", "N2O"].map {
        ($0, try inventory.value(recipe.landUseCode, gas: $0) / unit)
      })
  }

  private func activities() throws -> [SatelliteEmissions.ActivityCell] {
    var sums: [String: SatelliteEmissions.ActivityCell] = [:]
    func key(_ gas: String, _ source: String, _ user: String) -> String {
      "\(gas)|\(source)|\(user)"
    }
    for entry in recipe.activities {
      guard let status = Status(rawValue: entry.status ?? Status.derived.rawValue) else {
        throw SatelliteError.unknown(
          kind: "status", name: entry.status ?? "", place: "activity \(entry.code)")
      }
      for gas in entry.gases {
        let value =
          try inventory.value(entry.code, gas: gas, parts: entry.parts, less: entry.less)
          / recipe.gigagramsPerUnit
        for (user, share) in try shares(of: entry) where share * value != 0 {
          let name = key(gas, entry.source, user)
          var cell =
            sums[name]
            ?? SatelliteEmissions.ActivityCell(
              gas: gas, source: entry.source, user: user, value: 0, status: status)
          cell.value += value * share
          cell.status = max(cell.status, status)
          sums[name] = cell
        }
      }
    }
    return recipe.gases.flatMap { gas in
      recipe.sources.flatMap { source in
        inputs.users.compactMap { sums[key(gas.gas, source.source, $0)] }
      }
    }
  }

  private func shares(
    of entry: SatelliteEmissionsRecipe.Activity
  ) throws -> [(user: String, share: Double)] {
    let among = entry.to.map { [$0] } ?? entry.among
    try inputs.check(users: among ?? [], place: "activity \(entry.code)")
    if let to = entry.to { return [(to, 1)] }
    let weights =
      if let column = entry.keyColumn {
        try keys(column)
      } else {
        energy.byUser(carriers: entry.energy ?? [], bought: true).merging(
          energy.byUser(carriers: entry.energyOwn ?? [], bought: false), uniquingKeysWith: +)
      }
    let users = inputs.users.filter { among?.contains($0) ?? true }
    let total = users.reduce(0) { $0 + (weights[$1] ?? 0) }
    guard total > 0 else {
      throw SatelliteError.noWeights(entry: "of category \(entry.code)", buyers: users)
    }
    return users.map { ($0, (weights[$0] ?? 0) / total) }
  }

  /// The allocation by activity: used for shares only.
  private func keys(_ column: String) throws -> [String: Double] {
    let table = try inputs.table("inventoryKeys")
    let code = try table.column("code")
    let value = try table.column(column)
    var sums: [String: Double] = [:]
    for (index, row) in table.rows.enumerated() {
      let user = row[code] == recipe.householdCode ? inputs.recipe.household : row[code]
      try inputs.check(users: [user], place: table.source)
      sums[user, default: 0] += try table.number(row: index, column: value)
    }
    return sums
  }

  private func check(_ emissions: SatelliteEmissions) throws {
    for line in try inventory.reconciliation(emissions, recipe) where line.unit == "Mt CO2e" {
      let gap = (line.pack - line.published).magnitude
      guard gap <= recipe.tolerance * line.published.magnitude else {
        throw SatelliteError.total(
          item: line.item, published: line.published, found: line.pack, tolerance: recipe.tolerance)
      }
    }
  }
}
