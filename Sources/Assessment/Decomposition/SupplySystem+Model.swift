import Equations

extension SupplySystem {
  /// The structure of supply in a calibrated model, its parameters read by name.
  ///
  /// Margin services are supplied by the products of `marginSupplyShare[margin, product]` or, in a
  /// model without it, by the product of the same name. Users other than industries and the five of
  /// the accounts are programmes.
  /// - Throws: ``AssessmentError/badInput(_:)`` when the model lacks what the account needs.
  init(_ prepared: PreparedModel) throws(AssessmentError) {
    let table = ParameterTable(prepared)
    guard let outputs = prepared.model.symbol(named: "outputReal"),
      let sales = prepared.model.symbol(named: "domesticSales"),
      let purchases = prepared.model.symbol(named: "purchases"), purchases.dimensions.count == 2
    else {
      throw .badInput(
        "The account of jobs needs outputReal[sector], domesticSales[product] and purchases[product, user], and this model lacks one. Use the standard model."
      )
    }
    let sectors = outputs.elements.compactMap(\.first)
    let products = sales.elements.compactMap(\.first)
    let sectorNumber = SupplySystem.numbers(of: sectors)
    let productNumber = SupplySystem.numbers(of: products)
    self.sectors = sectors
    self.products = products
    var makers = [[(sector: Int, share: Double)]](repeating: [], count: products.count)
    for (elements, share) in try table.cells(of: "makeShare") where share != 0 {
      guard elements.count == 2, let product = productNumber[elements[0]],
        let sector = sectorNumber[elements[1]]
      else { continue }
      makers[product].append((sector, share))
    }
    self.makers = makers
    let basic = try table.values(of: "basicContent")
    let contents = try SupplySystem.marginContents(table, productNumber)
    let energy = SupplySystem.energy(in: prepared, table)
    self.purchases = try purchases.elements.map { elements throws(AssessmentError) in
      guard let product = productNumber[elements[0]] else {
        throw .badInput(
          "The account of jobs finds no home supply of \(elements[0]), which \(elements[1]) buys.")
      }
      let buyer = sectorNumber[elements[1]].map(Buyer.industry) ?? .final(FinalBuyer(elements[1]))
      let own = (product: product, volume: basic[elements] ?? 0)
      let margins = contents[elements] ?? []
      return Purchase(
        product: elements[0], user: elements[1], buyer: buyer,
        contents: buyer == .final(.exports) ? margins : [own] + margins,
        exported: buyer == .final(.exports) ? own : nil, energy: energy.bought[elements] ?? 0,
        powerFuel: energy.powerFuel[elements] ?? 0)
    }
    programmeMargins = Dictionary(
      products.compactMap { product in contents[[product, "investment"]].map { (product, $0) } },
      uniquingKeysWith: { first, _ in first })
    publicInvestors = SupplySystem.elements(determinedBy: "publicInvestment", in: prepared.model)
    investment = InvestmentResponse(table)
  }

  private static func numbers(of names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Composite products in the margin services of a unit of each purchase.
  private static func marginContents(
    _ table: ParameterTable, _ productNumber: [String: Int]
  ) throws(AssessmentError) -> [[String]: [(product: Int, volume: Double)]] {
    var suppliers: [String: [(product: Int, share: Double)]] = [:]
    for (elements, share) in table.optionalCells(of: "marginSupplyShare") where share != 0 {
      guard elements.count == 2, let product = productNumber[elements[1]] else { continue }
      suppliers[elements[0], default: []].append((product, share))
    }
    var result: [[String]: [(product: Int, volume: Double)]] = [:]
    for (elements, content) in try table.cells(of: "marginContent") where content != 0 {
      guard elements.count == 3 else { continue }
      let own = productNumber[elements[0]].map { [(product: $0, share: 1.0)] }
      guard let supply = suppliers[elements[0]] ?? own else {
        throw .badInput(
          "The account of jobs finds no product that supplies the margin service \(elements[0]).")
      }
      for supplier in supply {
        result[[elements[1], elements[2]], default: []].append(
          (supplier.product, supplier.share * content))
      }
    }
    return result
  }

  /// Energy and power stations' feedstock that industries buy per unit of output in the base year,
  /// from `energyValue0` and `feedstockValue0` or, in a model where a purchase is all of one kind,
  /// from its marks.
  private static func energy(
    in prepared: PreparedModel, _ table: ParameterTable
  ) -> (bought: [[String]: Double], powerFuel: [[String]: Double]) {
    let output = Dictionary(
      table.optionalCells(of: "output0").map { ($0.elements, $0.value) },
      uniquingKeysWith: { first, _ in first })
    let value = Dictionary(
      table.optionalCells(of: "useValue0").map { ($0.elements, $0.value) },
      uniquingKeysWith: { first, _ in first })
    func perOutput(_ values: String, _ marks: String) -> [[String]: Double] {
      let own = table.optionalCells(of: values)
      let cells =
        own.isEmpty
        ? table.optionalCells(of: marks).map { ($0.elements, $0.value * (value[$0.elements] ?? 0)) }
        : own.map { ($0.elements, $0.value) }
      var result: [[String]: Double] = [:]
      for (elements, amount) in cells where amount != 0 && elements.count == 2 {
        if let output = output[[elements[1]]], output != 0 { result[elements] = amount / output }
      }
      return result
    }
    let power = Set(
      prepared.compiled.sets.first { $0.name == "powerSector" }?.elements ?? [])
    return (
      perOutput("energyValue0", "isEnergyInput"),
      perOutput("feedstockValue0", "isFeedstock").filter { power.contains($0.key[1]) }
    )
  }

  /// The first elements of the cells that the equations of a name are written for.
  private static func elements(
    determinedBy name: String, in model: EquationModel
  ) -> Set<String> {
    Set(
      model.equations.filter { model.families[$0.family].name == name }
        .compactMap(\.labels.first))
  }
}

extension SupplySystem.FinalBuyer {
  /// A user that is no industry.
  init(_ user: String) {
    switch user {
    case "household": self = .households
    case "government": self = .government
    case "investment": self = .investment
    case "stocks": self = .stocks
    case "exports": self = .exports
    default: self = .programme
    }
  }
}

/// The parameters of a calibrated model by name and elements.
struct ParameterTable {
  private let prepared: PreparedModel

  init(_ prepared: PreparedModel) { self.prepared = prepared }

  /// Elements and value of every cell of a parameter.
  /// - Throws: ``AssessmentError/badInput(_:)`` when the model has no such parameter.
  func cells(of name: String) throws(AssessmentError) -> [(elements: [String], value: Double)] {
    let found = optionalCells(of: name)
    guard !found.isEmpty else {
      throw .badInput(
        "The account of jobs needs the parameter \(name), which this model does not have. Use the standard model."
      )
    }
    return found
  }

  /// The same; none when the model has no such parameter.
  func optionalCells(of name: String) -> [(elements: [String], value: Double)] {
    guard let symbol = prepared.model.symbol(named: name), symbol.kind == .parameter else {
      return []
    }
    return symbol.cells.map {
      (symbol.elements[$0 - symbol.firstCell], prepared.calibrated.parameters[$0])
    }
  }

  /// Value by elements.
  func values(of name: String) throws(AssessmentError) -> [[String]: Double] {
    Dictionary(
      try cells(of: name).map { ($0.elements, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a parameter without elements; nil when the model has none.
  func scalar(_ name: String) -> Double? {
    optionalCells(of: name).first { $0.elements.isEmpty }?.value
  }
}
