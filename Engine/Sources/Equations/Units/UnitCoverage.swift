/// How much of a model its units check.
public struct UnitCoverage: Sendable, Equatable {
  /// The symbols that state no unit, in the order of the text.
  public var symbolsWithoutUnit: [String]
  /// The number of symbols.
  public var symbolCount: Int
  /// The equations and checks in which some unit, or the value of some exponent, is not known: what
  /// it decides in them is not checked. In the order of the text, each once for all its elements.
  public var uncheckedFamilies: [String]
  /// The number of equations and checks, element by element.
  public var equationCount: Int
  /// Those in which every unit is known.
  public var checkedEquationCount: Int

  /// Creates a report.
  public init(
    symbolsWithoutUnit: [String] = [], symbolCount: Int = 0, uncheckedFamilies: [String] = [],
    equationCount: Int = 0, checkedEquationCount: Int = 0
  ) {
    self.symbolsWithoutUnit = symbolsWithoutUnit
    self.symbolCount = symbolCount
    self.uncheckedFamilies = uncheckedFamilies
    self.equationCount = equationCount
    self.checkedEquationCount = checkedEquationCount
  }

  /// The share of equations and checks in which every unit is known; 1 where there are none.
  public var checkedShare: Double {
    equationCount == 0 ? 1 : Double(checkedEquationCount) / Double(equationCount)
  }
}
