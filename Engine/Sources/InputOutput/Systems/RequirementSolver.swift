import LinearAlgebra

/// Solves `(I − A) x = b` and `(I − A)ᵀ x = b`.
protocol RequirementSolver: AnyObject {
  func solve(_ rightHandSide: [Double]) throws(InputOutputError) -> [Double]
  func solveTransposed(_ rightHandSide: [Double]) throws(InputOutputError) -> [Double]
}

extension RequirementSolver {
  /// Column by column.
  func solve(_ columns: DenseMatrix) throws(InputOutputError) -> DenseMatrix {
    if let dense = self as? DenseRequirements { return dense.solveAll(columns) }
    var result = columns
    for column in 0..<columns.columns {
      let range = (column * columns.rows)..<((column + 1) * columns.rows)
      result.storage.replaceSubrange(range, with: try solve(Array(columns.storage[range])))
    }
    return result
  }

  /// Column by column.
  func solveTransposed(_ columns: DenseMatrix) throws(InputOutputError) -> DenseMatrix {
    if let dense = self as? DenseRequirements { return dense.solveAllTransposed(columns) }
    var result = columns
    for column in 0..<columns.columns {
      let range = (column * columns.rows)..<((column + 1) * columns.rows)
      result.storage.replaceSubrange(
        range, with: try solveTransposed(Array(columns.storage[range])))
    }
    return result
  }
}

/// Dense LU.
final class DenseRequirements: RequirementSolver {
  private let factors: DenseLU

  /// Factors `I − A`; nil when it is singular.
  init?(_ coefficients: DenseMatrix) {
    var matrix = coefficients
    matrix.storage.withUnsafeMutableBufferPointer { cells in
      for position in cells.indices { cells[position] = -cells[position] }
      for index in 0..<coefficients.rows { cells[index * (coefficients.rows + 1)] += 1 }
    }
    guard let factors = try? DenseLU(consume matrix) else { return nil }
    self.factors = factors
  }

  func solve(_ rightHandSide: [Double]) -> [Double] { solved { try factors.solve(rightHandSide) } }

  func solveTransposed(_ rightHandSide: [Double]) -> [Double] {
    solved { try factors.solveTransposed(rightHandSide) }
  }

  func solveAll(_ columns: DenseMatrix) -> DenseMatrix { solved { try factors.solve(columns) } }

  func solveAllTransposed(_ columns: DenseMatrix) -> DenseMatrix {
    solved { try factors.solveTransposed(columns) }
  }

  /// Lengths are checked before, so the factors have nothing to refuse.
  private func solved<Value>(_ solve: () throws -> Value) -> Value {
    do { return try solve() } catch { preconditionFailure("\(error)") }
  }
}

/// Sparse LU.
final class SparseRequirements: RequirementSolver {
  private let factors: SparseLU

  /// Operations up to which factors are sought.
  static let dearest = 2e9

  /// Factors `I − A`; nil when that is dear.
  init?(_ system: SparseMatrix) throws(LinearAlgebraError) {
    factors = try SparseLU(pattern: system.pattern)
    guard factors.expectedOperations <= SparseRequirements.dearest else { return nil }
    try factors.factor(system.values)
  }

  func solve(_ rightHandSide: [Double]) -> [Double] {
    var solution = rightHandSide
    factors.solve(&solution)
    return solution
  }

  func solveTransposed(_ rightHandSide: [Double]) -> [Double] {
    var solution = rightHandSide
    factors.solveTransposed(&solution)
    return solution
  }
}

/// Round by round: `x[j] = (b[j] + Σ a[j, i] x[i]) / (1 − a[j, j])` until nothing changes any more.
///
/// For a productive table without negative coefficients every round brings `x` closer (Stein and
/// Rosenberg), whatever the fill-in that factors would suffer.
final class RoundedRequirements: RequirementSolver {
  private let matrix: SparseMatrix
  private let transposed: SparseMatrix
  private static let mostRounds = 20_000

  init(_ coefficients: SparseMatrix) {
    matrix = coefficients
    var entries: [(row: Int, column: Int, value: Double)] = []
    entries.reserveCapacity(coefficients.values.count)
    for column in 0..<coefficients.pattern.columns {
      for position in coefficients.pattern.entries(ofColumn: column) {
        entries.append(
          (column, Int(coefficients.pattern.rowIndices[position]), coefficients.values[position]))
      }
    }
    transposed = SparseMatrix(
      rows: coefficients.pattern.columns, columns: coefficients.pattern.rows, entries: entries)
  }

  func solve(_ rightHandSide: [Double]) throws(InputOutputError) -> [Double] {
    try rounds(transposed, rightHandSide)
  }

  func solveTransposed(_ rightHandSide: [Double]) throws(InputOutputError) -> [Double] {
    try rounds(matrix, rightHandSide)
  }

  /// Each equation reads the column of its unknown.
  private func rounds(
    _ equations: SparseMatrix, _ rightHandSide: [Double]
  ) throws(InputOutputError) -> [Double] {
    var solution = rightHandSide
    let starts = equations.pattern.columnStarts
    let rows = equations.pattern.rowIndices
    let values = equations.values
    var change = Double.infinity
    var smallest = Double.infinity
    for round in 1...RoundedRequirements.mostRounds {
      var largest = 0.0
      change = 0
      for unknown in solution.indices {
        var sum = rightHandSide[unknown]
        var own = 1.0
        for position in Int(starts[unknown])..<Int(starts[unknown + 1]) {
          let other = Int(rows[position])
          if other == unknown {
            own -= values[position]
          } else {
            sum += values[position] * solution[other]
          }
        }
        let next = sum / own
        change = max(change, (next - solution[unknown]).magnitude)
        largest = max(largest, next.magnitude)
        solution[unknown] = next
      }
      if !largest.isFinite { break }
      // The last digits go back and forth; when they no longer improve, the solution is found.
      if change <= 1e-16 * largest { return solution }
      if change <= 1e-14 * largest, change >= smallest, round > 2 { return solution }
      smallest = min(smallest, change)
    }
    throw .didNotConverge(
      rounds: RoundedRequirements.mostRounds,
      change: change / max(solution.lazy.map(\.magnitude).max() ?? 1, 1e-300))
  }
}

/// Factors `I − A` where that is cheap, or prepares to solve round by round; nil when it is singular.
func sparseRequirements(
  _ coefficients: SparseMatrix
) throws(InputOutputError) -> (any RequirementSolver)? {
  let size = coefficients.pattern.rows
  var entries = (0..<size).map { (row: $0, column: $0, value: 1.0) }
  for column in 0..<size {
    for position in coefficients.pattern.entries(ofColumn: column) {
      entries.append(
        (Int(coefficients.pattern.rowIndices[position]), column, -coefficients.values[position]))
    }
  }
  do {
    let system = SparseMatrix(rows: size, columns: size, entries: entries)
    if let factors = try SparseRequirements(system) { return factors }
  } catch {
    switch error {
    case .singular, .structurallySingular: return nil
    default: break
    }
  }
  return RoundedRequirements(coefficients)
}
