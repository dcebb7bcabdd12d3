import LinearAlgebra

/// How purchases become output: who makes each product, what a purchase is made of, who buys.
///
/// The only place that reads the structure of supply. With home share `d`, purchases of composite
/// products `S` and purchases straight from home producers `X`, all by product, and make shares `V`,
///
///     Y = V'(d ∘ S + X),   S = M Y + F,
///
/// where `M` holds the composite products in what an industry buys per unit of its output and `F`
/// those in final purchases. Exports and programmes buy straight from home producers.
struct SupplySystem: Sendable {
  /// Who buys: an industry, by its number, or a final buyer.
  enum Buyer: Sendable, Equatable {
    case industry(Int)
    case final(FinalBuyer)
  }

  /// A final buyer of the accounts, or a programme, which only a policy has.
  enum FinalBuyer: Sendable, CaseIterable {
    case households, government, investment, stocks, exports, programme
  }

  /// One purchase: a product by a user.
  struct Purchase: Sendable {
    /// The product and the user, as results name them.
    var product: String
    var user: String
    var buyer: Buyer
    /// Volumes of composite products in a unit of it.
    var contents: [(product: Int, volume: Double)]
    /// What a unit takes straight from home output; only exports do.
    var exported: (product: Int, volume: Double)?
    /// Of an industry's purchase for a unit of output in the base year, the energy that efficiency
    /// saves, and the fuel of power stations that green plants save.
    var energy = 0.0
    var powerFuel = 0.0
  }

  let sectors: [String]
  let products: [String]
  /// For each product, the industries that make it and their shares.
  let makers: [[(sector: Int, share: Double)]]
  let purchases: [Purchase]
  /// Composite products in the margin services that come with what programmes buy, by product bought.
  var programmeMargins: [String: [(product: Int, volume: Double)]] = [:]
  /// The industries whose investment government decides.
  let publicInvestors: Set<String>
  /// How investment answers to capital per unit of output.
  let investment: InvestmentResponse

  /// `V' x`: output by industry that makes an amount of each product.
  func output(making amounts: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: sectors.count)
    for (product, makers) in makers.enumerated() {
      for maker in makers { result[maker.sector] += maker.share * amounts[product] }
    }
    return result
  }

  /// `V' diag(d) M`: output called for by a unit of output.
  func requirements(homeShares: [Double], inputs: DenseMatrix) -> DenseMatrix {
    var result = DenseMatrix(rows: sectors.count, columns: sectors.count)
    for column in sectors.indices {
      let amounts = products.indices.map { homeShares[$0] * inputs[$0, column] }
      for (row, value) in output(making: amounts).enumerated() { result[row, column] = value }
    }
    return result
  }
}
