import LinearAlgebra
import SocialAccounting

@testable import InputOutput

/// Tables that several suites read.
enum Tables {
  /// A table with one final user and one row of primary inputs, whatever is left of output.
  static func table(
    _ sectors: [String], _ flows: [[Double]], output: [Double]
  ) throws -> InputOutputTable {
    let sales = flows.map { $0.reduce(0, +) }
    let costs = sectors.indices.map { column in flows.reduce(0) { $0 + $1[column] } }
    return try InputOutputTable(
      sectors: sectors, flows: .dense(DenseMatrix(rowByRow: flows)),
      finalDemand: LabelledMatrix(
        rows: sectors, columns: ["final"], values: zip(output, sales).map { $0 - $1 }),
      primaryInputs: LabelledMatrix(
        rows: ["value added"], columns: sectors, values: zip(output, costs).map { $0 - $1 }))
  }

  /// Miller and Blair (2009), table 2.3.
  static func millerBlair() throws -> InputOutputTable {
    try table(["agriculture", "manufacturing"], [[150, 500], [200, 100]], output: [1000, 2000])
  }

  /// Germany 1990, domestic flows in million DM: Eurostat (2008), table 15.4.
  static func germany() throws -> InputOutputTable {
    try table(
      germanSectors,
      [
        [1131, 25480, 1, 607, 710, 762], [7930, 304584, 64167, 41082, 11981, 30360],
        [426, 7334, 3875, 5296, 23457, 9155], [3559, 72717, 14190, 74399, 10835, 21008],
        [3637, 96115, 31027, 65755, 193176, 34223], [1552, 14986, 1747, 11225, 15058, 22070],
      ], output: germanOutput)
  }

  static let germanSectors = [
    "agriculture", "manufacturing", "construction", "trade", "business services", "other services",
  ]
  /// As the table prints it; its columns add up to 1,079,446 and 245,606, the rows to 1,079,400.
  static let germanOutput: [Double] = [43910, 1_079_446, 245606, 540063, 692487, 508918]

  /// Numbers in [0, 1) that are the same everywhere.
  struct Generator {
    var state: UInt64

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
  }

  /// A productive table of any size whose columns add up to less than one.
  static func random(_ size: Int, seed: UInt64) throws -> InputOutputTable {
    var generator = Generator(state: seed)
    var flows = (0..<size).map { _ in (0..<size).map { _ in generator.next() } }
    for row in 0..<size where row % 3 == 1 { flows[row][(row * 7 + 2) % size] = 0 }
    let output = (0..<size).map { sector in
      let sold = flows[sector].reduce(0, +)
      let bought = flows.reduce(0) { $0 + $1[sector] }
      return max(sold, bought) * (1.3 + generator.next())
    }
    return try table((0..<size).map { "s\($0)" }, flows, output: output)
  }
}

/// `A B`, as plainly as can be.
func product(_ a: DenseMatrix, _ b: DenseMatrix) -> DenseMatrix {
  var result = DenseMatrix(rows: a.rows, columns: b.columns)
  for row in 0..<a.rows {
    for column in 0..<b.columns {
      for inner in 0..<a.columns { result[row, column] += a[row, inner] * b[inner, column] }
    }
  }
  return result
}

/// The largest difference of two lists.
func difference(_ found: [Double], _ expected: [Double]) -> Double {
  found.count == expected.count
    ? zip(found, expected).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } : .infinity
}
