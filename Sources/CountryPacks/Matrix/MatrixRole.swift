/// What an account of a social accounting matrix stands for.
public enum MatrixRole: String, Sendable, Codable, CaseIterable {
  /// An industry: buys products, pays factors, makes products.
  case activity
  /// A product.
  case commodity
  /// The imports of a product, where the matrix has an account of their own for them. What a product
  /// pays there are imported inputs of those who make it.
  case imports
  /// Trade and transport services between makers and buyers.
  case margin
  /// Work, of one kind or several.
  case labour
  /// Capital, land and other property.
  case capital
  /// Corporations.
  case enterprise
  /// Households.
  case household
  /// Government.
  case government
  /// Taxes less subsidies on production, paid by activities.
  case activityTax
  /// Import duty, paid by products.
  case importTax
  /// Other taxes less subsidies on products.
  case productTax
  /// Taxes on incomes.
  case directTax
  /// Saving and gross fixed capital formation.
  case savingInvestment
  /// Changes in stocks.
  case stocks
  /// The rest of the world.
  case restOfWorld
  /// An account without payments, kept in the source for its form.
  case empty

  /// Whether a matrix without such an account cannot be used.
  var isNeeded: Bool {
    switch self {
    case .activity, .commodity, .labour, .capital, .household, .government, .savingInvestment,
      .restOfWorld:
      true
    case .imports, .margin, .enterprise, .activityTax, .importTax, .productTax, .directTax, .stocks,
      .empty:
      false
    }
  }

  /// Whether the classification must name an element beside the role.
  var hasElement: Bool {
    switch self {
    case .activity, .commodity, .imports, .margin, .productTax: true
    default: false
    }
  }

  /// The roles that an activity, a product or a margin may pay.
  var payees: Set<MatrixRole>? {
    switch self {
    case .activity: [.commodity, .imports, .labour, .capital, .activityTax, .productTax, .margin]
    case .commodity: [.activity, .imports, .margin, .importTax, .productTax, .restOfWorld]
    case .imports: [.margin, .importTax, .productTax, .restOfWorld]
    case .margin: [.commodity]
    case .empty: []
    default: nil
    }
  }

  /// The roles that an activity or a product may be paid by.
  var payers: Set<MatrixRole>? {
    switch self {
    case .activity: [.commodity]
    case .commodity:
      [
        .activity, .margin, .household, .government, .savingInvestment, .stocks, .restOfWorld,
      ]
    case .imports: [.activity, .commodity, .household, .government, .savingInvestment, .stocks]
    case .margin: [.activity, .commodity, .imports]
    case .empty: []
    default: nil
    }
  }
}
