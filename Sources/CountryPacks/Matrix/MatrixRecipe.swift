/// The part of a recipe that says how accounts are built from a social accounting matrix: section
/// `matrix`, which stands where a recipe that starts from supply and use has `accounts`.
public struct MatrixRecipe: Sendable, Codable, Equatable {
  /// A square table: the first column names the receiving accounts, the header the paying ones. Or, with
  /// ``inputOutput``, the flows of an input-output table.
  public var file: String
  /// How an input-output table is laid out as a matrix; none where there is a matrix.
  public var inputOutput: InputOutput?
  /// The year of the matrix.
  public var year: Int
  /// Millions of currency in one unit of the matrix.
  public var millionsPerUnit: Double
  /// The largest gap between an account's receipts and outlays that is rounding, as a share of them.
  public var tolerance: Double
  /// Columns `account,role,element`: the role of every account (``MatrixRole``), and for activities and
  /// products the industry of the pack, for margins and taxes the pack's name.
  /// Not needed for an input-output table.
  public var accounts: String?
  /// Columns `sector,name`: the sectors of the pack's coarse aggregation, in order.
  public var sectors: String
  /// Columns `code,sector,name,group`: the industries, and the group of the growth table each moves with.
  public var industries: String
  /// What margins and kinds of tax are called in print.
  public var names: [String: String]
  /// How value added and jobs of the matrix's year reach a later year.
  public var growth: Growth
  /// Jobs by industry.
  public var jobs: Jobs
  /// Industries whose surplus is in part earned by the self-employed.
  public var mixedIncome: [MixedIncome]
  /// Industries with a role in the institutions' accounts, and the numbers from outside the matrix.
  public var institutions: InstitutionsRecipe
  /// Published totals to set beside the pack's, for checking only.
  public var checks: [Check]
  /// Where the tables come from, line by line.
  public var sources: [TableSource]

  /// A symmetric input-output table: products by industries and final users, then taxes by buyer.
  public struct InputOutput: Sendable, Codable, Equatable {
    /// What codes of industries begin with, and what stands in its place in the names of product rows.
    public var industryPrefix, productPrefix: String
    /// The table of value added by industry, and its rows of labour, surplus and other taxes on production.
    public var valueAdded, labour, surplus, otherTaxes: String
    /// Rows of taxes on products in the table of flows.
    public var taxRows: [String]
    /// Columns of final users.
    public var household, government, investment, stocks, exports: [String]
    /// The column of imports, negative.
    public var imports: String
  }

  /// Value added and persons by group of industries and year: one column for each group.
  public struct Growth: Sendable, Codable, Equatable {
    /// The table.
    public var file: String
    /// The columns of variables and years.
    public var variableColumn, yearColumn: String
    /// The variable of value added at current prices.
    public var valueAdded: String
    /// The variable of employment.
    public var employment: String
    /// The last year it has; from there to the base year all groups move alike.
    public var lastYear: Int
  }

  /// Where jobs come from: a table by activity of the matrix, or the employment of the growth table.
  public struct Jobs: Sendable, Codable, Equatable {
    /// The table by activity; none when the growth table's employment is divided by labour income.
    public var file: String?
    /// The column of activities.
    public var keyColumn: String?
    /// The column of all jobs.
    public var valueColumn: String?
    /// Columns of jobs by group of workers, by the pack's name of the group.
    public var groups: [String: String]?
    /// Industries among which jobs are divided by labour income, because the table counts them in another
    /// industry than the matrix counts their pay: teachers of public schools, for one.
    public var pools: [[String]]?
    /// How far to trust the result.
    public var status: String
  }

  /// The part of an industry's surplus that the self-employed earn.
  public struct MixedIncome: Sendable, Codable, Equatable {
    /// The industries.
    public var industries: [String]
    /// The part, between 0 and 1.
    public var share: Double
    /// Why.
    public var note: String
  }

  /// A published total and what of the pack stands beside it.
  public struct Check: Sendable, Codable, Equatable {
    /// What is compared: a name that ``MatrixReconciliation`` knows.
    public var item: String
    /// The published number.
    public var value: Double
    /// Its unit.
    public var unit: String
    /// Who published it.
    public var source: String
  }
}
