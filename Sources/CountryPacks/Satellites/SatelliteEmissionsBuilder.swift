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
    let combustion = try inventory.value(recipe.combustionCode, gas: "CO2")
    let scale = combustion / energy.cells.reduce(0) { $0 + $1.kilotonnes }
    let fuels = energy.cells.filter { $0.kilotonnes > 0 }.map {
      SatelliteEmissions.FuelCell(energy: $0, value: $0.kilotonnes * scale / unit)
    }
    return SatelliteEmissions(
      fuels: fuels, scale: scale,
      processes: try recipe.processCO2.map {
        ($0.user, try inventory.value($0.code, gas: "CO2") / unit, $0.taxed)
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
        let value = try inventory.value(entry.code, gas: gas) / recipe.gigagramsPerUnit
        for (user, share) in try shares(of: entry, gas: gas) where share * value != 0 {
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
        inputs.recipe.users.compactMap { sums[key(gas.gas, source.source, $0)] }
      }
    }
  }

  private func shares(
    of entry: SatelliteEmissionsRecipe.Activity, gas: String
  ) throws -> [(user: String, share: Double)] {
    if let parts = entry.parts, let to = entry.to, let rest = entry.rest {
      let part = try parts.reduce(0) { $0 + (try inventory.value($1, gas: gas)) }
      let share = part / (try inventory.value(entry.code, gas: gas))
      return [(to, share), (rest, 1 - share)]
    }
    if let to = entry.to {
      guard inputs.recipe.users.contains(to) else {
        throw SatelliteError.unknown(kind: "user", name: to, place: "activity \(entry.code)")
      }
      return [(to, 1)]
    }
    let weights: [String: Double]
    if let carriers = entry.energy {
      weights = energy.byUser(carriers: carriers, bought: true)
    } else if let carriers = entry.energyOwn {
      weights = energy.byUser(carriers: carriers, bought: false)
    } else if let column = entry.keyColumn {
      weights = try keys(column)
    } else {
      weights = [:]
    }
    let users = inputs.recipe.users.filter { entry.among?.contains($0) ?? true }
    let total = users.reduce(0) { $0 + (weights[$1] ?? 0) }
    guard total > 0 else {
      throw SatelliteError.noWeights(entry: "of category \(entry.code)", buyers: users)
    }
    return users.map { ($0, (weights[$0] ?? 0) / total) }
  }

  /// The allocation by activity, summed to users: used for shares only.
  private func keys(_ column: String) throws -> [String: Double] {
    let table = try inputs.table("inventoryKeys")
    let code = try table.column("code")
    let value = try table.column(column)
    var sums: [String: Double] = [:]
    for (index, row) in table.rows.enumerated() {
      let user =
        try row[code] == recipe.householdCode
        ? inputs.recipe.household : inputs.user(of: row[code])
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
