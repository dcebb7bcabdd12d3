import Foundation
import SocialAccounting

/// Times balancing on matrices that `Peers/balancing.py` writes, and prints one line of JSON.
///
///     balancing ras FILE SIZE SWEEPS      sweeps of RAS over a full matrix, and the cost of reading it
///     balancing entropy FILE OUT          cross-entropy of a SAM, from row, column and value
@main
struct Balancing {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch arguments.count > 1 ? arguments[1] : "" {
    case "ras" where arguments.count == 5:
      try ras(file: arguments[2], size: Int(arguments[3]) ?? 0, sweeps: Int(arguments[4]) ?? 0)
    case "entropy" where arguments.count == 4:
      try entropy(file: arguments[2], out: arguments[3])
    default:
      FileHandle.standardError.write(Data("usage: balancing ras|entropy FILE …\n".utf8))
      exit(64)
    }
  }

  /// Full matrix, row totals, column totals, as little-endian doubles.
  static func ras(file: String, size: Int, sweeps: Int) throws {
    let numbers = try doubles(of: file)
    precondition(numbers.count == size * size + 2 * size, "a matrix with its totals")
    let labels = (0..<size).map { "\($0)" }
    let matrix = try LabelledMatrix(
      rows: labels, columns: labels, values: Array(numbers[0..<(size * size)]))
    let rows = Array(numbers[(size * size)..<(size * size + size)])
    let columns = Array(numbers[(size * size + size)...])
    // No gap is within the tolerance, so that so many sweeps are made: few and many, whose
    // difference is what sweeps cost.
    func time(_ sweeps: Int) -> Double {
      seconds {
        _ = try? matrix.balancedByRAS(
          rowTotals: rows, columnTotals: columns, tolerance: 0, maximumSweeps: sweeps)
      }
    }
    _ = time(1)
    let few = time(2)
    let many = time(2 + sweeps)
    let reading = (0..<3).map { _ in seconds { read(matrix) } }.min() ?? 0
    var result: BalancedMatrix?
    let whole = seconds {
      result = try? matrix.balancedByRAS(rowTotals: rows, columnTotals: columns, tolerance: 1e-10)
    }
    print(
      """
      {"sweep": \((many - few) / Double(sweeps)), "reading": \(reading), "whole": \(whole), \
      "sweeps": \(result?.sweeps ?? 0), "gap": \(result?.largestGap ?? .infinity)}
      """)
  }

  /// Reads every cell once, as fast as a plain loop can.
  static func read(_ matrix: LabelledMatrix) {
    let sum = matrix.values.withUnsafeBufferPointer { cells in
      var sums = SIMD8<Double>.zero
      var more = sums
      cells.withMemoryRebound(to: SIMD8<Double>.self) { blocks in
        var index = 0
        while index + 1 < blocks.count {
          sums += blocks[index]
          more += blocks[index + 1]
          index += 2
        }
      }
      return (sums + more).sum()
    }
    if sum == .pi { print() }
  }

  /// The number of accounts, then row, column and value of each cell.
  static func entropy(file: String, out: String) throws {
    let numbers = try doubles(of: file)
    let count = Int(numbers[0])
    let labels = (0..<count).map { "\($0)" }
    var matrix = try SocialAccountingMatrix(accounts: labels)
    for cell in stride(from: 1, to: numbers.count, by: 3) {
      try matrix.pay(
        numbers[cell + 2], from: labels[Int(numbers[cell + 1])], to: labels[Int(numbers[cell])])
    }
    let problem = BalancingProblem(matrix)
    var result: BalancingResult?
    var failure = "null"
    let whole = seconds {
      do { result = try problem.balanced(by: .crossEntropy) } catch { failure = "\"\(error)\"" }
    }
    if let result {
      let values = stride(from: 1, to: numbers.count, by: 3).map {
        result.matrix[Int(numbers[$0]), Int(numbers[$0 + 1])]
      }
      try values.withUnsafeBytes { Data($0) }.write(to: URL(filePath: out))
    }
    print(
      """
      {"whole": \(whole), "iterations": \(result?.iterations ?? 0), \
      "gap": \(result?.largestGap ?? 0), "error": \(failure)}
      """)
  }

  static func doubles(of file: String) throws -> [Double] {
    let data = try Data(contentsOf: URL(filePath: file), options: .mappedIfSafe)
    return data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
  }

  static func seconds(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let spent = clock.measure(work)
    return Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
  }
}
