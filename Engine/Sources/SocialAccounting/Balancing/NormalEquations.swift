import LinearAlgebra

/// Solves `(G D Gᵀ + S) y = r` for the Newton steps of balancing.
///
/// One sum in a balanced SAM follows from the others, and aggregates may repeat totals, so the matrix is
/// only semi-definite: a ridge of 1e-11 of each diagonal makes it regular, and the error it causes is
/// what the next step removes. Conjugate gradients, preconditioned by the diagonal, are tried first: as
/// accurate as the step deserves, they take a fraction of a factorisation. Where they are slow, and there
/// are at most ``largestDense`` sums, the matrix is factored by Cholesky from then on; beyond, a dense
/// factor would take gigabytes and a sparse one fills in.
struct NormalEquations {
  private let system: BalancingSystem
  private let slack: [Double]
  /// The diagonal at the first solve: what stands in where all cells of a sum have been stopped at zero.
  private var firstDiagonal: [Double]?

  private var prefersFactor = false

  /// The most sums that are solved by a dense factor.
  static let largestDense = 1_500
  private static let ridge = 1e-11

  init(_ system: BalancingSystem, slack: [Double]) {
    self.system = system
    self.slack = slack
  }

  /// The solution for these responses of the cells.
  ///
  /// - Parameter accuracy: The share of the right-hand side that may be left.
  mutating func solve(
    slopes: [Double], rightHandSide: [Double], accuracy: Double
  ) -> [Double] {
    var diagonal = slack
    for cell in slopes.indices {
      for entry in system.entries(cell) {
        let coefficient = system.coefficients[entry]
        diagonal[Int(system.sums[entry])] += slopes[cell] * coefficient * coefficient
      }
    }
    let first = firstDiagonal ?? diagonal
    firstDiagonal = first
    let added = diagonal.indices.map { sum -> Double in
      if diagonal[sum] > 0 { return diagonal[sum] * Self.ridge }
      return first[sum] > 0 ? first[sum] : 1
    }
    let mayFactor = slack.count <= Self.largestDense
    if !prefersFactor {
      let (solution, isAccurate) = conjugateGradients(
        slopes, diagonal, added, rightHandSide, accuracy: accuracy, most: mayFactor ? 80 : 4_000)
      if isAccurate || !mayFactor { return solution }
      prefersFactor = true
    }
    var weight = 1.0
    // A matrix that is singular beyond the ridge gets a larger one: the step is then shorter, not wrong.
    while weight < 1e12 {
      if let solution = dense(slopes, added.map { $0 * weight }, rightHandSide) { return solution }
      weight *= 100
    }
    return zip(rightHandSide, diagonal).map { $1 > 0 ? $0 / $1 : 0 }
  }

  private func dense(
    _ slopes: [Double], _ added: [Double], _ rightHandSide: [Double]
  ) -> [Double]? {
    let size = slack.count
    var matrix = DenseMatrix(rows: size, columns: size)
    system.starts.withUnsafeBufferPointer { starts in
      system.sums.withUnsafeBufferPointer { sums in
        system.coefficients.withUnsafeBufferPointer { coefficients in
          slopes.withUnsafeBufferPointer { slopes in
            matrix.storage.withUnsafeMutableBufferPointer { storage in
              for cell in slopes.indices {
                let range = Int(starts[cell])..<Int(starts[cell + 1])
                for first in range {
                  let weight = slopes[cell] * coefficients[first]
                  let row = Int(sums[first])
                  for second in range {
                    let column = Int(sums[second])
                    if row <= column {
                      storage[column * size + row] += weight * coefficients[second]
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    for sum in 0..<size { matrix[sum, sum] += slack[sum] + added[sum] }
    guard let factor = try? DenseCholesky(matrix) else { return nil }
    var solution = rightHandSide
    factor.solve(&solution)
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }

  private func conjugateGradients(
    _ slopes: [Double], _ diagonal: [Double], _ added: [Double], _ rightHandSide: [Double],
    accuracy: Double, most: Int
  ) -> (solution: [Double], isAccurate: Bool) {
    let size = slack.count
    let scales = (0..<size).map { 1 / (diagonal[$0] + added[$0]) }
    var solution = [Double](repeating: 0, count: size)
    var residual = rightHandSide
    var preconditioned = (0..<size).map { residual[$0] * scales[$0] }
    var direction = preconditioned
    var product = dot(residual, preconditioned)
    let goal = product * accuracy * accuracy
    for _ in 0..<most where product > goal && product > 0 {
      let image = times(slopes, added, direction)
      let curvature = dot(direction, image)
      guard curvature > 0 else { break }
      let length = product / curvature
      for index in 0..<size {
        solution[index] += length * direction[index]
        residual[index] -= length * image[index]
        preconditioned[index] = residual[index] * scales[index]
      }
      let next = dot(residual, preconditioned)
      let ratio = next / product
      for index in 0..<size {
        direction[index] = preconditioned[index] + ratio * direction[index]
      }
      product = next
    }
    return (solution, product <= goal)
  }

  private func times(_ slopes: [Double], _ added: [Double], _ vector: [Double]) -> [Double] {
    var result = vector.indices.map { (slack[$0] + added[$0]) * vector[$0] }
    let count = slopes.count
    system.starts.withUnsafeBufferPointer { starts in
      system.sums.withUnsafeBufferPointer { sums in
        system.coefficients.withUnsafeBufferPointer { coefficients in
          vector.withUnsafeBufferPointer { vector in
            slopes.withUnsafeBufferPointer { slopes in
              result.withUnsafeMutableBufferPointer { result in
                for cell in 0..<count {
                  let (first, last) = (Int(starts[cell]), Int(starts[cell + 1]))
                  // Most cells are part of two sums.
                  if last - first == 2 {
                    let (one, other) = (Int(sums[first]), Int(sums[first + 1]))
                    let pull =
                      slopes[cell]
                      * (coefficients[first] * vector[one] + coefficients[first + 1] * vector[other])
                    result[one] += coefficients[first] * pull
                    result[other] += coefficients[first + 1] * pull
                    continue
                  }
                  var pull = 0.0
                  for entry in first..<last {
                    pull += coefficients[entry] * vector[Int(sums[entry])]
                  }
                  pull *= slopes[cell]
                  for entry in first..<last {
                    result[Int(sums[entry])] += coefficients[entry] * pull
                  }
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  private func dot(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for index in first.indices { sum += first[index] * second[index] }
    return sum
  }
}
