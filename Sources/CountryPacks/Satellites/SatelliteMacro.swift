import Foundation
import Quantities

/// Paths given to the model from outside, year by year, and how far to trust each number.
struct SatelliteMacro: Sendable {
  /// Symbols in the order they are written, each with a value and status by year.
  let paths: [(symbol: String, values: [Int: (value: Double, status: Status)])]
  /// Observed growth and inflation, for comparison only.
  let observed: [(variable: String, year: Int, value: Double)]

  /// One number of one path.
  func value(_ symbol: String, _ year: Int) throws -> Double {
    guard let value = paths.first(where: { $0.symbol == symbol })?.values[year]?.value else {
      throw SatelliteError.missing(table: "macro paths", key: "\(symbol) \(year)")
    }
    return value
  }
}
