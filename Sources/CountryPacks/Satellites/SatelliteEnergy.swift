import Quantities

/// Energy by carrier, carrying product and user, with the carbon that burns in it.
struct SatelliteEnergy: Sendable {
  /// One amount: who gets which carrier through which purchase.
  struct Cell: Sendable {
    let carrier: String
    /// The product whose purchase carries the energy; nil when the user does not buy it.
    let product: String?
    let user: String
    /// Terajoules.
    var terajoules: Double
    /// Combustion CO2 at the factors of the energy balance, kilotonnes, before scaling.
    var kilotonnes: Double
    /// The part of the terajoules that is burnt in power stations and returns as electricity.
    var powerInput: Double
    /// The part of the terajoules that is lost in the grid.
    var gridLoss: Double
    var status: Status
  }

  /// Cells in the order of carriers, products (own use last) and users.
  let cells: [Cell]
  /// CO2 of reducing agents at the balance's factors, kilotonnes: process emissions, not combustion.
  let reducingAgents: Double

  /// Bought cells or own cells only.
  func cells(bought: Bool) -> [Cell] { cells.filter { ($0.product != nil) == bought } }

  /// Terajoules of some carriers by user, bought or own.
  func byUser(carriers: [String], bought: Bool) -> [String: Double] {
    var sums: [String: Double] = [:]
    for cell in cells(bought: bought) where carriers.contains(cell.carrier) {
      sums[cell.user, default: 0] += cell.terajoules
    }
    return sums
  }
}
