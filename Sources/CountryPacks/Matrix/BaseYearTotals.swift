/// Published totals of the base year that the flows of an earlier matrix are fitted to. Money in
/// millions.
struct BaseYearTotals: Sendable {
  /// Gross domestic product at market prices.
  let gdp: Double
  /// Exports and imports of goods and services.
  let exports, imports: Double
  /// Gross fixed capital formation and changes in stocks together.
  let capitalFormation: Double
  /// Taxes of the base year, as parts of gross domestic product, over those of the matrix: 1 unless the
  /// recipe says that published revenue is another.
  let taxScale: Double
  /// Government's part of consumption; the rest is households'.
  let governmentShareOfConsumption: Double

  /// Consumption of households and government: what the rest leaves of gross domestic product.
  var consumption: Double { gdp - capitalFormation - exports + imports }

  /// Reads the totals from a recipe's scalars.
  /// - Throws: ``PackError/missing(what:table:)``, or ``MatrixError/totals(_:)`` when they leave nothing
  ///   to consume.
  init(_ recipe: InstitutionsRecipe) throws {
    func number(_ name: String) throws -> Double { try recipe.scalar(name).value }
    gdp = try number("grossDomesticProduct")
    exports = try number("exportsShareOfGDP") * gdp
    imports = try number("importsShareOfGDP") * gdp
    capitalFormation = try number("capitalFormationShareOfGDP") * gdp
    taxScale = recipe.value("taxScale") ?? 1
    governmentShareOfConsumption = try number("governmentShareOfConsumption")
    guard consumption > 0, gdp > 0, (0...1).contains(governmentShareOfConsumption) else {
      throw MatrixError.totals(
        "The totals of the base year leave \(consumption) for consumption: gross domestic product is \(gdp), capital formation \(capitalFormation), exports \(exports), imports \(imports). Correct the scalars of the recipe."
      )
    }
  }
}
