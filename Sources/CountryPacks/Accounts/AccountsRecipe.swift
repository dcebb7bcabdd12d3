/// The part of a recipe that says how supply, use and institutions are built.
public struct AccountsRecipe: Sendable, Codable, Equatable {
  /// The official tables of the base year, industries by products.
  public var supplyUse: SupplyUseFiles
  /// The matrices of an earlier year that say what each use is made of.
  public var contents: ContentsFiles
  /// Which industry and product belongs to which sector of the pack.
  public var classification: ClassificationFiles
  /// How the institutions' accounts are closed.
  public var institutions: InstitutionsRecipe
  /// Where the tables come from, line by line.
  public var sources: [TableSource]

  /// Files of the base year.
  public struct SupplyUseFiles: Sendable, Codable, Equatable {
    /// Columns `industry,variable,value`.
    public var industryAccounts: String
    /// Columns `table,product,industry,value`.
    public var makeAndUse: String
    /// Columns `product,flow,value`.
    public var productFlows: String
    /// The flow of each tax other than duty, by the pack's name of it.
    public var taxFlows: [NamedFlow]
    /// The margins: the pack's name, the flow and the products that supply it.
    public var margins: [MarginRecipe]
  }

  /// A name of the pack and the publisher's name of the same.
  public struct NamedFlow: Sendable, Codable, Equatable {
    /// The pack's name.
    public var name: String
    /// The publisher's name.
    public var flow: String
  }

  /// A margin, its flow and the product group that supplies it.
  public struct MarginRecipe: Sendable, Codable, Equatable {
    /// The pack's name of the margin.
    public var name: String
    /// The publisher's name of the flow; its negative entries are what margin products supply.
    public var flow: String
    /// The matrices of the earlier year.
    public var contents: [String]
  }

  /// Matrices of an earlier year, products by users.
  public struct ContentsFiles: Sendable, Codable, Equatable {
    /// Domestic use, basic prices.
    public var domestic: [String]
    /// Imported use, cif.
    public var imports: [String]
    /// Taxes on products, duty included.
    public var taxes: [String]
    /// The earlier year's code of a product that has another code now.
    public var productCodes: [String: String]
    /// The earlier year's code of an industry that has another code now.
    public var industryCodes: [String: String]
    /// The largest gap of the fit, as a share of a product's largest total.
    public var tolerance: Double
  }

  /// Classification tables.
  public struct ClassificationFiles: Sendable, Codable, Equatable {
    /// Columns `sector,name`: the sectors of the pack's coarse aggregation, in order.
    public var sectors: String
    /// Columns `code,sector,name`: the published industries and the sector of each.
    public var industries: String
    /// Columns `code,name`: the published products, whose codes begin with that of the industry that
    /// chiefly makes them.
    public var products: String
  }
}
