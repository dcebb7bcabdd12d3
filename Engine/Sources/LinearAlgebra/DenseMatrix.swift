/// A matrix that stores every entry, column after column.
public struct DenseMatrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The entries, column after column.
  public var storage: [Double]

  /// A matrix of one value everywhere.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "A matrix cannot have a negative size.")
    self.rows = rows
    self.columns = columns
    storage = [Double](repeating: value, count: rows * columns)
  }

  /// A matrix given row by row, as it is written on paper.
  public init(rowByRow values: [[Double]]) {
    let width = values.first?.count ?? 0
    precondition(values.allSatisfy { $0.count == width }, "Rows of a matrix have one length.")
    self.init(rows: values.count, columns: width)
    for (row, entries) in values.enumerated() {
      for (column, value) in entries.enumerated() { self[row, column] = value }
    }
  }

  /// The identity of a size.
  public static func identity(_ size: Int) -> DenseMatrix {
    var result = DenseMatrix(rows: size, columns: size)
    for index in 0..<size { result[index, index] = 1 }
    return result
  }

  /// The entry in a row and column, both from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { storage[column * rows + row] }
    set { storage[column * rows + row] = newValue }
  }

  /// `A x`.
  public func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == columns, "A vector has one value per column of the matrix.")
    var result = [Double](repeating: 0, count: rows)
    storage.withUnsafeBufferPointer { entries in
      result.withUnsafeMutableBufferPointer { sums in
        for column in 0..<columns {
          let factor = vector[column]
          for row in 0..<rows { sums[row] += entries[column * rows + row] * factor }
        }
      }
    }
    return result
  }

  /// The factors of `P A = L U`, by partial pivoting.
  /// - Throws: ``LinearAlgebraError`` when it is not square or is singular.
  public func factored() throws(LinearAlgebraError) -> DenseLU { try DenseLU(self) }

  /// The solution of `A x = b`.
  /// - Throws: ``LinearAlgebraError`` when the matrix is not square or is singular.
  public func solve(_ rightHandSide: [Double]) throws(LinearAlgebraError) -> [Double] {
    try factored().solve(rightHandSide)
  }
}
