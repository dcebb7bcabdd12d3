import SocialAccounting

/// Splits every use of the base year into domestic product, import, duty, taxes and margins.
///
/// For one product at a time, a table of layers by users. It starts from the shares of an earlier
/// year's use of the same product by the same user, applied to the base year's use; the layers' totals
/// and the uses are the base year's; GRAS does the rest. Import and duty are one layer of the fit and are
/// divided afterwards at the product's one rate of duty, since duty has no user dimension.
/// Exports come from domestic supply and carry no tax; stocks carry neither tax nor margin.
struct UseSplit {
  let national: NationalAccounts
  let contents: ContentsOfUse
  let recipe: AccountsRecipe

  /// One product's layers: domestic, import with duty, taxes, then the margins.
  struct Fit {
    let layers: LabelledMatrix
    let sweeps: Int
    let seedTotals: [Double]
  }

  private var layerNames: [String] {
    ["domestic", "import", "tax"] + recipe.supplyUse.margins.map(\.name)
  }

  /// Fits one product.
  func fit(product: String) throws -> Fit {
    let row = try national.use.rowPosition(product)
    let users = national.use.columns.indices.filter { national.use[row, $0] != 0 }
      .map { national.use.columns[$0] }
    let uses = try users.map { try national.use.value(product, $0) }
    let totals = layerTotals(product)
    guard !users.isEmpty else {
      return Fit(
        layers: try LabelledMatrix(rows: layerNames, columns: []), sweeps: 0,
        seedTotals: totals.map { _ in 0 })
    }
    var seed = try LabelledMatrix(rows: layerNames, columns: users)
    for (column, user) in users.enumerated() {
      for (layer, share) in try shares(product: product, user: user).enumerated() {
        seed[layer, column] = share * uses[column]
      }
    }
    let seedTotals = seed.rows.indices.map { seed.rowTotal($0) }
    prepare(&seed, totals: totals, uses: uses, users: users)
    let balanced = try balance(seed, product: product, totals: totals, uses: uses)
    var layers = balanced.matrix
    close(&layers, totals: totals, uses: uses)
    return Fit(layers: layers, sweeps: balanced.sweeps, seedTotals: seedTotals)
  }

  private func balance(
    _ seed: LabelledMatrix, product: String, totals: [Double], uses: [Double]
  ) throws(PackError) -> BalancedMatrix {
    do {
      return try seed.balancedByGRAS(
        rowTotals: totals, columnTotals: uses, tolerance: recipe.contents.tolerance)
    } catch {
      throw PackError.layers(product: product, reason: error.description)
    }
  }

  /// The base year's totals of the layers.
  func layerTotals(_ product: String) -> [Double] {
    let supplied = recipe.supplyUse.margins.reduce(0) {
      $0 + min(0, national.flow($1.flow, product))
    }
    let duty = national.flow("import_duty", product)
    return [
      national.flow("domestic_output", product) + supplied,
      national.flow("imports", product) + duty,
      national.flow("taxes_less_subsidies_on_products", product) - duty,
    ] + recipe.supplyUse.margins.map { max(0, national.flow($0.flow, product)) }
  }

  /// The earlier year's layers of one use, before they are made shares.
  private func layers(product: String, user: String) throws -> [Double] {
    let imports = try contents.value(contents.imports, product: product, user: user)
    let imported = national.flow("imports", product)
    let duty = imported > 0 ? imports * national.flow("import_duty", product) / imported : 0
    let taxes = try contents.value(contents.taxes, product: product, user: user)
    var result = [
      try contents.value(contents.domestic, product: product, user: user), imports + duty,
      taxes >= 0 ? max(0, taxes - duty) : taxes - duty,
    ]
    for margin in contents.margins {
      result.append(try contents.value(margin, product: product, user: user))
    }
    return result
  }

  /// The shares of the layers in one use.
  private func shares(product: String, user: String) throws -> [Double] {
    var parts = try layers(product: product, user: user)
    switch user {
    case "exports":
      parts[1] = 0
      parts[2] = 0
    case "stocks":
      for layer in 2..<parts.count { parts[layer] = 0 }
      if parts[0] * parts[1] < 0 { parts = parts.map { _ in 0 } }
    default: break
    }
    let sum = parts.reduce(0, +)
    if sum != 0 && (user == "stocks" || user == "exports" || sum > 0) {
      return parts.map { $0 / sum }
    }
    // The earlier year has no such use: take the average of domestic users, as far as the kind of use
    // allows, and a purely domestic one failing that.
    var average = parts.map { _ in 0.0 }
    for other in national.use.columns where other != "exports" && other != "stocks" {
      for (layer, value) in try layers(product: product, user: other).enumerated() {
        average[layer] += value
      }
    }
    if user == "exports" { average[1] = 0 }
    if user == "exports" || user == "stocks" { average[2] = 0 }
    if user == "stocks" { for layer in 3..<average.count { average[layer] = 0 } }
    let whole = average.reduce(0, +)
    guard whole > 0 else { return average.indices.map { $0 == 0 ? 1 : 0 } }
    return average.map { $0 / whole }
  }

  /// Makes the totals reachable: a layer without total is emptied, one without cells of its total's
  /// sign is spread over the domestic users' purchases, and a use left without layers is domestic.
  private func prepare(
    _ seed: inout LabelledMatrix, totals: [Double], uses: [Double], users: [String]
  ) {
    let home = users.indices.filter { users[$0] != "exports" && users[$0] != "stocks" }
    let bought = home.reduce(0) { $0 + uses[$1] }
    for layer in totals.indices {
      let cells = users.indices.map { seed[layer, $0] }
      if totals[layer] == 0 {
        for column in users.indices { seed[layer, column] = 0 }
      } else if !cells.contains(where: { totals[layer] > 0 ? $0 > 0 : $0 < 0 }), bought > 0 {
        for column in home { seed[layer, column] = totals[layer] * uses[column] / bought }
      }
    }
    for column in users.indices {
      let hasSign = totals.indices.contains { seed[$0, column] * uses[column] > 0 }
      if !hasSign { seed[0, column] = uses[column] }
    }
  }

  /// Removes the last rounding: each layer but the widest takes what it misses in its largest cell, and
  /// the widest layer gives it, so every layer and, up to the last digit, every use is exact.
  private func close(_ layers: inout LabelledMatrix, totals: [Double], uses: [Double]) {
    guard
      let widest = totals.indices.max(by: { totals[$0].magnitude < totals[$1].magnitude })
    else { return }
    for layer in totals.indices where layer != widest {
      let missing = totals[layer] - layers.rowTotal(layer)
      guard missing != 0,
        let column = layers.columns.indices.max(by: {
          min(layers[layer, $0].magnitude, layers[widest, $0].magnitude)
            < min(layers[layer, $1].magnitude, layers[widest, $1].magnitude)
        }), layers[layer, column] != 0, layers[widest, column] != 0
      else { continue }
      layers[layer, column] += missing
    }
    for column in layers.columns.indices where layers[widest, column] != 0 {
      let others = totals.indices.reduce(0) { $0 + ($1 == widest ? 0 : layers[$1, column]) }
      layers[widest, column] = uses[column] - others
    }
  }
}
