import Equations
import Testing

@Suite("What is known to be zero nowhere") struct SignTests {
  @Test("Numbers, inverses and their products are; parameters, cells and sums are not")
  func neverZero() {
    var graph = ExpressionGraph()
    let x = graph.node(.cell(0, lag: 0))
    let share = graph.node(.parameter(0))
    let one = graph.constant(1)
    let inverse = graph.apply(.divide, one, x)
    let scaled = graph.apply(.multiply, graph.constant(-3), inverse)
    let never = [
      one, inverse, scaled, graph.apply(.negate, scaled), graph.apply(.exp, x),
    ]
    let perhaps = [
      graph.constant(0), x, share, graph.apply(.multiply, share, inverse),
      graph.apply(.add, one, inverse), graph.apply(.divide, x, share),
    ]
    for id in never { #expect(graph.isNeverZero(id)) }
    for id in perhaps { #expect(!graph.isNeverZero(id)) }
  }

  @Test("Equal expressions are one node, however many there are; zeros of either sign are equal")
  func sharing() {
    var graph = ExpressionGraph()
    let cells = (0..<3000).map { graph.node(.cell($0 % 1000, lag: $0 / 1000)) }
    let sums = cells.map { graph.apply(.add, $0, cells[0]) }
    #expect(Set(cells).count == 3000)
    #expect(Set(sums).count == 3000)
    let before = graph.nodes.count
    for (cell, sum) in zip(cells, sums) { #expect(graph.apply(.add, cell, cells[0]) == sum) }
    #expect(graph.nodes.count == before)
    #expect(graph.constant(0) == graph.constant(-0.0))
  }
}
