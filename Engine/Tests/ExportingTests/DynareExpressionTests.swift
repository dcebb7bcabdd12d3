import Equations
import Testing

@testable import Exporting

@Suite("Expressions for Dynare") struct DynareExpressionTests {
  @Test("Random expressions, read back by Dynare's rules, have the same bits", arguments: 0..<300)
  func roundTrip(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var model = EquationModel()
    model.symbols = ["a", "b", "c"].enumerated().map { cell, name in
      ModelSymbol(
        name: name, kind: .variable, firstCell: cell,
        location: SourceLocation(file: "t.eqn", line: 1, column: 1))
    }
    model.cellCount = 3
    let root = grow(&model.graph, &random, depth: 7)
    let values = [1.25, -0.75, 3.5]
    let expected = ExpressionProgram(graph: model.graph, roots: [root]).values { node in
      guard case .cell(let cell, let lag) = node else { return .nan }
      return values[cell] + Double(lag)
    }[0]
    let text = DynareExpressionPrinter(graph: model.graph, names: DynareNames(model: model))
      .text(root)
    var reader = DynareReader(text) { name, lag in
      values[["v_a": 0, "v_b": 1, "v_c": 2][name] ?? -1] + Double(lag)
    }
    let found = try reader.value()
    #expect(
      found == expected || (found.isNaN && expected.isNaN),
      "seed \(seed): \(text) is \(found), not \(expected)")
  }

  @Test("Signs, powers and differences keep their brackets") func brackets() {
    var model = EquationModel()
    let place = SourceLocation(file: "t.eqn", line: 1, column: 1)
    model.symbols = [ModelSymbol(name: "a", kind: .variable, firstCell: 0, location: place)]
    model.cellCount = 1
    let a = model.graph.node(.cell(0, lag: 0))
    let lagged = model.graph.node(.cell(0, lag: 2))
    let minusTwo = model.graph.constant(-2)
    let power = model.graph.apply(.power, model.graph.apply(.power, a, lagged), minusTwo)
    let negated = model.graph.apply(.negate, power)
    let inner = model.graph.apply(.add, lagged, a)
    let root = model.graph.apply(
      .subtract, model.graph.apply(.multiply, negated, minusTwo),
      model.graph.apply(.add, a, model.graph.apply(.step, inner)))
    let printer = DynareExpressionPrinter(graph: model.graph, names: DynareNames(model: model))
    #expect(
      printer.text(root)
        == "(-(v_a^v_a(-2))^(-2)) * (-2) - (v_a + (v_a(-2) + v_a >= 0))")
    #expect(printer.term(root).hasPrefix("("))
  }

  @Test("A sum of a hundred thousand terms is written") func longSum() {
    var model = EquationModel()
    let place = SourceLocation(file: "t.eqn", line: 1, column: 1)
    model.symbols = [ModelSymbol(name: "a", kind: .variable, firstCell: 0, location: place)]
    model.cellCount = 1
    let a = model.graph.node(.cell(0, lag: 0))
    var sum = a
    for term in 0..<100_000 {
      let factor = model.graph.constant(Double(term) + 2)
      sum = model.graph.apply(.add, sum, model.graph.apply(.multiply, factor, a))
    }
    let text = DynareExpressionPrinter(graph: model.graph, names: DynareNames(model: model))
      .text(sum)
    #expect(text.hasPrefix("v_a + 2 * v_a + 3 * v_a"))
    #expect(text.hasSuffix(" + 100001 * v_a"))
  }

  private func grow(
    _ graph: inout ExpressionGraph, _ random: inout SplitMix, depth: Int
  ) -> NodeID {
    if depth == 0 || random.next(5) == 0 {
      return random.next(3) == 0
        ? graph.constant([-2, 0.1, 1e-7, 3, 1e20, 0.5][random.next(6)])
        : graph.node(.cell(random.next(3), lag: random.next(3)))
    }
    if random.next(4) == 0 {
      let operand = grow(&graph, &random, depth: depth - 1)
      return graph.apply(UnaryOperator.allCases[random.next(UnaryOperator.allCases.count)], operand)
    }
    let left = grow(&graph, &random, depth: depth - 1)
    let right = grow(&graph, &random, depth: depth - 1)
    return graph.apply(
      BinaryOperator.allCases[random.next(BinaryOperator.allCases.count)], left, right)
  }
}

/// Random numbers that are the same everywhere.
struct SplitMix {
  var state: UInt64

  mutating func next(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(count))
  }
}
