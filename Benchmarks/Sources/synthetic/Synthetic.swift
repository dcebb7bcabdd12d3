import Foundation
import Solvers

/// Measures the regional economy of `Models/regional-economy.eqn`, and writes it for other programs.
///
///     synthetic measure REGIONS SECTORS ROUNDS [automatic|sparse|condensed]
///     synthetic export REGIONS SECTORS FOLDER
///     synthetic dense SIZE ROUNDS
///
/// Results are JSON: `Peers/peers.py` puts them beside those of other programs.
@main
struct Synthetic {
  static let usage = """
    usage: synthetic measure REGIONS SECTORS ROUNDS [automatic|sparse|condensed]
           synthetic export REGIONS SECTORS FOLDER
           synthetic dense SIZE ROUNDS

    """

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    func number(_ place: Int) -> Int? {
      arguments.indices.contains(place) ? Int(arguments[place]).flatMap { $0 > 0 ? $0 : nil } : nil
    }
    switch arguments.first {
    case "measure":
      let method =
        arguments.count == 5 ? FactorisationMethod(rawValue: arguments[4]) : .automatic
      guard let regions = number(1), let sectors = number(2), let rounds = number(3), let method
      else { break }
      let measurement = try Measurement(
        RegionalEconomy(regions: regions, sectors: sectors), rounds: rounds, method: method)
      return print(try text(measurement))
    case "export":
      guard let regions = number(1), let sectors = number(2), arguments.count == 4 else { break }
      try SystemExport(RegionalEconomy(regions: regions, sectors: sectors)).write(to: arguments[3])
      return
    case "dense":
      guard let size = number(1), let rounds = number(2) else { break }
      return print(try text(DenseSpeed(size: size, rounds: rounds)))
    default: break
    }
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// The median of some rounds, in seconds.
func median(_ rounds: Int, _ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  var times: [Double] = []
  for _ in 0..<rounds {
    let elapsed = try clock.measure(work).components
    times.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
  }
  return times.sorted()[rounds / 2]
}
