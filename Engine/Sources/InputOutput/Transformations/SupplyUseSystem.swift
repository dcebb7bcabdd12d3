import LinearAlgebra
import SocialAccounting

/// Supply and use at basic prices, with everything that a symmetric table is made from.
///
/// For every product, output = intermediate use + final demand; for every industry, output = use + all
/// layers + primary inputs.
public struct SupplyUseSystem: Sendable, Equatable {
  /// Output by product and industry, basic prices: the transpose of the make table `V`.
  public let make: LabelledMatrix
  /// Domestic products used by industries, basic prices, `U`.
  public let use: LabelledMatrix
  /// Domestic products bought by final users, basic prices, `Y`.
  public let finalDemand: LabelledMatrix
  /// Other parts of what industries and final users pay for products: imports, taxes, margins; by name.
  public let layers: [ValuationLayer]
  /// Value added by item and industry, `W`.
  public let primaryInputs: LabelledMatrix
  /// Output of every product, `q`.
  public let productOutput: [Double]
  /// Output of every industry, `g`.
  public let industryOutput: [Double]

  /// One part of the value of uses beside what domestic producers receive.
  public struct ValuationLayer: Sendable, Equatable {
    /// Its name, such as `imports`.
    public let name: String
    /// By product and industry.
    public let use: LabelledMatrix
    /// By product and final user.
    public let finalDemand: LabelledMatrix

    /// Gathers a layer.
    public init(name: String, use: LabelledMatrix, finalDemand: LabelledMatrix) {
      self.name = name
      self.use = use
      self.finalDemand = finalDemand
    }
  }

  /// Gathers the tables and makes sure that they add up.
  ///
  /// - Parameter tolerance: The largest gap accepted, as a share of output.
  /// - Throws: ``InputOutputError`` when labels differ, or a product or an industry does not balance or
  ///   makes nothing.
  public init(
    make: LabelledMatrix, use: LabelledMatrix, finalDemand: LabelledMatrix,
    layers: [ValuationLayer] = [], primaryInputs: LabelledMatrix, tolerance: Double = 1e-9
  ) throws(InputOutputError) {
    let (products, industries) = (make.rows, make.columns)
    let tables =
      [("use", use), ("final demand", finalDemand)]
      + layers.flatMap { [($0.name, $0.use), ($0.name + ", final demand", $0.finalDemand)] }
    for (name, table) in tables where table.rows != products {
      throw .wrongLength(
        what: "products of \(name)", found: table.rows.count, expected: products.count)
    }
    for (name, table) in [("use", use), ("primary inputs", primaryInputs)]
      + layers.map({ ($0.name, $0.use) }) where table.columns != industries
    {
      throw .wrongLength(
        what: "industries of \(name)", found: table.columns.count, expected: industries.count)
    }
    productOutput = products.indices.map(make.rowTotal)
    industryOutput = industries.indices.map(make.columnTotal)
    for (product, output) in productOutput.enumerated() {
      let sales = use.rowTotal(product) + finalDemand.rowTotal(product)
      if output == 0 && sales != 0 {
        throw .nothingMade(kind: "product", label: products[product], used: sales)
      }
      guard (output - sales).magnitude <= tolerance * max(output.magnitude, sales.magnitude) else {
        throw .unbalanced(account: "product \(products[product])", sales: sales, costs: output)
      }
    }
    for (industry, output) in industryOutput.enumerated() {
      let costs =
        use.columnTotal(industry) + primaryInputs.columnTotal(industry)
        + layers.reduce(0) { $0 + $1.use.columnTotal(industry) }
      if output == 0 {
        throw .nothingMade(kind: "industry", label: industries[industry], used: costs)
      }
      guard (output - costs).magnitude <= tolerance * max(output.magnitude, costs.magnitude) else {
        throw .unbalanced(account: "industry \(industries[industry])", sales: output, costs: costs)
      }
    }
    self.make = make
    self.use = use
    self.finalDemand = finalDemand
    self.layers = layers
    self.primaryInputs = primaryInputs
  }

  /// The products.
  public var products: [String] { make.rows }
  /// The industries.
  public var industries: [String] { make.columns }

  /// The share of every industry in the output of every product, `D = V q̂⁻¹`, by industry and product;
  /// a product that nobody makes has no shares.
  public func marketShares() throws(SocialAccountingError) -> LabelledMatrix {
    try make.transposed.columnsDivided(by: productOutput.map { $0 == 0 ? 1 : $0 })
  }

  /// The share of every product in the output of every industry, `C = V′ ĝ⁻¹`, by product and industry.
  public var productMix: LabelledMatrix { make.columnsDivided(by: industryOutput) }

  /// Domestic inputs per unit of output, `B = U ĝ⁻¹`, by product and industry.
  public var inputCoefficients: LabelledMatrix { use.columnsDivided(by: industryOutput) }

  /// The same of a layer, such as imports.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func inputCoefficients(of layer: String) throws(InputOutputError) -> LabelledMatrix {
    guard let found = layers.first(where: { $0.name == layer }) else {
      throw .unknownAccount(layer, among: layers.map(\.name))
    }
    return found.use.columnsDivided(by: industryOutput)
  }
}
