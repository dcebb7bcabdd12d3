import Quantities

/// A national inventory by category code and gas, in gigagrams of CO2e with the recipe's potentials.
struct SatelliteInventory: Sendable {
  private let numbers: [String: Double]
  private let source: String
  private let equivalentGas: String
  private let gases: [SatelliteEmissionsRecipe.Gas]
  private let inEquivalents: Bool

  init(_ inputs: SatelliteInputs) throws {
    gases = inputs.recipe.emissions.gases
    equivalentGas = inputs.recipe.emissions.equivalentGas
    inEquivalents = inputs.recipe.emissions.inEquivalents ?? false
    let files = Set(inputs.recipe.emissions.publishedTotals.map(\.file))
    let table = try inputs.table("inventory")
    source = table.source
    let file = try table.column("file")
    let code = try table.column("code")
    let gas = try table.column("gas")
    let value = try table.column("value_Gg")
    var numbers: [String: Double] = [:]
    // Rows without a code (biomes) and the file of totals repeat what the coded rows hold.
    for (index, row) in table.rows.enumerated()
    where files.contains(row[file]) && !row[code].isEmpty && !row[value].isEmpty {
      numbers["\(row[code])|\(row[gas])"] = try table.number(row: index, column: value)
    }
    self.numbers = numbers
  }

  /// Emissions of one category and gas, Gg CO2e.
  ///
  /// A fluorinated gas, whose potential is 1 in the recipe, is what the category's CO2e leaves after
  /// carbon dioxide, methane and nitrous oxide.
  func value(_ code: String, gas: String) throws -> Double {
    guard let entry = gases.first(where: { $0.gas == gas }) else {
      throw SatelliteError.unknown(kind: "gas", name: gas, place: "category \(code)")
    }
    if inEquivalents {
      let leaves = leaves(of: code, gas: gas)
      guard !leaves.isEmpty else {
        throw SatelliteError.missing(table: source, key: "\(code), \(gas)")
      }
      return leaves.reduce(0, +)
    }
    if ["CO2", "CH4", "N2O"].contains(gas) {
      guard let mass = numbers["\(code)|\(gas)"] else {
        throw SatelliteError.missing(table: source, key: "\(code), \(gas)")
      }
      return mass * entry.gwp
    }
    return try equivalent(code) - ["CO2", "CH4", "N2O"].reduce(0) { $0 + emitted(code, gas: $1) }
  }

  /// Emissions of a category, of some of its parts, or of what remains without some of them, Gg CO2e.
  func value(_ code: String, gas: String, parts: [String]?, less: [String]?) throws -> Double {
    let whole =
      if let parts {
        try parts.reduce(0) { $0 + (try value($1, gas: gas)) }
      } else {
        try value(code, gas: gas)
      }
    return try (less ?? []).reduce(whole) { $0 - (try value($1, gas: gas)) }
  }

  /// Emissions of a gas the category may not emit, Gg CO2e: a gas it does not list is none.
  private func emitted(_ code: String, gas: String) -> Double {
    if inEquivalents { return leaves(of: code, gas: gas).reduce(0, +) }
    let potential = gases.first { $0.gas == gas }?.gwp ?? 1
    return (numbers["\(code)|\(gas)"] ?? 0) * potential
  }

  /// The category's published CO2e, Gg.
  func equivalent(_ code: String) throws -> Double {
    if inEquivalents { return gases.reduce(0) { $0 + emitted(code, gas: $1.gas) } }
    guard let value = numbers["\(code)|\(equivalentGas)"] else {
      throw SatelliteError.missing(table: source, key: "\(code), \(equivalentGas)")
    }
    return value
  }

  /// The printed numbers of a gas below a code, or below several joined by `+`, in the order of the codes.
  private func leaves(of codes: String, gas: String) -> [Double] {
    codes.split(separator: "+").flatMap { code in
      numbers.keys.filter {
        $0.hasSuffix("|\(gas)") && ($0.hasPrefix("\(code)|") || $0.hasPrefix("\(code)."))
      }.sorted().compactMap { numbers[$0] }
    }
  }

  /// The pack's totals beside the published ones, by IPCC sector and by gas.
  func reconciliation(
    _ emissions: SatelliteEmissions, _ recipe: SatelliteEmissionsRecipe
  ) throws -> [ReconciliationLine] {
    let unit = recipe.gigagramsPerUnit
    // Where the inventory is not asked for combustion CO2, the fuels' own stands in for it.
    let own =
      recipe.combustionCode == nil ? emissions.total(gas: "CO2", source: "combustion") * unit : 0
    var lines: [ReconciliationLine] = []
    var published = 0.0
    for total in recipe.publishedTotals {
      let value = try equivalent(total.code) + (total.name == "energy" ? own : 0)
      let sources = total.name == "energy" ? ["combustion", "fugitive"] : [total.name]
      published += value / unit
      lines.append(
        ReconciliationLine(
          item: "GHG \(total.name)", unit: "Mt CO2e", published: value / unit, source: source,
          pack: sources.reduce(0) { $0 + emissions.total(source: $1) }))
    }
    lines.append(
      ReconciliationLine(
        item: "GHG total", unit: "Mt CO2e", published: published, source: source,
        pack: emissions.total()))
    for gas in ["CO2", "CH4", "N2O"] {
      let sum = recipe.publishedTotals.reduce(0) {
        $0 + (emitted($1.code, gas: gas) + (gas == "CO2" && $1.name == "energy" ? own : 0)) / unit
      }
      lines.append(
        ReconciliationLine(
          item: "\(gas), all sectors", unit: "Mt CO2e", published: sum, source: source,
          pack: emissions.total(gas: gas)))
    }
    return lines
  }
}
