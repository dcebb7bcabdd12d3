import Calibration
import Equations
import Foundation
import ModelLanguage
import Quantities
import Solvers
import Testing

/// Godley, W. and Lavoie, M. (2007), *Monetary Economics: An Integrated Approach to Credit, Money,
/// Income, Production and Wealth*, Palgrave Macmillan, chapter 3, table 3.4: what government spending
/// of 20 dollars from the second period on does, printed to one decimal. Results must round to it.
@Suite("Godley and Lavoie (2007), model SIM")
struct SimTableTests {
  /// Half a unit of the last printed decimal, and what rounding of binary numbers adds.
  static let tolerance = 0.05 + 1e-9

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let modelFile = folder.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Examples/models/sim.eqn").path

  /// The model as shipped, solved for 100 periods without spending in the first.
  private func solved() throws -> (model: EquationModel, path: PathSolution) {
    let compiled = try ModelCompiler().compile(main: Self.modelFile)
    var problem = try calibrate(compiled.model, baseYear: nil).pathProblem(years: 1...100)
    let spending = try #require(compiled.model.symbol(named: "governmentSpending"))
    problem.exogenous[0][spending.firstCell] = 0
    let path = try PathSolver(model: compiled.model).solve(problem).completed()
    return (compiled.model, path)
  }

  @Test("The shipped model gives the printed table: three periods and the steady state")
  func table() throws {
    let (model, path) = try solved()
    let file = Self.folder.appendingPathComponent("table-3.4.csv")
    let printed = try CSVTable(
      text: String(contentsOf: file, encoding: .utf8), source: file.path)
    #expect(printed.rows.count == 7)
    func value(_ variable: String, _ period: Int) throws -> Double {
      if variable == "saving" {
        return try value("disposableIncome", period) - value("consumption", period)
      }
      let symbol = try #require(model.symbol(named: variable))
      return try #require(path.value(ofCell: symbol.firstCell, year: period))
    }
    for row in printed.rows.indices {
      let variable = printed.rows[row][0]
      for (column, period) in [(1, 1), (2, 2), (3, 3), (4, 100)] {
        let expected = try printed.number(row: row, column: column)
        let found = try value(variable, period)
        #expect(
          (found - expected).magnitude <= Self.tolerance,
          "\(variable) in period \(printed.header[column]): \(found), printed \(expected)")
      }
    }
  }

  @Test("Income is the multiplier times spending, at once and in the end")
  func multipliers() throws {
    let (model, path) = try solved()
    let income = try #require(model.symbol(named: "income")).firstCell
    // 20 / (1 - alpha1 (1 - theta)), and 20 / theta.
    #expect(abs(try #require(path.value(ofCell: income, year: 2)) - 20 / 0.52) < 1e-10)
    #expect(abs(try #require(path.value(ofCell: income, year: 100)) - 100) < 1e-3)
    #expect(path.checks.count == 100)
  }

  @Test("What the government owes is what households hold, in every period")
  func checks() throws {
    let (_, path) = try solved()
    for check in path.checks where check.year > 1 { #expect(check.residual < 1e-10, "\(check)") }
  }
}
