/// A balancing problem as numbers: free cells, the sums each of them is part of, and their targets.
///
/// Amounts are divided by a power of two near the largest one, so that results do not depend on the
/// unit beyond rounding. Locked cells are taken out of the targets; zero cells are no unknowns.
struct BalancingSystem {
  /// Positions of the free cells in the matrix, ascending.
  var positions: [Int] = []
  /// Their values in the prior.
  var prior: [Double] = []
  /// Their squared errors.
  var spread: [Double] = []
  /// Entries of cell `k` are `starts[k]..<starts[k + 1]`.
  var starts: [Int32] = [0]
  /// The sum that each entry belongs to.
  var sums: [Int32] = []
  /// What the cell is multiplied by in the sum.
  var coefficients: [Double] = []
  /// Which sums there are.
  var constraints: [BalancingConstraint] = []
  /// The target of each, as given.
  var targets: [BalancingTarget] = []
  /// The target of each less its locked cells.
  var needed: [Double] = []
  /// The amounts that the prior adds up in each, in absolute terms, locked cells included.
  var gross: [Double] = []
  /// What all amounts are divided by.
  let scale: Double

  /// Sets up the sums of a problem, and leaves out cells that are known to be zero.
  /// - Throws: ``BalancingError`` for what is not a number, or a label that does not exist.
  init(
    _ problem: BalancingProblem, without dropped: Set<Int> = []
  ) throws(BalancingError) {
    try problem.checkNumbers()
    let matrix = problem.prior
    let (height, width) = (matrix.rows.count, matrix.columns.count)
    let largest = problem.largestAmount
    scale = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    let rowSums = addTargets(problem.rowTargets, matrix.rows.map { .row($0) })
    let columnSums = addTargets(problem.columnTargets, matrix.columns.map { .column($0) })
    var accountSums: [Int32]?
    if problem.accountsBalance {
      accountSums = addTargets(
        matrix.rows.map { _ in BalancingTarget(0) }, matrix.rows.map { .account($0) })
    }
    var terms: [(position: Int, sum: Int32, coefficient: Double)] = []
    for aggregate in problem.aggregates {
      let sum = addTargets([aggregate.target], [.aggregate(aggregate.name)])[0]
      for term in aggregate.terms {
        do {
          let row = try matrix.rowPosition(term.row)
          let column = try matrix.columnPosition(term.column)
          terms.append((row * width + column, sum, term.coefficient))
        } catch {
          throw BalancingError.unknownTerm(aggregate: aggregate.name, cause: error)
        }
      }
    }
    terms.sort { ($0.position, $0.sum) < ($1.position, $1.sum) }
    needed = targets.map { $0.value / scale }
    gross = Array(repeating: 0, count: targets.count)
    let full = matrix.values.reduce(0) { $1 == 0 ? $0 : $0 + 1 }
    let perCell = problem.accountsBalance ? 3 : 2
    positions.reserveCapacity(full)
    prior.reserveCapacity(full)
    spread.reserveCapacity(full)
    starts.reserveCapacity(full + 1)
    sums.reserveCapacity(perCell * full + terms.count)
    coefficients.reserveCapacity(perCell * full + terms.count)
    var next = 0
    for row in 0..<height {
      for column in 0..<width {
        let position = row * width + column
        let firstTerm = next
        while next < terms.count && terms[next].position == position { next += 1 }
        let value = matrix.values[position] / scale
        if value == 0 || dropped.contains(position) { continue }
        let before = sums.count
        if rowSums[row] >= 0 { append(rowSums[row], 1) }
        if columnSums[column] >= 0 { append(columnSums[column], 1) }
        if let accountSums, row != column {
          append(accountSums[row], 1)
          append(accountSums[column], -1)
        }
        for term in terms[firstTerm..<next] where term.coefficient != 0 {
          if sums.count > before, sums[sums.count - 1] == term.sum {
            coefficients[sums.count - 1] += term.coefficient
          } else {
            append(term.sum, term.coefficient)
          }
        }
        for entry in before..<sums.count {
          gross[Int(sums[entry])] += (coefficients[entry] * value).magnitude
        }
        let error = problem.error(row: row, column: column)
        if error > 0 {
          positions.append(position)
          prior.append(value)
          spread.append(error * error)
          starts.append(Int32(sums.count))
        } else {
          for entry in before..<sums.count {
            needed[Int(sums[entry])] -= coefficients[entry] * value
          }
          sums.removeLast(sums.count - before)
          coefficients.removeLast(coefficients.count - before)
        }
      }
    }
  }

  /// Adds the sums that have a target and returns the position of each, −1 where there is none.
  private mutating func addTargets(
    _ new: [BalancingTarget?], _ names: [BalancingConstraint]
  ) -> [Int32] {
    zip(new, names).map { target, name in
      guard let target else { return -1 }
      targets.append(target)
      constraints.append(name)
      return Int32(constraints.count - 1)
    }
  }

  private mutating func append(_ sum: Int32, _ coefficient: Double) {
    sums.append(sum)
    coefficients.append(coefficient)
  }

  /// The entries of a free cell.
  func entries(_ cell: Int) -> Range<Int> { Int(starts[cell])..<Int(starts[cell + 1]) }

  /// Whether a sum must be met exactly.
  func isExact(_ sum: Int) -> Bool { targets[sum].error == 0 }

  /// The spread of an uncertain sum around its target, in the terms of a penalty; 0 where it is exact.
  func slack(_ sum: Int, _ penalty: BalancingPenalty) -> Double {
    let target = targets[sum]
    if target.error == 0 { return 0 }
    let size = target.value != 0 ? target.value.magnitude / scale : gross[sum]
    let share = target.error * target.error
    return penalty == .entropy ? size * share : size * size * share
  }

  /// The value of every sum with these values of the free cells, locked cells included.
  func totals(_ cells: [Double]) -> [Double] {
    var result = targets.indices.map { targets[$0].value / scale - needed[$0] }
    for cell in cells.indices {
      for entry in entries(cell) {
        result[Int(sums[entry])] += coefficients[entry] * cells[cell]
      }
    }
    return result
  }
}

/// How a cell responds to the pull `θ` of the sums it is part of, and what uncertain sums cost.
enum BalancingPenalty: Sendable {
  /// `x = a exp(± e² θ)`, with the sign of `a`.
  case entropy
  /// `x = a + e² a² θ`.
  case squares
  /// The same, stopped at zero.
  case squaresKeepingSigns
}
