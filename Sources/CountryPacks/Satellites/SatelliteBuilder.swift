import Foundation
import Quantities

/// Builds a country's satellite accounts (energy, emissions, people, macro paths, behaviour) from the
/// raw tables of its pack, as the recipe says.
///
///     let builder = try SatelliteBuilder(recipe: folder.appendingPathComponent("recipe-satellites.yaml"))
///     try builder.build().write(to: folder)
public struct SatelliteBuilder: Sendable {
  private let recipe: SatelliteRecipe
  private let folder: URL

  /// Reads the recipe; raw tables are found relative to its folder.
  /// - Throws: ``SatelliteError`` when it is missing or has another form.
  public init(recipe url: URL) throws {
    recipe = try SatelliteRecipe(contentsOf: url)
    folder = url.deletingLastPathComponent()
  }

  var lastParticipationYear: Int { recipe.people.lastParticipationYear }
  var lastActual: Int { recipe.macro.lastActual }
  var lastOutlook: Int { recipe.macro.weoEnd }

  /// The tables, in memory.
  /// - Throws: ``SatelliteError`` or `CSVError` when data are missing or a published total is missed.
  public func build() throws -> SatelliteAccounts {
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
    return SatelliteAccounts(
      tables: energyTables(energy) + emissionTables(emissions) + peopleTables(people)
        + macroTables(macro) + [
          parameterTable(), SatelliteBuilder.table(of: reconciliation), sourceTable(),
        ])
  }

  private func energyTables(_ energy: SatelliteEnergy) -> [SatelliteTable] {
    var carriers = SatelliteTable(
      "tables/carrier.csv", columns: ["carrier", "name", "kind", "fossil"])
    for carrier in recipe.energy.carriers {
      carriers.add([carrier.carrier, carrier.name, carrier.kind, carrier.fossil ? "1" : "0"])
    }
    var bought = SatelliteTable(
      "tables/20/fuelEnergy0.csv", columns: ["carrier", "product", "user", "value", "status"])
    var own = SatelliteTable(
      "tables/20/ownEnergy0.csv", columns: ["carrier", "user", "value", "status"])
    for cell in energy.cells where cell.terajoules != 0 {
      if let product = cell.product {
        bought.add([cell.carrier, product, cell.user], cell.terajoules, cell.status)
      } else {
        own.add([cell.carrier, cell.user], cell.terajoules, cell.status)
      }
    }
    var power = SatelliteTable(
      "tables/20/powerInput0.csv", columns: ["carrier", "user", "value", "status"])
    for carrier in recipe.energy.carriers {
      for user in recipe.users {
        let cells = energy.cells.filter {
          $0.carrier == carrier.carrier && $0.user == user && $0.powerInput > 0
        }
        guard let status = cells.map(\.status).max() else { continue }
        power.add([carrier.carrier, user], cells.reduce(0) { $0 + $1.powerInput }, status)
      }
    }
    return [carriers, bought, own, power]
  }

  private func emissionTables(_ emissions: SatelliteEmissions) -> [SatelliteTable] {
    let labels = ["carrier", "product", "user", "value", "status"]
    let own = ["carrier", "user", "value", "status"]
    let sector = ["sector", "value", "status"]
    var gases = SatelliteTable("tables/gas.csv", columns: ["gas", "name", "gwp"])
    for gas in recipe.emissions.gases {
      gases.add([gas.gas, gas.name, CSVWriter.number(gas.gwp)])
    }
    var sources = SatelliteTable("tables/source.csv", columns: ["source", "name"])
    for source in recipe.emissions.sources { sources.add([source.source, source.name]) }
    var fuel = SatelliteTable("tables/20/fuelCO20.csv", columns: labels)
    var taxedFuel = SatelliteTable("tables/20/taxedFuelCO20.csv", columns: labels)
    var ownFuel = SatelliteTable("tables/20/ownFuelCO20.csv", columns: own)
    var taxedOwn = SatelliteTable("tables/20/taxedOwnFuelCO20.csv", columns: own)
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
    var process = SatelliteTable("tables/20/processCO20.csv", columns: sector)
    var taxedProcess = SatelliteTable("tables/20/taxedProcessCO20.csv", columns: sector)
    for entry in emissions.processes {
      process.add([entry.user], entry.value, .official)
      if entry.taxed { taxedProcess.add([entry.user], entry.value, .official) }
    }
    var activities = SatelliteTable(
      "tables/20/activityEmissions0.csv", columns: ["gas", "source", "user", "value", "status"])
    for cell in emissions.activities {
      activities.add([cell.gas, cell.source, cell.user], cell.value, cell.status)
    }
    var land = SatelliteTable(
      "tables/landUseEmissions0.csv", columns: ["gas", "value", "status"])
    for entry in emissions.landUse { land.add([entry.gas], entry.value, .official) }
    return [
      gases, sources, fuel, taxedFuel, ownFuel, taxedOwn, process, taxedProcess, activities, land,
    ]
  }

  private func parameterTable() -> SatelliteTable {
    var table = SatelliteTable(
      "tables/parameters-behaviour.csv",
      columns: ["name", "value", "unit", "status", "source", "note"])
    for entry in recipe.parameters {
      table.add([
        entry.name, CSVWriter.number(entry.value), entry.unit, entry.status, entry.source,
        entry.note,
      ])
    }
    return table
  }

  private func sourceTable() -> SatelliteTable {
    var table = SatelliteTable(
      "sources-satellites.csv",
      columns: [
        "table", "publisher", "title", "vintage", "licence", "creditLine", "repository",
        "processing", "status",
      ])
    for entry in recipe.sources {
      table.add([
        entry.table, entry.publisher, entry.title, entry.vintage, entry.licence, entry.creditLine,
        entry.repository, entry.processing, entry.status,
      ])
    }
    return table
  }

  private static func table(of lines: [SatelliteReconciliation]) -> SatelliteTable {
    var table = SatelliteTable(
      "tables/reconciliation-satellites.csv",
      columns: ["item", "unit", "published", "source", "pack", "difference"])
    for line in lines { table.add(line.fields) }
    return table
  }
}
