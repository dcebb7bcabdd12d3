/// What programmes and standards do to supply in a run: purchases of their own, and energy that is no
/// longer bought. Nothing in a model without them.
struct ProgrammePaths {
  /// What programmes take straight from home producers, by product and year.
  let homeDemand: [[Double]]

  private let system: SupplySystem
  /// Purchases by product, all programmes together.
  private let purchases: [String: [Double]]
  /// Energy per unit of output relative to what it would be without efficiency, by industry, and
  /// purchases of power stations relative to what they would be without green plants, by product.
  private let savings: [[String]: [Double]]
  private let powerFuel: [[String]: [Double]]
  /// How much energy an industry's recipe takes, and how much of each fuel.
  private let energy: [[String]: [Double]]
  private let fuel: [[String]: [Double]]

  init(_ run: RunPaths, _ system: SupplySystem) throws(AssessmentError) {
    self.system = system
    let home = try run.optionalCells(of: "programmeHomeDemand")
    let none = run.years.map { _ in 0.0 }
    homeDemand = system.products.map { home[[$0]] ?? none }
    var bought: [String: [Double]] = [:]
    // Elements stand in the order of the dimensions' names: product before programme. Sorted, so that
    // equal runs give equal sums.
    let cells = try run.optionalCells(of: "programmePurchases")
    for (elements, path) in cells.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      guard let product = elements.first else { continue }
      bought[product] = zip(bought[product] ?? none, path).map { $0 + $1 }
    }
    purchases = bought
    savings = try run.optionalCells(of: "energySavingIndex")
    powerFuel = try run.optionalCells(of: "powerPurchaseIndex")
    energy = try run.optionalCells(of: "energyIntensity")
    fuel = try run.optionalCells(of: "fuelIntensity")
  }

  /// Composite products in the margin services that come with programmes' purchases.
  func margins(in year: Int) -> [Double] {
    var result = [Double](repeating: 0, count: system.products.count)
    for (product, path) in purchases.sorted(by: { $0.key < $1.key }) {
      for content in system.programmeMargins[product] ?? [] {
        result[content.product] += content.volume * path[year]
      }
    }
    return result
  }

  /// Of each purchase of an industry per unit of output, what a policy's index governs, and the index.
  func governed(in year: Int) -> [(amount: Double, index: Double)] {
    guard !savings.isEmpty || !powerFuel.isEmpty else { return [] }
    return system.purchases.map { purchase in
      if purchase.energy != 0, let index = savings[[purchase.user]] {
        let intensity =
          (energy[[purchase.user]]?[year] ?? 1)
          * (fuel[[purchase.product, purchase.user]]?[year] ?? 1)
        return (purchase.energy * intensity, index[year])
      }
      if purchase.powerFuel != 0, let index = powerFuel[[purchase.product]] {
        return (purchase.powerFuel, index[year])
      }
      return (0, 1)
    }
  }
}
