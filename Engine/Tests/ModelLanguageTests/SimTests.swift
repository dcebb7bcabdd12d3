import Equations
import Foundation
import Testing

@testable import ModelLanguage

@Suite("Model SIM of Godley and Lavoie")
struct SimTests {
  private func sim() throws -> CompiledModel {
    let path = testFolder.appendingPathComponent("../../../Examples/models/sim.eqn").path
    return try ModelCompiler().compile(main: path)
  }

  @Test("It has five equations, five variables, one exogenous value and three parameters")
  func counts() throws {
    let model = try sim().model
    #expect(model.equations.count == 5)
    #expect(model.cellCount == 6)
    #expect(model.parameterValue == [0.6, 0.4, 0.2])
    #expect(model.maximumLag == 1)
    #expect(model.checks.count == 1)
    #expect(
      model.families.map(\.name) == [
        "income", "taxes", "disposableIncome", "consumption", "money", "deficit",
      ])
  }

  @Test("Each equation determines the variable on its left side")
  func determines() throws {
    let compiled = try sim()
    let labels = compiled.model.equations.map { row in
      row.determines.map { compiled.model.label(ofCell: $0) }
    }
    #expect(labels == ["income", "taxes", "disposableIncome", "consumption", "money"])
    #expect(
      compiled.family(determining: "money")?.text
        == "money = lag(money) + disposableIncome - consumption")
    #expect(compiled.family(determining: "money")?.block == "sim")
  }

  @Test("It holds at the stationary state of table 3.4 of the book")
  func stationaryState() throws {
    let compiled = try sim()
    let state: [String: Double] = [
      "income": 100, "taxes": 20, "disposableIncome": 80, "consumption": 80, "money": 80,
      "governmentSpending": 20,
    ]
    func value(_ node: NodeID) throws -> Double {
      try compiled.value(node) { cell, _ in try #require(state[compiled.model.label(ofCell: cell)])
      }
    }
    for row in compiled.model.equations {
      #expect(abs(try value(row.left) - value(row.right)) < 1e-12)
    }
    for row in compiled.model.checks {
      #expect(abs(try value(row.left) - value(row.right)) < 1e-12)
      #expect(try value(try #require(row.scale)) == 100)
    }
  }

  @Test("Money was zero before the first period, and spending is constant")
  func history() throws {
    let compiled = try sim()
    let money = try compiled.cell("money")
    let before = try #require(compiled.model.valueBefore[0][money])
    #expect(compiled.model.graph[before] == .constant(0))
    let spending = try compiled.cell("governmentSpending")
    let given = try #require(compiled.model.exogenousDefault[spending])
    #expect(compiled.model.graph[given] == .constant(20))
    #expect(compiled.model.baseValue.allSatisfy { $0 == nil })
  }

  @Test("Descriptions, units, sources and statuses are kept")
  func metadata() throws {
    let model = try sim().model
    let alpha = try #require(model.symbol(named: "alpha1"))
    #expect(alpha.status == .borrowed)
    #expect(alpha.source == "Godley and Lavoie (2007), table 3.4")
    #expect(alpha.description.hasPrefix("Propensity to consume out of disposable income"))
    #expect(model.symbol(named: "money")?.unit == "dollars")
    #expect(
      model.families[0].description
        == "What is produced is bought by households or by the government.")
  }
}
