/// Supply and use of products by industries, with every use split into what it is made of.
///
/// For every product and user, value at purchaser prices = domestic + imports + duty + margins + taxes.
/// For every product, the domestic uses and what margin accounts buy of it = output of the industries.
/// For every industry, purchases + value added = output. ``checkIdentities(tolerance:)`` tests them.
/// All values are in one unit of current money.
public struct SupplyUseAccounts: Sendable, Equatable {
  /// Output by product and industry, basic prices.
  public var make: LabelledMatrix
  /// Use by product and user at purchaser prices; users are the industries, then final users.
  public var use: LabelledMatrix
  /// The part of each use produced at home, basic prices.
  public var domestic: LabelledMatrix
  /// The imported part of each use, cif.
  public var imports: LabelledMatrix
  /// Import duty in each use.
  public var duty: LabelledMatrix
  /// Taxes less subsidies on products in each use, other than duty.
  public var taxes: LabelledMatrix
  /// Margins in each use, by margin, in the order of the rows of ``marginSupply``.
  public var margins: [LabelledMatrix]
  /// What each margin account buys, by margin and product, basic prices.
  public var marginSupply: LabelledMatrix
  /// Taxes less subsidies on products other than duty, by product and kind of tax.
  public var taxesByKind: LabelledMatrix
  /// Payments by ``ValueAddedItem`` and industry.
  public var valueAdded: LabelledMatrix

  /// Gathers the tables.
  public init(
    make: LabelledMatrix, use: LabelledMatrix, domestic: LabelledMatrix, imports: LabelledMatrix,
    duty: LabelledMatrix, taxes: LabelledMatrix, margins: [LabelledMatrix],
    marginSupply: LabelledMatrix, taxesByKind: LabelledMatrix, valueAdded: LabelledMatrix
  ) {
    self.make = make
    self.use = use
    self.domestic = domestic
    self.imports = imports
    self.duty = duty
    self.taxes = taxes
    self.margins = margins
    self.marginSupply = marginSupply
    self.taxesByKind = taxesByKind
    self.valueAdded = valueAdded
  }

  /// The products, in order.
  public var products: [String] { use.rows }
  /// The industries, in order.
  public var sectors: [String] { make.columns }
  /// The industries and the final users, in order.
  public var users: [String] { use.columns }
  /// The margins, in order.
  public var marginNames: [String] { marginSupply.rows }

  /// One kind of payment by every industry.
  public func valueAdded(_ item: ValueAddedItem) throws(SocialAccountingError) -> [Double] {
    let row = try valueAdded.rowPosition(item.rawValue)
    return valueAdded.columns.indices.map { valueAdded[row, $0] }
  }

  /// The accounts with products, industries and users added up into groups.
  ///
  /// - Parameter users: Groups of all users; industries must be grouped as in `sectors`.
  /// - Throws: ``SocialAccountingError/ungrouped(_:)``.
  public func aggregated(
    products: Grouping, sectors: Grouping, users: Grouping
  ) throws(SocialAccountingError) -> SupplyUseAccounts {
    let kinds = Grouping(identity: taxesByKind.columns)
    var groupedMargins: [LabelledMatrix] = []
    for margin in margins {
      groupedMargins.append(try margin.aggregated(rows: products, columns: users))
    }
    return SupplyUseAccounts(
      make: try make.aggregated(rows: products, columns: sectors),
      use: try use.aggregated(rows: products, columns: users),
      domestic: try domestic.aggregated(rows: products, columns: users),
      imports: try imports.aggregated(rows: products, columns: users),
      duty: try duty.aggregated(rows: products, columns: users),
      taxes: try taxes.aggregated(rows: products, columns: users),
      margins: groupedMargins,
      marginSupply: try marginSupply.aggregated(
        rows: Grouping(identity: marginNames), columns: products),
      taxesByKind: try taxesByKind.aggregated(rows: products, columns: kinds),
      valueAdded: try valueAdded.aggregated(
        rows: Grouping(identity: valueAdded.rows), columns: sectors))
  }
}
