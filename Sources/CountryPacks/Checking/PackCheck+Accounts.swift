import Quantities

/// Accounts: what is supplied is used, what is paid is received, industries earn what they cost.
extension PackCheck {
  /// The largest gap, relative to the flows summed, that rounding explains.
  static let tolerance = 1e-9

  mutating func checkAccounts(in folder: String) {
    demandTables(in: folder)
    checkMatrix("\(folder)/sam.csv")
    let make = sums("make0", in: folder)
    let use = sums("useValue0", in: folder)
    let basic = sums("useBasic0", in: folder)
    guard let make, let use, let basic else { return }
    let imports = sums("importValue0", in: folder)
    let duty = sums("importDuty0", in: folder)
    let marginUse = sums("useMargin0", in: folder)
    let marginSupply = sums("marginSupply0", in: folder)
    let tax = sums("useTax0", in: folder)
    balance(
      "product", "\(folder)/useBasic0.csv", "supply", "use at basic prices",
      [make["product"], imports?["product"], duty?["product"]],
      [basic["product"], marginSupply?["product"]],
      "Home output, imports and duty must be what is bought or given out as margin.")
    balance(
      "product", "\(folder)/useValue0.csv", "value at purchasers' prices", "its parts",
      [use["product"]], [basic["product"], marginUse?["product"], tax?["product"]],
      "What is paid must be the product, its margins and its taxes.")
    balance(
      "user", "\(folder)/useValue0.csv", "purchases", "their parts",
      [use["user"]], [basic["user"], marginUse?["user"], tax?["user"]],
      "What a user pays must be products, margins and taxes.")
    balance(
      "margin", "\(folder)/marginSupply0.csv", "margins supplied", "margins used",
      [marginSupply?["margin"]], [marginUse?["margin"]],
      "What traders and carriers provide must be what users pay for.")
    checkIndustries(in: folder, make: make, use: use)
  }

  private mutating func checkIndustries(
    in folder: String, make: [String: Totals], use: [String: Totals]
  ) {
    guard let output = sums("output0", in: folder) else { return }
    balance(
      "sector", "\(folder)/output0.csv", "output", "products made",
      [output["sector"]], [make["sector"]], "Output must be the sum of the products made.")
    let added = [
      "wages0", "officialContributions0", "privateContributions0", "imputedContributions0",
      "mixedIncome0", "operatingSurplus0", "productionTax0",
    ].map { sums($0, in: folder)?["sector"] }
    guard let subsidy = sums("productionSubsidy0", in: folder)?["sector"],
      let industries = elements(of: "sector", folder: folder)
    else { return }
    let purchases = (use["user"] ?? Totals()).only(Set(industries))
    balance(
      "sector", "\(folder)/output0.csv", "output", "purchases and value added",
      [output["sector"]], [purchases, subsidy.negated] + added,
      "Output must be purchases, wages, contributions, taxes less subsidies, and surplus.")
  }

  private mutating func demandTables(in folder: String) {
    for name in ["sector", "product", "user", "make0", "useValue0", "useBasic0", "output0"]
    where tables["\(folder)/\(name).csv"] == nil
      && !findings.contains(where: { $0.file == "\(folder)/\(name).csv" })
    {
      note(
        PackFinding(
          .missingTable, file: "\(folder)/\(name).csv",
          message: "The accounts need this table. Restore it, or build the pack again."))
    }
  }

  /// Every account of a social accounting matrix receives what it pays.
  private mutating func checkMatrix(_ file: String) {
    guard let table = tables[file], let row = table.column("row"),
      let column = table.column("column"), let value = table.column("value")
    else { return }
    var receipts = Totals()
    var outlays = Totals()
    for (_, fields) in table.rows {
      guard let number = Double(fields[value]), number.isFinite else { continue }
      receipts.add(number, to: fields[row])
      outlays.add(number, to: fields[column])
    }
    balance(
      "account", file, "receipts", "outlays", [receipts], [outlays],
      "An account must receive what it pays.")
  }

  /// Compares two sides, element by element.
  private mutating func balance(
    _ dimension: String, _ file: String, _ leftName: String, _ rightName: String,
    _ left: [Totals?], _ right: [Totals?], _ rule: String
  ) {
    let left = Totals(sumOf: left.compactMap(\.self))
    let right = Totals(sumOf: right.compactMap(\.self))
    for element in Set(left.sums.keys).union(right.sums.keys).sorted() {
      let (one, other) = (left.sums[element] ?? 0, right.sums[element] ?? 0)
      let scale = max(left.sizes[element] ?? 0, right.sizes[element] ?? 0)
      let gap = one - other
      guard gap.magnitude > PackCheck.tolerance * scale else { continue }
      note(
        PackFinding(
          .balance, file: file, cell: "\(dimension)=\(element)",
          found: "\(leftName) \(CSVWriter.number(one))",
          expected: "\(rightName) \(CSVWriter.number(other))", gap: gap, message: rule))
    }
  }

  /// A table's sums over all but one of its dimensions, by dimension; nil where there is no table.
  private func sums(_ name: String, in folder: String) -> [String: Totals]? {
    guard let table = tables["\(folder)/\(name).csv"], let value = table.column("value") else {
      return nil
    }
    var result: [String: Totals] = [:]
    for (_, fields) in table.rows {
      guard let number = Double(fields[value]), number.isFinite else { continue }
      for column in table.indexColumns {
        result[table.header[column], default: Totals()].add(number, to: fields[column].trimmed)
      }
    }
    return result
  }

  /// Weights of habit, momentum and news, and of indexation, share out one.
  mutating func checkShares() {
    let file = "\(pack.tables)/parameters.csv"
    guard let table = tables[file], let name = table.column("name"),
      let value = table.column("value")
    else { return }
    var values: [String: (Double, Int)] = [:]
    for (line, fields) in table.rows {
      if let number = Double(fields[value]) { values[fields[name]] = (number, line) }
    }
    let groups =
      ["price", "wage", "consumption", "employment"].map { stem in
        ["Inertia", "Momentum", "Notional"].map { stem + $0 }
      } + [["priceIndexationCurrent", "priceIndexationExpected"]]
    for group in groups {
      let parts = group.compactMap { values[$0] }
      let sum = parts.reduce(0) { $0 + $1.0 }
      guard parts.count == group.count, (sum - 1).magnitude > PackCheck.tolerance else { continue }
      note(
        PackFinding(
          .shares, file: file, line: parts[0].1, cell: group.joined(separator: " + "),
          found: CSVWriter.number(sum), expected: "1", gap: sum - 1,
          message: "These weights must sum to 1."))
    }
  }
}

/// Sums by element, and the sums of magnitudes that rounding is judged against.
struct Totals {
  private(set) var sums: [String: Double] = [:]
  private(set) var sizes: [String: Double] = [:]

  init() {}

  init(sumOf parts: [Totals]) {
    for part in parts {
      sums.merge(part.sums) { $0 + $1 }
      sizes.merge(part.sizes) { $0 + $1 }
    }
  }

  mutating func add(_ number: Double, to element: String) {
    sums[element, default: 0] += number
    sizes[element, default: 0] += number.magnitude
  }

  /// The other sign.
  var negated: Totals {
    var result = self
    result.sums = sums.mapValues { -$0 }
    return result
  }

  /// These elements alone.
  func only(_ elements: Set<String>) -> Totals {
    var result = Totals()
    result.sums = sums.filter { elements.contains($0.key) }
    result.sizes = sizes.filter { elements.contains($0.key) }
    return result
  }
}
