import Equations
import Testing

/// A small reproducible source of numbers in 0..<1.
struct Numbers {
  var state: UInt64
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}

@Suite("Derivatives") struct DerivativeTests {
  /// Compares the symbolic gradient with central differences at random positive points.
  private func compare(
    leafCount: Int, seed: UInt64, build: (inout ExpressionGraph, [NodeID]) -> NodeID
  ) {
    var graph = ExpressionGraph()
    let leaves = (0..<leafCount).map { graph.node(.cell($0, lag: 0)) }
    let root = build(&graph, leaves)
    var differentiator = Differentiator(graph: graph) {
      if case .cell = $0 { true } else { false }
    }
    let gradient = differentiator.gradient(of: root)
    var numbers = Numbers(state: seed)
    for _ in 0..<20 {
      let point = (0..<leafCount).map { _ in 0.3 + 2 * numbers.next() }
      func value(_ id: NodeID, _ point: [Double]) -> Double {
        ExpressionProgram(graph: differentiator.graph, roots: [id]).values { node in
          if case .cell(let cell, _) = node { point[cell] } else { .nan }
        }[0]
      }
      for (cell, leaf) in leaves.enumerated() {
        let symbolic = gradient.first { $0.leaf == leaf }.map { value($0.value, point) } ?? 0
        let width = 1e-6
        var above = point
        var below = point
        above[cell] += width
        below[cell] -= width
        let numerical = (value(root, above) - value(root, below)) / (2 * width)
        #expect(abs(symbolic - numerical) < 1e-7 * max(1, abs(symbolic)), "seed \(seed)")
      }
    }
  }

  @Test(
    "Every operator of one operand agrees with central differences",
    arguments: UnaryOperator.allCases)
  func unary(operation: UnaryOperator) {
    compare(leafCount: 2, seed: 11) { graph, leaves in
      let shifted = graph.apply(.subtract, leaves[0], graph.constant(1.2345))
      let operand = operation == .log || operation == .sqrt ? leaves[0] : shifted
      return graph.apply(.multiply, graph.apply(operation, operand), leaves[1])
    }
  }

  @Test(
    "Every operator of two operands agrees with central differences",
    arguments: BinaryOperator.allCases)
  func binary(operation: BinaryOperator) {
    compare(leafCount: 2, seed: 12) { graph, leaves in
      graph.apply(operation, leaves[0], leaves[1])
    }
    compare(leafCount: 2, seed: 13) { graph, leaves in
      let product = graph.apply(.multiply, leaves[0], leaves[1])
      return graph.apply(operation, product, leaves[0])
    }
  }

  @Test("A CES cost function with shared parts agrees with central differences")
  func costFunction() {
    compare(leafCount: 4, seed: 14) { graph, leaves in
      let exponent = graph.constant(1 - 0.7)
      var sum = graph.constant(0)
      for leaf in leaves.dropLast() {
        sum = graph.apply(.add, sum, graph.apply(.power, leaf, exponent))
      }
      let cost = graph.apply(.power, sum, graph.apply(.divide, graph.constant(1), exponent))
      let demand = graph.apply(.power, graph.apply(.divide, leaves[0], cost), graph.constant(-0.7))
      return graph.apply(.multiply, leaves[3], demand)
    }
  }

  @Test("A whole power has a derivative at zero") func wholePowerAtZero() {
    var graph = ExpressionGraph()
    let x = graph.node(.cell(0, lag: 0))
    let root = graph.apply(.power, x, graph.constant(2))
    var differentiator = Differentiator(graph: graph) { $0 == .cell(0, lag: 0) }
    let slope = differentiator.gradient(of: root)[0].value
    let value = ExpressionProgram(graph: differentiator.graph, roots: [slope]).values { _ in 0 }
    #expect(value == [0])
  }

  @Test("Lagged cells and parameters are constants unless asked for") func inactiveLeaves() {
    var graph = ExpressionGraph()
    let now = graph.node(.cell(0, lag: 0))
    let before = graph.node(.cell(0, lag: 1))
    let parameter = graph.node(.parameter(0))
    let root = graph.apply(.multiply, parameter, graph.apply(.add, now, before))
    var byCell = Differentiator(graph: graph) { $0 == .cell(0, lag: 0) }
    let slopes = byCell.gradient(of: root)
    #expect(slopes.map(\.leaf) == [now])
    #expect(slopes.map(\.value) == [parameter])
    var byParameter = Differentiator(graph: graph) { $0 == .parameter(0) }
    #expect(byParameter.gradient(of: root).map(\.leaf) == [parameter])
  }
}
