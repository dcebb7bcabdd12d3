/// The four ways from supply and use tables to a symmetric table of the Eurostat manual.
///
/// - SeeAlso: Eurostat (2008), *Manual of Supply, Use and Input-Output Tables*, ch. 11; United Nations
///   (2018), *Handbook on Supply, Use and Input-Output Tables*, ch. 12.
public enum SymmetricModel: String, Sendable, CaseIterable {
  /// Product by product: each product is made in its own way, whichever industry makes it
  /// (product technology). Negatives may occur.
  case a = "A"
  /// Product by product: each industry makes all its products in one way (industry technology).
  case b = "B"
  /// Industry by industry: each industry sells all its products in one way (fixed industry sales
  /// structure). Negatives may occur.
  case c = "C"
  /// Industry by industry: each product is sold in one way, whichever industry makes it (fixed product
  /// sales structure). This is the model of IBGE, which calls it industry technology.
  case d = "D"

  /// Whether the table is of products.
  public var isByProduct: Bool { self == .a || self == .b }

  /// The assumption in words.
  public var assumption: String {
    switch self {
    case .a: "product technology"
    case .b: "industry technology"
    case .c: "fixed industry sales structure"
    case .d: "fixed product sales structure"
    }
  }
}
