import Quantities

/// Gives the flows of an energy balance to the buyers of each fuel, by their purchases.
struct SatelliteEnergyBuilder {
  typealias Entry = SatelliteEnergyRecipe.Allocation

  private struct Amount {
    var terajoules = 0.0
    var kilotonnes = 0.0
    var isPowerInput = false
    var isGridLoss = false
  }

  private struct Key: Hashable {
    let carrier: String
    let product: String
    let user: String
  }

  private let inputs: SatelliteInputs
  private let recipe: SatelliteEnergyRecipe
  private let terajoules: SatelliteNumbers
  /// CO2 as the balance prints it, for carriers without a factor.
  private let kilotonnes: SatelliteNumbers?
  private let records: SatelliteNumbers
  private let units: [String: String]
  private let factors: SatelliteNumbers
  private var sums: [Key: SatelliteEnergy.Cell] = [:]
  private var reducingAgents = 0.0

  init(_ inputs: SatelliteInputs) throws {
    self.inputs = inputs
    recipe = inputs.recipe.energy
    terajoules = try inputs.numbers("energyBalance", keys: ["carrier", "flow"], value: "tj")
    kilotonnes =
      try inputs.table("energyBalance").header.contains("co2_kt")
      ? inputs.numbers("energyBalance", keys: ["carrier", "flow"], value: "co2_kt") : nil
    guard inputs.recipe.files["energyRecords"] != nil else {
      let none = SatelliteNumbers(table: "energyRecords", values: [:], repeated: [])
      (records, factors, units) = (none, none, [:])
      return
    }
    let raw = ["Commodity", "Transaction"]
    records = try inputs.numbers("energyRecords", keys: raw, value: "Quantity")
    let table = try inputs.table("energyRecords")
    let columns = try (raw + ["Unit"]).map { try table.column($0) }
    units = Dictionary(
      table.rows.map { ("\($0[columns[0]])|\($0[columns[1]])", $0[columns[2]]) },
      uniquingKeysWith: { first, _ in first })
    factors = try inputs.numbers(
      "conversionFactors", keys: ["commodity"], value: "ncv_tj_per_kt_or_1000m3")
  }

  /// The energy accounts.
  /// - Throws: ``SatelliteError`` when a flow is missing, a group has no buyer, or energy would hang
  ///   on a purchase that is not positive.
  static func build(_ inputs: SatelliteInputs) throws -> SatelliteEnergy {
    var builder = try SatelliteEnergyBuilder(inputs)
    for entry in builder.recipe.allocations { try builder.allocate(entry) }
    return try builder.result()
  }

  private mutating func allocate(_ entry: Entry) throws {
    guard let carrier = recipe.carriers.first(where: { $0.carrier == entry.carrier }) else {
      throw SatelliteError.unknown(
        kind: "carrier", name: entry.carrier, place: "energy allocations of the recipe")
    }
    let balance = entry.balance ?? carrier.balance
    if let wanted = entry.records {
      let isPowerInput = wanted.allSatisfy { $0.transaction == recipe.powerTransaction }
      let amount = Amount(terajoules: try sum(of: wanted), isPowerInput: isPowerInput)
      try give(amount, to: try buyers(entry, flow: nil), entry, carrier)
    }
    for flow in entry.flows ?? [] {
      var amount = try self.amount(balance, flow, carrier)
      for other in entry.less ?? [] {
        let less = try self.amount(balance, other, carrier)
        amount.terajoules -= less.terajoules
        amount.kilotonnes -= less.kilotonnes
      }
      amount.terajoules -= try sum(of: entry.lessRecords ?? [])
      if let portion = entry.portion {
        let whole = try records[portion.commodity, portion.whole]
        let share = try records[portion.commodity, portion.part] / whole
        amount.terajoules *= share
        amount.kilotonnes *= share
      }
      try give(amount, to: try buyers(entry, flow: flow), entry, carrier)
    }
  }

  private func amount(
    _ balance: String, _ flow: String, _ carrier: SatelliteEnergyRecipe.Carrier
  ) throws -> Amount {
    let ratio = carrier.calorificRatio ?? 1
    let burnt = try terajoules[balance, flow]
    let carbon =
      if let factor = carrier.carbonFactor {
        burnt * factor / 1e6
      } else {
        try kilotonnes?[balance, flow] ?? 0
      }
    return Amount(
      terajoules: burnt * ratio, kilotonnes: carbon * ratio,
      isPowerInput: flow == recipe.powerFlow, isGridLoss: flow == recipe.lossFlow)
  }

  /// Terajoules of raw records: quantities times net calorific values.
  private func sum(of wanted: [SatelliteEnergyRecipe.Record]) throws -> Double {
    try wanted.reduce(0) { total, record in
      let quantity = try records[record.commodity, record.transaction]
      let isEnergy = units["\(record.commodity)|\(record.transaction)"] == "Terajoules"
      let factor = isEnergy ? 1 : try factors[record.factorOf ?? record.commodity]
      return total + (record.sign ?? 1) * quantity * factor
    }
  }

  private func buyers(_ entry: Entry, flow: String?) throws -> [String] {
    if entry.spread == .like { return [] }
    var buyers: [String]
    if let industries = entry.industries {
      buyers =
        industries == ["all"] ? inputs.users : industries
    } else if let flow, let industries = recipe.flowIndustries[flow] {
      buyers = industries
    } else {
      throw SatelliteError.unknown(
        kind: "group of industries", name: flow ?? "records", place: "allocation \(entry)")
    }
    try inputs.check(users: buyers + (entry.except ?? []), place: "allocation \(entry)")
    buyers.removeAll { entry.except?.contains($0) ?? false }
    return buyers
  }

  private mutating func give(
    _ amount: Amount, to buyers: [String], _ entry: Entry,
    _ carrier: SatelliteEnergyRecipe.Carrier
  ) throws {
    let weights = try self.weights(buyers, amount, entry)
    let total = weights.reduce(0) { $0 + $1.weight }
    guard total > 0 else {
      throw SatelliteError.noWeights(entry: entry.description, buyers: buyers)
    }
    guard let status = Status(rawValue: entry.status ?? Status.derived.rawValue) else {
      throw SatelliteError.unknown(
        kind: "status", name: entry.status ?? "", place: "allocation \(entry)")
    }
    let burns = carrier.kind == "fuel" && carrier.fossil && entry.carbon != .process
    if entry.carbon == .process { reducingAgents += amount.kilotonnes }
    for (buyer, weight) in weights where weight > 0 {
      let share = weight / total
      let key = Key(carrier: entry.carrier, product: entry.product, user: buyer)
      var cell =
        sums[key]
        ?? SatelliteEnergy.Cell(
          carrier: entry.carrier, product: entry.product == "own" ? nil : entry.product,
          user: buyer, terajoules: 0, kilotonnes: 0, powerInput: 0, gridLoss: 0, status: status)
      cell.terajoules += amount.terajoules * share
      if burns { cell.kilotonnes += amount.kilotonnes * share }
      if amount.isPowerInput { cell.powerInput += amount.terajoules * share }
      if amount.isGridLoss { cell.gridLoss += amount.terajoules * share }
      cell.status = max(cell.status, status)
      sums[key] = cell
      try checkBought(entry, buyer)
    }
  }

  private func weights(
    _ buyers: [String], _ amount: Amount, _ entry: Entry
  ) throws -> [(buyer: String, weight: Double)] {
    if let like = entry.like {
      return inputs.users.filter { !(entry.except?.contains($0) ?? false) }.map {
        ($0, given(like.carrier, like.product, $0))
      }
    }
    guard let key = entry.key else { return buyers.count == 1 ? [(buyers[0], 1)] : [] }
    if key.hasPrefix("make:") {
      let product = String(key.dropFirst(5))
      return buyers.map { ($0, inputs.output(product: product, industry: $0)) }
    }
    let purchases = buyers.map { ($0, inputs.purchase(detailed: key, user: $0)) }
    if entry.spread == .remainder {
      return remainders(purchases, amount, entry)
    }
    if purchases.contains(where: { $0.1 > 0 }) { return purchases }
    return buyers.map { ($0, inputs.purchase(product: entry.product, user: $0)) }
  }

  /// The energy a user has been given so far.
  private func given(_ carrier: String, _ product: String, _ user: String) -> Double {
    sums[Key(carrier: carrier, product: product, user: user)]?.terajoules ?? 0
  }

  /// Purchases left after the energy already given, at one average price, never below zero.
  private func remainders(
    _ purchases: [(String, Double)], _ amount: Amount, _ entry: Entry
  ) -> [(buyer: String, weight: Double)] {
    func has(_ buyer: String) -> Double {
      given(entry.carrier, entry.product, buyer)
    }
    let energy = purchases.reduce(amount.terajoules) { $0 + has($1.0) }
    let price = purchases.reduce(0) { $0 + $1.1 } / energy
    return purchases.map { ($0.0, max(0, $0.1 - price * has($0.0))) }
  }

  private func checkBought(_ entry: Entry, _ user: String) throws {
    guard entry.product != "own" else { return }
    let purchase = inputs.purchase(product: entry.product, user: user)
    guard purchase > 0 else {
      throw SatelliteError.notBought(
        product: entry.product, user: user, purchase: purchase, entry: entry.description)
    }
  }

  private func result() throws -> SatelliteEnergy {
    let products = inputs.industries + ["own"]
    let cells = recipe.carriers.flatMap { carrier in
      products.flatMap { product in
        inputs.users.compactMap { user in
          sums[Key(carrier: carrier.carrier, product: product, user: user)]
        }
      }
    }
    return SatelliteEnergy(cells: cells, reducingAgents: reducingAgents)
  }
}
