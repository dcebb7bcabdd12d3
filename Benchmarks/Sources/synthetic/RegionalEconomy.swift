import Calibration
import ModelLanguage

/// The data of `Benchmarks/Models/regional-economy.eqn` for any number of regions and sectors,
/// made up from a seed.
///
/// The accounts of the base year balance: what is produced and imported is used. At the tables'
/// values every equation holds, so that only what is exogenous moves the path.
struct RegionalEconomy {
  /// Regions and sectors: 20 equations for each pair, 8 for each region.
  let regions: Int
  let sectors: Int
  /// The tables, `NAME.csv` → text.
  let tables: [String: String]

  /// The number of equations.
  var equationCount: Int { 20 * regions * sectors + 8 * regions }
  /// The tables as a model reads them.
  var data: ModelData { ModelData(tables: tables) }

  /// The economies measured: about 1,000, 5,000, 10,000 and 20,000 equations.
  static let sizes = [(2, 25), (5, 50), (10, 50), (20, 50)]

  /// Draws an economy.
  /// - Parameter density: The share of sectors that supply a sector.
  init(regions: Int, sectors: Int, density: Double = 0.4, seed: UInt64 = 7) {
    self.regions = regions
    self.sectors = sectors
    var generator = SplitMix64(seed: seed)
    func draw(_ range: ClosedRange<Double>) -> Double {
      Double.random(in: range, using: &generator)
    }
    func drawn(_ range: ClosedRange<Double>) -> [[Double]] {
      (0..<regions).map { _ in (0..<sectors).map { _ in draw(range) } }
    }
    var writer = TableWriter()

    // Input coefficients [r][s][ss]: what sector ss needs from sector s.
    var inputs: [[[Double]]] = []
    for _ in 0..<regions {
      var matrix = [[Double]](repeating: [Double](repeating: 0, count: sectors), count: sectors)
      for user in 0..<sectors {
        var sum = 0.0
        for supplier in 0..<sectors where supplier == user || draw(0...1) < density {
          matrix[supplier][user] = draw(0.2...1)
          sum += matrix[supplier][user]
        }
        let share = draw(0.3...0.45)
        for supplier in 0..<sectors { matrix[supplier][user] *= share / sum }
      }
      inputs.append(matrix)
    }
    // Source shares [r][rr][s]: where region rr buys.
    var sources = [[[Double]]](
      repeating: [[Double]](repeating: [Double](repeating: 0, count: sectors), count: regions),
      count: regions)
    for buyer in 0..<regions {
      for s in 0..<sectors {
        let sizes = (0..<regions).map { $0 == buyer ? 0 : draw(0.2...1) }
        let sum = sizes.reduce(0, +)
        for seller in 0..<regions where seller != buyer {
          sources[seller][buyer][s] = sizes[seller] / sum
        }
      }
    }

    // The quantities that balance: demand = A · output + final, output = demand − imports + exports.
    let final = drawn(0.5...2)
    let importShare = drawn(0.1...0.35)
    var output = final
    var demand = final
    var exports = final
    for _ in 0..<200 {
      for r in 0..<regions {
        for s in 0..<sectors {
          demand[r][s] = final[r][s] + zip(inputs[r][s], output[r]).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }
      for r in 0..<regions {
        for s in 0..<sectors {
          exports[r][s] = (0..<regions).reduce(0) {
            $0 + sources[r][$1][s] * importShare[$1][s] * demand[$1][s]
          }
          output[r][s] = demand[r][s] * (1 - importShare[r][s]) + exports[r][s]
        }
      }
    }

    let consumptionShare = drawn(0.5...0.65)
    let investmentShare = drawn(0.1...0.25)
    func cells(_ value: (Int, Int) -> Double) -> [[Double]] {
      (0..<regions).map { r in (0..<sectors).map { value(r, $0) } }
    }
    let goods = cells { final[$0][$1] * investmentShare[$0][$1] }
    // Every sector invests the same share of its output: in total, the investment goods bought.
    let investment = cells {
      output[$0][$1] * goods[$0].reduce(0, +) / output[$0].reduce(0, +)
    }
    let labourShare = drawn(0.2...0.4)
    let energyShare = drawn(0.03...0.08)
    writer.write("output0", output)
    writer.write("demand0", demand)
    writer.write("exports0", exports)
    writer.write("imports0", cells { demand[$0][$1] * importShare[$0][$1] })
    writer.write("consumption0", cells { final[$0][$1] * consumptionShare[$0][$1] })
    writer.write("investmentGoods0", goods)
    writer.write(
      "government0",
      cells { final[$0][$1] * (1 - consumptionShare[$0][$1] - investmentShare[$0][$1]) })
    writer.write("investment0", investment)
    writer.write("capital0", cells { investment[$0][$1] / 0.05 })
    writer.write("labour0", cells { output[$0][$1] * labourShare[$0][$1] })
    writer.write("energy0", cells { output[$0][$1] * energyShare[$0][$1] })

    writer.write("importReaction", drawn(0.6...1))
    writer.write("importAdjustment", drawn(0.2...0.5))
    writer.write("importElasticity", drawn(0.5...1.5))
    writer.write("sourceElasticity", drawn(1.5...3))
    writer.write("costReaction", drawn(0.4...0.8))
    writer.write("costAdjustment", drawn(0.2...0.5))
    writer.write("labourReaction", drawn(0.4...0.8))
    writer.write("labourAdjustment", drawn(0.2...0.5))
    writer.write("labourElasticity", drawn(0.2...0.6))
    writer.write("energyReaction", drawn(0.5...1))
    writer.write("energyAdjustment", drawn(0.1...0.4))
    writer.write("energyElasticity", drawn(0.2...0.6))
    writer.write("fuelElasticity", drawn(0.5...2))
    writer.write("wageIndexation", drawn(0.6...0.9))
    writer.write("wageSlack", drawn(0.1...0.4))
    writer.write("capitalReaction", drawn(0.3...0.8))
    writer.write("capitalAdjustment", drawn(0.3...0.8))
    writer.write("consumptionElasticity", drawn(0.3...1))

    writer.begin("inputCoefficient", columns: ["r", "s", "ss"])
    for r in 0..<regions {
      for s in 0..<sectors {
        for ss in 0..<sectors where inputs[r][s][ss] != 0 {
          writer.row(["r\(r + 1)", "s\(s + 1)", "s\(ss + 1)"], inputs[r][s][ss])
        }
      }
    }
    writer.begin("sourceShare", columns: ["r", "rr", "s"])
    for r in 0..<regions {
      for rr in 0..<regions where r != rr {
        for s in 0..<sectors {
          writer.row(["r\(r + 1)", "r\(rr + 1)", "s\(s + 1)"], sources[r][rr][s])
        }
      }
    }
    let fuels = [("coal", 0.1, 1.0), ("gas", 0.06, 0.6), ("power", 0.02, 1.2)]
    var factors: [([String], Double)] = []
    writer.begin("fuelShare0", columns: ["region", "sector", "fuel"])
    for r in 0..<regions {
      for s in 0..<sectors {
        let sizes = fuels.map { $0.2 * draw(0.2...1) }
        for (fuel, size) in zip(fuels, sizes) {
          let place = ["r\(r + 1)", "s\(s + 1)", fuel.0]
          writer.row(place, size / sizes.reduce(0, +))
          factors.append((place, fuel.1 * draw(0.7...1.3)))
        }
      }
    }
    writer.begin("emissionFactor", columns: ["region", "sector", "fuel"])
    for (place, factor) in factors { writer.row(place, factor) }

    writer.writeYears("governmentGrowth") { Self.power(1.02, $0) }
    writer.writeYears("productivity") { Self.power(1.015, $0) }
    writer.writeYears("labourForceGrowth") { Self.power(1.005, $0) }
    writer.writeYears("carbonPrice") { 0.1 * Double(max(0, $0 - 5)) }
    writer.begin("fuelWorldPrice", columns: ["fuel", "year"])
    for (position, fuel) in fuels.enumerated() {
      for year in Self.years {
        writer.row(
          [fuel.0, "\(year)"],
          Self.power(1 + 0.005 * Double(position), year - Self.years.lowerBound))
      }
    }
    var tables = writer.tables
    tables["region.csv"] = "region\n" + (1...regions).map { "r\($0)\n" }.joined()
    tables["sector.csv"] = "sector\n" + (1...sectors).map { "s\($0)\n" }.joined()
    self.tables = tables
  }

  /// The years that the tables cover, from the base year.
  static let years = 2019...2060

  /// The same bits everywhere, which a library's power does not promise.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { result, _ in result * base }
  }

  /// Writes tables as text.
  private struct TableWriter {
    var tables: [String: String] = [:]
    private var name = ""

    mutating func begin(_ name: String, columns: [String]) {
      self.name = "\(name).csv"
      tables[self.name] = (columns + ["value"]).joined(separator: ",") + "\n"
    }

    mutating func row(_ place: [String], _ value: Double) {
      tables[name]? += place.joined(separator: ",") + ",\(value)\n"
    }

    /// A value for each region and sector.
    mutating func write(_ name: String, _ values: [[Double]]) {
      begin(name, columns: ["region", "sector"])
      for (r, row) in values.enumerated() {
        for (s, value) in row.enumerated() { self.row(["r\(r + 1)", "s\(s + 1)"], value) }
      }
    }

    /// A value for each year, by years since the base.
    mutating func writeYears(_ name: String, _ value: (Int) -> Double) {
      begin(name, columns: ["year"])
      for year in RegionalEconomy.years { row(["\(year)"], value(year - 2019)) }
    }
  }
}
