/// How the accounts of households, firms, government and the rest of the world are closed.
public struct InstitutionsRecipe: Sendable, Codable, Equatable {
  /// Industries whose surplus is government's and whose investment is public.
  public var publicIndustries: [String]
  /// The industry of rents, imputed ones included.
  public var dwellingsIndustry: String
  /// The product bought to build dwellings.
  public var buildingsProduct: String
  /// Numbers from outside the supply-use tables.
  public var scalars: [Scalar]

  /// One number with its source.
  public struct Scalar: Sendable, Codable, Equatable {
    /// Its name.
    public var name: String
    /// The number.
    public var value: Double
    /// Its unit.
    public var unit: String
    /// How far to trust it.
    public var status: String
    /// Who published it.
    public var source: String
    /// What a reader should know.
    public var note: String
  }

  /// The value of a scalar that a recipe may leave out.
  func value(_ name: String) -> Double? { scalars.first { $0.name == name }?.value }

  /// A scalar by name.
  /// - Throws: ``PackError/missing(what:table:)``.
  func scalar(_ name: String) throws(PackError) -> Scalar {
    guard let scalar = scalars.first(where: { $0.name == name }) else {
      throw PackError.missing(what: "scalar \"\(name)\"", table: "accounts.institutions.scalars")
    }
    return scalar
  }
}
