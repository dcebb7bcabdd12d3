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
  /// Variables that are given, and what is solved instead.
  public var exchanges: [String] = []
  /// Where the equations and the unknowns stand in the model text, by name.
  private let equationPlaces: [String: SourceLocation]
  private let unknownPlaces: [String: SourceLocation]

  /// Names the parts of a system.
  public init(
    incidence: Incidence, matching: Matching, nameOfUnknown: (Int) -> String,
    nameOfRow: (Int) -> String, placeOfUnknown: (Int) -> SourceLocation? = { _ in nil },
    placeOfRow: (Int) -> SourceLocation? = { _ in nil }
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
    func places(
      _ indices: [Int], _ name: (Int) -> String, _ place: (Int) -> SourceLocation?
    ) -> [String: SourceLocation] {
      var places: [String: SourceLocation] = [:]
      for index in indices { places[name(index)] = place(index) }
      return places
    }
    unknownPlaces = places(parts.freeUnknowns, nameOfUnknown, placeOfUnknown)
    equationPlaces = places(
      parts.underdeterminedRows + parts.overdeterminedRows, nameOfRow, placeOfRow)
  }

  /// How many equations and unknowns there are, what is not determined, and what is too much.
  public var description: String {
    var text =
      "\(equationCount) equation\(equationCount == 1 ? "" : "s"), "
      + "\(unknownCount) unknown\(unknownCount == 1 ? "" : "s")"
    if !undetermined.isEmpty {
      text += ": nothing determines \(Self.list(undetermined, unknownPlaces))."
      if !underdeterminedEquations.isEmpty {
        text += """
           The equations \(Self.list(underdeterminedEquations, equationPlaces)) must already determine all but \
          \(undetermined.count) of \(Self.list(underdeterminedUnknowns)).
          """
      }
      text += " Add an equation for each, or declare it exogenous."
    }
    if !superfluous.isEmpty {
      text += undetermined.isEmpty ? ": " : " And "
      text +=
        "\(Self.list(superfluous, equationPlaces)) \(superfluous.count == 1 ? "has" : "have") nothing left to determine."
      if overdeterminedUnknowns.isEmpty {
        text += " No unknown appears in \(superfluous.count == 1 ? "it" : "them")."
      } else {
        text += """
           The equations \(Self.list(overdeterminedEquations, equationPlaces)) hold only the unknowns \
          \(Self.list(overdeterminedUnknowns)).
          """
      }
      text += " Remove an equation, or make one of its exogenous values a variable."
    }
    if !exchanges.isEmpty {
      text += " Here \(exchanges.joined(separator: ", ")): exchange other variables, or none."
    }
    return text
  }

  /// Names, with their places in the text where these are known.
  private static func list(
    _ names: [String], _ places: [String: SourceLocation] = [:]
  ) -> String {
    let shown = names.prefix(8).map { name in
      "`\(name)`" + (places[name].map { " (\($0))" } ?? "")
    }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
