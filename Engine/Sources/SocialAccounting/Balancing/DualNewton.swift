import Foundation

/// Balances by Newton's method on the dual, which is convex and has one unknown for each sum.
///
/// With the pull `θ = Gᵀ λ` on every cell, the cells are `x(θ)` (see ``BalancingPenalty``) and the dual's
/// gradient is the gap of every sum, `b − G x − S λ`, where `S` is the slack of uncertain sums. A step
/// solves `(G D Gᵀ + S) Δλ = gap` with `D = dx/dθ`, and is shortened until the gap along it has not
/// turned round by more than half: by convexity that is progress, and unlike a comparison of objective
/// values it does not drown in rounding near the solution.
///
/// - SeeAlso: Bregman (1967), *USSR Computational Mathematics and Mathematical Physics* 7(3); Byron
///   (1978), *Journal of the Royal Statistical Society A* 141(3); Robinson, Cattaneo and El-Said (2001),
///   *Economic Systems Research* 13(1).
struct DualNewton {
  let system: BalancingSystem
  let penalty: BalancingPenalty
  /// The slack of every sum: its own, or more to look for contradictions.
  let slack: [Double]

  /// Where the iteration stands.
  struct Point {
    /// The dual values.
    var multipliers: [Double]
    /// The free cells.
    var cells: [Double]
    /// How fast each cell responds.
    var slopes: [Double]
    /// What is missing in each sum.
    var gaps: [Double]
    /// The largest gap as a share of what its sum adds up in absolute terms.
    var largest: Double
  }

  /// How the iteration ended.
  struct Outcome {
    var point: Point
    var iterations: Int
    var isConverged: Bool
  }

  init(_ system: BalancingSystem, _ penalty: BalancingPenalty, slack: [Double]? = nil) {
    self.system = system
    self.penalty = penalty
    self.slack = slack ?? system.targets.indices.map { system.slack($0, penalty) }
  }

  /// Below this share a gap that no longer shrinks is rounding.
  static let roundingShare = 1e-10

  /// Iterates from the prior, or from dual values found before.
  ///
  /// Stops at once where the prior meets all sums within the tolerance, so that balancing twice changes
  /// nothing; otherwise goes on as long as steps help, which is one or two more than needed.
  func solve(
    tolerance: Double, maximumIterations: Int, from start: [Double]? = nil
  ) -> Outcome {
    let zeros = [Double](repeating: 0, count: system.targets.count)
    var point = evaluate(start ?? zeros)
    if point.largest <= tolerance {
      return Outcome(point: point, iterations: 0, isConverged: true)
    }
    var equations = NormalEquations(system, slack: slack)
    var best = point
    var idle = 0
    var iterations = 0
    while iterations < maximumIterations && idle < 3 {
      let step = equations.solve(
        slopes: point.slopes, rightHandSide: point.gaps,
        accuracy: max(1e-10, min(1e-2, 0.1 * point.largest)))
      guard let next = search(from: point, along: step) else { break }
      iterations += 1
      point = next
      let helped = point.largest < 0.5 * best.largest
      if point.largest < best.largest { best = point }
      if best.largest <= tolerance && !helped { break }
      if best.largest <= 1e-15 { break }
      idle = helped || best.largest > Self.roundingShare ? 0 : idle + 1
    }
    return Outcome(
      point: best, iterations: iterations,
      isConverged: best.largest <= max(tolerance, Self.roundingShare))
  }

  /// The next point along a step, or nil when there is none.
  private func search(from point: Point, along step: [Double]) -> Point? {
    func along(_ gaps: [Double]) -> Double {
      var sum = 0.0
      for index in gaps.indices { sum += gaps[index] * step[index] }
      return sum
    }
    let slope = along(point.gaps)
    guard slope.isFinite else { return nil }
    var length = 1.0
    for _ in 0..<60 {
      let next = evaluate(zip(point.multipliers, step).map { $0 + length * $1 })
      let reached = along(next.gaps)
      if next.largest.isFinite, reached >= -0.5 * slope.magnitude { return next }
      if next.largest.isFinite, next.largest < 0.5 * point.largest { return next }
      let crossing = reached.isFinite ? slope / (slope - reached) : 0
      length *= min(0.6, max(0.1, crossing))
    }
    return nil
  }

  /// Cells and gaps at dual values.
  func evaluate(_ multipliers: [Double]) -> Point {
    let (count, cellCount) = (multipliers.count, system.prior.count)
    var totals = [Double](repeating: 0, count: count)
    var sizes = system.needed.map(\.magnitude)
    var cells = [Double](repeating: 0, count: cellCount)
    var slopes = cells
    system.starts.withUnsafeBufferPointer { starts in
      system.sums.withUnsafeBufferPointer { sums in
        system.coefficients.withUnsafeBufferPointer { coefficients in
          system.prior.withUnsafeBufferPointer { prior in
            system.spread.withUnsafeBufferPointer { spread in
              multipliers.withUnsafeBufferPointer { multipliers in
                for cell in 0..<cellCount {
                  let (first, last) = (Int(starts[cell]), Int(starts[cell + 1]))
                  var pull = 0.0
                  for entry in first..<last {
                    pull += coefficients[entry] * multipliers[Int(sums[entry])]
                  }
                  let (value, slope) = response(prior[cell], spread[cell], pull)
                  cells[cell] = value
                  slopes[cell] = slope
                  for entry in first..<last {
                    let amount = coefficients[entry] * value
                    totals[Int(sums[entry])] += amount
                    sizes[Int(sums[entry])] += amount.magnitude
                  }
                }
              }
            }
          }
        }
      }
    }
    var gaps = system.needed
    var largest = 0.0
    for sum in 0..<count {
      gaps[sum] -= totals[sum] + slack[sum] * multipliers[sum]
      if !gaps[sum].isFinite {
        largest = .infinity
      } else if sizes[sum] > 0 {
        largest = max(largest, gaps[sum].magnitude / sizes[sum])
      }
    }
    return Point(
      multipliers: multipliers, cells: cells, slopes: slopes, gaps: gaps, largest: largest)
  }

  /// The value of a cell and how fast it responds to more pull.
  @inline(__always)
  private func response(_ prior: Double, _ spread: Double, _ pull: Double) -> (Double, Double) {
    switch penalty {
    case .entropy:
      if pull == 0 { return (prior, prior.magnitude * spread) }
      let value = prior * exp((prior > 0 ? pull : -pull) * spread)
      return (value, value.magnitude * spread)
    case .squares:
      let variance = spread * prior * prior
      return (prior + variance * pull, variance)
    case .squaresKeepingSigns:
      let variance = spread * prior * prior
      let value = prior + variance * pull
      return (value > 0) == (prior > 0) && value != 0 ? (value, variance) : (0, 0)
    }
  }
}
