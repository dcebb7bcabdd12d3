import LinearAlgebra
import Testing

@Suite("Condensed factorisation") struct CondensedLUTests {
  private func failure(_ work: () throws(LinearAlgebraError) -> Void) -> LinearAlgebraError? {
    do throws(LinearAlgebraError) { try work() } catch { return error }
    return nil
  }

  private func condensed(_ matrix: SparseMatrix, _ isEliminable: [Bool]) -> CondensedLU {
    CondensedLU(Condensation(pattern: matrix.pattern, isEliminable: isEliminable))
  }

  @Test(
    "It solves random systems as KLU does, matrix after matrix of one pattern",
    arguments: [1, 2, 30, 400], [0, 0.5, 1])
  func agreement(size: Int, share: Double) throws {
    var random = RandomStructure(seed: UInt64(size) &+ 11)
    let (matrix, isEliminable) = random.matrix(size: size, perRow: 2, eliminable: share)
    let workspace = condensed(matrix, isEliminable)
    let plan = workspace.condensation
    #expect((plan.eliminated + plan.core).sorted() == Array(0..<size))
    #expect(plan.eliminated.allSatisfy { isEliminable[$0] })
    if share == 0 { #expect(plan.eliminated.isEmpty) }
    if share == 1 && size > 2 { #expect(plan.core.count < size / 2) }
    let sparse = try SparseLU(pattern: matrix.pattern)
    for round in 1...3 {
      let values = matrix.values.map { $0 * (1 + 0.1 * Double(round) * random.next()) }
      try workspace.factor(values)
      try sparse.factor(values)
      let rightHandSide = (0..<size).map { _ in random.next() - 0.5 }
      var first = rightHandSide
      var second = rightHandSide
      workspace.solve(&first)
      sparse.solve(&second)
      for index in 0..<size {
        #expect(abs(first[index] - second[index]) <= 1e-9 * max(1, abs(second[index])))
      }
    }
    #expect(workspace.fallbacks == 0)
    #expect(workspace.factorisations == 3)
  }

  @Test("A triangular system has no core") func triangular() throws {
    let matrix = SparseMatrix(
      rows: 3, columns: 3, entries: [(0, 0, 1), (0, 2, 3), (1, 0, 5), (1, 1, 1), (2, 2, 2)])
    let workspace = condensed(matrix, [true, true, true])
    #expect(workspace.condensation.core.isEmpty)
    #expect(workspace.condensation.eliminated == [2, 0, 1])
    try workspace.factor(matrix.values)
    var solution = [10.0, 25.0, 6.0]
    workspace.solve(&solution)
    #expect(solution == [1, 20, 3])
  }

  @Test("A pivot of zero or lost digits leaves the matrix to KLU", arguments: [0, 1e-17])
  func poorPivot(pivot: Double) throws {
    let matrix = SparseMatrix(
      rows: 2, columns: 2, entries: [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)])
    let workspace = condensed(matrix, [true, false])
    // Columns first: the diagonal entry (0, 0) is the pivot.
    try workspace.factor([pivot, 1, 1, 1])
    var solution = [1.0, 2.0]
    workspace.solve(&solution)
    #expect(abs(solution[0] - 1) < 1e-12)
    #expect(abs(solution[1] - 1) < 1e-12)
    #expect(workspace.fallbacks == 1)
    // The next matrix is condensed again.
    try workspace.factor([4, 1, 1, 3])
    solution = [5, 4]
    workspace.solve(&solution)
    #expect(abs(solution[0] - 1) < 1e-12)
    #expect(abs(solution[1] - 1) < 1e-12)
    #expect(workspace.fallbacks == 1)
    #expect(workspace.factorisations >= 1)
  }

  @Test("Singular and non-finite matrices give the errors that KLU gives", arguments: 1...6)
  func errors(seed: Int) throws {
    var random = RandomStructure(seed: UInt64(seed))
    let (matrix, isEliminable) = random.matrix(size: 40, perRow: 2, eliminable: 0.8)
    let pattern = matrix.pattern
    func same(_ values: [Double]) throws -> LinearAlgebraError? {
      let workspace = condensed(matrix, isEliminable)
      let sparse = try SparseLU(pattern: pattern)
      let found = failure { () throws(LinearAlgebraError) in try workspace.factor(values) }
      let expected = failure { () throws(LinearAlgebraError) in try sparse.factor(values) }
      #expect(found == expected)
      return found
    }
    var zeroed = matrix.values
    let column = random.next(below: 40)
    for position in pattern.entries(ofColumn: column) { zeroed[position] = 0 }
    #expect(try same(zeroed) == .singular(column: column))
    var broken = matrix.values
    let position = random.next(below: broken.count)
    broken[position] = seed.isMultiple(of: 2) ? .nan : .infinity
    guard case .notFinite(let row, _) = try same(broken) else {
      Issue.record("An entry that is not finite was accepted.")
      return
    }
    #expect(row == Int(pattern.rowIndices[position]))
  }

  @Test("Two equations that say the same are found singular after elimination") func repeated()
    throws
  {
    let pattern = SparsePattern(rows: 3, columnRows: [[0, 1, 2], [0, 1, 2], [0, 1, 2]])
    let workspace = CondensedLU(Condensation(pattern: pattern, isEliminable: [true, true, false]))
    let values = [1.0, 2, 0.5, 3, 6, 0.25, -1, -2, 4]
    let sparse = try SparseLU(pattern: pattern)
    let expected = failure { () throws(LinearAlgebraError) in try sparse.factor(values) }
    #expect(expected != nil)
    #expect(failure { () throws(LinearAlgebraError) in try workspace.factor(values) } == expected)
  }

  @Test("Condition and growth are those of the factors, worked out by hand") func measures() throws
  {
    // x₀ is eliminated by its own equation; the core is then 10 − 8 · 1/2 = 6.
    let matrix = SparseMatrix(
      rows: 2, columns: 2, entries: [(0, 0, 2), (0, 1, 1), (1, 0, 8), (1, 1, 10)])
    let workspace = condensed(matrix, [true, false])
    try workspace.factor(matrix.values)
    #expect(abs(workspace.reciprocalCondition - 2.0 / 6) < 1e-15)
    #expect(workspace.reciprocalGrowth == 1)
    // A small pivot makes the core's entry 1e6 times the largest of the matrix: 10 − 8 · 1 / 1e-6.
    try workspace.factor([1e-6, 8, 1, 10])
    #expect(workspace.reciprocalCondition < 2e-13)
    #expect(workspace.reciprocalGrowth < 2e-6)
  }
}
