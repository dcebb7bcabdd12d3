/// The directions that a singular, or nearly singular, square matrix all but annihilates, found by
/// inverse iteration.
///
/// `A · right ≈ 0`: moving the unknowns along `right` changes nothing. `Aᵀ · left ≈ 0`: the rows
/// weighted by `left` add up to nothing, so that one of them follows from the others.
///
/// - SeeAlso: Golub and Van Loan (2013), *Matrix Computations*, 4th ed., section 7.6.1.
public struct NullVectors: Sendable, Equatable {
  /// One value per column, the largest being 1.
  public let right: [Double]
  /// One value per row, the largest being 1.
  public let left: [Double]
  /// The largest entry of `A · right` and `Aᵀ · left`, relative to the largest entry of `A`.
  public let residual: Double

  /// How much of the largest entry is added to the diagonal, so that there is something to factor.
  private static let shift = 4e-15
  private static let iterations = 4

  /// Finds the directions of a matrix given by its entries in the order of the pattern; nil where it
  /// is not square, holds a value that is not finite, or has more than one unknown too many to tell.
  public init?(pattern: SparsePattern, values: [Double]) {
    let count = pattern.rows
    let size = values.reduce(0) { max($0, $1.magnitude) }
    guard count == pattern.columns, count > 0, size.isFinite, !values.contains(where: \.isNaN)
    else { return nil }
    guard size > 0 else {
      (right, left, residual) = (Self.unit(count), Self.unit(count), 0)
      return
    }
    let shifted = Self.withDiagonal(pattern, values)
    for attempt in 0..<3 {
      var entries = shifted.values
      for column in 0..<count {
        // Unequal shifts: equal ones can make a regular matrix singular by accident.
        let uneven = 1 + Double((column * 7919) % 1009) / 1009
        entries[shifted.diagonal[column]] += Self.shift * Double(1 + 9 * attempt) * size * uneven
      }
      guard let factors = try? SparseLU(pattern: shifted.pattern),
        (try? factors.factor(entries)) != nil,
        let right = Self.iterate(count, { factors.solve(&$0) }),
        let left = Self.iterate(count, { factors.solveTransposed(&$0) })
      else { continue }
      self.right = right
      self.left = left
      residual = Self.residual(pattern, values, right: right, left: left) / size
      return
    }
    return nil
  }

  private static func unit(_ count: Int) -> [Double] {
    [1] + [Double](repeating: 0, count: count - 1)
  }

  private static func withDiagonal(
    _ pattern: SparsePattern, _ values: [Double]
  ) -> (pattern: SparsePattern, values: [Double], diagonal: [Int]) {
    var rows: [[Int]] = []
    var entries: [Double] = []
    var diagonal: [Int] = []
    for column in 0..<pattern.columns {
      var list = pattern.entries(ofColumn: column).map { (Int(pattern.rowIndices[$0]), values[$0]) }
      if !list.contains(where: { $0.0 == column }) { list.append((column, 0)) }
      list.sort { $0.0 < $1.0 }
      diagonal.append(entries.count + (list.firstIndex { $0.0 == column } ?? 0))
      rows.append(list.map(\.0))
      entries += list.map(\.1)
    }
    return (SparsePattern(rows: pattern.rows, columnRows: rows), entries, diagonal)
  }

  private static func iterate(_ count: Int, _ solve: (inout [Double]) -> Void) -> [Double]? {
    var vector = (0..<count).map { 1 + Double(($0 * 6151) % 769) / 769 }
    for _ in 0..<iterations {
      solve(&vector)
      guard let largest = vector.max(by: { $0.magnitude < $1.magnitude }), largest.isFinite,
        largest != 0
      else { return nil }
      for index in vector.indices { vector[index] /= largest }
    }
    return vector.allSatisfy(\.isFinite) ? vector : nil
  }

  private static func residual(
    _ pattern: SparsePattern, _ values: [Double], right: [Double], left: [Double]
  ) -> Double {
    var product = [Double](repeating: 0, count: pattern.rows)
    var largest = 0.0
    for column in 0..<pattern.columns {
      var sum = 0.0
      for position in pattern.entries(ofColumn: column) {
        let row = Int(pattern.rowIndices[position])
        product[row] += values[position] * right[column]
        sum += values[position] * left[row]
      }
      largest = max(largest, sum.magnitude)
    }
    return product.reduce(largest) { max($0, $1.magnitude) }
  }
}
