import Quantities

/// What industries buy as feedstock and what as energy, at purchasers' prices, by the rules of the recipe.
///
/// Every purchase of an energy product is one or the other; what is neither is material.
struct SatellitePurchases {
  private let inputs: SatelliteInputs
  private let recipe: SatelliteRecipe.Purchases
  private let folder: String
  private let status: Status

  /// - Throws: ``SatelliteError/unknown(kind:name:place:)`` when the recipe names what is not there.
  init(inputs: SatelliteInputs, folder: String) throws {
    self.inputs = inputs
    self.folder = folder
    recipe = inputs.recipe.purchases
    guard let status = Status(rawValue: recipe.status) else {
      throw SatelliteError.unknown(kind: "status", name: recipe.status, place: "purchases")
    }
    self.status = status
    try inputs.check(
      users: recipe.energyProducts + recipe.regulated
        + recipe.feedstock.flatMap { $0.products + $0.industries }, place: "purchases")
  }

  /// The tables of feedstock, of energy, and of the energy of industries under a standard.
  /// - Throws: ``SatelliteError/notBought(product:user:purchase:entry:)`` when a purchase is negative,
  ///   ``SatelliteError/noWeights(entry:buyers:)`` when an industry under a standard buys no energy.
  func tables() throws -> [PackTable] {
    let header = ["product", "sector", "value", "status"]
    var feedstock = PackTable(path: "\(folder)/feedstockValue0.csv", header: header)
    var energy = PackTable(path: "\(folder)/energyValue0.csv", header: header)
    var regulated = PackTable(
      path: "\(folder)/regulatedEnergyValue0.csv", header: ["sector", "value", "status"])
    var totals: [String: Double] = [:]
    for product in inputs.industries {
      for industry in inputs.industries {
        let value = inputs.purchase(product: product, user: industry)
        let isFeedstock = isFeedstock(product, industry)
        guard isFeedstock || recipe.energyProducts.contains(product) else { continue }
        guard value > 0 else {
          guard value == 0 else {
            throw SatelliteError.notBought(
              product: product, user: industry, purchase: value,
              entry: isFeedstock ? "of feedstock" : "of energy bought")
          }
          continue
        }
        if isFeedstock {
          feedstock.add([product, industry], value, status)
        } else {
          energy.add([product, industry], value, status)
          totals[industry, default: 0] += value
        }
      }
    }
    for industry in inputs.industries where recipe.regulated.contains(industry) {
      guard let total = totals[industry] else {
        throw SatelliteError.noWeights(entry: "of energy under a standard", buyers: [industry])
      }
      regulated.add([industry], total, status)
    }
    return [feedstock, energy, regulated]
  }

  private func isFeedstock(_ product: String, _ industry: String) -> Bool {
    recipe.feedstock.contains {
      $0.products.contains(product) && $0.industries.contains(industry)
    }
  }
}
