import CBLAS
import Calibration

/// How fast one core multiplies and factors dense matrices: the bound for the dense core of a model.
struct DenseSpeed: Encodable {
  var size: Int
  /// Billions of operations a second.
  var multiplication: Double
  var factorisation: Double

  init(size: Int, rounds: Int) {
    self.size = size
    openblas_set_num_threads(1)
    var generator = SplitMix64(seed: 1)
    let first = (0..<size * size).map { _ in Double.random(in: -1...1, using: &generator) }
    var product = first
    var order = Int32(size)
    var one = 1.0
    var zero = 0.0
    var plain = CChar(UInt8(ascii: "N"))
    let cube = Double(size) * Double(size) * Double(size)
    multiplication =
      2e-9 * cube
      / median(rounds) {
        dgemm_(
          &plain, &plain, &order, &order, &order, &one, first, &order, first, &order, &zero,
          &product, &order)
      }
    var pivots = [Int32](repeating: 0, count: size)
    var status: Int32 = 0
    var matrix = first
    var times: [Double] = []
    for _ in 0..<rounds {
      // Fresh numbers, written before the clock starts.
      for position in 0..<matrix.count { matrix[position] = first[position] }
      times.append(
        median(1) { dgetrf_(&order, &order, &matrix, &order, &pivots, &status) })
    }
    factorisation = 2e-9 / 3 * cube / times.sorted()[rounds / 2]
  }
}
