/// A system whose equations cannot determine its unknowns, whatever the numbers.
public struct StructuralError: Error, Equatable, CustomStringConvertible {
  /// The number of equations.
  public let equationCount: Int
  /// The number of unknowns.
  public let unknownCount: Int
  /// Unknowns that nothing determines.
  public let undetermined: [String]
  /// The unknowns of the part with too few equations.
  public let underdeterminedUnknowns: [String]
  /// The equations of that part.
  public let underdeterminedEquations: [String]
  /// Equations with nothing left to determine.
  public let superfluous: [String]
  /// The equations of the part with too many.
  public let overdeterminedEquations: [String]
  /// The unknowns of that part.
  public let overdeterminedUnknowns: [String]

  /// Names the parts of a system.
  public init(
    incidence: Incidence, matching: Matching, nameOfUnknown: (Int) -> String,
    nameOfRow: (Int) -> String
  ) {
    let parts = CoarseDecomposition(incidence: incidence, matching: matching)
    equationCount = incidence.rowCount
    unknownCount = incidence.unknownCount
    undetermined = parts.freeUnknowns.map(nameOfUnknown)
    underdeterminedUnknowns = parts.underdeterminedUnknowns.map(nameOfUnknown)
    underdeterminedEquations = parts.underdeterminedRows.map(nameOfRow)
    superfluous = parts.freeRows.map(nameOfRow)
    overdeterminedEquations = parts.overdeterminedRows.map(nameOfRow)
    overdeterminedUnknowns = parts.overdeterminedUnknowns.map(nameOfUnknown)
  }

  /// How many equations and unknowns there are, what is not determined, and what is too much.
  public var description: String {
    var text = "\(equationCount) equations, \(unknownCount) unknowns"
    if !undetermined.isEmpty {
      text += ": nothing determines \(Self.list(undetermined))."
      if !underdeterminedEquations.isEmpty {
        text += """
           The equations \(Self.list(underdeterminedEquations)) must already determine all but \
          \(undetermined.count) of \(Self.list(underdeterminedUnknowns)).
          """
      }
      text += " Add an equation for each, or declare it exogenous."
    }
    if !superfluous.isEmpty {
      text += undetermined.isEmpty ? ": " : " And "
      text +=
        "\(Self.list(superfluous)) \(superfluous.count == 1 ? "has" : "have") nothing left to determine."
      if overdeterminedUnknowns.isEmpty {
        text += " No unknown appears in \(superfluous.count == 1 ? "it" : "them")."
      } else {
        text += """
           The equations \(Self.list(overdeterminedEquations)) hold only the unknowns \
          \(Self.list(overdeterminedUnknowns)).
          """
      }
      text += " Remove an equation, or make one of its exogenous values a variable."
    }
    return text
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
