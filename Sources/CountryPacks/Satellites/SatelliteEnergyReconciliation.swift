import Quantities

/// Sets the pack's energy and carbon beside the published totals.
enum SatelliteEnergyReconciliation {
  /// Terajoules by carrier and in all.
  static func lines(
    _ inputs: SatelliteInputs, _ energy: SatelliteEnergy
  ) throws -> [ReconciliationLine] {
    let recipe = inputs.recipe.energy
    let balance = try inputs.numbers("energyBalance", keys: ["carrier", "flow"], value: "tj")
    var lines: [ReconciliationLine] = []
    for carrier in recipe.carriers {
      let flows = carrier.published ?? recipe.publishedFlows.map { "\(carrier.balance):\($0)" }
      var published = 0.0
      for flow in flows {
        let key = flow.split(separator: ":").joined(separator: "|")
        // Not every fuel is used in every flow of the common list; a flow a carrier names must be there.
        if let value = balance.values[key] {
          published += value
        } else if carrier.published != nil {
          throw SatelliteError.missing(table: balance.table, key: key)
        }
      }
      let pack = energy.cells.filter { $0.carrier == carrier.carrier }
        .reduce(0) { $0 + $1.terajoules }
      lines.append(
        ReconciliationLine(
          item: "energy \(carrier.carrier)", unit: "TJ", published: published,
          source: balance.table, pack: pack))
    }
    for kind in ["fuel", "electricity", "feedstock"] {
      let members = zip(recipe.carriers, lines).filter { $0.0.kind == kind }.map(\.1)
      lines.append(
        ReconciliationLine(
          item: "energy, kind \(kind)", unit: "TJ",
          published: members.reduce(0) { $0 + $1.published }, source: balance.table,
          pack: members.reduce(0) { $0 + $1.pack }))
    }
    lines.append(
      ReconciliationLine(
        item: "energy burnt in power stations", unit: "TJ",
        published: recipe.carriers.filter { $0.kind == "fuel" }.reduce(0) {
          $0 + (balance.values["\($1.balance)|\(recipe.powerFlow)"] ?? 0)
        }, source: balance.table, pack: energy.cells.reduce(0) { $0 + $1.powerInput }))
    let energy = energy.cells.filter { cell in
      recipe.carriers.contains { $0.carrier == cell.carrier && $0.kind != "feedstock" }
    }
    // The balance prints no total over carriers: its counterpart is the sum of these flows by carrier.
    lines.append(
      ReconciliationLine(
        item: "energy used, each joule once: \(recipe.netFlows.joined(separator: " + "))",
        unit: "TJ",
        published: recipe.carriers.filter { $0.kind != "feedstock" }.reduce(0) { sum, carrier in
          recipe.netFlows.reduce(sum) { $0 + (balance.values["\(carrier.balance)|\($1)"] ?? 0) }
        }, source: balance.table,
        pack: energy.reduce(0) { $0 + $1.terajoules - $1.powerInput - $1.gridLoss }))
    return lines
  }

  /// Combustion and process CO2, the scale between the two sources, and what the default tax covers.
  static func carbonLines(
    _ inputs: SatelliteInputs, _ inventory: SatelliteInventory, _ energy: SatelliteEnergy,
    _ emissions: SatelliteEmissions
  ) throws -> [ReconciliationLine] {
    let recipe = inputs.recipe.emissions
    let unit = recipe.gigagramsPerUnit
    let combustion =
      try
      (recipe.combustionCode.map { try inventory.value($0, gas: "CO2") }
      ?? recipe.combustionCheck?.value ?? 0) / unit
    let process = try Set(recipe.processCO2.map(\.code)).sorted().reduce(0) {
      $0 + (try inventory.value($1, gas: "CO2")) / unit
    }
    let balance = try inputs.numbers("energyBalance", keys: ["carrier", "flow"], value: "tj")
    let unscaled = energy.cells.reduce(0) { $0 + $1.kilotonnes }
    func line(
      _ item: String, _ published: Double, _ source: String, _ pack: Double
    ) -> ReconciliationLine {
      ReconciliationLine(
        item: item, unit: "Mt CO2", published: published, source: source, pack: pack)
    }
    let untaxed = recipe.untaxedUsers
    let taxed =
      emissions.fuels.filter {
        $0.energy.product == nil || !untaxed.contains($0.energy.user)
      }.reduce(0) { $0 + $1.value }
      + emissions.processes.filter(\.taxed).reduce(0) { $0 + $1.value }
    return [
      line(
        "CO2 combustion at the energy balance's factors, without reducing agents", combustion,
        balance.table, unscaled / unit),
      line(
        "CO2 combustion at the energy balance's factors, with reducing agents", combustion,
        balance.table, (unscaled + energy.reducingAgents) / unit),
      line(
        "CO2 combustion (1.A)\(recipe.combustionCode == nil ? "" : ", scaled")", combustion,
        recipe.combustionCode == nil ? recipe.combustionCheck?.source ?? "" : "inventory",
        emissions.total(gas: "CO2", source: "combustion")),
      line(
        "CO2 processes (2.A to 2.C)", process, "inventory",
        emissions.processes.reduce(0) { $0 + $1.value }),
      line(
        "CO2 under the default tax, own fuel included", combustion + process, "inventory", taxed),
    ]
  }
}
