/// How energy is given to those who buy it.
struct SatelliteEnergyRecipe: Sendable, Decodable {
  struct Carrier: Sendable, Decodable {
    let carrier: String
    let name: String
    let kind: String
    let fossil: Bool
    let balance: String
    let published: [String]?
    /// Kilograms of CO2 per terajoule burnt, where the balance does not print the CO2 itself.
    let carbonFactor: Double?
    /// The country's own calorific value over the one the balance was computed with; 1 without it.
    let calorificRatio: Double?
  }

  /// A raw record of the energy statistics: physical quantity of a commodity in a transaction.
  struct Record: Sendable, Decodable {
    let commodity: String
    let transaction: String
    let factorOf: String?
    let sign: Double?
  }

  struct Portion: Sendable, Decodable {
    let commodity: String
    let part: String
    let whole: String
  }

  struct Like: Sendable, Decodable {
    let carrier: String
    let product: String
  }

  enum Spread: String, Sendable, Decodable { case purchases, remainder, like }
  enum Carbon: String, Sendable, Decodable { case combustion, process }

  struct Allocation: Sendable, Decodable, CustomStringConvertible {
    let carrier: String
    let product: String
    let balance: String?
    let flows: [String]?
    let less: [String]?
    let records: [Record]?
    let lessRecords: [Record]?
    let portion: Portion?
    let key: String?
    let industries: [String]?
    let except: [String]?
    let spread: Spread?
    let like: Like?
    let carbon: Carbon?
    let status: String?

    var description: String {
      let what = (flows ?? records?.map { "\($0.commodity)/\($0.transaction)" } ?? [])
      return "\(carrier) \(what.joined(separator: "+")) by \(product)"
    }
  }

  let flowIndustries: [String: [String]]
  let powerFlow: String
  /// The same in the raw records; none without records.
  let powerTransaction: String?
  /// The flow of electricity lost on the way to its users.
  let lossFlow: String
  let publishedFlows: [String]
  /// Flows whose sum over fuels and electricity counts every joule once.
  let netFlows: [String]
  let carriers: [Carrier]
  let allocations: [Allocation]
}
