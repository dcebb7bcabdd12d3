import Foundation
import Yams

/// The choices behind a country's satellite accounts, as its recipe states them.
public struct SatelliteRecipe: Sendable, Decodable {
  /// Where the table from industries to sectors stands, and its columns.
  struct Classification: Sendable, Decodable {
    let file: String
    let codeColumn: String
    let sectorColumn: String
  }

  /// One behavioural parameter, as it is written to its table.
  struct Parameter: Sendable, Decodable {
    let name: String
    let value: Double
    let unit: String
    let status: String
    let source: String
    let note: String
  }

  /// The provenance of one raw table.
  struct Source: Sendable, Decodable {
    let table: String
    let publisher: String
    let title: String
    let vintage: String
    let licence: String
    let creditLine: String
    let repository: String
    let processing: String
    let status: String
  }

  let pack: String
  let baseYear: Int
  let lastYear: Int
  let classification: Classification
  let sectors: [String]
  let household: String
  let householdFlows: [String]
  let files: [String: String]
  let energy: SatelliteEnergyRecipe
  let emissions: SatelliteEmissionsRecipe
  let people: SatellitePeopleRecipe
  let macro: SatelliteMacroRecipe
  let parameters: [Parameter]
  let sources: [Source]

  /// Sectors and the household: everyone who can use energy or emit.
  var users: [String] { sectors + [household] }

  /// Reads a recipe.
  /// - Throws: ``SatelliteError`` when the file is missing or has another form.
  public init(contentsOf url: URL) throws {
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw SatelliteError.file(path: url.lastPathComponent, reason: error.localizedDescription)
    }
    do {
      self = try YAMLDecoder().decode(SatelliteRecipe.self, from: text)
    } catch {
      throw SatelliteError.recipe(path: url.lastPathComponent, reason: "\(error)")
    }
  }
}

/// How energy is given to those who buy it.
struct SatelliteEnergyRecipe: Sendable, Decodable {
  struct Carrier: Sendable, Decodable {
    let carrier: String
    let name: String
    let kind: String
    let fossil: Bool
    let balance: String
    let published: [String]?
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
  let publishedFlows: [String]
  let carriers: [Carrier]
  let allocations: [Allocation]
}

/// How the greenhouse-gas inventory is given to users.
struct SatelliteEmissionsRecipe: Sendable, Decodable {
  struct Gas: Sendable, Decodable {
    let gas: String
    let name: String
    let gwp: Double
  }
  struct Source: Sendable, Decodable {
    let source: String
    let name: String
  }
  struct Process: Sendable, Decodable {
    let code: String
    let user: String
    let taxed: Bool
  }
  struct Activity: Sendable, Decodable {
    let code: String
    let source: String
    let gases: [String]
    let to: String?
    let keyColumn: String?
    let among: [String]?
    let energy: [String]?
    let energyOwn: [String]?
    let parts: [String]?
    let rest: String?
    let status: String?
  }
  struct Total: Sendable, Decodable {
    let code: String
    let name: String
    let file: String
  }

  let gigagramsPerUnit: Double
  let gases: [Gas]
  let sources: [Source]
  let combustionCode: String
  let untaxedUsers: [String]
  let processCO2: [Process]
  let landUseCode: String
  let activities: [Activity]
  let publishedTotals: [Total]
  let tolerance: Double
}

/// Which ages work, and which series say how many.
struct SatellitePeopleRecipe: Sendable, Decodable {
  struct Check: Sendable, Decodable {
    let item: String
    let unit: String
    let value: Double
    let source: String
  }
  let workingAge: Int
  let openAge: Int
  let sexes: [String: String]
  let participation: String
  let employment: String
  let lastParticipationYear: Int
  let check: Check
  let unemploymentSubject: String
}

/// The paths of the economy that are given from outside.
struct SatelliteMacroRecipe: Sendable, Decodable {
  struct Average: Sendable, Decodable {
    let from: Int
    let to: Int
    let value: Double
  }
  struct Target: Sendable, Decodable {
    let year: Int
    let value: Double
  }
  let lastActual: Int
  let weoEnd: Int
  let growthAverages: [Average]
  let growthAveragesSource: String
  let worldInflation: Double
  let interestTarget: Target
  let exportsColumn: String
  let governmentColumn: String
  let checkColumns: [String]
}
