import LinearAlgebra
import Testing

@Suite("Dense matrices") struct DenseMatrixTests {
  @Test("A small system is solved") func small() throws {
    let matrix = DenseMatrix(rowByRow: [[2, 1, 0], [1, 3, 1], [0, 1, 4]])
    let solution = try matrix.solve([4, 10, 14])
    for (found, expected) in zip(solution, [1.0, 2, 3]) {
      #expect(abs(found - expected) < 1e-14)
    }
  }

  @Test("Several right-hand sides are solved at once") func several() throws {
    let matrix = DenseMatrix(rowByRow: [[0, 2], [4, 1]])
    let inverse = try matrix.factored().solve(.identity(2))
    #expect(inverse.times([4, 6]) == [1, 2])
  }

  @Test("A singular matrix names the column without a pivot") func singular() {
    let matrix = DenseMatrix(rowByRow: [[1, 2, 3], [2, 4, 1], [1, 2, 5]])
    #expect(throws: LinearAlgebraError.singular(column: 1)) { try matrix.factored() }
  }

  @Test("A matrix that is not square, not finite or of another length is refused") func refused() {
    #expect(throws: LinearAlgebraError.notSquare(rows: 2, columns: 3)) {
      try DenseMatrix(rows: 2, columns: 3).factored()
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try DenseMatrix(rowByRow: [[1, 0], [.nan, 1]]).factored()
    }
    #expect(throws: LinearAlgebraError.wrongLength(found: 1, expected: 2)) {
      try DenseMatrix.identity(2).solve([1])
    }
  }
}
