import LinearAlgebra
import SocialAccounting
import Testing

@testable import InputOutput

@Suite("From supply and use to symmetric tables")
struct SymmetricTableTests {
  /// A system of which final demand and value added are what is left.
  private func system(make: [[Double]], use: [[Double]]) throws -> SupplyUseSystem {
    let products = make.indices.map { "p\($0 + 1)" }
    let industries = make[0].indices.map { "i\($0 + 1)" }
    let makeTable = try LabelledMatrix(
      rows: products, columns: industries, values: make.flatMap { $0 })
    let useTable = try LabelledMatrix(
      rows: products, columns: industries, values: use.flatMap { $0 })
    return try SupplyUseSystem(
      make: makeTable, use: useTable,
      finalDemand: LabelledMatrix(
        rows: products, columns: ["final"],
        values: products.indices.map { makeTable.rowTotal($0) - useTable.rowTotal($0) }),
      primaryInputs: LabelledMatrix(
        rows: ["value added"], columns: industries,
        values: industries.indices.map { makeTable.columnTotal($0) - useTable.columnTotal($0) }))
  }

  private func millerBlair() throws -> SupplyUseSystem {
    try system(make: [[90, 10], [0, 100]], use: [[12, 8], [10, 7]])
  }

  private func close(_ table: LabelledMatrix, _ expected: [[Double]], within: Double) -> Bool {
    difference(table.values, expected.flatMap { $0 }) <= within
  }

  @Test("Miller and Blair's commodities and industries: both industry-technology tables as printed")
  func millerBlairTables() throws {
    // Miller and Blair (2009), section 5.3: U = [12 8; 10 7], V = [90 0; 10 100].
    let system = try millerBlair()
    #expect(
      close(system.inputCoefficients, [[0.1333, 0.0727], [0.1111, 0.0636]], within: 0.00005))
    #expect(close(try system.marketShares(), [[0.9, 0], [0.1, 1]], within: 0))
    let b = try system.symmetric(.b)
    #expect(close(b.coefficients, [[0.1273, 0.0727], [0.1064, 0.0636]], within: 0.00005))
    let d = try system.symmetric(.d)
    #expect(close(d.coefficients, [[0.12, 0.0655], [0.1244, 0.0709]], within: 0.00005))
  }

  /// Five products and industries with by-products, from the tests of pySUT (Pauliuk, Majeau-Bettez and
  /// Stadler, IndEcol/pySUT, `pysut/tests/known_results.py`): results to nine decimals.
  private func fiveProducts() throws -> SupplyUseSystem {
    try system(
      make: [
        [30, 1, 1, 0, 0], [1, 5, 1, 0, 0], [2, 0, 3, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 8],
      ],
      use: [
        [12, 4, 5, 0, 0], [1, 1, 1, 0, 0], [0, 1, 1, 0, 0], [1, 0, 0, 0, 0], [0, 1, 1, 0, 0],
      ])
  }

  @Test("Model A gives pySUT's product technology, negatives and all")
  func productTechnology() throws {
    let table = try fiveProducts().symmetric(.a)
    #expect(
      close(
        table.coefficients,
        [
          [0.287015945, 0.742596811, 1.323462415, 0, 0],
          [0.009111617, 0.198177677, 0.264236902, 0, 0],
          [-0.025056948, 0.20501139, 0.273348519, 0, 0],
          [0.034168565, -0.006833713, -0.009111617, 0, 0],
          [-0.025056948, 0.20501139, 0.273348519, 0, 0],
        ], within: 5e-10))
    let flows = table.negatives.filter { $0.part == "flows" }
    #expect(Set(flows.map { "\($0.row) \($0.column)" }) == ["p3 p1", "p4 p2", "p4 p3", "p5 p1"])
    #expect(flows.first.map { $0.value == table.flows.values.min() } == true)
  }

  @Test("Model B gives pySUT's industry technology")
  func industryTechnology() throws {
    let table = try fiveProducts().symmetric(.b)
    #expect(
      close(
        table.coefficients,
        [
          [0.387784091, 0.647186147, 0.645454545, 0.416666667, 0],
          [0.038825758, 0.147186147, 0.112121212, 0.083333333, 0],
          [0.010416667, 0.142857143, 0.1, 0.083333333, 0],
          [0.028409091, 0.004329004, 0.012121212, 0, 0],
          [0.010416667, 0.142857143, 0.1, 0.083333333, 0],
        ], within: 5e-10))
    #expect(table.negatives.allSatisfy { $0.part != "flows" })
  }

  @Test("Model D gives pySUT's industries by industry technology")
  func productSales() throws {
    let table = try fiveProducts().symmetric(.d)
    #expect(
      close(
        table.coefficients,
        [
          [0.345238095, 0.71547619, 0.87172619, 0, 0],
          [0.033008658, 0.139880952, 0.145089286, 0, 0],
          [0.030844156, 0.144642857, 0.14985119, 0, 0],
          [0.015151515, 0, 0, 0, 0],
          [0, 0.166666667, 0.166666667, 0, 0],
        ], within: 5e-10))
  }

  @Test("Model C is what its definition says: each industry's products are sold alike")
  func industrySales() throws {
    let system = try fiveProducts()
    let table = try system.symmetric(.c)
    // Undone: the product mix of the selling industries gives back what was used of each product.
    let used = try system.productMix.times(table.flows)
    #expect(difference(used.values, system.use.values) < 1e-13)
    #expect(table.negatives.contains { $0.part == "flows" })
    #expect(
      difference(
        table.flows.rows.indices.map {
          table.flows.rowTotal($0) + table.finalDemand.rowTotal($0)
        }, system.industryOutput) < 1e-12)
  }

  @Test("Rows and columns of every model add up to output, whatever the assumption")
  func balances() throws {
    let system = try fiveProducts()
    for model in SymmetricModel.allCases {
      let table = try system.symmetric(model)
      for sector in table.output.indices {
        let sales = table.flows.rowTotal(sector) + table.finalDemand.rowTotal(sector)
        let costs = table.flows.columnTotal(sector) + table.primaryInputs.columnTotal(sector)
        #expect((sales - table.output[sector]).magnitude < 1e-12)
        #expect((costs - table.output[sector]).magnitude < 1e-12)
      }
    }
  }

  @Test("Industries that each make one product have one symmetric table, by all four models")
  func noByProducts() throws {
    let system = try system(make: [[50, 0], [0, 70]], use: [[5, 20], [10, 8]])
    for model in SymmetricModel.allCases {
      #expect(difference(try system.symmetric(model).flows.values, [5, 20, 10, 8]) < 1e-14)
    }
  }

  @Test("What cannot be transformed says which product or industry is in the way")
  func mistakes() throws {
    #expect(throws: InputOutputError.singularMake(industry: "i2")) {
      try system(make: [[10, 20], [5, 10]], use: [[1, 2], [1, 2]]).symmetric(.a)
    }
    #expect(throws: InputOutputError.nothingMade(kind: "industry", label: "i2", used: 0)) {
      try system(make: [[10, 0], [5, 0]], use: [[1, 0], [1, 0]])
    }
    #expect(throws: InputOutputError.self) {
      try SupplyUseSystem(
        make: LabelledMatrix(rows: ["p"], columns: ["i"], values: [10]),
        use: LabelledMatrix(rows: ["p"], columns: ["i"], values: [4]),
        finalDemand: LabelledMatrix(rows: ["p"], columns: ["f"], values: [5]),
        primaryInputs: LabelledMatrix(rows: ["v"], columns: ["i"], values: [6]))
    }
  }

  @Test(
    "Accounts with margins become a system at basic prices whose layers add up to what users pay")
  func valuation() throws {
    let products = ["fish", "shops"]
    let users = ["fishing", "trading", "household"]
    func byUser(_ values: [Double]) throws -> LabelledMatrix {
      try LabelledMatrix(rows: products, columns: users, values: values)
    }
    let accounts = SupplyUseAccounts(
      make: try LabelledMatrix(
        rows: products, columns: ["fishing", "trading"], values: [80, 0, 0, 30]),
      use: try byUser([10, 5, 121, 0, 0, 4]),
      domestic: try byUser([10, 5, 65, 0, 0, 3]),
      imports: try byUser([0, 0, 18, 0, 0, 0]),
      duty: try byUser([0, 0, 2, 0, 0, 0]),
      taxes: try byUser([0, 0, 9, 0, 0, 1]),
      margins: [try byUser([0, 0, 27, 0, 0, 0])],
      marginSupply: try LabelledMatrix(rows: ["trade"], columns: products, values: [0, 27]),
      taxesByKind: try LabelledMatrix(rows: products, columns: ["vat"], values: [9, 1]),
      valueAdded: try LabelledMatrix(
        rows: ["wages", "operatingSurplus"], columns: ["fishing", "trading"],
        values: [40, 20, 30, 5]))
    let system = try SupplyUseSystem(basicPrices: accounts)
    #expect(system.finalDemand.values == [65, 30])
    let paid = system.finalDemand.total + system.layers.reduce(0) { $0 + $1.finalDemand.total }
    #expect(paid == 125)
    let table = try system.symmetric(.d).inputOutputTable()
    #expect(table.output == [80, 30])
    #expect(table.primaryInputs.rows == ["imports", "duty", "taxes", "wages", "operatingSurplus"])
  }

  @Test(
    "Uses split by import shares add up, exempt users import nothing, and too many imports are refused"
  )
  func importShares() throws {
    let use = try LabelledMatrix(
      rows: ["oil", "rice"], columns: ["industry", "household", "exports"],
      values: [30, 10, 20, 4, 6, 1])
    let split = try use.splitByImports([20, 0], exempt: ["exports"])
    #expect(split.imported.values == [15, 5, 0, 0, 0, 0])
    #expect(split.domestic.values == [15, 5, 20, 4, 6, 1])
    #expect(throws: InputOutputError.importsExceedUse(product: "oil", imports: 41, use: 40)) {
      try use.splitByImports([41, 0], exempt: ["exports"])
    }
  }
}
