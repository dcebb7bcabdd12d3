import LinearAlgebra
import Testing

@Suite("Sparse factorisation") struct SparseLUTests {
  /// A reproducible sparse matrix with a strong but scattered structure.
  private func randomMatrix(size: Int, seed: UInt64) -> SparseMatrix {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    var entries: [(row: Int, column: Int, value: Double)] = []
    for row in 0..<size {
      entries.append((row, (row * 7 + 3) % size, 2 + next()))
      for _ in 0..<4 { entries.append((row, Int(next() * Double(size)), next() - 0.5)) }
    }
    return SparseMatrix(rows: size, columns: size, entries: entries)
  }

  @Test("Sparse and dense solutions agree", arguments: [1, 2, 17, 120])
  func agreement(size: Int) throws {
    let matrix = randomMatrix(size: size, seed: UInt64(size))
    let truth = (0..<size).map { Double($0 % 5) - 1.5 }
    let rightHandSide = matrix.times(truth)
    let workspace = try SparseLU(pattern: matrix.pattern)
    try workspace.factor(matrix.values)
    var sparse = rightHandSide
    workspace.solve(&sparse)
    let dense = try matrix.dense.solve(rightHandSide)
    for index in 0..<size {
      #expect(abs(sparse[index] - dense[index]) < 1e-10)
      #expect(abs(sparse[index] - truth[index]) < 1e-10)
    }
  }

  @Test("A second matrix of the pattern keeps the pivots; a hostile one makes new ones")
  func refactoring() throws {
    let pattern = SparsePattern(rows: 2, columnRows: [[0, 1], [0, 1]])
    let workspace = try SparseLU(pattern: pattern)
    try workspace.factor([4, 1, 1, 3])
    try workspace.factor([5, 1, 1, 3])
    #expect(workspace.fullFactorisations == 1)
    #expect(workspace.keptPivots == 1)
    try workspace.factor([1e-14, 1, 1, 1])
    #expect(workspace.fullFactorisations == 2)
    var solution = [1.0, 2.0]
    workspace.solve(&solution)
    #expect(abs(solution[0] - 1) < 1e-12)
    #expect(abs(solution[1] - 1) < 1e-12)
  }

  @Test("The transposed system is solved with the same factors") func transposed() throws {
    let matrix = randomMatrix(size: 30, seed: 5)
    let workspace = try SparseLU(pattern: matrix.pattern)
    try workspace.factor(matrix.values)
    var solution = (0..<30).map(Double.init)
    workspace.solveTransposed(&solution)
    for column in 0..<30 {
      var sum = 0.0
      for row in 0..<30 { sum += matrix[row, column] * solution[row] }
      #expect(abs(sum - Double(column)) < 1e-9)
    }
  }

  @Test("Singular matrices are named by column, structural ones by rank") func singular() throws {
    let pattern = SparsePattern(rows: 2, columnRows: [[0, 1], [0, 1]])
    let workspace = try SparseLU(pattern: pattern)
    #expect {
      try workspace.factor([1, 2, 2, 4])
    } throws: { error in
      guard case LinearAlgebraError.singular = error else { return false }
      return "\(error)".contains("singular: column")
    }
    #expect(throws: LinearAlgebraError.structurallySingular(rank: 1, size: 2)) {
      try SparseLU(pattern: SparsePattern(rows: 2, columnRows: [[0], [0]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try workspace.factor([1, .infinity, 2, 4])
    }
  }

  @Test("Repeated entries of one cell are added") func repeated() {
    let matrix = SparseMatrix(
      rows: 1, columns: 2, entries: [(0, 1, 2), (0, 1, 3)])
    #expect(matrix[0, 1] == 5)
    #expect(matrix[0, 0] == 0)
    #expect(matrix.dense == DenseMatrix(rowByRow: [[0, 5]]))
  }
}
