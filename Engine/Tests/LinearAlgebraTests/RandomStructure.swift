import LinearAlgebra

/// Reproducible random numbers, graphs and matrices for tests.
struct RandomStructure {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number in `0..<1`.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }

  /// A vertex of a graph of so many.
  mutating func next(below count: Int) -> Int { min(count - 1, Int(next() * Double(count))) }

  /// Successors of each vertex; each edge is drawn alone, loops included.
  mutating func graph(vertices: Int, edges: Int) -> [[Int32]] {
    var result = [Set<Int32>](repeating: [], count: vertices)
    for _ in 0..<edges {
      result[next(below: vertices)].insert(Int32(next(below: vertices)))
    }
    return result.map { $0.sorted() }
  }

  /// A matrix with a diagonal of about one and some small entries in each row, and for each row
  /// whether elimination may rely on its diagonal.
  mutating func matrix(
    size: Int, perRow: Int, eliminable: Double
  ) -> (matrix: SparseMatrix, isEliminable: [Bool]) {
    var entries: [(row: Int, column: Int, value: Double)] = []
    for row in 0..<size {
      entries.append((row, row, 0.8 + 0.4 * next()))
      for _ in 0..<perRow {
        let column = next(below: size)
        if column != row { entries.append((row, column, next() - 0.5)) }
      }
    }
    let isEliminable = (0..<size).map { _ in next() < eliminable }
    return (SparseMatrix(rows: size, columns: size, entries: entries), isEliminable)
  }
}
