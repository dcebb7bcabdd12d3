import LinearAlgebra
import Testing

@Suite("Feedback vertex sets") struct FeedbackVertexSetTests {
  /// Whether the vertices that are left can be put in an order that every edge follows.
  private func isAcyclic(_ successors: [[Int32]], without removed: [Int]) -> Bool {
    let gone = Set(removed)
    var waiting = [Int](repeating: 0, count: successors.count)
    for vertex in successors.indices where !gone.contains(vertex) {
      for next in successors[vertex] { waiting[Int(next)] += 1 }
    }
    var free = successors.indices.filter { !gone.contains($0) && waiting[$0] == 0 }
    var seen = 0
    while let vertex = free.popLast() {
      seen += 1
      for next in successors[vertex] where !gone.contains(Int(next)) {
        waiting[Int(next)] -= 1
        if waiting[Int(next)] == 0 { free.append(Int(next)) }
      }
    }
    return seen == successors.count - gone.count
  }

  @Test(
    "Without the set no cycle is left, in sparse and in dense random graphs",
    arguments: [(40, 30), (40, 80), (40, 400), (300, 500), (300, 3000)], [1, 2, 3, 4] as [UInt64])
  func acyclic(shape: (vertices: Int, edges: Int), seed: UInt64) {
    var random = RandomStructure(seed: seed)
    let graph = random.graph(vertices: shape.vertices, edges: shape.edges)
    let found = FeedbackVertexSet(successors: graph)
    #expect(isAcyclic(graph, without: found.vertices))
    #expect(found.vertices == found.vertices.sorted())
    #expect(found == FeedbackVertexSet(successors: graph))
  }

  @Test("Graphs whose smallest set is known get one of that size") func known() {
    func size(_ graph: [[Int32]]) -> Int { FeedbackVertexSet(successors: graph).vertices.count }
    #expect(size([]) == 0)
    let chain = (0..<50).map { $0 < 49 ? [Int32($0 + 1)] : [] }
    #expect(size(chain) == 0)
    let ring = (0..<50).map { [Int32(($0 + 1) % 50)] }
    #expect(size(ring) == 1)
    let everyone = (0..<9).map { vertex in (0..<9).filter { $0 != vertex }.map { Int32($0) } }
    #expect(size(everyone) == 8)
    // Vertex 0 buys from all and sells to all through cells of their own.
    let hub = [Array(1...40)] + [[Int]](repeating: [0], count: 40)
    #expect(FeedbackVertexSet(successors: hub.map { $0.map { Int32($0) } }).vertices == [0])
    #expect(FeedbackVertexSet(successors: [[1], [1], []]).vertices == [1])
  }

  @Test("The cells of a large input-output table reduce to one vertex per industry")
  func inputOutput() {
    // Purchase (i, j) needs output j, and output i needs every purchase (i, j).
    let industries = 140
    var graph = [[Int32]](repeating: [], count: industries * (industries + 1))
    for supplier in 0..<industries {
      for user in 0..<industries {
        let purchase = industries + supplier * industries + user
        graph[user].append(Int32(purchase))
        graph[purchase] = [Int32(supplier)]
      }
    }
    let clock = ContinuousClock()
    var found: [Int] = []
    let duration = clock.measure { found = FeedbackVertexSet(successors: graph).vertices }
    #expect(found.count == industries)
    #expect(isAcyclic(graph, without: found))
    #if DEBUG
      #expect(duration < .seconds(20))
    #else
      #expect(duration < .milliseconds(500))
    #endif
  }
}
