import LinearAlgebra
import Testing

@Suite("Null vectors of singular matrices")
struct NullVectorsTests {
  private func vectors(_ rows: [[Double]]) -> NullVectors? {
    let columns = rows[0].indices.map { column in
      rows.indices.filter { rows[$0][column] != 0 }.map { ($0, rows[$0][column]) }
    }
    return NullVectors(
      pattern: SparsePattern(rows: rows.count, columnRows: columns.map { $0.map(\.0) }),
      values: columns.flatMap { $0.map(\.1) })
  }

  @Test(
    "Two rows that say the same thing and the columns they leave free are found, the third row not")
  func duplicate() throws {
    let found = try #require(vectors([[1, 1, 0], [2, 2, 0], [0, 1, 3]]))
    #expect(found.residual < 1e-13)
    // Twice the first row less the second is nothing.
    #expect(abs(found.left[0] - 1) < 1e-10 && abs(found.left[1] + 0.5) < 1e-10)
    #expect(abs(found.left[2]) < 1e-10)
    // (3, −3, 1) moves none of the rows.
    #expect(abs(found.right[0] + found.right[1]) < 1e-10)
    #expect(abs(found.right[2] - found.right[0] / 3) < 1e-10)
  }

  @Test("A regular matrix leaves a residual that says so")
  func regular() throws {
    let found = try #require(vectors([[4, 1, 0], [1, 3, 1], [0, 1, 5]]))
    #expect(found.residual > 0.1)
  }

  @Test("A matrix of zeros and a row without entries are singular too")
  func empty() throws {
    let nothing = try #require(
      NullVectors(pattern: SparsePattern(rows: 1, columnRows: [[0]]), values: [0]))
    #expect(nothing.residual == 0 && nothing.left == [1])
    let row = try #require(vectors([[0, 0], [1, 1]]))
    #expect(row.residual < 1e-13)
    #expect(abs(row.left[0]) == 1 && abs(row.left[1]) < 1e-10)
  }
}
