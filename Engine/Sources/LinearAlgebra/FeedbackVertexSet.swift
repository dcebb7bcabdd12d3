/// Vertices of a directed graph whose removal leaves no cycle: few of them, though not always the
/// fewest, which is NP-hard to find.
///
/// Reductions that lose nothing come first: a vertex without predecessors or successors is on no
/// cycle; a vertex with a single one is bypassed, because that neighbour is on all its cycles; a
/// vertex that is its own successor must be chosen. Where none applies, the vertex with the largest
/// product of predecessors and successors is chosen. A bypass never adds edges, so the graph only
/// shrinks. Equal graphs give equal sets.
///
/// - SeeAlso: Levy and Low (1988), *A contraction algorithm for finding small cycle cutsets*,
///   Journal of Algorithms 9(4).
public struct FeedbackVertexSet: Sendable, Equatable {
  /// The chosen vertices, ascending.
  public let vertices: [Int]

  /// Finds a set for a graph given by the successors of each vertex, without repeats.
  public init(successors: [[Int32]]) {
    var reduction = Reduction(successors: successors)
    reduction.run()
    vertices = reduction.chosen.sorted()
  }

  /// Which end of an edge.
  private enum Side {
    static let after = 0
    static let before = 1
  }

  private struct Reduction {
    /// Neighbours of each vertex after it and before it.
    var neighbours: [[[Int32]]]
    var isLoop: [Bool]
    var isPresent: [Bool]
    var isPending: [Bool]
    var pending: [Int] = []
    var chosen: [Int] = []

    init(successors: [[Int32]]) {
      let count = successors.count
      var before = [[Int32]](repeating: [], count: count)
      var after = successors
      isLoop = [Bool](repeating: false, count: count)
      for vertex in 0..<count {
        if after[vertex].contains(Int32(vertex)) {
          isLoop[vertex] = true
          after[vertex].removeAll { $0 == Int32(vertex) }
        }
        for next in after[vertex] { before[Int(next)].append(Int32(vertex)) }
      }
      neighbours = [after, before]
      isPresent = [Bool](repeating: true, count: count)
      isPending = [Bool](repeating: true, count: count)
      pending = Array((0..<count).reversed())
    }

    mutating func run() {
      var candidates = Array(isPresent.indices)
      while true {
        while let vertex = pending.popLast() {
          isPending[vertex] = false
          if isPresent[vertex] { reduce(vertex) }
        }
        candidates.removeAll { !isPresent[$0] }
        var best = -1
        var most = 0
        for vertex in candidates {
          let product =
            neighbours[Side.before][vertex].count * neighbours[Side.after][vertex].count
          if product > most {
            best = vertex
            most = product
          }
        }
        guard best >= 0 else { return }
        chosen.append(best)
        remove(best)
      }
    }

    private mutating func reduce(_ vertex: Int) {
      let before = neighbours[Side.before][vertex]
      let after = neighbours[Side.after][vertex]
      if isLoop[vertex] {
        chosen.append(vertex)
        remove(vertex)
      } else if before.isEmpty || after.isEmpty {
        remove(vertex)
      } else if before.count == 1 {
        bypass(vertex, by: Int(before[0]), onSide: Side.before)
      } else if after.count == 1 {
        bypass(vertex, by: Int(after[0]), onSide: Side.after)
      }
    }

    private mutating func look(_ vertex: Int) {
      if !isPending[vertex] && isPresent[vertex] {
        isPending[vertex] = true
        pending.append(vertex)
      }
    }

    private mutating func remove(_ vertex: Int) {
      isPresent[vertex] = false
      for side in [Side.after, Side.before] {
        for neighbour in neighbours[side][vertex] {
          drop(vertex, from: Int(neighbour), 1 - side)
          look(Int(neighbour))
        }
        neighbours[side][vertex] = []
      }
    }

    /// Connects the only neighbour on one side with all on the other.
    private mutating func bypass(_ vertex: Int, by only: Int, onSide side: Int) {
      isPresent[vertex] = false
      drop(vertex, from: only, 1 - side)
      for far in neighbours[1 - side][vertex] {
        let next = Int(far)
        if next == only {
          isLoop[only] = true
          drop(vertex, from: only, side)
        } else if neighbours[side][next].contains(Int32(only)) {
          drop(vertex, from: next, side)
        } else {
          if let position = neighbours[side][next].firstIndex(of: Int32(vertex)) {
            neighbours[side][next][position] = Int32(only)
          }
          neighbours[1 - side][only].append(far)
        }
        look(next)
      }
      neighbours[side][vertex] = []
      neighbours[1 - side][vertex] = []
      look(only)
    }

    private mutating func drop(_ vertex: Int, from other: Int, _ side: Int) {
      let last = neighbours[side][other].count - 1
      guard let position = neighbours[side][other].firstIndex(of: Int32(vertex)) else { return }
      neighbours[side][other].swapAt(position, last)
      neighbours[side][other].removeLast()
    }
  }
}
