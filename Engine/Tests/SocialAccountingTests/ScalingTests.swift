import CKernels
import Testing

@testable import SocialAccounting

@Suite("Sweeps of RAS")
struct ScalingTests {
  /// One sweep in plain loops: rows, then columns, each sum in the order of its cells.
  private func plainSweep(
    _ cells: [Double], _ width: Int, _ totals: [Double], _ columnFactors: [Double]
  ) -> (rows: [Double], sums: [Double]) {
    var rows: [Double] = []
    var sums = [Double](repeating: 0, count: width)
    for row in totals.indices {
      var sum = 0.0
      for column in 0..<width { sum += cells[row * width + column] * columnFactors[column] }
      rows.append(sum > 0 ? totals[row] / sum : 1)
      for column in 0..<width { sums[column] += cells[row * width + column] * rows[row] }
    }
    return (rows, sums)
  }

  @Test(
    "A sweep has the bits of plain loops, whatever the instructions and the size",
    arguments: [(1, 1), (3, 5), (8, 4), (9, 7), (17, 30), (40, 33)])
  func bits(height: Int, width: Int) {
    let problem = RandomTables(seed: UInt64(height)).problem(rows: height, columns: width)
    let totals = problem.rowTargets.map { $0?.value ?? 0 }
    let columnFactors = (0..<width).map { 1 + 0.1 * Double($0) }
    let expected = plainSweep(problem.prior.values, width, totals, columnFactors)
    for kernel in [LANE_BASELINE, LANE_AVX2, LANE_AVX512]
    where lane_kernel_available(Int32(kernel.rawValue)) != 0 {
      var rows = [Double](repeating: 1, count: height)
      var sums = [Double](repeating: 0, count: width)
      var gap = 0.0
      scaling_sweep(
        Int32(kernel.rawValue), problem.prior.values, Int64(height), Int64(width), columnFactors,
        totals, &rows, &sums, &gap)
      #expect(rows == expected.rows)
      #expect(sums == expected.sums)
    }
  }

  @Test(
    "Wide rows give the same bits whatever the instructions, and plain loops up to rounding",
    arguments: [(1, 256), (2, 300), (3, 257), (7, 263), (12, 400)])
  func wide(height: Int, width: Int) {
    let problem = RandomTables(seed: UInt64(width)).problem(rows: height, columns: width)
    let totals = problem.rowTargets.map { $0?.value ?? 0 }
    let columnFactors = (0..<width).map { 1 + 0.01 * Double($0) }
    let expected = plainSweep(problem.prior.values, width, totals, columnFactors)
    var first: (rows: [Double], sums: [Double])?
    for kernel in [LANE_BASELINE, LANE_AVX2, LANE_AVX512]
    where lane_kernel_available(Int32(kernel.rawValue)) != 0 {
      var rows = [Double](repeating: 1, count: height)
      var sums = [Double](repeating: 0, count: width)
      var gap = 0.0
      scaling_sweep(
        Int32(kernel.rawValue), problem.prior.values, Int64(height), Int64(width), columnFactors,
        totals, &rows, &sums, &gap)
      for (found, wanted) in zip(rows + sums, expected.rows + expected.sums) {
        #expect((found - wanted).magnitude <= 1e-13 * wanted.magnitude)
      }
      #expect(gap > 0)
      if let first {
        #expect(rows == first.rows && sums == first.sums)
      } else {
        first = (rows, sums)
      }
    }
  }

  @Test("The gap of a sweep is that of the rows before it")
  func gap() {
    var rows = [1.0, 1]
    var sums = [0.0, 0]
    var gap = 0.0
    scaling_sweep(
      Int32(LANE_BASELINE.rawValue), [1, 2, 3, 4], 2, 2, [1, 1], [3, 10], &rows, &sums, &gap)
    #expect(gap == 3)
    #expect(rows == [1, 10.0 / 7])
  }

  @Test("A gap that is no number does not pass for a small one")
  func notANumber() {
    var rows = [1.0]
    var sums = [0.0]
    var gap = 0.0
    scaling_sweep(Int32(LANE_BASELINE.rawValue), [.nan], 1, 1, [1], [1], &rows, &sums, &gap)
    #expect(gap.isNaN)
  }
}
