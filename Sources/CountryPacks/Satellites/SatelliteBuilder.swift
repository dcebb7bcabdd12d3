import Quantities

/// The satellite stage of a pack: energy, emissions, people, macro paths and behaviour from raw tables,
/// as its recipe says.
struct SatelliteBuilder: Sendable {
  let recipe: SatelliteRecipe
  let folder: RawFolder

  var lastParticipationYear: Int { recipe.people.lastParticipationYear }
  var lastActual: Int { recipe.macro.lastActual }
  var lastOutlook: Int { recipe.macro.weoEnd }

  /// The tables, in memory.
  /// - Throws: ``SatelliteError`` or `CSVError` when data are missing or a published total is missed.
  func build() throws -> [PackTable] {
    let inputs = try SatelliteInputs(recipe: recipe, folder: folder)
    let energy = try SatelliteEnergyBuilder.build(inputs)
    let inventory = try SatelliteInventory(inputs)
    let emissions = try SatelliteEmissionsBuilder.build(inputs, energy, inventory)
    let people = try SatellitePeopleBuilder.build(inputs)
    let macro = try SatelliteMacroBuilder.build(inputs)
    let reconciliation =
      try SatelliteEnergyReconciliation.lines(inputs, energy)
      + SatelliteEnergyReconciliation.carbonLines(inputs, inventory, energy, emissions)
      + inventory.reconciliation(emissions, recipe.emissions)
      + SatellitePeopleReconciliation.lines(inputs, people)
    let detail = "tables/\(inputs.industries.count)"
    let byIndustry =
      try energyTables(energy, users: inputs.users, in: detail)
      + emissionTables(emissions, in: detail)
      + SatellitePurchases(inputs: inputs, folder: detail).tables()
    return try elementTables() + byIndustry
      + SatelliteRoles.tables(inputs, detail: detail)
      + landUseTables(emissions) + peopleTables(people) + macroTables(macro)
      + targetTables(inputs) + [
        parameterTable(), ReconciliationLine.table(stage: "satellites", reconciliation),
        TableSource.table(stage: "satellites", recipe.sources),
      ]
  }

  /// Carriers, gases and sources: sets that do not depend on the aggregation.
  private func elementTables() -> [PackTable] {
    var carriers = PackTable(
      path: "tables/carrier.csv", header: ["carrier", "name", "kind", "fossil"])
    for carrier in recipe.energy.carriers {
      carriers.add([carrier.carrier, carrier.name, carrier.kind, carrier.fossil ? "1" : "0"])
    }
    var gases = PackTable(path: "tables/gas.csv", header: ["gas", "name", "gwp"])
    for gas in recipe.emissions.gases {
      gases.add([gas.gas, gas.name, CSVWriter.number(gas.gwp)])
    }
    var sources = PackTable(path: "tables/source.csv", header: ["source", "name"])
    for source in recipe.emissions.sources { sources.add([source.source, source.name]) }
    return [
      carriers, carrierSubset("fuelCarrier", kind: "fuel"),
      carrierSubset("electricityCarrier", kind: "electricity"), gases, sources,
    ]
  }

  private func energyTables(
    _ energy: SatelliteEnergy, users: [String], in folder: String
  ) -> [PackTable] {
    var bought = PackTable(
      path: "\(folder)/fuelEnergy0.csv", header: ["carrier", "product", "user", "value", "status"])
    var own = PackTable(
      path: "\(folder)/ownEnergy0.csv", header: ["carrier", "user", "value", "status"])
    for cell in energy.cells where cell.terajoules != 0 {
      if let product = cell.product {
        bought.add([cell.carrier, product, cell.user], cell.terajoules, cell.status)
      } else {
        own.add([cell.carrier, cell.user], cell.terajoules, cell.status)
      }
    }
    var power = PackTable(
      path: "\(folder)/powerInput0.csv", header: ["carrier", "user", "value", "status"])
    for carrier in recipe.energy.carriers {
      for user in users {
        let cells = energy.cells.filter {
          $0.carrier == carrier.carrier && $0.user == user && $0.powerInput > 0
        }
        guard let status = cells.map(\.status).max() else { continue }
        power.add([carrier.carrier, user], cells.reduce(0) { $0 + $1.powerInput }, status)
      }
    }
    return [bought, own, power]
  }

  /// The carriers of one kind, as a set of their own.
  private func carrierSubset(_ set: String, kind: String) -> PackTable {
    PackTable(
      path: "tables/\(set).csv", header: [set, "name"],
      rows: recipe.energy.carriers.filter { $0.kind == kind }.map { [$0.carrier, $0.name] })
  }

  private func emissionTables(
    _ emissions: SatelliteEmissions, in folder: String
  ) -> [PackTable] {
    let labels = ["carrier", "product", "user", "value", "status"]
    let own = ["carrier", "user", "value", "status"]
    let sector = ["sector", "value", "status"]
    var fuel = PackTable(path: "\(folder)/fuelCO20.csv", header: labels)
    var taxedFuel = PackTable(path: "\(folder)/taxedFuelCO20.csv", header: labels)
    var ownFuel = PackTable(path: "\(folder)/ownFuelCO20.csv", header: own)
    var taxedOwn = PackTable(path: "\(folder)/taxedOwnFuelCO20.csv", header: own)
    for cell in emissions.fuels {
      let energy = cell.energy
      if let product = energy.product {
        let key = [energy.carrier, product, energy.user]
        fuel.add(key, cell.value, energy.status)
        if !recipe.emissions.untaxedUsers.contains(energy.user) {
          taxedFuel.add(key, cell.value, energy.status)
        }
      } else {
        ownFuel.add([energy.carrier, energy.user], cell.value, energy.status)
        taxedOwn.add([energy.carrier, energy.user], cell.value, energy.status)
      }
    }
    var process = PackTable(path: "\(folder)/processCO20.csv", header: sector)
    var taxedProcess = PackTable(path: "\(folder)/taxedProcessCO20.csv", header: sector)
    for entry in emissions.processes {
      process.add([entry.user], entry.value, .official)
      if entry.taxed { taxedProcess.add([entry.user], entry.value, .official) }
    }
    var activities = PackTable(
      path: "\(folder)/activityEmissions0.csv",
      header: ["gas", "source", "user", "value", "status"])
    for cell in emissions.activities {
      activities.add([cell.gas, cell.source, cell.user], cell.value, cell.status)
    }
    return [fuel, taxedFuel, ownFuel, taxedOwn, process, taxedProcess, activities]
  }

  private func landUseTables(_ emissions: SatelliteEmissions) -> [PackTable] {
    var land = PackTable(
      path: "tables/landUseEmissions0.csv", header: ["gas", "value", "status"])
    for entry in emissions.landUse { land.add([entry.gas], entry.value, .official) }
    return [land]
  }

  private func parameterTable() -> PackTable {
    var table = PackTable(
      path: "tables/parameters-behaviour.csv",
      header: ["name", "value", "unit", "status", "source", "note"])
    for entry in recipe.parameters {
      table.add([
        entry.name, CSVWriter.number(entry.value), entry.unit, entry.status, entry.source,
        entry.note,
      ])
    }
    return table
  }
}
