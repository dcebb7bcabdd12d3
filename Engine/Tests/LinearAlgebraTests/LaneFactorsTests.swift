import CKernels
import Testing

@testable import LinearAlgebra

@Suite("Lane factors") struct LaneFactorsTests {
  @Test(
    "Factors shared by lanes solve as the factorisation they come from, block by block or not",
    arguments: [0, 40])
  func solve(_ coupled: Int) throws {
    // A chain of single rows before and after a coupled block, with entries that reach across.
    let size = 60
    var rowsOfColumn = [[Int]](repeating: [], count: size)
    var seed: UInt64 = 7
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((seed >> 33) % UInt64(bound))
    }
    for column in 0..<size {
      var rows: Set<Int> = [column]
      for _ in 0..<3 {
        let row = random(size)
        let isWithin = (10..<10 + coupled).contains(row) && (10..<10 + coupled).contains(column)
        if row > column || isWithin { rows.insert(row) }
      }
      rowsOfColumn[column] = rows.sorted()
    }
    let pattern = SparsePattern(rows: size, columnRows: rowsOfColumn)
    let values = (0..<pattern.count).map { _ in Double(random(1000)) / 500 - 0.99 }
    let sparse = try SparseLU(pattern: pattern)
    try sparse.factor(values)
    let factors = sparse.laneFactors()
    let lanes = Int(LANE_COUNT)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size * lanes * 8, alignment: 64)
      .bindMemory(to: Double.self, capacity: size * lanes)
    defer { memory.deallocate() }
    func rightHandSide(_ lane: Int) -> [Double] {
      (0..<size).map { Double(($0 * 7 + lane * 5) % 13) - 6 }
    }
    for place in 0..<size {
      for lane in 0..<lanes {
        memory[place * lanes + lane] =
          rightHandSide(lane)[factors.rowOrder[place]] / factors.rowScales[place]
      }
    }
    factors.solve(kernel: Int32(LANE_BASELINE.rawValue), memory)
    for lane in 0..<lanes {
      var expected = rightHandSide(lane)
      sparse.solve(&expected)
      let size = expected.map(\.magnitude).max() ?? 0
      for (place, column) in factors.columnOrder.enumerated() {
        let found = memory[place * lanes + lane]
        // Both sum the same terms in different orders.
        #expect((found - expected[column]).magnitude <= 1e-9 * size)
      }
    }
  }
}
