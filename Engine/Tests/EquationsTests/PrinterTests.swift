import Equations
import Testing

@Suite("Printed expressions") struct PrinterTests {
  /// Two prices and an elasticity.
  private func model() -> EquationModel {
    var model = EquationModel()
    let place = SourceLocation(file: "prices.eqn", line: 3, column: 1)
    model.symbols = [
      ModelSymbol(
        name: "price", kind: .variable, dimensions: ["product"], elements: [["oil"], ["power"]],
        firstCell: 0, location: place),
      ModelSymbol(name: "elasticity", kind: .parameter, firstCell: 0, location: place),
    ]
    model.cellCount = 2
    model.parameterCellCount = 1
    model.families = [EquationFamily(name: "price", text: "", block: "prices", location: place)]
    return model
  }

  @Test("Brackets stand where the operators need them") func brackets() {
    var model = model()
    let oil = model.graph.node(.cell(0, lag: 0))
    let power = model.graph.node(.cell(1, lag: 2))
    let elasticity = model.graph.node(.parameter(0))
    let sum = model.graph.apply(.add, oil, power)
    let quotient = model.graph.apply(.divide, oil, model.graph.apply(.multiply, sum, elasticity))
    let root = model.graph.apply(
      .subtract, oil,
      model.graph.apply(.subtract, model.graph.apply(.power, quotient, elasticity), power))
    #expect(
      ExpressionPrinter(model: model).text(root)
        == "price[oil] - ((price[oil] / ((price[oil] + price[power][-2]) * elasticity))^elasticity"
        + " - price[power][-2])")
  }

  @Test("A very long sum is cut, not followed to its end") func longSum() {
    var model = model()
    let oil = model.graph.node(.cell(0, lag: 0))
    var sum = oil
    for term in 0..<5000 {
      let factor = model.graph.constant(Double(term) + 2)
      sum = model.graph.apply(.add, sum, model.graph.apply(.multiply, factor, oil))
    }
    let text = ExpressionPrinter(model: model).text(sum)
    #expect(text.hasPrefix("… + "))
    #expect(text.hasSuffix(" + 5001 * price[oil]"))
    #expect(text.count < 1000)
  }

  @Test("The innermost part without a value is found, with its operands") func nonFinite() throws {
    var model = model()
    let oil = model.graph.node(.cell(0, lag: 0))
    let power = model.graph.node(.cell(1, lag: 1))
    let ratio = model.graph.apply(.divide, oil, power)
    let right = model.graph.apply(.exp, model.graph.apply(.log, ratio))
    model.equations = [EquationRow(family: 0, labels: ["oil"], left: oil, right: right)]
    let report = try #require(
      NonFiniteReport(model: model, equation: 0) { node in
        if case .cell(0, _) = node { 4 } else { 0 }
      })
    #expect(
      report.description
        == "price[oil], prices.eqn:3:1: `price[oil] / price[power][-1]` is infinite where "
        + "price[oil] = 4.0, price[power][-1] = 0.0.")
    #expect(NonFiniteReport(model: model, equation: 0) { _ in 1 } == nil)
  }
}
