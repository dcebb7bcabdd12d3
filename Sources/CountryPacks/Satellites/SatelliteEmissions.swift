import Quantities

/// Greenhouse gases of the base year by who causes them, in the unit of the recipe (Mt CO2e).
struct SatelliteEmissions: Sendable {
  /// Combustion CO2 of one cell of the energy accounts.
  struct FuelCell: Sendable {
    let energy: SatelliteEnergy.Cell
    let value: Double
  }
  /// Any other emission.
  struct ActivityCell: Sendable {
    let gas: String
    let source: String
    let user: String
    var value: Double
    var status: Status
  }

  /// Combustion CO2, in the order of the energy cells.
  let fuels: [FuelCell]
  /// The factor from the energy balance's CO2 to the inventory's.
  let scale: Double
  /// Process CO2 by industry, and whether the default carbon tax covers it.
  let processes: [(user: String, value: Double, taxed: Bool)]
  /// Everything else but land use.
  let activities: [ActivityCell]
  /// Net emissions of land use by gas.
  let landUse: [(gas: String, value: Double)]

  /// The sum of one source, or of one gas, or both.
  func total(gas: String? = nil, source: String? = nil) -> Double {
    func wanted(_ g: String, _ s: String) -> Bool {
      (gas == nil || gas == g) && (source == nil || source == s)
    }
    var sum = 0.0
    if wanted("CO2", "combustion") { sum += fuels.reduce(0) { $0 + $1.value } }
    if wanted("CO2", "processes") { sum += processes.reduce(0) { $0 + $1.value } }
    for cell in activities where wanted(cell.gas, cell.source) { sum += cell.value }
    for cell in landUse where wanted(cell.gas, "landUse") { sum += cell.value }
    return sum
  }
}
