import Results
import Solvers

/// A scenario solved in memory, with the problem that was put to the solver: what checks examine.
public struct SolvedScenario: Sendable {
  /// The scenario's name.
  public let name: String
  /// The form of the model that the scenario asks for.
  let form: ScenarioRunner.Form
  /// What determines the path.
  public let problem: PathProblem
  /// The path, complete.
  public let solution: PathSolution
  /// The path as results keep it.
  public let run: StoredRun

  /// The model in that form.
  public var model: PreparedModel { form.model }

  /// Years and values of one cell; none for a cell that the model does not have.
  public func values(of variable: String, _ elements: String...) -> [Int: Double] {
    guard let symbol = model.model.symbol(named: variable), symbol.kind != .parameter,
      let cell = symbol.cells.first(where: { symbol.elements[$0 - symbol.firstCell] == elements })
    else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: solution.years.compactMap { year in
        solution.value(ofCell: cell, year: year).map { (year, $0) }
      })
  }

  /// The value of one cell in a year; not a number where the model has no such cell or year.
  public func value(of variable: String, _ elements: String..., in year: Int) -> Double {
    guard let symbol = model.model.symbol(named: variable), symbol.kind != .parameter,
      let cell = symbol.cells.first(where: { symbol.elements[$0 - symbol.firstCell] == elements })
    else { return .nan }
    return solution.value(ofCell: cell, year: year) ?? .nan
  }

  /// The sum over a symbol's cells in a year; not a number where the model has no such symbol.
  public func total(of variable: String, in year: Int) -> Double {
    guard let symbol = model.model.symbol(named: variable), symbol.kind != .parameter else {
      return .nan
    }
    return symbol.cells.reduce(0) { $0 + (solution.value(ofCell: $1, year: year) ?? .nan) }
  }
}
