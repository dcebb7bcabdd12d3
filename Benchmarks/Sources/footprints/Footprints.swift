import Foundation
import InputOutput
import LinearAlgebra
import SocialAccounting

/// Footprints of a table that `Peers/footprints.py` wrote: `footprints FOLDER REGIONS SECTORS ACCOUNTS`.
///
/// Reads `Z.f64` (column after column), `Y.f64` and `F.f64` (row after row), and writes `M.f64` and
/// `D.f64`: requirements by account and sector, and footprints by account and region. Prints
/// seconds by the clock and of the processor.
@main
struct FootprintsBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let regions = Int(arguments[2]), let each = Int(arguments[3]),
      let accounts = Int(arguments[4])
    else {
      FileHandle.standardError.write(
        Data("usage: footprints FOLDER REGIONS SECTORS ACCOUNTS\n".utf8))
      exit(64)
    }
    let folder = URL(fileURLWithPath: arguments[1])
    let size = regions * each
    let sectors = (0..<size).map { "s\($0)" }
    let users = (0..<regions).map { "r\($0)" }
    var flows = DenseMatrix(rows: size, columns: size)
    flows.storage = try numbers(folder.appendingPathComponent("Z.f64"), size * size)
    let demand = try LabelledMatrix(
      rows: sectors, columns: users,
      values: numbers(folder.appendingPathComponent("Y.f64"), size * regions))
    let amounts = try LabelledMatrix(
      rows: (0..<accounts).map { "f\($0)" }, columns: sectors,
      values: numbers(folder.appendingPathComponent("F.f64"), accounts * size))

    let clock = ContinuousClock()
    let start = clock.now
    let startOfProcessor = Foundation.clock()
    let table = CoefficientMatrix.dense(flows)
    let sold = table.rowSums
    let output = sectors.indices.map { sold[$0] + demand.rowTotal($0) }
    let model = try LeontiefModel(
      accounts: sectors, coefficients: table.columnsDivided(by: output))
    var intensities = amounts
    for account in amounts.rows.indices {
      for sector in sectors.indices { intensities[account, sector] /= output[sector] }
    }
    let footprints = try Footprints(model, intensities: intensities, demand: demand)
    let processor = Double(Foundation.clock() - startOfProcessor) / 1_000_000
    let seconds = clock.now - start
    print(
      Double(seconds.components.seconds) + Double(seconds.components.attoseconds) * 1e-18,
      processor)

    for (name, values) in [
      ("M", footprints.requirements.values), ("D", footprints.byUser.values),
    ] {
      try values.withUnsafeBytes { Data($0) }.write(
        to: folder.appendingPathComponent("\(name).f64"))
    }
  }

  private static func numbers(_ file: URL, _ count: Int) throws -> [Double] {
    let data = try Data(contentsOf: file)
    guard data.count == 8 * count else { throw CocoaError(.fileReadCorruptFile) }
    return data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
  }
}
