import LinearAlgebra
import Testing

@Suite("Cholesky factors")
struct DenseCholeskyTests {
  @Test("The solution satisfies the equations of a positive definite matrix")
  func solves() throws {
    let matrix = DenseMatrix(rowByRow: [[4, 1, 0.5], [1, 3, -1], [0.5, -1, 2]])
    var solution = [1.0, 2, 3]
    try DenseCholesky(matrix).solve(&solution)
    for (value, wanted) in zip(matrix.times(solution), [1.0, 2, 3]) {
      #expect((value - wanted).magnitude < 1e-14)
    }
  }

  @Test("Only the upper triangle is read")
  func triangle() throws {
    var solution = [1.0, 2]
    try DenseCholesky(DenseMatrix(rowByRow: [[2, 1], [99, 2]])).solve(&solution)
    #expect(solution[0].magnitude < 1e-15 && (solution[1] - 1).magnitude < 1e-15)
  }

  @Test("A matrix that is not square, positive definite or finite is refused")
  func refused() {
    #expect(throws: LinearAlgebraError.notSquare(rows: 1, columns: 2)) {
      try DenseCholesky(DenseMatrix(rowByRow: [[1, 2]]))
    }
    #expect(throws: LinearAlgebraError.singular(column: 1)) {
      try DenseCholesky(DenseMatrix(rowByRow: [[1, 2], [2, 1]]))
    }
    #expect(throws: LinearAlgebraError.self) {
      try DenseCholesky(DenseMatrix(rowByRow: [[1, 0], [0, .nan]]))
    }
  }

  @Test("A matrix without rows has an empty solution")
  func empty() throws {
    var solution: [Double] = []
    try DenseCholesky(DenseMatrix(rows: 0, columns: 0)).solve(&solution)
    #expect(solution.isEmpty)
  }
}
