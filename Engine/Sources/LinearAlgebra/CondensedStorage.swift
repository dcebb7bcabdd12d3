import COpenBLAS

/// The numbers of a ``CondensedLU`` and the kernels that work on them; nothing is allocated after
/// it is made.
final class CondensedStorage {
  private let size: Int
  private let coreSize: Int
  /// Measures of the factorisation made last.
  private(set) var reciprocalCondition = 0.0
  private(set) var reciprocalGrowth = 0.0
  private let values: UnsafeMutableBufferPointer<Double>
  private let pivots: UnsafeMutablePointer<Double>
  /// `L⁻¹ B`, the entries of each row as the plan lists them.
  private let dependence: UnsafeMutablePointer<Double>
  /// The core's matrix, row after row: LAPACK sees its transpose.
  private let schur: UnsafeMutablePointer<Double>
  private let exchanges: UnsafeMutablePointer<Int32>
  private let accumulator: UnsafeMutablePointer<Double>
  /// A right-hand side in the order of the plan, a solution, a residual, and sizes of terms.
  private let ordered: UnsafeMutablePointer<Double>
  private let solution: UnsafeMutablePointer<Double>
  private let residual: UnsafeMutablePointer<Double>
  private let terms: UnsafeMutablePointer<Double>

  /// Derivatives with respect to the core beyond this have lost their digits.
  private static let largestDependence = 1e14
  /// The smallest pivot of the core over the largest.
  private static let smallestPivot = 1e-15

  init(_ plan: Condensation) {
    func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
      let result = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
      result.initialize(repeating: 0, count: max(1, count))
      return result
    }
    size = plan.pattern.rows
    coreSize = plan.core.count
    values = UnsafeMutableBufferPointer(start: zeros(plan.pattern.count), count: plan.pattern.count)
    pivots = zeros(plan.eliminated.count)
    dependence = zeros(plan.dependencePlaces.count)
    schur = zeros(plan.core.count * plan.core.count)
    exchanges = .allocate(capacity: max(1, plan.core.count))
    exchanges.initialize(repeating: 0, count: max(1, plan.core.count))
    accumulator = zeros(plan.core.count)
    ordered = zeros(size)
    solution = zeros(size)
    residual = zeros(size)
    terms = zeros(size)
  }

  deinit {
    values.deallocate()
    exchanges.deallocate()
    for pointer in [
      pivots, dependence, schur, accumulator, ordered, solution, residual, terms,
    ] { pointer.deallocate() }
  }

  /// Copies the entries of the matrix.
  func keep(_ entries: [Double]) {
    for index in 0..<values.count { values[index] = entries[index] }
  }

  /// The entries of the matrix.
  var keptValues: [Double] { Array(values) }

  func takeSolution(_ target: inout [Double]) {
    for index in 0..<size { target[index] = solution[index] }
  }

  /// Forms the core's matrix and factors it; false when a pivot is too poor to rely on.
  func condense(_ plan: Condensation) -> Bool {
    let eliminated = plan.eliminated.count
    let (accumulator, dependence, pivots) = (accumulator, dependence, pivots)
    let starts = plan.dependenceStarts.span
    let places = plan.dependencePlaces.span
    let pivotPositions = plan.pivotPositions.span
    var largest = 0.0
    for row in 0..<eliminated {
      let pivot = values[Int(pivotPositions[row])]
      guard pivot != 0 else { return false }
      pivots[row] = pivot
      accumulate(plan, row, accumulator)
      for entry in Int(starts[row])..<Int(starts[row + 1]) {
        let column = Int(places[unchecked: entry])
        let slope = accumulator[column] / pivot
        accumulator[column] = 0
        dependence[entry] = slope
        largest = max(largest, slope.magnitude)
      }
    }
    // A comparison with a value that is not a number is false.
    guard largest <= Self.largestDependence else { return false }
    for row in 0..<coreSize {
      let target = schur + row * coreSize
      target.update(repeating: 0, count: coreSize)
      accumulate(plan, eliminated + row, target)
    }
    return factorCore()
  }

  /// Adds `B − L X`, or `D − C X`, of one row to a dense row over the core.
  private func accumulate(
    _ plan: Condensation, _ row: Int, _ target: UnsafeMutablePointer<Double>
  ) {
    let starts = plan.dependenceStarts.span
    let places = plan.dependencePlaces.span
    let leftPlaces = plan.leftPlaces.span
    let leftPositions = plan.leftPositions.span
    let rightPlaces = plan.rightPlaces.span
    let rightPositions = plan.rightPositions.span
    let dependence = self.dependence
    for entry in Int(plan.rightStarts[row])..<Int(plan.rightStarts[row + 1]) {
      target[Int(rightPlaces[entry])] += values[Int(rightPositions[entry])]
    }
    for entry in Int(plan.leftStarts[row])..<Int(plan.leftStarts[row + 1]) {
      let used = Int(leftPlaces[entry])
      let factor = values[Int(leftPositions[entry])]
      for known in Int(starts[used])..<Int(starts[used + 1]) {
        target[Int(places[unchecked: known])] -= factor * dependence[known]
      }
    }
  }

  private func factorCore() -> Bool {
    for index in 0..<coreSize * coreSize where !schur[index].isFinite { return false }
    if coreSize > 0 {
      var rows = Int32(coreSize)
      var columns = rows
      var leading = rows
      var status: Int32 = 0
      dgetrf_(&rows, &columns, schur, &leading, exchanges, &status)
      guard status == 0 else { return false }
    }
    var smallest = Double.infinity
    var largest = 0.0
    var greatest = 0.0
    for column in 0..<coreSize {
      let upper = schur + column * coreSize
      let pivot = upper[column].magnitude
      smallest = min(smallest, pivot)
      largest = max(largest, pivot)
      for row in 0...column { greatest = max(greatest, upper[row].magnitude) }
    }
    guard coreSize == 0 || smallest > Self.smallestPivot * largest else { return false }
    measureFactors(smallest, largest, greatest)
    return true
  }

  /// - Parameters:
  ///   - greatest: The largest entry of the core's upper factor.
  private func measureFactors(_ smallest: Double, _ largest: Double, _ greatest: Double) {
    var (smallest, largest, entry) = (smallest, largest, 0.0)
    for row in 0..<(size - coreSize) {
      smallest = min(smallest, pivots[row].magnitude)
      largest = max(largest, pivots[row].magnitude)
    }
    for value in values { entry = max(entry, value.magnitude) }
    reciprocalCondition = largest > 0 ? smallest / largest : 0
    reciprocalGrowth = entry / max(entry, greatest)
  }

  /// Replaces a right-hand side by the solution, refined once where it is not good.
  /// - Returns: False when it is not accepted even so; the right-hand side is then as it was.
  func solve(
    _ plan: Condensation, _ target: UnsafeMutablePointer<Double>, good: Double, accepted: Double
  ) -> Bool {
    let place = plan.place.span
    for row in 0..<size { ordered[Int(place[row])] = target[row] }
    substitute(plan)
    for column in 0..<size { solution[column] = ordered[Int(place[column])] }
    var error = measure(plan.pattern, target)
    if !(error <= good) {
      for row in 0..<size { ordered[Int(place[row])] = residual[row] }
      substitute(plan)
      for column in 0..<size { solution[column] += ordered[Int(place[column])] }
      error = measure(plan.pattern, target)
    }
    guard error <= accepted else { return false }
    target.update(from: solution, count: size)
    return true
  }

  /// Solves in the order of the plan: forward to the core, the core, forward again.
  private func substitute(_ plan: Condensation) {
    let eliminated = plan.eliminated.count
    let (ordered, accumulator, pivots, values) = (ordered, accumulator, pivots, values)
    let leftStarts = plan.leftStarts.span
    let leftPlaces = plan.leftPlaces.span
    let leftPositions = plan.leftPositions.span
    let rightStarts = plan.rightStarts.span
    let rightPlaces = plan.rightPlaces.span
    let rightPositions = plan.rightPositions.span
    func known(_ row: Int, _ solved: UnsafeMutablePointer<Double>) -> Double {
      var sum = 0.0
      for entry in Int(leftStarts[row])..<Int(leftStarts[row + 1]) {
        sum +=
          values[Int(leftPositions[unchecked: entry])] * solved[Int(leftPlaces[unchecked: entry])]
      }
      return sum
    }
    // The right-hand side is needed again for the second pass: the first goes to `terms`.
    let first = terms
    for row in 0..<eliminated { first[row] = (ordered[row] - known(row, first)) / pivots[row] }
    for row in eliminated..<size {
      accumulator[row - eliminated] = ordered[row] - known(row, first)
    }
    solveCore(accumulator)
    for row in 0..<coreSize { ordered[eliminated + row] = accumulator[row] }
    for row in 0..<eliminated {
      var sum = known(row, ordered)
      for entry in Int(rightStarts[row])..<Int(rightStarts[row + 1]) {
        sum +=
          values[Int(rightPositions[unchecked: entry])]
          * accumulator[Int(rightPlaces[unchecked: entry])]
      }
      ordered[row] = (ordered[row] - sum) / pivots[row]
    }
    accumulator.update(repeating: 0, count: coreSize)
  }

  private func solveCore(_ target: UnsafeMutablePointer<Double>) {
    guard coreSize > 0 else { return }
    var order = Int32(coreSize)
    var count: Int32 = 1
    var leading = order
    var second = order
    var status: Int32 = 0
    var transposed = CChar(UInt8(ascii: "T"))
    dgetrs_(
      &transposed, &order, &count, schur, &leading, exchanges, target, &second, &status)
    precondition(status == 0, "dgetrs rejects argument \(-status).")
  }

  /// Leaves `b − A x` in the residual; returns its largest entry over the largest sum of terms.
  private func measure(_ pattern: SparsePattern, _ target: UnsafeMutablePointer<Double>) -> Double {
    let (residual, terms, values, solution) = (residual, terms, values, solution)
    let starts = pattern.columnStarts.span
    let rows = pattern.rowIndices.span
    for row in 0..<size {
      residual[row] = target[row]
      terms[row] = target[row].magnitude
    }
    for column in 0..<size {
      let value = solution[column]
      for position in Int(starts[column])..<Int(starts[column + 1]) {
        let row = Int(rows[unchecked: position])
        let term = values[position] * value
        residual[row] -= term
        terms[row] += term.magnitude
      }
    }
    var largest = 0.0
    var scale = 0.0
    var sum = 0.0
    for row in 0..<size {
      largest = max(largest, residual[row].magnitude)
      scale = max(scale, terms[row])
      sum += residual[row]
    }
    guard sum.isFinite else { return .infinity }
    return largest == 0 ? 0 : largest / scale
  }
}
