import Equations
import Testing

@Suite("Tapes") struct TapeTests {
  @Test("A tape in two segments gives what direct evaluation gives") func segments() {
    var graph = ExpressionGraph()
    let layout = SlotLayout(parameterCount: 1, cellCount: 2, maximumLag: 1)
    let a = graph.node(.cell(0, lag: 0))
    let b = graph.node(.cell(1, lag: 1))
    let p = graph.node(.parameter(0))
    let early = graph.apply(.log, graph.apply(.multiply, b, p))
    let late = UnaryOperator.allCases.reduce(graph.apply(.add, early, a)) { sum, operation in
      graph.apply(.add, sum, graph.apply(operation, a))
    }
    let root = BinaryOperator.allCases.reduce(late) { sum, operation in
      graph.apply(.subtract, sum, graph.apply(operation, a, graph.apply(.exp, early)))
    }
    let active = graph.activity { $0 == .cell(0, lag: 0) }
    var builder = TapeBuilder(graph: graph, layout: layout)
    let prologue = builder.appendSegment(computing: [root], lasting: true) {
      !active[Int($0.index)]
    }
    let main = builder.appendSegment(computing: [root], lasting: false)
    let slot = builder.slot(of: root)
    let workspace = TapeWorkspace(tape: builder.finished())
    workspace.setParameters([1.5])
    workspace.setCells([.nan, 0.8], lag: 1)
    workspace.run(prologue)
    for value in [0.3, 1.0, 2.5] {
      workspace.setCells([value, .nan])
      workspace.run(main)
      let direct = ExpressionProgram(graph: graph, roots: [root]).values { node in
        switch node {
        case .parameter: 1.5
        case .cell(0, 0): value
        case .cell(1, 1): 0.8
        default: .nan
        }
      }
      #expect(workspace.slots[slot] == direct[0])
    }
    #expect(prologue.count == 3)
  }
}
