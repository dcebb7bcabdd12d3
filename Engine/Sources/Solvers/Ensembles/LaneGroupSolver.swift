import CKernels
import Equations
import LinearAlgebra

/// Solves one year for a group of draws with the central path's factors.
///
/// With x the unknowns, F the residuals and J the central Jacobian, the first step is −J⁻¹ F. After k
/// full steps s₀ … sₖ₋₁ with direction z = −J⁻¹ F, Broyden's good update adds, for j < k − 1,
/// sⱼ₊₁ (sⱼ · z) / (sⱼ · sⱼ) to z in turn, and divides by 1 − sₖ₋₁ · z / (sₖ₋₁ · sₖ₋₁). A lane whose
/// step was shortened, or whose division would be by nearly nothing, starts its memory anew. Vectors
/// are in the scales of the factors.
final class LaneGroupSolver {
  let workspace: LaneWorkspace
  /// Unknowns before the step, by place and lane.
  let base: UnsafeMutablePointer<Double>
  /// Amounts added to equations, by row place and lane.
  let added: UnsafeMutablePointer<Double>
  private let residual: UnsafeMutablePointer<Double>
  private let largest: UnsafeMutablePointer<Double>
  private let lengths: UnsafeMutablePointer<Double>
  private let factor: UnsafeMutablePointer<Double>
  private let size: Int
  private let kernel: Int32
  private let lanes = LaneKernel.laneCount
  /// Steps taken, with the squares of their lengths.
  private var steps: [UnsafeMutablePointer<Double>] = []
  private var squares: [[Double]] = []

  /// Steps with old factors before a lane is left to Newton's method of its own.
  private static let maximumSteps = 40
  /// A lane whose residual grows beyond this multiple of its first is given up.
  private static let largestGrowth = 1e4
  /// Unknowns that must stay positive never move more than this share of their way to zero.
  private static let boundaryShare = 0.95
  /// Below this the update's division has lost its digits.
  private static let smallestDivisor = 0.1

  init(_ system: CentralPath.System, kernel: LaneKernel) {
    workspace = LaneWorkspace(tape: system.tape, kernel: kernel)
    self.kernel = kernel.identifier
    size = system.rows.count
    base = LaneWorkspace.allocate(size * lanes, 0)
    added = LaneWorkspace.allocate(size * lanes, 0)
    residual = LaneWorkspace.allocate(size * lanes, 0)
    largest = LaneWorkspace.allocate(lanes, 0)
    lengths = LaneWorkspace.allocate(lanes, 0)
    factor = LaneWorkspace.allocate(lanes, 0)
  }

  deinit {
    for memory in [base, added, residual, largest, lengths, factor] + steps {
      memory.deallocate()
    }
  }

  /// How a year ended.
  struct Ending {
    var isSolved: [Bool]
    /// Steps of the lane that took most.
    var steps: Int
  }

  /// Solves a year from the unknowns in ``base``, with inputs and the past in the frame; leaves the
  /// solutions in the frame.
  func solve(
    _ year: CentralPath.Year, active: [Bool], tolerance: Double, rounding: Double
  ) -> Ending {
    var isOpen = active + [Bool](repeating: false, count: lanes - active.count)
    var isSolved = [Bool](repeating: false, count: lanes)
    // The first step of each lane's memory, and its residual at the start and last.
    var memory = [Int](repeating: 0, count: lanes)
    workspace.run(CentralPath.System.Program.prologue)
    moveBy(nil, year)
    var last = evaluate(year)
    let first = last
    var count = 0
    while true {
      for lane in 0..<lanes where isOpen[lane] {
        let now = last[lane]
        if now <= tolerance {
          isSolved[lane] = true
          isOpen[lane] = false
        } else if !(now <= Self.largestGrowth * max(first[lane], 1e-3))
          || count >= Self.maximumSteps
        {
          isOpen[lane] = false
        }
      }
      guard isOpen.contains(true) else { break }
      findStep(count, year, isOpen, &memory)
      for lane in 0..<lanes { lengths[lane] = isOpen[lane] ? 1 : 0 }
      lane_boundary(
        kernel, base, steps[count], year.columnScale, year.positive, Self.boundaryShare, lengths,
        Int64(size))
      for lane in 0..<lanes where lengths[lane] != 1 { memory[lane] = count + 1 }
      moveBy(steps[count], year)
      lane_gather(kernel, workspace.frame, year.places, base, Int64(size))
      let before = last
      last = evaluate(year)
      count += 1
      for lane in 0..<lanes
      where isOpen[lane] && last[lane] <= rounding && last[lane] > 0.3 * before[lane] {
        isSolved[lane] = true
        isOpen[lane] = false
      }
    }
    return Ending(isSolved: isSolved, steps: count)
  }

  /// Writes the unknowns: those of ``base``, moved by a step.
  private func moveBy(_ step: UnsafeMutablePointer<Double>?, _ year: CentralPath.Year) {
    if step == nil { lengths.update(repeating: 0, count: lanes) }
    lane_trial(
      kernel, workspace.frame, year.places, base, step ?? base, year.columnScale, lengths,
      Int64(size))
  }

  /// The largest scaled residual of each lane; not a number where one is not finite.
  private func evaluate(_ year: CentralPath.Year) -> [Double] {
    workspace.run(CentralPath.System.Program.residual)
    lane_residual(kernel, workspace.frame, year.left, year.right, added, residual, Int64(size))
    lane_largest(kernel, residual, year.rowScale, largest, Int64(size))
    return (0..<lanes).map { largest[$0] }
  }

  /// Leaves the next step in its place among ``steps``.
  private func findStep(
    _ count: Int, _ year: CentralPath.Year, _ isOpen: [Bool], _ memory: inout [Int]
  ) {
    if steps.count == count {
      steps.append(LaneWorkspace.allocate(size * lanes, 0))
      squares.append([Double](repeating: 0, count: lanes))
    }
    let step = steps[count]
    lane_scale(kernel, step, residual, year.rowFactor, Int64(size))
    year.factors.solve(kernel: kernel, step)
    for earlier in stride(from: memory.min() ?? 0, to: count - 1, by: 1) {
      guard project(step, earlier, memory, isOpen) else { continue }
      lane_add(kernel, step, steps[earlier + 1], factor, Int64(size))
    }
    if count > 0, project(step, count - 1, memory, isOpen) {
      for lane in 0..<lanes {
        let divisor = 1 - factor[lane]
        // A step as long again, or back to where it came from: the update has nothing to say.
        if divisor.magnitude < Self.smallestDivisor {
          memory[lane] = count
          factor[lane] = 0
        } else {
          factor[lane] = 1 / divisor - 1
        }
      }
      lane_add(kernel, step, step, factor, Int64(size))
    }
    factor.update(repeating: 0, count: lanes)
    lane_dot(kernel, step, step, factor, Int64(size))
    for lane in 0..<lanes { squares[count][lane] = factor[lane] }
  }

  /// Leaves (sⱼ · z) / (sⱼ · sⱼ) in ``factor``, 0 for lanes without that step; false when none has it.
  private func project(
    _ step: UnsafeMutablePointer<Double>, _ earlier: Int, _ memory: [Int], _ isOpen: [Bool]
  ) -> Bool {
    let has = (0..<lanes).map { isOpen[$0] && memory[$0] <= earlier && squares[earlier][$0] > 0 }
    guard has.contains(true) else { return false }
    factor.update(repeating: 0, count: lanes)
    lane_dot(kernel, steps[earlier], step, factor, Int64(size))
    for lane in 0..<lanes { factor[lane] = has[lane] ? factor[lane] / squares[earlier][lane] : 0 }
    return true
  }
}
